#!/usr/bin/python3
"""Graph: who follows whom, as an adjacency list; a global index turns every edge around.

An item (node, target) is an edge, and (node, node) the node itself. The table is asked for the edges that leave a node,
the index for those that reach it.
"""

import service
from boto3.dynamodb.conditions import Key

TABLE = "example-graph"
INVERTED = "inverted"
EDGES = [("ann", "ben"), ("ann", "cleo"), ("ben", "cleo"), ("ben", "dan"),
         ("cleo", "dan"), ("cleo", "eve"), ("dan", "ann")]


def follow(dynamodb, node, target):
    """The edge and the counts at both of its ends, all or nothing: a second time, nothing changes."""
    def count(person, which):
        return {"Update": {"TableName": TABLE, "Key": {"node": person, "target": person},
                           "UpdateExpression": f"ADD {which} :one", "ExpressionAttributeValues": {":one": 1}}}

    edge = {"Put": {"TableName": TABLE, "Item": {"node": node, "target": target},
                    "ConditionExpression": "attribute_not_exists(target)"}}
    dynamodb.meta.client.transact_write_items(
        TransactItems=[edge, count(node, "following"), count(target, "followers")])


def main():
    dynamodb = service.connect(__doc__)
    inverted = {"IndexName": INVERTED, "KeySchema": service.key_schema("target", "node"),
                "Projection": {"ProjectionType": "KEYS_ONLY"}}
    graph = service.new_table(dynamodb, TABLE, ["node", "target"], {"node": "S", "target": "S"},
                              GlobalSecondaryIndexes=[inverted])

    for node, target in EDGES:
        follow(dynamodb, node, target)
    try:
        follow(dynamodb, "ann", "ben")
    except dynamodb.meta.client.exceptions.TransactionCanceledException as refused:
        reasons = [reason["Code"] for reason in refused.response["CancellationReasons"]]
        print("ann follows ben once more: refused,", ", ".join(reasons))

    def leaving(node):
        edges = graph.query(KeyConditionExpression=Key("node").eq(node), ConsistentRead=True)["Items"]
        return [edge["target"] for edge in edges if edge["target"] != node]

    def reaching(node):
        edges = graph.query(IndexName=INVERTED, KeyConditionExpression=Key("target").eq(node))["Items"]
        return [edge["node"] for edge in edges if edge["node"] != node]

    # An index follows its table soon, not at once.
    total = graph.scan(Select="COUNT", ConsistentRead=True)["Count"]
    service.until(lambda: graph.scan(IndexName=INVERTED, Select="COUNT")["Count"] == total, "the index has every edge")
    print("ann follows:", ", ".join(leaving("ann")))
    print("dan is followed by:", ", ".join(reaching("dan")))

    # Two hops: what those whom ann follows follow, nearest first, is what she may like.
    near = leaving("ann")
    far = [target for node in near for target in leaving(node) if target not in near + ["ann"]]
    print("ann may like:", ", ".join(sorted(set(far), key=lambda node: (-far.count(node), node))))

    dan = graph.get_item(Key={"node": "dan", "target": "dan"}, ConsistentRead=True)["Item"]
    print(f"dan's counts: following {dan['following']}, followers {dan['followers']}")

    graph.delete_item(Key={"node": "ben", "target": "dan"})
    service.until(lambda: "ben" not in reaching("dan"), "the index has lost the edge")
    print("after ben leaves, dan is followed by:", ", ".join(reaching("dan")))


if __name__ == "__main__":
    main()
