"""BatchGetItem and BatchWriteItem."""

from case import HASH, HASH_N, RANGE, N, Book, S
from expect import Unordered, invalid, invalid_parameter, no_table

BOOK = Book("batches")
MISMATCH = "The provided key element does not match the schema"


def gets(*keys, table=HASH, **more):
    return {"RequestItems": {table: {"Keys": list(keys), **more}}}


def puts(*items, table=HASH):
    return {"RequestItems": {table: [{"PutRequest": {"Item": item}} for item in items]}}


@BOOK.flow("write to two tables, then read of both")
def two_tables(target):
    items = [{"p": S(f"batch{n}"), "n": N(n)} for n in range(3)]
    ranged = [{"p": S("batch"), "s": N(n)} for n in range(3)]
    reply = target.ok("BatchWriteItem", {"RequestItems": {**puts(*items)["RequestItems"],
                                                          **puts(*ranged, table=RANGE)["RequestItems"]}})
    assert reply == {"UnprocessedItems": {}}, reply
    reply = target.ok("BatchGetItem", {"RequestItems": {
        HASH: {"Keys": [{"p": S(f"batch{n}")} for n in (0, 1, 2, 99)], "ProjectionExpression": "n"},
        RANGE: {"Keys": [{"p": S("batch"), "s": N(n)} for n in (0, 2)], "ConsistentRead": True}}})
    assert sorted(item["n"]["N"] for item in reply["Responses"][HASH]) == ["0", "1", "2"], reply
    assert sorted(item["s"]["N"] for item in reply["Responses"][RANGE]) == ["0", "2"], reply
    assert reply["UnprocessedKeys"] == {}, reply


@BOOK.flow("puts and deletes in one request")
def puts_and_deletes(target):
    target.ok("PutItem", {"TableName": HASH, "Item": {"p": S("batch-old")}})
    target.ok("BatchWriteItem", {"RequestItems": {HASH: [
        {"PutRequest": {"Item": {"p": S("batch-new")}}}, {"DeleteRequest": {"Key": {"p": S("batch-old")}}},
        {"DeleteRequest": {"Key": {"p": S("batch-never-there")}}}]}})
    reply = target.ok("BatchGetItem", gets({"p": S("batch-old")}, {"p": S("batch-new")}))
    assert reply["Responses"] == {HASH: [{"p": S("batch-new")}]}, reply


@BOOK.flow("100 keys, 25 writes")
def as_many_as_allowed(target):
    for start in range(0, 100, 25):
        target.ok("BatchWriteItem", puts(*({"p": S(f"hundred{n}")} for n in range(start, start + 25))))
    reply = target.ok("BatchGetItem", gets(*({"p": S(f"hundred{n}")} for n in range(100))))
    assert len(reply["Responses"][HASH]) == 100


@BOOK.flow("16 MB are the limit of an answer; the rest is unprocessed")
def sixteen_megabytes(target):
    for n in range(45):
        target.ok("PutItem", {"TableName": HASH, "Item": {"p": S(f"large{n}"), "v": S("x" * 400_000)}})
    left = {HASH: {"Keys": [{"p": S(f"large{n}")} for n in range(45)]}}
    seen, replies = [], []
    while left:
        replies.append(target.ok("BatchGetItem", {"RequestItems": left}))
        seen += [item["p"]["S"] for item in replies[-1]["Responses"].get(HASH, [])]
        left = replies[-1]["UnprocessedKeys"]
        assert len(replies) < 10
    assert len(replies) > 1 and sorted(seen) == sorted(f"large{n}" for n in range(45)), len(replies)
    for n in range(45):
        target.ok("DeleteItem", {"TableName": HASH, "Key": {"p": S(f"large{n}")}})


BOOK.case("get of what isn't there", "BatchGetItem", gets({"p": S("@")}), {"Responses": {HASH: []}, "UnprocessedKeys": {}})
BOOK.case("units of reads are rounded for each item", "BatchGetItem",
          {**gets({"p": S("@1")}, {"p": S("@2")}, ConsistentRead=True), "ReturnConsumedCapacity": "TOTAL"},
          {"Responses": {HASH: []}, "UnprocessedKeys": {},
           "ConsumedCapacity": [{"TableName": HASH, "CapacityUnits": 2.0}]})
BOOK.case("units of writes", "BatchWriteItem",
          {**puts({"p": S("@1"), "v": S("x" * 1500)}, {"p": S("@2")}), "ReturnConsumedCapacity": "TOTAL"},
          {"UnprocessedItems": {}, "ConsumedCapacity": [{"TableName": HASH, "CapacityUnits": 3.0}]})
