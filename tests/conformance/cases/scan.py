"""Scan: pages, segments, filters, select, and what is refused."""

from case import HASH, RANGE, N, Book, S
from expect import invalid, no_table

BOOK = Book("scan")
TABLE = "conformance-scanned"


def fill(target, table, count, **more):
    for start in range(0, count, 25):
        puts = [{"PutRequest": {"Item": {"p": S(f"k{n}"), "n": N(n), **more}}}
                for n in range(start, min(start + 25, count))]
        target.ok("BatchWriteItem", {"RequestItems": {table: puts}})


def pages(target, request):
    """Every page of a scan."""
    start = {}
    while True:
        page = target.ok("Scan", {**request, **start})
        yield page
        if "LastEvaluatedKey" not in page:
            return
        start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}


def numbers(replies):
    return [int(item["n"]["N"]) for page in replies for item in page["Items"]]


@BOOK.flow("meets every item once, whatever the limit")
def every_item_once(target):
    with target.table(TABLE, "S"):
        fill(target, TABLE, 60)
        for limit in (1, 7, 60, 100):
            replies = list(pages(target, {"TableName": TABLE, "Limit": limit}))
            assert sorted(numbers(replies)) == list(range(60)), limit
            assert all(page["Count"] == page["ScannedCount"] <= limit for page in replies)
        exactly = target.ok("Scan", {"TableName": TABLE, "Limit": 60})
        assert "LastEvaluatedKey" in exactly, "a limit met exactly at the end has a last key"


@BOOK.flow("segments share the items out")
def segments(target):
    with target.table(TABLE, "S"):
        fill(target, TABLE, 60)
        for total in (1, 2, 5, 100):
            found = [numbers(pages(target, {"TableName": TABLE, "Segment": segment, "TotalSegments": total, "Limit": 9}))
                     for segment in range(total)]
            assert sorted(n for part in found for n in part) == list(range(60)), total


@BOOK.flow("filters after the limit, counts, projects")
def filters(target):
    with target.table(TABLE, "S"):
        fill(target, TABLE, 20)
        request = {"TableName": TABLE, "FilterExpression": "n >= :n", "ExpressionAttributeValues": {":n": N(15)}}
        replies = list(pages(target, {**request, "Limit": 3}))
        assert sorted(numbers(replies)) == list(range(15, 20))
        assert sum(page["ScannedCount"] for page in replies) == 20
        counted = target.ok("Scan", {**request, "Select": "COUNT"})
        assert counted == {"Count": 5, "ScannedCount": 20}, counted
        projected = target.ok("Scan", {"TableName": TABLE, "ProjectionExpression": "n", "Limit": 2})
        assert all(item.keys() == {"n"} for item in projected["Items"]), projected
        old = target.ok("Scan", {"TableName": TABLE, "AttributesToGet": ["n"], "Limit": 2})
        assert all(item.keys() == {"n"} for item in old["Items"]), old


@BOOK.flow("a page ends at 1 MB; units are of the sum")
def a_megabyte(target):
    with target.table(TABLE, "S"):
        fill(target, TABLE, 12, v=S("x" * 100_000))
        request = {"TableName": TABLE, "ReturnConsumedCapacity": "TOTAL", "Select": "COUNT"}
        replies = list(pages(target, request))
        assert replies[0]["ScannedCount"] in (10, 11), replies[0]
        assert sum(page["Count"] for page in replies) == 12
        units = replies[0]["ConsumedCapacity"]["CapacityUnits"]
        assert 122 <= units <= 135, units
        strong = target.ok("Scan", {**request, "ConsistentRead": True})
        assert strong["ConsumedCapacity"]["CapacityUnits"] == 2 * units, strong


@BOOK.flow("filters may name the key")
def filter_on_key(target):
    with target.table(TABLE, "S"):
        fill(target, TABLE, 3)
        reply = target.ok("Scan", {"TableName": TABLE, "FilterExpression": "p = :p",
                                   "ExpressionAttributeValues": {":p": S("k1")}})
        assert numbers([reply]) == [1] and reply["ScannedCount"] == 3, reply


_wrong = "1 validation error detected: Value '{}' at '{}' failed to satisfy constraint: Member must have value {}"
for _name, _more, _message in (
    ("limit 0", {"Limit": 0}, _wrong.format(0, "limit", "greater than or equal to 1")),
    ("a segment without their number", {"Segment": 0},
     "The TotalSegments parameter is required but was not present in the request when Segment parameter is present"),
    ("a number without a segment", {"TotalSegments": 2},
     "The Segment parameter is required but was not present in the request when parameter TotalSegments is present"),
    ("a segment too far", {"Segment": 5, "TotalSegments": 5},
     "The Segment parameter is zero-based and must be less than parameter TotalSegments: "
     "Segment: 5 is not less than TotalSegments: 5"),
    ("a negative segment", {"Segment": -1, "TotalSegments": 5}, _wrong.format(-1, "segment", "greater than or equal to 0")),
    ("no segments", {"Segment": 0, "TotalSegments": 0}, _wrong.format(0, "totalSegments", "greater than or equal to 1")),
    ("1,000,001 segments", {"Segment": 0, "TotalSegments": 1_000_001},
     _wrong.format(1_000_001, "totalSegments", "less than or equal to 1000000")),
    ("a start of another shape", {"ExclusiveStartKey": {"q": S("x")}},
     "The provided starting key is invalid: The provided key element does not match the schema"),
    ("an index that isn't", {"IndexName": "nope"}, "The table does not have the specified index: nope"),
    ("ALL_PROJECTED_ATTRIBUTES without an index", {"Select": "ALL_PROJECTED_ATTRIBUTES"},
     "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName"),
    ("COUNT of some", {"Select": "COUNT", "ProjectionExpression": "p"},
     "Cannot specify the ProjectionExpression when choosing to get only the Count"),
    ("a bad filter", {"FilterExpression": "p ="}, 'Invalid FilterExpression: Syntax error; token: "<EOF>", near: "="'),
    ("values beside a projection alone", {"ProjectionExpression": "p", "ExpressionAttributeValues": {":v": S("x")}},
     "ExpressionAttributeValues can only be specified when using expressions: FilterExpression is null"),
    ("values without a filter", {"ExpressionAttributeValues": {":v": S("x")}},
     "ExpressionAttributeValues can only be specified when using expressions: FilterExpression is null"),
):
    BOOK.case(f"refused: {_name}", "Scan", {"TableName": HASH, **_more}, invalid(_message))
BOOK.case("refused: a name for the table that is no name", "Scan", {"TableName": "a b"}, invalid(
    "1 validation error detected: Value 'a b' at 'tableName' failed to satisfy constraint: "
    "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"))
BOOK.case("refused: no such table", "Scan", {"TableName": "no-such-table"}, no_table())
BOOK.case("a start that isn't an item, at the end of a range table", "Scan",
          {"TableName": RANGE, "ExclusiveStartKey": {"p": S("x")}},
          invalid("The provided starting key is invalid: The provided key element does not match the schema"))
