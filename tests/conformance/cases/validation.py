"""What is found in a request before anybody looks at what it says: types, constraints of members, limits."""

from case import HASH, RANGE, N, Book, S
from expect import Fault, invalid, invalid_expression

BOOK = Book("validation")
KEY = {"p": S("@")}
GET = {"TableName": HASH, "Key": KEY}
PUT = {"TableName": HASH, "Item": KEY}
QUERY = {"TableName": RANGE, "KeyConditionExpression": "p = :p", "ExpressionAttributeValues": {":p": S("@")}}
SCAN = {"TableName": HASH}
OPERATORS = "[IN, NULL, BETWEEN, LT, NOT_CONTAINS, EQ, GT, NOT_NULL, NE, LE, BEGINS_WITH, GE, CONTAINS]"


def at(value, place, must):
    shown = value if value == "null" else f"'{value}'"
    return f"Value {shown} at '{place}' failed to satisfy constraint: Member must {must}"


def violating(name, operation, request, *violations):
    count = len(violations)
    BOOK.case(name, operation, request, invalid(
        f"{count} validation error{'s' if count > 1 else ''} detected: " + "; ".join(violations)))


def refused(name, operation, request, message):
    BOOK.case(name, operation, request, invalid(message))


# Enumerations, in AWS's own order
for _operation, _request in (("GetItem", GET), ("PutItem", PUT), ("DeleteItem", GET), ("UpdateItem", GET), ("Query", QUERY),
                             ("Scan", SCAN)):
    violating(f"{_operation}: a capacity mode", _operation, {**_request, "ReturnConsumedCapacity": "ALL"},
              at("ALL", "returnConsumedCapacity", "satisfy enum value set: [INDEXES, TOTAL, NONE]"))
for _operation, _request in (("PutItem", PUT), ("DeleteItem", GET), ("UpdateItem", GET)):
    violating(f"{_operation}: what to return", _operation, {**_request, "ReturnValues": "NEW"},
              at("NEW", "returnValues", "satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]"))
    violating(f"{_operation}: what to return of a failure", _operation,
              {**_request, "ReturnValuesOnConditionCheckFailure": "ALL_NEW"},
              at("ALL_NEW", "returnValuesOnConditionCheckFailure", "satisfy enum value set: [ALL_OLD, NONE]"))
    violating(f"{_operation}: collection metrics", _operation, {**_request, "ReturnItemCollectionMetrics": "ALL"},
              at("ALL", "returnItemCollectionMetrics", "satisfy enum value set: [SIZE, NONE]"))
    violating(f"{_operation}: a conditional operator", _operation, {**_request, "ConditionalOperator": "XOR"},
              at("XOR", "conditionalOperator", "satisfy enum value set: [OR, AND]"))
    violating(f"{_operation}: a comparison operator", _operation,
              {**_request, "Expected": {"a": {"ComparisonOperator": "=", "AttributeValueList": [N(1)]}}},
              at("=", "expected.a.member.comparisonOperator", f"satisfy enum value set: {OPERATORS}"))
for _operation, _request in (("Query", QUERY), ("Scan", SCAN)):
    violating(f"{_operation}: what to select", _operation, {**_request, "Select": "*"},
              at("*", "select", "satisfy enum value set: [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, "
                                "ALL_PROJECTED_ATTRIBUTES]"))
    violating(f"{_operation}: a short index name", _operation, {**_request, "IndexName": "ix"},
              at("ix", "indexName", "have length greater than or equal to 3"))
    violating(f"{_operation}: an odd index name", _operation, {**_request, "IndexName": "a b c"},
              at("a b c", "indexName", "satisfy regular expression pattern: [a-zA-Z0-9_.-]+"))

# Several at once, and the table's name alone
violating("two at once", "PutItem", {**PUT, "ReturnValues": "NEW", "ReturnConsumedCapacity": "ALL"},
          at("ALL", "returnConsumedCapacity", "satisfy enum value set: [INDEXES, TOTAL, NONE]"),
          at("NEW", "returnValues", "satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]"))
violating("a missing member and a bad one", "PutItem", {"TableName": HASH, "ReturnConsumedCapacity": "ALL"},
          at("ALL", "returnConsumedCapacity", "satisfy enum value set: [INDEXES, TOTAL, NONE]"),
          at("null", "item", "not be null"))
violating("the table's name is judged alone", "PutItem", {"Item": KEY, "ReturnConsumedCapacity": "ALL"},
          at("null", "tableName", "not be null"))
violating("the table's name is judged before others", "PutItem", {**PUT, "TableName": "a b", "ReturnValues": "NEW"},
          at("a b", "tableName", "satisfy regular expression pattern: [a-zA-Z0-9_.-]+"))
_many = {f"a{i}": {"ComparisonOperator": "="} for i in range(12)}
violating("ten are told", "PutItem", {**PUT, "Expected": _many}, *(
    at("=", f"expected.a{i}.member.comparisonOperator", f"satisfy enum value set: {OPERATORS}") for i in range(10)))

# Ranges
violating("no segments", "Scan", {**SCAN, "TotalSegments": 0, "Segment": 0},
          at("0", "totalSegments", "have value greater than or equal to 1"))
