"""The parameters from before expressions, which old frameworks still send."""

from case import HASH, RANGE, N, Book, S
from expect import CONDITION_FAILED, invalid

BOOK = Book("legacy")
KEY = {"p": S("@")}
ITEM = {"p": S("@"), "a": N(1), "b": S("x")}
BOTH = ("Can not use both expression and non-expression parameters in the same request: "
        "Non-expression parameters: {%s} Expression parameters: {%s}")

BOOK.case("AttributesToGet of GetItem", "GetItem", {"TableName": HASH, "Key": KEY, "AttributesToGet": ["a", "gone"]},
          {"Item": {"a": N(1)}}, [ITEM])
BOOK.case("AttributesToGet of BatchGetItem", "BatchGetItem",
          {"RequestItems": {HASH: {"Keys": [KEY], "AttributesToGet": ["a"]}}},
          {"Responses": {HASH: []}, "UnprocessedKeys": {}})
BOOK.case("AttributesToGet with a name twice", "GetItem",
          {"TableName": HASH, "Key": KEY, "AttributesToGet": ["a", "a"]},
          invalid("One or more parameter values were invalid: Duplicate value in attribute name: a"))
BOOK.case("AttributesToGet of none", "GetItem", {"TableName": HASH, "Key": KEY, "AttributesToGet": []},
          invalid("1 validation error detected: Value '[]' at 'attributesToGet' failed to satisfy constraint: "
                  "Member must have length greater than or equal to 1"))
BOOK.case("AttributesToGet with ProjectionExpression", "GetItem",
          {"TableName": HASH, "Key": KEY, "AttributesToGet": ["a"], "ProjectionExpression": "a"},
          invalid(BOTH % ("AttributesToGet", "ProjectionExpression")))
BOOK.case("Expected that holds", "PutItem",
          {"TableName": HASH, "Item": ITEM, "Expected": {"a": {"Value": N(1)}}}, {}, [ITEM])
BOOK.case("Expected that fails", "PutItem",
          {"TableName": HASH, "Item": ITEM, "Expected": {"p": {"Exists": False}}}, CONDITION_FAILED, [ITEM])
BOOK.case("AttributeUpdates", "UpdateItem",
          {"TableName": HASH, "Key": KEY, "AttributeUpdates": {"a": {"Action": "ADD", "Value": N(1)}}}, {}, [ITEM], KEY,
          {**ITEM, "a": N(2)})
BOOK.case("KeyConditions", "Query",
          {"TableName": RANGE, "KeyConditions": {"p": {"ComparisonOperator": "EQ", "AttributeValueList": [S("@")]}}},
          {"Items": [{"p": S("@"), "s": N(1)}], "Count": 1, "ScannedCount": 1}, [{"p": S("@"), "s": N(1)}])
