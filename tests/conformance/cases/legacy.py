"""The parameters from before expressions, which old frameworks still send."""

from case import HASH, RANGE, RANGE_S, N, Book, S
from expect import CONDITION_FAILED, Has, Unordered, invalid, invalid_parameter

BOOK = Book("legacy")
KEY = {"p": S("@")}
ITEM = {"p": S("@"), "a": N(5), "b": S("x"), "l": {"L": [N(1)]}, "ns": {"NS": ["1", "2"]}, "ss": {"SS": ["a", "b"]}}
BOTH = ("Can not use both expression and non-expression parameters in the same request: "
        "Non-expression parameters: {%s} Expression parameters: {%s}")
OPERATORS = ("IN, NULL, BETWEEN, LT, NOT_CONTAINS, EQ, GT, NOT_NULL, NE, LE, BEGINS_WITH, GE, CONTAINS")


def test(operator, *operands):
    return {"ComparisonOperator": operator, "AttributeValueList": list(operands)}


def without(*names):
    return {name: value for name, value in ITEM.items() if name not in names}


# AttributesToGet
BOOK.case("AttributesToGet of GetItem", "GetItem", {"TableName": HASH, "Key": KEY, "AttributesToGet": ["a", "gone"]},
          {"Item": {"a": N(5)}}, [ITEM])
BOOK.case("AttributesToGet of BatchGetItem", "BatchGetItem",
          {"RequestItems": {HASH: {"Keys": [KEY], "AttributesToGet": ["a"]}}},
          {"Responses": {HASH: []}, "UnprocessedKeys": {}})
BOOK.case("AttributesToGet with a name twice", "GetItem",
          {"TableName": HASH, "Key": KEY, "AttributesToGet": ["a", "a"]},
          invalid_parameter("Duplicate value in attribute name: a"))
BOOK.case("AttributesToGet of none", "GetItem", {"TableName": HASH, "Key": KEY, "AttributesToGet": []},
          invalid("1 validation error detected: Value '[]' at 'attributesToGet' failed to satisfy constraint: "
                  "Member must have length greater than or equal to 1"))
BOOK.case("AttributesToGet with ProjectionExpression", "GetItem",
          {"TableName": HASH, "Key": KEY, "AttributesToGet": ["a"], "ProjectionExpression": "a"},
          invalid(BOTH % ("AttributesToGet", "ProjectionExpression")))


# Expected
def expecting(expected, holds=True, name=None, **more):
    """A PutItem over ITEM under a condition that holds, fails, or is refused with a text."""
    answer = {True: {}, False: CONDITION_FAILED}.get(holds, holds)
    BOOK.case(name or f"Expected {expected} {more or ''}", "PutItem",
              {"TableName": HASH, "Item": KEY, "Expected": expected, **more}, answer, [ITEM], KEY,
              KEY if answer == {} else ITEM)


for _expected, _holds in (
    ({"a": {"Value": N(5)}}, True), ({"a": {"Value": N(6)}}, False), ({"a": {"Value": S("5")}}, False),
    ({"a": {"Exists": True, "Value": N(5)}}, True), ({"p": {"Exists": False}}, False),
    ({"gone": {"Exists": False}}, True), ({"gone": {"Value": N(5)}}, False),
    ({"a": {"Value": N(5)}, "gone": {"Exists": False}}, True), ({"a": {"Value": N(5)}, "b": {"Exists": False}}, False),
    ({"a": {"ComparisonOperator": "EQ", "Value": N(5)}}, True), ({"a": {"ComparisonOperator": "LT", "Value": N(5)}}, False),
    ({"a": {"ComparisonOperator": "IN", "Value": N(5)}}, True), ({"a": {"ComparisonOperator": "NOT_NULL"}}, True),
    ({"a": test("NULL")}, False), ({"gone": test("NULL")}, True), ({}, True),
    ({"a": test("EQ", N("5.0"))}, True), ({"a": test("NE", N(5))}, False), ({"a": test("NE", S("5"))}, True),
    ({"gone": test("NE", N(5))}, True), ({"a": test("LE", N(5))}, True), ({"a": test("LT", N(6))}, True),
    ({"a": test("GE", N(6))}, False), ({"a": test("GT", N(4))}, True), ({"a": test("LT", S("6"))}, False),
    ({"a": test("IN", N(4), N(5))}, True), ({"a": test("IN", N(4))}, False), ({"a": test("BETWEEN", N(5), N(6))}, True),
    ({"b": test("BEGINS_WITH", S("x"))}, True), ({"b": test("BEGINS_WITH", S("y"))}, False),
    ({"b": test("CONTAINS", S("x"))}, True), ({"ss": test("CONTAINS", S("a"))}, True),
    ({"ns": test("CONTAINS", N("1.0"))}, True), ({"l": test("CONTAINS", N(1))}, True),
    ({"a": test("CONTAINS", N(5))}, False), ({"a": test("NOT_CONTAINS", N(5))}, True),
    ({"ss": test("NOT_CONTAINS", S("a"))}, False), ({"gone": test("NOT_CONTAINS", N(5))}, False),
    ({"ss": test("EQ", {"SS": ["b", "a"]})}, True), ({"l": test("NE", {"L": []})}, True),
    ({"l.x": {"Exists": False}}, True),
):
    expecting(_expected, _holds)
