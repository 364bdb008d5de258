"""Query: key conditions, order, pages, select, capacity, and what is refused."""

from case import HASH, RANGE, RANGE_B, RANGE_S, N, Book, S
from expect import invalid, no_table

BOOK = Book("query")
FIVE = [{"p": S("@"), "s": N(n), "odd": {"BOOL": n % 2 == 1}} for n in (3, -1, 10, 2, 0)]
WORDS = [{"p": S("@"), "s": S(word)} for word in ("b", "ab", "a", "abc", "é", "Z")]
BYTES = [{"p": S("@"), "s": {"B": text}} for text in ("/w==", "AA==", "AAE=", "fw==")]
P = {":p": S("@")}


def query(condition, table=RANGE, values=None, **more):
    return {"TableName": table, "KeyConditionExpression": condition,
            "ExpressionAttributeValues": {**P, **(values or {})}, **more}


def keys(*numbers):
    return [{"p": S("@"), "s": N(n), "odd": {"BOOL": n % 2 == 1}} for n in numbers]


def page(items, scanned=None, **more):
    return {"Items": items, "Count": len(items), "ScannedCount": len(items) if scanned is None else scanned, **more}


# Key conditions
for _condition, _values, _numbers in (
    ("p = :p", {}, (-1, 0, 2, 3, 10)), (":p = p", {}, (-1, 0, 2, 3, 10)), ("(p = :p)", {}, (-1, 0, 2, 3, 10)),
    ("p = :p AND s = :a", {":a": N(2)}, (2,)), ("s = :a AND p = :p", {":a": N("2.0")}, (2,)),
    ("p = :p AND s < :a", {":a": N(2)}, (-1, 0)), ("p = :p AND s <= :a", {":a": N(2)}, (-1, 0, 2)),
    ("p = :p AND s > :a", {":a": N(2)}, (3, 10)), ("p = :p AND s >= :a", {":a": N(2)}, (2, 3, 10)),
    ("p = :p AND :a < s", {":a": N(2)}, (3, 10)), ("p = :p and (s >= :a)", {":a": N(3)}, (3, 10)),
    ("p = :p AND s BETWEEN :a AND :b", {":a": N(0), ":b": N(3)}, (0, 2, 3)),
    ("(p = :p) AND (s BETWEEN :a AND :b)", {":a": N(4), ":b": N(4)}, ()),
    ("p = :p AND s > :a", {":a": N(99)}, ()),
):
    BOOK.case(f"{_condition} {[v['N'] for v in _values.values()]}", "Query", query(_condition, values=_values),
              page(keys(*_numbers)), FIVE)
for _condition, _values, _words in (
    ("p = :p", {}, ("Z", "a", "ab", "abc", "b", "é")),
    ("p = :p AND begins_with(s, :a)", {":a": S("ab")}, ("ab", "abc")),
    ("p = :p AND begins_with(s, :a)", {":a": S("zz")}, ()),
    ("p = :p AND s BETWEEN :a AND :b", {":a": S("a"), ":b": S("abc")}, ("a", "ab", "abc")),
    ("p = :p AND s > :a", {":a": S("abc")}, ("b", "é")),
):
    BOOK.case(f"strings: {_condition} {[v['S'] for v in _values.values()]}", "Query",
              query(_condition, RANGE_S, _values), page([{"p": S("@"), "s": S(word)} for word in _words]), WORDS)
BOOK.case("bytes sort unsigned", "Query", query("p = :p", RANGE_B),
          page([{"p": S("@"), "s": {"B": text}} for text in ("AA==", "AAE=", "fw==", "/w==")]), BYTES)
BOOK.case("bytes: begins_with", "Query", query("p = :p AND begins_with(s, :a)", RANGE_B, {":a": {"B": "AA=="}}),
          page([{"p": S("@"), "s": {"B": text}} for text in ("AA==", "AAE=")]), BYTES)
BOOK.case("a table without a range key", "Query", query("p = :p", HASH), page([{"p": S("@")}]), [{"p": S("@")}])
BOOK.case("names", "Query", query("#p = :p AND #s > :a", values={":a": N(3)},
                                  ExpressionAttributeNames={"#p": "p", "#s": "s"}), page(keys(10)), FIVE)
BOOK.case("numbers sort by value", "Query", query("p = :p"),
          page([{"p": S("@"), "s": N(n)} for n in ("-1000", "-2.5", "-2", "0", "0.001", "1", "9", "10", "1000")]),
          [{"p": S("@"), "s": N(n)} for n in ("10", "9", "-2", "-2.5", "0.001", "0", "1000", "1", "-1000")])

# Order, pages, filters, select
BOOK.case("backward", "Query", query("p = :p", ScanIndexForward=False), page(keys(10, 3, 2, 0, -1)), FIVE)
BOOK.case("limit", "Query", query("p = :p", Limit=2),
          page(keys(-1, 0), LastEvaluatedKey={"p": S("@"), "s": N(0)}), FIVE)
