#!/usr/bin/python3
"""Key-value: sessions of a web shop, each found by its id and nothing else."""

import service

TABLE = "example-sessions"


def main():
    dynamodb = service.connect(__doc__)
    sessions = service.new_table(dynamodb, TABLE, ["id"], {"id": "S"})
    taken = dynamodb.meta.client.exceptions.ConditionalCheckFailedException

    sessions.put_item(Item={"id": "s1", "user": "ann", "revision": 1})
    print("put s1, got:", sessions.get_item(Key={"id": "s1"})["Item"]["user"])

    # A condition is checked and the item written as one: of two that want the id, one gets it.
    try:
        sessions.put_item(Item={"id": "s1", "user": "ben"}, ConditionExpression="attribute_not_exists(id)")
    except taken:
        print("put s1 if absent: refused")

    # A counter needs no read before: ADD is atomic, and begins at zero.
    for _ in range(3):
        answer = sessions.update_item(Key={"id": "s1"}, UpdateExpression="ADD clicks :one",
                                      ExpressionAttributeValues={":one": 1}, ReturnValues="UPDATED_NEW")
    print("clicks after three:", answer["Attributes"]["clicks"])

    # Optimistic locking: each writer says which revision it has read, and only the first is in time.
    for city in ("Oslo", "Rome"):
        try:
            sessions.update_item(Key={"id": "s1"}, UpdateExpression="SET city = :city, revision = revision + :one",
                                 ConditionExpression="revision = :read",
                                 ExpressionAttributeValues={":city": city, ":one": 1, ":read": 1})
            print(f"revision 1 to {city}: written")
        except taken:
            print(f"revision 1 to {city}: refused, somebody was faster")

    with sessions.batch_writer() as batch:
        for number in range(2, 32):
            batch.put_item(Item={"id": f"s{number}", "user": f"user{number}"})
    keys = [{"id": name} for name in ("s2", "s31", "missing")]
    found = dynamodb.batch_get_item(RequestItems={TABLE: {"Keys": keys}})["Responses"][TABLE]
    print("of three keys found:", ", ".join(sorted(item["id"] for item in found)))

    gone = sessions.delete_item(Key={"id": "s2"}, ReturnValues="ALL_OLD")["Attributes"]
    print(f"deleted the session of {gone['user']}; still there:", "Item" in sessions.get_item(Key={"id": "s2"}))


if __name__ == "__main__":
    main()