expecting({"a": {"Value": N(6)}, "b": {"Value": S("x")}}, True, ConditionalOperator="OR")
expecting({"a": {"Value": N(6)}, "b": {"Value": S("x")}}, False, ConditionalOperator="AND")

for _expected, _what in (
    ({"a": {}}, "Value must be provided when Exists is null for Attribute: a"),
    ({"a": {"Exists": True}}, "Value must be provided when Exists is true for Attribute: a"),
    ({"a": {"Exists": False, "Value": N(1)}}, "Value cannot be used when Exists is false for Attribute: a"),
    ({"a": {"Value": N(5), "ComparisonOperator": "EQ", "Exists": True}},
     "Exists and ComparisonOperator cannot be used together for Attribute: a"),
    ({"a": {"Value": N(5), **test("EQ", N(5))}},
     "Value and AttributeValueList cannot be used together for Attribute: a"),
    ({"a": {"AttributeValueList": [N(5)]}},
     "AttributeValueList can only be used with a ComparisonOperator for Attribute: a"),
    ({"a": {"ComparisonOperator": "EQ"}},
     "Value or AttributeValueList must be used with ComparisonOperator: EQ for Attribute: a"),
    ({"a": None}, "ExpectedAttributeValue must not be null for Attribute: a"),
    ({"a": {"Value": {"SS": []}}}, "An string set  may not be empty"),
    ({"a": {"ComparisonOperator": "NULL", "Value": N(1)}},
     "Invalid number of argument(s) for the NULL ComparisonOperator"),
    ({"a": test("IN", N(3), S("a"))}, "AttributeValues inside AttributeValueList must be of same type"),
    ({"a": test("BETWEEN", N(3), S("a"))}, "AttributeValues inside AttributeValueList must be of same type"),
):
    expecting(_expected, invalid_parameter(_what))
for _operator, *_operands in (("EQ",), ("EQ", N(1), N(2)), ("NULL", N(1)), ("NOT_NULL", N(1)), ("IN",), ("BETWEEN", N(1)),
                              ("CONTAINS",), ("BEGINS_WITH", S("a"), S("b"))):
    expecting({"a": test(_operator, *_operands)},
              invalid_parameter(f"Invalid number of argument(s) for the {_operator} ComparisonOperator"))
_values = {"S": S("a"), "N": N(1), "B": {"B": "AA=="}, "BOOL": {"BOOL": True}, "NULL": {"NULL": True},
           "SS": {"SS": ["a"]}, "NS": {"NS": ["1"]}, "BS": {"BS": ["AA=="]}, "L": {"L": []}, "M": {"M": {}}}
for _operator, _types in (("LE", "S N B"), ("GT", "S N B"), ("IN", "S N B"), ("BETWEEN", "S N B"), ("BEGINS_WITH", "S B"),
                          ("CONTAINS", "S N B BOOL NULL"), ("NOT_CONTAINS", "S N B BOOL NULL")):
    for _type, _value in _values.items():
        if _type not in _types.split():
            _operands = [_value] * (2 if _operator == "BETWEEN" else 1)
            expecting({"a": test(_operator, *_operands)}, invalid_parameter(
                f"ComparisonOperator {_operator} is not valid for {_type} AttributeValue type"))
expecting({"a": test("BETWEEN", N(3), N(1))}, invalid(
    "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound"))
expecting({"a": test("SAME", N(3))}, invalid(
    "1 validation error detected: Value 'SAME' at 'expected.a.member.comparisonOperator' failed to satisfy "
    f"constraint: Member must satisfy enum value set: [{OPERATORS}]"))
expecting({"a": {"Value": {}}}, invalid(
    "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"))