BOOK.case("limit backward", "Query", query("p = :p", Limit=2, ScanIndexForward=False),
          page(keys(10, 3), LastEvaluatedKey={"p": S("@"), "s": N(3)}), FIVE)
BOOK.case("limit met exactly at the end", "Query", query("p = :p", Limit=5),
          page(keys(-1, 0, 2, 3, 10), LastEvaluatedKey={"p": S("@"), "s": N(10)}), FIVE)
BOOK.case("limit beyond the end", "Query", query("p = :p", Limit=6), page(keys(-1, 0, 2, 3, 10)), FIVE)
BOOK.case("from a start", "Query", query("p = :p", ExclusiveStartKey={"p": S("@"), "s": N(0)}),
          page(keys(2, 3, 10)), FIVE)
BOOK.case("from a start that isn't an item", "Query", query("p = :p", ExclusiveStartKey={"p": S("@"), "s": N(1)}),
          page(keys(2, 3, 10)), FIVE)
BOOK.case("from a start backward", "Query",
          query("p = :p", ExclusiveStartKey={"p": S("@"), "s": N(3)}, ScanIndexForward=False), page(keys(2, 0, -1)), FIVE)
BOOK.case("the limit counts what is examined", "Query",
          query("p = :p", Limit=3, FilterExpression="odd = :t", values={":t": {"BOOL": True}}),
          page(keys(-1), 3, LastEvaluatedKey={"p": S("@"), "s": N(2)}), FIVE)
BOOK.case("a page without items has a last key", "Query",
          query("p = :p", Limit=2, FilterExpression="attribute_exists(gone)"),
          page([], 2, LastEvaluatedKey={"p": S("@"), "s": N(0)}), FIVE)
BOOK.case("COUNT", "Query", query("p = :p", Select="COUNT"), {"Count": 5, "ScannedCount": 5}, FIVE)
BOOK.case("ALL_ATTRIBUTES", "Query", query("p = :p", Select="ALL_ATTRIBUTES"), page(keys(-1, 0, 2, 3, 10)), FIVE)
BOOK.case("SPECIFIC_ATTRIBUTES", "Query", query("p = :p", Select="SPECIFIC_ATTRIBUTES", ProjectionExpression="s"),
          page([{"s": N(n)} for n in (-1, 0, 2, 3, 10)]), FIVE)
_kilobytes = [{"p": S("@"), "s": N(n), "v": S("x" * 3000)} for n in range(3)]
for _more, _units in (({}, 1.5), ({"ConsistentRead": True}, 3.0)):
    BOOK.case(f"sizes are summed, then rounded: {_units}", "Query",
              query("p = :p", Select="COUNT", ReturnConsumedCapacity="TOTAL", **_more),
              {"Count": 3, "ScannedCount": 3, "ConsumedCapacity": {"TableName": RANGE, "CapacityUnits": _units}},
              _kilobytes)
BOOK.case("nothing costs half a unit", "Query", query("p = :p", ReturnConsumedCapacity="TOTAL"),
          page([], ConsumedCapacity={"TableName": RANGE, "CapacityUnits": 0.5}))


@BOOK.flow("a page ends at 1 MB, before the filter")
def page_of_a_megabyte(target):
    for n in range(6):
        target.ok("PutItem", {"TableName": RANGE, "Item": {"p": S("megabyte"), "s": N(n), "v": S("x" * 300_000)}})
    request = {"TableName": RANGE, "KeyConditionExpression": "p = :p", "FilterExpression": "attribute_exists(gone)",
               "ExpressionAttributeValues": {":p": S("megabyte")}}
    first = target.ok("Query", request)
    assert first["ScannedCount"] in (3, 4), first  # Whether the item that crosses the line still counts.
    assert first["Count"] == 0 and "LastEvaluatedKey" in first, first
    scanned = first["ScannedCount"]
    while "LastEvaluatedKey" in first:
        first = target.ok("Query", {**request, "ExclusiveStartKey": first["LastEvaluatedKey"]})
        scanned += first["ScannedCount"]
    assert scanned == 6, scanned


@BOOK.flow("pages of one, forward and backward, meet every item once")
def pages_of_one(target):
    for n in range(7):
        target.ok("PutItem", {"TableName": RANGE, "Item": {"p": S("ones"), "s": N(n)}})
    for forward in (True, False):
        seen, start = [], {}
        while True:
            reply = target.ok("Query", {"TableName": RANGE, "KeyConditionExpression": "p = :p", "Limit": 1,
                                        "ExpressionAttributeValues": {":p": S("ones")}, "ScanIndexForward": forward,
                                        **start})
            seen += [int(item["s"]["N"]) for item in reply["Items"]]
            if "LastEvaluatedKey" not in reply:
                break
            start = {"ExclusiveStartKey": reply["LastEvaluatedKey"]}
        assert seen == sorted(range(7), reverse=not forward), seen