violating("too many segments", "Scan", {**SCAN, "TotalSegments": 1_000_001, "Segment": 0},
          at("1000001", "totalSegments", "have value less than or equal to 1000000"))
violating("a segment below zero", "Scan", {**SCAN, "TotalSegments": 1, "Segment": -1},
          at("-1", "segment", "have value greater than or equal to 0"))

# Types come first
for _name, _operation, _request, _message in (
    ("a number for an enumeration", "PutItem", {**PUT, "ReturnValues": 5}, "NUMBER_VALUE cannot be converted to String"),
    ("a text for a list", "GetItem", {**GET, "AttributesToGet": "a"}, "Unexpected field type"),
    ("a map for a list", "GetItem", {**GET, "AttributesToGet": {}}, "Start of structure or map found where not expected"),
    ("a list for a map", "Query", {**QUERY, "ExpressionAttributeNames": 5}, "Unexpected field type"),
    ("a number for a structure", "PutItem", {**PUT, "Expected": {"a": 5}}, "Unexpected field type"),
    ("a text for a number", "Scan", {**SCAN, "Limit": "5"}, "STRING_VALUE cannot be converted to Integer"),
    ("true for a number", "Scan", {**SCAN, "Segment": True}, "TRUE_VALUE cannot be converted to Integer"),
    ("a type before a constraint", "PutItem", {"TableName": "", "Item": {"p": {"S": 5}}},
     "NUMBER_VALUE cannot be converted to String"),
    ("a key that is no map", "BatchGetItem", {"RequestItems": {HASH: {"Keys": [5]}}}, "Unexpected field type"),
):
    BOOK.case(_name, _operation, _request, Fault("SerializationException", _message))
violating("a key that is null", "BatchGetItem", {"RequestItems": {HASH: {"Keys": [None]}}},
          at("null", f"requestItems.{HASH}.member.keys.1.member", "not be null"))
violating("a write without its item", "BatchWriteItem", {"RequestItems": {HASH: [{"PutRequest": {}}]}},
          at("null", f"requestItems.{HASH}.member.1.member.putRequest.item", "not be null"))

# Limits of expressions
_in = {f":v{i}": N(i) for i in range(101)}
BOOK.case("100 operands of IN", "PutItem",
          {**PUT, "ConditionExpression": f"attribute_not_exists(a) OR a IN ({', '.join(list(_in)[:100])})",
           "ExpressionAttributeValues": dict(list(_in.items())[:100])}, {})
refused("101 operands of IN", "Scan",
        {**SCAN, "FilterExpression": f"a IN ({', '.join(_in)})", "ExpressionAttributeValues": _in},
        "Invalid FilterExpression: The IN operator is provided with too many operands; number of operands: 101")
for _bytes, _what in ((255, None), (256, "ExpressionAttributeNames contains invalid key: The expression attribute map "
                                         "contains a key that is too long; size of key: 256")):
    _name = "#" + "n" * (_bytes - 1)
    BOOK.case(f"a placeholder of {_bytes} bytes", "GetItem",
              {**GET, "ProjectionExpression": _name, "ExpressionAttributeNames": {_name: "a"}}, invalid(_what) if _what else {})
refused("more than 2 MB of values", "Scan",
        {**SCAN, "FilterExpression": "a IN (:a, :b)",
         "ExpressionAttributeValues": {":a": S("x" * 1_100_000), ":b": S("x" * 1_100_000)}},
        "ExpressionAttributeValues exceeds max size")
BOOK.case("4,096 bytes", "GetItem", {**GET, "ProjectionExpression": "a" + " " * 4095}, {})
BOOK.case("4,097 bytes", "Scan", {**SCAN, "ProjectionExpression": "a" + " " * 4096}, invalid_expression(
    "ProjectionExpression", "Expression size has exceeded the maximum allowed size; expression size: 4097"))
for _names, _message in (
    ({}, "ExpressionAttributeNames must not be empty"),
    ({"n": "a"}, 'ExpressionAttributeNames contains invalid key: Syntax error; key: "n"'),
    ({"#": "a"}, 'ExpressionAttributeNames contains invalid key: Syntax error; key: "#"'),
    ({"#a-b": "a"}, 'ExpressionAttributeNames contains invalid key: Syntax error; key: "#a-b"'),
    ({"#n": "a", "#o": "b"}, "Value provided in ExpressionAttributeNames unused in expressions: keys: {#o}"),
):
    refused(f"names {_names}", "GetItem", {**GET, "ProjectionExpression": "#n", "ExpressionAttributeNames": _names}, _message)
for _values, _message in (
    ({}, "ExpressionAttributeValues must not be empty"),
    ({"v": N(1)}, 'ExpressionAttributeValues contains invalid key: Syntax error; key: "v"'),
    ({":v": N(1), ":w": N(1)}, "Value provided in ExpressionAttributeValues unused in expressions: keys: {:w}"),
    ({":v": {}}, "ExpressionAttributeValues contains invalid value: Supplied AttributeValue is empty, must contain exactly "
                 "one of the supported datatypes for key :v"),
    ({":v": {"N": "x"}}, "ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric "
                         "value: x for key :v"),
):
    refused(f"values {_values}", "Scan", {**SCAN, "FilterExpression": "a = :v", "ExpressionAttributeValues": _values}, _message)