expecting({"": {"Value": N(5)}}, invalid("Empty attribute name"))
expecting({"a": {"Value": N(5)}}, invalid(BOTH % ("Expected", "ConditionExpression")), ConditionExpression="a = b")
expecting({"a": {"Value": N(5)}}, invalid(BOTH % ("Expected, ConditionalOperator", "ConditionExpression")),
          ConditionExpression="a = b", ConditionalOperator="AND")
expecting({"a": {"Value": N(5)}}, invalid(
    "ConditionalOperator can only be used when Filter or Expected has two or more elements"), ConditionalOperator="OR")
expecting({}, invalid("ConditionalOperator cannot be used without Filter or Expected"), ConditionalOperator="OR")
expecting({"a": {"Value": N(5)}, "b": {"Value": N(5)}}, invalid(
    "1 validation error detected: Value 'XOR' at 'conditionalOperator' failed to satisfy constraint: "
    "Member must satisfy enum value set: [OR, AND]"), ConditionalOperator="XOR")
expecting({"a": {"Value": N(5)}}, invalid(
    "ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null"),
    ExpressionAttributeValues={":a": N(1)})
BOOK.case("Expected of DeleteItem", "DeleteItem",
          {"TableName": HASH, "Key": KEY, "Expected": {"a": {"Value": N(6)}}}, CONDITION_FAILED, [ITEM], KEY, ITEM)
BOOK.case("Expected of UpdateItem", "UpdateItem",
          {"TableName": HASH, "Key": KEY, "Expected": {"a": {"Value": N(5)}}, "AttributeUpdates": {"a": {"Value": N(6)}}},
          {}, [ITEM], KEY, {**ITEM, "a": N(6)})


# AttributeUpdates
def updating(updates, answer, name=None, given=ITEM, then=None, **more):
    """An UpdateItem of ITEM; `answer` is a refusal, or {} with `then` the item after."""
    BOOK.case(name or f"AttributeUpdates {updates} {more or ''}", "UpdateItem",
              {"TableName": HASH, "Key": KEY, "AttributeUpdates": updates, **more}, answer, [given] if given else [], KEY,
              given if then is None else then)


for _update, _after in (
    ({"a": {"Value": N(7)}}, {**ITEM, "a": N(7)}), ({"a": {"Action": "PUT", "Value": S("")}}, {**ITEM, "a": S("")}),
    ({"new": {"Action": "PUT", "Value": N(7)}}, {**ITEM, "new": N(7)}), ({}, ITEM),
    ({"a": {"Action": "ADD", "Value": N("-0.5")}}, {**ITEM, "a": N("4.5")}),
    ({"new": {"Action": "ADD", "Value": N(1)}}, {**ITEM, "new": N(1)}),
    ({"ss": {"Action": "ADD", "Value": {"SS": ["b", "c"]}}}, {**ITEM, "ss": {"SS": ["a", "b", "c"]}}),
    ({"l": {"Action": "ADD", "Value": {"L": [N(1), S("x")]}}}, {**ITEM, "l": {"L": [N(1), N(1), S("x")]}}),
    ({"new": {"Action": "ADD", "Value": {"L": [N(1)]}}}, {**ITEM, "new": {"L": [N(1)]}}),
    ({"a": {"Action": "DELETE"}}, without("a")), ({"gone": {"Action": "DELETE"}}, ITEM),
    ({"ss": {"Action": "DELETE", "Value": {"SS": ["a", "z"]}}}, {**ITEM, "ss": {"SS": ["b"]}}),
    ({"ss": {"Action": "DELETE", "Value": {"SS": ["a", "b"]}}}, without("ss")),
    ({"gone": {"Action": "DELETE", "Value": {"SS": ["a"]}}}, ITEM),
    ({"a": {"Action": "ADD", "Value": N(1)}, "b": {"Action": "DELETE"}, "l": {"Value": N(1)}},
     {**without("b"), "a": N(6), "l": N(1)}),
    ({"x.y": {"Value": N(1)}}, {**ITEM, "x.y": N(1)}),
):
    updating(_update, {}, then=_after)
for _update in ({"b": {"Action": "ADD", "Value": N(1)}}, {"a": {"Action": "ADD", "Value": {"SS": ["1"]}}},
                {"ss": {"Action": "ADD", "Value": {"NS": ["1"]}}}, {"a": {"Action": "ADD", "Value": {"L": []}}},
                {"l": {"Action": "ADD", "Value": N(1)}}, {"ss": {"Action": "DELETE", "Value": {"NS": ["1"]}}},
                {"a": {"Action": "DELETE", "Value": {"SS": ["1"]}}}):
    updating(_update, invalid("Type mismatch for attribute to update"))
