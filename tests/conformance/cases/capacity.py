"""ConsumedCapacity of tables: what is charged for what, by every operation that shows it."""

from case import HASH, RANGE, N, Book, S
from expect import CONDITION_FAILED, Has, invalid

BOOK = Book("capacity")
KEY = {"p": S("@")}
SMALL = {**KEY, "a": N(1)}
BIG = {**KEY, "v": S("x" * 3000)}
ENUM = ("1 validation error detected: Value '{}' at 'returnConsumedCapacity' failed to satisfy constraint: "
        "Member must satisfy enum value set: [INDEXES, TOTAL, NONE]")


def on(table=HASH, **more):
    return {"TableName": table, **more}


def total(units, table=HASH):
    return {"ConsumedCapacity": {"TableName": table, "CapacityUnits": units}}


def indexes(units, table=HASH):
    return {"ConsumedCapacity": {"TableName": table, "CapacityUnits": units, "Table": {"CapacityUnits": units}}}


# Writes: the larger of before and after, whatever the write is.
for _name, _operation, _more, _given, _units in (
    ("put over an item of its size", "PutItem", {"Item": BIG}, [BIG], 3.0),
    ("put with a condition that holds", "PutItem", {"Item": SMALL, "ConditionExpression": "attribute_exists(p)"}, [BIG], 3.0),
    ("update that makes an item", "UpdateItem", {"Key": KEY}, [], 1.0),
    ("update that makes it bigger", "UpdateItem",
     {"Key": KEY, "UpdateExpression": "SET w = :w", "ExpressionAttributeValues": {":w": S("x" * 3000)}}, [BIG], 6.0),
    ("update that changes nothing", "UpdateItem",
     {"Key": KEY, "UpdateExpression": "SET a = :a", "ExpressionAttributeValues": {":a": N(1)}}, [SMALL], 1.0),
    ("update that only takes away, of nothing", "UpdateItem", {"Key": KEY, "UpdateExpression": "REMOVE a"}, [], 1.0),
    ("delete of a small item", "DeleteItem", {"Key": KEY}, [SMALL], 1.0),
    ("delete with a condition that holds", "DeleteItem", {"Key": KEY, "ConditionExpression": "attribute_exists(v)"}, [BIG], 3.0),
):
    BOOK.case(f"{_name} costs {_units}", _operation, on(ReturnConsumedCapacity="TOTAL", **_more), total(_units), _given)
    BOOK.case(f"{_name} costs {_units}, by arm", _operation, on(ReturnConsumedCapacity="INDEXES", **_more),
              indexes(_units), _given)
    BOOK.case(f"{_name}: NONE shows nothing", _operation, on(ReturnConsumedCapacity="NONE", **_more), {}, _given)
BOOK.case("ReturnValues and units go together", "PutItem",
          on(Item=SMALL, ReturnValues="ALL_OLD", ReturnConsumedCapacity="TOTAL"), {"Attributes": BIG, **total(3.0)}, [BIG])

# A false condition shows no units, though it cost some.
for _operation, _more in (("PutItem", {"Item": SMALL}), ("DeleteItem", {"Key": KEY}), ("UpdateItem", {"Key": KEY})):
    BOOK.case(f"{_operation} with a false condition shows no units", _operation,
              on(ConditionExpression="attribute_not_exists(p)", ReturnConsumedCapacity="TOTAL", **_more),
              CONDITION_FAILED, [BIG])

# Queries: what was examined, rounded once; neither filter nor projection saves anything.
_QUERY = {"KeyConditionExpression": "p = :p", "ExpressionAttributeValues": {":p": S("@")}}
_ROWS = [{"p": S("@"), "s": N(n), "v": S("x" * 3000)} for n in range(3)]
for _name, _more, _count, _units in (
    ("query", {}, 3, 1.5),
    ("consistent query", {"ConsistentRead": True}, 3, 3.0),
    ("query with a projection", {"ProjectionExpression": "s"}, 3, 1.5),
    ("query that counts", {"Select": "COUNT"}, 3, 1.5),
    ("query with a limit", {"Limit": 1}, 1, 0.5),
    ("backward query with a limit", {"Limit": 2, "ScanIndexForward": False}, 2, 1.0),
):
    BOOK.case(f"{_name} costs {_units}", "Query", on(RANGE, ReturnConsumedCapacity="INDEXES", **_QUERY, **_more),
              Has(Count=_count, **indexes(_units, RANGE)), _ROWS)
BOOK.case("query with a filter that passes nothing costs 1.5", "Query",
          on(RANGE, ReturnConsumedCapacity="TOTAL", KeyConditionExpression="p = :p", FilterExpression="v = :v",
             ExpressionAttributeValues={":p": S("@"), ":v": S("no")}),
          {"Items": [], "Count": 0, "ScannedCount": 3, **total(1.5, RANGE)}, _ROWS)


@BOOK.flow("a batch rounds each item by itself, and names each table once")
def batches(target):
    keys = [{"p": S(f"capacity-batch-{n}")} for n in range(3)]
    reply = target.ok("BatchWriteItem", {"ReturnConsumedCapacity": "TOTAL", "RequestItems": {
        HASH: [{"PutRequest": {"Item": {**key, "v": S("x" * 4500)}}} for key in keys]}})
    assert reply["ConsumedCapacity"] == [{"TableName": HASH, "CapacityUnits": 15.0}], reply
    for consistent, units in ((True, 7.0), (False, 3.5)):
        reply = target.ok("BatchGetItem", {"ReturnConsumedCapacity": "INDEXES", "RequestItems": {
            HASH: {"Keys": [*keys, {"p": S("capacity-batch-absent")}], "ConsistentRead": consistent}}})
        assert reply["ConsumedCapacity"] == [indexes(units)["ConsumedCapacity"]], reply
    reply = target.ok("BatchWriteItem", {"ReturnConsumedCapacity": "TOTAL", "RequestItems": {
        HASH: [{"DeleteRequest": {"Key": key}} for key in [*keys, {"p": S("capacity-batch-absent")}]]}})
    assert reply["ConsumedCapacity"] == [{"TableName": HASH, "CapacityUnits": 16.0}], reply
    reply = target.ok("BatchGetItem", {"ReturnConsumedCapacity": "NONE", "RequestItems": {HASH: {"Keys": keys}}})
    assert "ConsumedCapacity" not in reply, reply


for _operation, _more in (
    ("GetItem", on(Key=KEY)), ("PutItem", on(Item=SMALL)), ("DeleteItem", on(Key=KEY)), ("UpdateItem", on(Key=KEY)),
    ("Query", on(**_QUERY)), ("Scan", on()), ("BatchGetItem", {"RequestItems": {HASH: {"Keys": [KEY]}}}),
    ("BatchWriteItem", {"RequestItems": {HASH: [{"DeleteRequest": {"Key": KEY}}]}}),
):
    BOOK.case(f"{_operation} refused: a level that isn't one", _operation, {**_more, "ReturnConsumedCapacity": "SOME"},
              invalid(ENUM.format("SOME")))
