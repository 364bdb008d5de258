"""Indexes of global tables: every region has them, fills them by itself, and answers from them."""

import unittest

from cluster_under_test import ClusterUnderTest, wait_converged, wait_until
from writers import Writer

LABEL = "integration"
HOME, EUROPE, ASIA = "us-east-1", "eu-west-1", "ap-south-1"
GLOBAL = {"IndexName": "by-color", "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["size"]},
          "KeySchema": [{"AttributeName": "color", "KeyType": "HASH"}, {"AttributeName": "at", "KeyType": "RANGE"}]}
LOCAL = {"IndexName": "by-time", "Projection": {"ProjectionType": "KEYS_ONLY"},
         "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}, {"AttributeName": "at", "KeyType": "RANGE"}]}
BY_NUMBER = {"IndexName": "by-number", "Projection": {"ProjectionType": "ALL"},
             "KeySchema": [{"AttributeName": "n", "KeyType": "HASH"}]}


def setUpModule():
    global cluster
    cluster = ClusterUnderTest()
    unittest.addModuleCleanup(cluster.down)
    cluster.up()


def describe(region, table):
    return cluster.client(region).describe_table(TableName=table)["Table"]


def index_status(region, table):
    """The status of each global index, as the region says it."""
    return {one["IndexName"]: one["IndexStatus"] for one in describe(region, table).get("GlobalSecondaryIndexes", [])}


def add_index(region, table, index, **types):
    return cluster.client(region, read_timeout=30).update_table(
        TableName=table, GlobalSecondaryIndexUpdates=[{"Create": index}],
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": kind} for name, kind in types.items()])["TableDescription"]


def wait_active(table, *names, seconds=60):
    """Until every region has exactly these global indexes, all active."""
    for region in cluster.regions:
        wait_until(lambda region=region: index_status(region, table) == {name: "ACTIVE" for name in names}, seconds,
                   f"{region} has {names} active")


def entries(region, table, index):
    """All entries of an index, in any order."""
    pages = cluster.client(region, read_timeout=30).get_paginator("scan").paginate(TableName=table, IndexName=index)
    return [item for page in pages for item in page["Items"]]


def wait_shown(region, table, index, expected):
    """Until the index shows these items and no others, each once; `expected` by id."""
    def same():
        found = entries(region, table, index)
        return len(found) == len(expected) and {item["id"]["S"]: item for item in found} == expected

    wait_until(same, 30, f"{index} of {region} shows what {table} has")


def fill(region, table, count):
    client = cluster.client(region, read_timeout=30)
    for start in range(0, count, 25):
        puts = [{"PutRequest": {"Item": {"id": {"S": f"old-{n}"}, "n": {"N": str(n)}, "pad": {"S": "x" * 200}}}}
                for n in range(start, min(start + 25, count))]
        answer = client.batch_write_item(RequestItems={table: puts})
        assert not answer["UnprocessedItems"], answer


class IndexesTest(unittest.TestCase):
    def test_indexes_made_with_the_table_answer_in_every_region(self):
        table = "made-with"
        home = cluster.client(HOME, read_timeout=30)
        home.create_table(
            TableName=table, BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}, {"AttributeName": "part", "AttributeType": "S"},
                                  {"AttributeName": "at", "AttributeType": "N"}, {"AttributeName": "color", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}, {"AttributeName": "part", "KeyType": "RANGE"}],
            LocalSecondaryIndexes=[LOCAL], GlobalSecondaryIndexes=[GLOBAL])
        home.get_waiter("table_exists").wait(TableName=table)
        home.put_item(TableName=table, Item={"id": {"S": "a"}, "part": {"S": "before"}, "at": {"N": "0"},
                                             "color": {"S": "red"}, "size": {"N": "1"}, "rest": {"S": "more"}})
        for other in (EUROPE, ASIA):
            cluster.add_replica(table, HOME, other)
        for at, region in enumerate(cluster.regions, 1):
            cluster.client(region).put_item(TableName=table, Item={
                "id": {"S": "a"}, "part": {"S": region}, "at": {"N": str(at)}, "color": {"S": "red"}})

        order = ["before", *cluster.regions]
        for region in cluster.regions:
            client = cluster.client(region)
            found = describe(region, table)
            self.assertEqual([one["IndexName"] for one in found["LocalSecondaryIndexes"]], ["by-time"])
            self.assertEqual(found["GlobalSecondaryIndexes"][0]["Projection"], GLOBAL["Projection"])

            def parts(index, condition, value, client=client):
                page = client.query(TableName=table, IndexName=index, KeyConditionExpression=condition,
                                    ExpressionAttributeValues={":v": {"S": value}})
                return [item["part"]["S"] for item in page["Items"]]

            wait_until(lambda: parts("by-color", "color = :v", "red") == order, 30, f"{region} has all by color")
            self.assertEqual(parts("by-time", "id = :v", "a"), order)
            first = client.query(TableName=table, IndexName="by-color", Limit=1,
                                 KeyConditionExpression="color = :v", ExpressionAttributeValues={":v": {"S": "red"}})
            self.assertEqual(first["Items"], [{"id": {"S": "a"}, "part": {"S": "before"}, "at": {"N": "0"},
                                               "color": {"S": "red"}, "size": {"N": "1"}}])

    def test_an_index_added_under_writes_has_every_item_in_every_region(self):
        table = "added"
        cluster.create_global_table(table)
        fill(HOME, table, 1000)
        writers = [Writer(cluster.client(region), table, region, pause=0.003) for region in cluster.regions]
        with writers[0], writers[1], writers[2]:
            wait_until(lambda: all(len(writer.acknowledged) > 20 for writer in writers), 30, "writes go on")
            self.assertEqual(add_index(HOME, table, BY_NUMBER, n="N")["TableStatus"], "UPDATING")
            wait_active(table, "by-number")
            taken = [len(writer.acknowledged) for writer in writers]
            wait_until(lambda: all(len(writer.acknowledged) > count for writer, count in zip(writers, taken)), 30,
                       "writes go on after it")
        self.assertEqual([writer.failures for writer in writers], [[], [], []])

        items = wait_converged(cluster.clients(), table)

        for region in cluster.regions:
            wait_shown(region, table, "by-number", items)
            found = cluster.client(region).query(TableName=table, IndexName="by-number",
                                                 KeyConditionExpression="n = :n",
                                                 ExpressionAttributeValues={":n": {"N": "3"}})["Items"]
            self.assertEqual({item["id"]["S"] for item in found},
                             {name for name, item in items.items() if item["n"] == {"N": "3"}})

    def test_a_node_killed_while_it_fills_an_index_goes_on_with_it(self):
        table = "killed"
        cluster.create_global_table(table)
        fill(HOME, table, 3000)
        wait_converged(cluster.clients(), table)

        add_index(EUROPE, table, BY_NUMBER, n="N")
        cluster.kill(EUROPE, "--node")
        cluster.start(EUROPE, "--node")
        cluster.kill(HOME, "--node")
        cluster.start(HOME, "--node")
        wait_active(table, "by-number", seconds=90)

        items = wait_converged(cluster.clients(), table)
        self.assertEqual(len(items), 3000)
        for region in cluster.regions:
            wait_shown(region, table, "by-number", items)

    def test_an_index_removed_in_one_region_is_gone_in_all(self):
        table = "removed"
        cluster.create_global_table(table)
        fill(HOME, table, 50)
        add_index(ASIA, table, BY_NUMBER, n="N")
        wait_active(table, "by-number")

        cluster.client(EUROPE).update_table(TableName=table, GlobalSecondaryIndexUpdates=[
            {"Delete": {"IndexName": "by-number"}}])

        wait_active(table)
        for region in cluster.regions:
            self.assertEqual([one["AttributeName"] for one in describe(region, table)["AttributeDefinitions"]], ["id"])
            with self.assertRaisesRegex(cluster.client(region).exceptions.ClientError, "does not have the specified index"):
                cluster.client(region).scan(TableName=table, IndexName="by-number")


if __name__ == "__main__":
    unittest.main()