for _action in ("PUT", "ADD"):
    updating({"a": {"Action": _action}},
             invalid_parameter("Only DELETE action is allowed when no attribute value is specified"))
for _action, _types, _what in (("ADD", "S B BOOL NULL M", "ADD action"),
                               ("DELETE", "S N B BOOL NULL L M", "DELETE action with value")):
    for _type in _types.split():
        updating({"a": {"Action": _action, "Value": _values[_type]}},
                 invalid_parameter(f"{_what} is not supported for the type {_type}"))
for _update in ({"p": {"Value": S("@")}}, {"p": {"Action": "DELETE"}}):
    updating(_update, invalid_parameter("Cannot update attribute p. This attribute is part of the key"))
updating({"a": {"Action": "SET", "Value": N(1)}}, invalid(
    "1 validation error detected: Value 'SET' at 'attributeUpdates.a.member.action' failed to satisfy constraint: "
    "Member must satisfy enum value set: [ADD, DELETE, PUT]"))
updating({"": {"Value": N(1)}}, invalid("Empty attribute name"))
updating({"a": {"Value": N(1)}}, invalid(BOTH % ("AttributeUpdates", "UpdateExpression")), UpdateExpression="SET a = b")
updating({"a": {"Value": N(1)}}, invalid(BOTH % ("AttributeUpdates, Expected", "UpdateExpression, ConditionExpression")),
         UpdateExpression="SET a = b", ConditionExpression="a = b", Expected={"a": {"Value": N(5)}})
updating({"a": {"Value": N(1)}}, CONDITION_FAILED, Expected={"a": {"Value": N(6)}})
updating({"a": {"Value": N(1)}}, {}, "AttributeUpdates make an item", None, {**KEY, "a": N(1)})
updating({"a": {"Action": "DELETE"}}, {}, "AttributeUpdates that take away make no item", None)
for _mode, _attributes in (("UPDATED_OLD", {"a": N(5), "b": S("x")}), ("UPDATED_NEW", {"a": N(6), "new": N(1)}),
                           ("ALL_OLD", ITEM), ("ALL_NEW", {**without("b"), "a": N(6), "new": N(1)})):
    updating({"a": {"Action": "ADD", "Value": N(1)}, "b": {"Action": "DELETE"}, "new": {"Value": N(1)}},
             {"Attributes": _attributes}, f"AttributeUpdates return {_mode}", then={**without("b"), "a": N(6), "new": N(1)},
             ReturnValues=_mode)


# KeyConditions and filters
ROWS = [{"p": S("@"), "s": N(i), "v": N(i % 2), "t": S(f"t{i}")} for i in range(4)]
HASH_IS = {"p": test("EQ", S("@"))}


def querying(conditions, found, name=None, table=RANGE, rows=None, **more):
    """A Query of ROWS by KeyConditions; `found` is a refusal, or the sort keys that it finds."""
    answer = found
    if isinstance(found, list):
        answer = Has(Items=[{"s": N(i) if table == RANGE else S(i)} for i in found], Count=len(found))
        more["AttributesToGet"] = ["s"]
    BOOK.case(name or f"KeyConditions {conditions} {more or ''}", "Query",
              {"TableName": table, "KeyConditions": conditions, **more}, answer, ROWS if rows is None else rows)


querying(HASH_IS, [0, 1, 2, 3])
for _operator, _operands, _rows in (("EQ", [N(1)], [1]), ("LT", [N(1)], [0]), ("LE", [N(1)], [0, 1]), ("GT", [N(1)], [2, 3]),
                                    ("GE", [N(1)], [1, 2, 3]), ("BETWEEN", [N(1), N(2)], [1, 2])):
    querying({**HASH_IS, "s": test(_operator, *_operands)}, _rows)
querying({**HASH_IS, "s": test("BEGINS_WITH", S("a"))}, ["a", "ab"], table=RANGE_S,
         rows=[{"p": S("@"), "s": S(s)} for s in ("a", "ab", "b")])
querying(HASH_IS, [3, 2, 1, 0], "KeyConditions backwards", ScanIndexForward=False)
for _operator in ("NE", "IN", "CONTAINS", "NOT_CONTAINS"):
    querying({**HASH_IS, "s": test(_operator, N(1))},
             invalid("Attempted conditional constraint is not an indexable operation"))