BOOK.case("units by table", "BatchWriteItem",
          {"RequestItems": {**puts({"p": S("@")})["RequestItems"], **puts({"p": S("@"), "s": N(1)}, table=RANGE)["RequestItems"]},
           "ReturnConsumedCapacity": "INDEXES"},
          {"UnprocessedItems": {}, "ConsumedCapacity": Unordered(
              {"TableName": table, "CapacityUnits": 1.0, "Table": {"CapacityUnits": 1.0}} for table in (HASH, RANGE))})

_one_to_25 = ("1 validation error detected: Value '{}' at 'requestItems' failed to satisfy constraint: ")
for _operation in ("BatchGetItem", "BatchWriteItem"):
    BOOK.case(f"{_operation} refused: nothing", _operation, {},
              invalid(f"The requestItems parameter is required for {_operation}"))
    BOOK.case(f"{_operation} refused: no tables", _operation, {"RequestItems": {}}, invalid(
        "1 validation error detected: Value '{}' at 'requestItems' failed to satisfy constraint: "
        "Member must have length greater than or equal to 1"))
for _name, _request, _fault in (
    ("no keys", gets(), invalid(
        f"1 validation error detected: Value '[]' at 'requestItems.{HASH}.member.keys' failed to satisfy constraint: "
        "Member must have length greater than or equal to 1")),
    ("101 keys", gets(*({"p": S(f"k{n}")} for n in range(101))), invalid(
        f"1 validation error detected: Value at 'RequestItems.{HASH}.member.Keys' failed to satisfy constraint: "
        "Member must have length less than or equal to 100")),
    ("101 keys of two tables", {"RequestItems": {
        HASH: {"Keys": [{"p": S(f"k{n}")} for n in range(51)]}, HASH_N: {"Keys": [{"p": N(n)} for n in range(50)]}}},
     invalid("Too many items requested for the BatchGetItem call")),
    ("a key twice", gets({"p": S("x")}, {"p": S("x")}), invalid("Provided list of item keys contains duplicates")),
    ("a number twice", gets({"p": N(1)}, {"p": N("1.0")}, table=HASH_N),
     invalid("Provided list of item keys contains duplicates")),
    ("a key of another shape", gets({"q": S("x")}), invalid(MISMATCH)),
    ("no such table", gets({"p": S("x")}, table="no-such-table"), no_table()),
    ("a bad projection", gets({"p": S("x")}, ProjectionExpression="a,"),
     invalid('Invalid ProjectionExpression: Syntax error; token: "<EOF>", near: ","')),
):
    BOOK.case(f"get refused: {_name}", "BatchGetItem", _request, _fault)
for _name, _request, _fault in (
    ("an item twice", puts({"p": S("x"), "a": N(1)}, {"p": S("x")}), invalid("Provided list of item keys contains duplicates")),
    ("put and delete of one item", {"RequestItems": {HASH: [{"PutRequest": {"Item": {"p": S("x")}}},
                                                           {"DeleteRequest": {"Key": {"p": S("x")}}}]}},
     invalid("Provided list of item keys contains duplicates")),
    ("an item without its key", puts({"a": N(1)}), invalid_parameter("Missing the key p in the item")),
    ("a key of a wrong type", puts({"p": N(1)}), invalid_parameter("Type mismatch for key p expected: S actual: N")),
    ("a delete's key of another shape", {"RequestItems": {HASH: [{"DeleteRequest": {"Key": {"q": S("x")}}}]}},
     invalid(MISMATCH)),
    ("an item that is too large", puts({"p": S("x"), "v": S("x" * 409_600)}),
     invalid("Item size has exceeded the maximum allowed size")),
    ("no such table", puts({"p": S("x")}, table="no-such-table"), no_table()),
    ("neither put nor delete", {"RequestItems": {HASH: [{}]}}, invalid(
        "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes")),
):
    BOOK.case(f"write refused: {_name}", "BatchWriteItem", _request, _fault)


@BOOK.flow("write refused: 26 writes")
def twenty_six(target):
    answer = target.wire.call("BatchWriteItem", puts(*({"p": S(f"k{n}")} for n in range(26))))
    message = answer.body["message"]
    assert answer.status == 400, answer
    assert message.startswith(f"1 validation error detected: Value '{{{HASH}=[") and message.endswith(
        "]}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length "
        "less than or equal to 25, Member must have length greater than or equal to 1]"), message[:100] + "…" + message[-300:]