# What is refused
_name = "Invalid KeyConditionExpression: "
for _condition, _values, _message in (
    ("s = :a", {":a": N(1)}, "Query condition missed key schema element: p"),
    ("p > :p", {}, "Query key condition not supported"),
    ("p = :p AND other1 = :a", {":a": N(1)}, "Query condition missed key schema element: s"),
    ("p = :p AND s <> :a", {":a": N(1)}, "Invalid operator used in KeyConditionExpression: <>"),
    ("p = :p OR s = :a", {":a": N(1)}, "Invalid operator used in KeyConditionExpression: OR"),
    ("p = :p AND NOT s = :a", {":a": N(1)}, "Invalid operator used in KeyConditionExpression: NOT"),
    ("p = :p AND s IN (:a)", {":a": N(1)}, "Invalid operator used in KeyConditionExpression: IN"),
    ("p = :p AND contains(s, :a)", {":a": N(1)}, "Invalid operator used in KeyConditionExpression: contains"),
    ("p = :p AND attribute_exists(s)", {}, "Invalid operator used in KeyConditionExpression: attribute_exists"),
    ("p = :p AND s > :a AND s < :b", {":a": N(1), ":b": N(2)},
     _name + "KeyConditionExpressions must only contain one condition per key"),
    ("p = :p AND s.x = :a", {":a": N(1)}, "KeyConditionExpressions cannot have conditions on nested attributes"),
    ("p = :p AND s = :a", {":a": S("x")},
     "One or more parameter values were invalid: Condition parameter type does not match schema type"),
    ("p = :p AND begins_with(s, :a)", {":a": N(1)},
     _name + "Incorrect operand type for operator or function; operator or function: begins_with, operand type: N"),
    ("p = :p AND s BETWEEN :b AND :a", {":a": N(1), ":b": N(2)},
     _name + "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; "
     "lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}"),
    ("p = :p AND", {}, _name + 'Syntax error; token: "<EOF>", near: "AND"'),
    ("p = :q", {}, _name + "An expression attribute value used in expression is not defined; attribute value: :q"),
    ("p = if_not_exists(p, :p)", {},
     _name + "The function is not allowed in a condition expression; function: if_not_exists"),
    ("", {}, _name + "The expression can not be empty;"),
    ("p = p", {}, _name + "The first operand must be distinct from the remaining operands for this operator or "
     "function; operator: =, first operand: [p]"),
):
    BOOK.case(f"refused: {_condition} {list(_values)}", "Query", query(_condition, values=_values), invalid(_message))
for _name, _request, _message in (
    ("no condition", {"TableName": RANGE},
     "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request."),
    ("a filter on a key", query("p = :p", FilterExpression="s > :a", values={":a": N(1)}),
     "Filter Expression can only contain non-primary key attributes: Primary key attribute: s"),
    ("a filter on the hash key", query("p = :p", FilterExpression="attribute_exists(p)"),
     "Filter Expression can only contain non-primary key attributes: Primary key attribute: p"),
    ("an index that isn't", query("p = :p", IndexName="nope"), "The table does not have the specified index: nope"),
    ("limit 0", query("p = :p", Limit=0),
     "1 validation error detected: Value at 'Limit' failed to satisfy constraint: "
     "Member must have value greater than or equal to 1"),
    ("a select that isn't", query("p = :p", Select="SOME"),
     "1 validation error detected: Value 'SOME' at 'select' failed to satisfy constraint: Member must satisfy enum "
     "value set: [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]"),
    ("ALL_PROJECTED_ATTRIBUTES without an index", query("p = :p", Select="ALL_PROJECTED_ATTRIBUTES"),
     "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName"),
    ("SPECIFIC_ATTRIBUTES of none", query("p = :p", Select="SPECIFIC_ATTRIBUTES"),
     "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES"),
    ("ALL_ATTRIBUTES of some", query("p = :p", Select="ALL_ATTRIBUTES", ProjectionExpression="s"),
     "Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES"),
    ("COUNT of some", query("p = :p", Select="COUNT", ProjectionExpression="s"),
     "Cannot specify the ProjectionExpression when choosing to get only the Count"),
    ("a start of another shape", query("p = :p", ExclusiveStartKey={"p": S("@")}), "The provided starting key is invalid"),
    ("a start in another partition", query("p = :p", ExclusiveStartKey={"p": S("zzz"), "s": N(1)}),
     "The provided starting key is outside query boundaries based on provided conditions"),
    ("a start outside the range", query("p = :p AND s > :a", values={":a": N(5)},
                                        ExclusiveStartKey={"p": S("@"), "s": N(1)}),
     "The provided starting key does not match the range key predicate"),
    ("a value that isn't used", query("p = :p", values={":zzz": N(1)}),
     "Value provided in ExpressionAttributeValues unused in expressions: keys: {:zzz}"),
):
    BOOK.case(f"refused: {_name}", "Query", _request, invalid(_message))
BOOK.case("refused: no such table", "Query", {**query("p = :p"), "TableName": "no-such-table"}, no_table())