querying({**HASH_IS, "s": test("NULL")}, invalid("Attempted conditional constraint is not an indexable operation"))
querying({}, invalid("Conditions can be of length 1 or 2 only"))
querying({**HASH_IS, "s": test("EQ", N(1)), "v": test("EQ", N(1))}, invalid("Conditions can be of length 1 or 2 only"))
querying({"s": test("EQ", N(1))}, invalid("Query condition missed key schema element: p"))
querying({**HASH_IS, "v": test("EQ", N(1))}, invalid("Query condition missed key schema element: s"))
querying({"p": test("LT", S("@"))}, invalid("Query key condition not supported"))
for _test in (test("EQ", S("2")), test("EQ", {"SS": ["2"]}), test("BEGINS_WITH", S("2"))):
    querying({**HASH_IS, "s": _test},
             invalid_parameter("Condition parameter type does not match schema type"))
querying({"p": test("EQ", S(""))}, invalid(
    "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty "
    "string value. Key: p"))
querying({"p": test("EQ")}, invalid_parameter("Invalid number of argument(s) for the EQ ComparisonOperator"))
querying({**HASH_IS, "s": test("BEGINS_WITH", N(2))},
         invalid_parameter("ComparisonOperator BEGINS_WITH is not valid for N AttributeValue type"))
querying({**HASH_IS, "s": test("BETWEEN", N(2), N(1))}, invalid(
    "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound"))
querying({"p": None}, invalid("The filter condition for an attribute cannot be null: p"))
querying({"p": {"AttributeValueList": [S("@")]}}, invalid(
    "1 validation error detected: Value null at 'keyConditions.p.member.comparisonOperator' failed to satisfy "
    "constraint: Member must not be null"))
querying({"p": test("IS", S("@"))}, invalid(
    "1 validation error detected: Value 'IS' at 'keyConditions.p.member.comparisonOperator' failed to satisfy "
    f"constraint: Member must satisfy enum value set: [{OPERATORS}]"))
querying(HASH_IS, invalid(BOTH % ("KeyConditions", "KeyConditionExpression")),
         KeyConditionExpression="p = :p", ExpressionAttributeValues={":p": S("@")})
querying(HASH_IS, invalid("ConditionalOperator cannot be used without Filter or Expected"), ConditionalOperator="AND")
querying(HASH_IS, Has(Count=2, ScannedCount=4), FilterExpression="v = :v", ExpressionAttributeValues={":v": N(1)})
querying(HASH_IS, [1, 3], QueryFilter={"v": test("EQ", N(1))})
querying(HASH_IS, [0, 1, 2, 3], QueryFilter={"gone": test("NULL")})
querying(HASH_IS, [0, 1, 3], QueryFilter={"v": test("EQ", N(1)), "t": test("EQ", S("t0"))}, ConditionalOperator="OR")
querying(HASH_IS, [], QueryFilter={"v": test("EQ", N(1)), "t": test("EQ", S("t0"))})
for _name in ("p", "s"):
    querying(HASH_IS, invalid(f"QueryFilter can only contain non-primary key attributes: Primary key attribute: {_name}"),
             QueryFilter={_name: test("EQ", N(1))})
querying(HASH_IS, invalid(BOTH % ("QueryFilter", "FilterExpression")), QueryFilter={"v": test("EQ", N(1))},
         FilterExpression="v = :v", ExpressionAttributeValues={":v": N(1)})
querying(HASH_IS, invalid_parameter("Invalid number of argument(s) for the EQ ComparisonOperator"),
         QueryFilter={"v": test("EQ")})
BOOK.case("ScanFilter", "Scan", {"TableName": RANGE, "ScanFilter": {"p": test("EQ", S("@")), "v": test("EQ", N(1))}},
          Has(Items=Unordered([ROWS[1], ROWS[3]]), Count=2), ROWS)
BOOK.case("ScanFilter with FilterExpression", "Scan",
          {"TableName": RANGE, "ScanFilter": {"v": test("EQ", N(1))}, "FilterExpression": "v = :v", "AttributesToGet": ["s"],
           "ExpressionAttributeValues": {":v": N(1)}}, invalid(BOTH % ("AttributesToGet, ScanFilter", "FilterExpression")))
BOOK.case("ConditionalOperator without ScanFilter", "Scan", {"TableName": RANGE, "ConditionalOperator": "OR"},
          invalid("ConditionalOperator cannot be used without Filter or Expected"))
