"""PutItem, GetItem, DeleteItem: keys, ReturnValues, capacity, what is refused and in which order."""

from case import HASH, HASH_N, RANGE, RANGE_S, N, Book, S
from expect import CONDITION_FAILED, Fault, invalid, invalid_parameter, no_table

BOOK = Book("items")
KEY = {"p": S("@")}
OLD = {**KEY, "a": N(1), "b": S("old")}
NEW = {**KEY, "a": N(2)}
ALLOWED = "Member must satisfy enum value set:"
RETURN_VALUES = "[ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]"
MISMATCH = "The provided key element does not match the schema"
EMPTY_KEY = ("One or more parameter values are not valid. The AttributeValue for a key attribute "
             "cannot contain an empty {} value. Key: {}")


def on(table, **more):
    return {"TableName": table, **more}


def unit_of(table, units):
    return {"ConsumedCapacity": {"TableName": table, "CapacityUnits": units}}


# PutItem
BOOK.case("put replaces the whole item", "PutItem", on(HASH, Item=NEW), {}, [OLD], KEY, NEW)
BOOK.case("put returns nothing of what was not there", "PutItem", on(HASH, Item=NEW, ReturnValues="ALL_OLD"), {})
BOOK.case("put returns the old item", "PutItem", on(HASH, Item=NEW, ReturnValues="ALL_OLD"),
          {"Attributes": OLD}, [OLD], KEY, NEW)
BOOK.case("put returns none if so asked", "PutItem", on(HASH, Item=NEW, ReturnValues="NONE"), {}, [OLD])
for _values in ("ALL_NEW", "UPDATED_OLD", "UPDATED_NEW"):
    BOOK.case(f"put does not return {_values}", "PutItem", on(HASH, Item=NEW, ReturnValues=_values),
              invalid("ReturnValues can only be ALL_OLD or NONE"))
BOOK.case("a false condition leaves the item", "PutItem",
          on(HASH, Item=NEW, ConditionExpression="attribute_not_exists(p)"), CONDITION_FAILED, [OLD], KEY, OLD)
BOOK.case("a false condition returns the item if so asked", "PutItem",
          on(HASH, Item=NEW, ConditionExpression="attribute_not_exists(p)",
             ReturnValuesOnConditionCheckFailure="ALL_OLD"),
          Fault("ConditionalCheckFailedException", "The conditional request failed", Item=OLD), [OLD])
BOOK.case("a false condition on no item returns none", "PutItem",
          on(HASH, Item=NEW, ConditionExpression="attribute_exists(p)",
             ReturnValuesOnConditionCheckFailure="ALL_OLD"), CONDITION_FAILED)

# Keys that are wrong
for _name, _table, _item, _fault in (
    ("no hash key", HASH, {"a": N(1)}, invalid_parameter("Missing the key p in the item")),
    ("no range key", RANGE, {"p": S("@")}, invalid_parameter("Missing the key s in the item")),
    ("hash key of a wrong type", HASH, {"p": N(1)},
     invalid_parameter("Type mismatch for key p expected: S actual: N")),
    ("range key of a wrong type", RANGE, {"p": S("@"), "s": {"BOOL": True}},
     invalid_parameter("Type mismatch for key s expected: N actual: BOOL")),
    ("empty hash key", HASH, {"p": S("")}, invalid(EMPTY_KEY.format("string", "p"))),
    ("empty range key", RANGE_S, {"p": S("@"), "s": S("")}, invalid(EMPTY_KEY.format("string", "s"))),
    ("range key of 1,025 bytes", RANGE_S, {"p": S("@"), "s": S("x" * 1025)},
     invalid_parameter("Aggregated size of all range keys has exceeded the size limit of 1024 bytes")),
):
    BOOK.case(f"put refused: {_name}", "PutItem", on(_table, Item=_item), _fault)
for _name, _table, _key, _fault in (
    ("empty", HASH, {}, invalid(MISMATCH)),
    ("other name", HASH, {"q": S("@")}, invalid(MISMATCH)),
    ("too many attributes", HASH, {"p": S("@"), "q": S("@")}, invalid(MISMATCH)),
    ("too few attributes", RANGE, {"p": S("@")}, invalid(MISMATCH)),
    ("a wrong type", HASH_N, {"p": S("@")}, invalid(MISMATCH)),
    ("an empty string", HASH, {"p": S("")}, invalid(EMPTY_KEY.format("string", "p"))),
):
    for _operation in ("GetItem", "DeleteItem", "UpdateItem"):
        BOOK.case(f"{_operation} refused: key is {_name}", _operation, on(_table, Key=_key), _fault)

# GetItem
BOOK.case("get of what isn't there", "GetItem", on(HASH, Key=KEY), {})
BOOK.case("get projects", "GetItem", on(HASH, Key=KEY, ProjectionExpression="b"), {"Item": {"b": S("old")}}, [OLD])
BOOK.case("get projects nothing that is there", "GetItem", on(HASH, Key=KEY, ProjectionExpression="zzz"),
          {"Item": {}}, [OLD])
for _name, _size, _more, _units in (
    ("a missing item, strongly", None, {"ConsistentRead": True}, 1.0),
    ("a missing item", None, {}, 0.5),
    ("a small item", 10, {}, 0.5),
    ("4 KB", 4096 - 14, {"ConsistentRead": True}, 1.0),
    ("4 KB and a byte", 4096 - 13, {"ConsistentRead": True}, 2.0),
    ("9 KB with a small projection", 9000, {"ProjectionExpression": "p"}, 1.5),
):
    # "capacity N" and two names of one byte: 10 + 2 + … bytes.
    _given = [] if _size is None else [{"p": S("@"), "v": S("x" * _size)}]
    _found = {} if _size is None else {"Item": {"p": S("@")} if "ProjectionExpression" in _more else _given[0]}
    _name = f"get of {_name}"
    if _size and _size > 4000 and _size < 4096:
        _pad = len(f"items: {_name} costs {_units}") - 12
        _given = [{"p": S("@"), "v": S("x" * (_size - _pad))}]
        _found = {"Item": _given[0]}
    BOOK.case(f"{_name} costs {_units}", "GetItem", on(HASH, Key=KEY, ReturnConsumedCapacity="TOTAL", **_more),
              {**_found, **unit_of(HASH, _units)}, _given)
BOOK.case("INDEXES names the table's part", "GetItem", on(HASH, Key=KEY, ReturnConsumedCapacity="INDEXES"),
          {"ConsumedCapacity": {"TableName": HASH, "CapacityUnits": 0.5, "Table": {"CapacityUnits": 0.5}}})
BOOK.case("NONE names no capacity", "GetItem", on(HASH, Key=KEY, ReturnConsumedCapacity="NONE"), {})

# Units of writes: the larger of before and after.
BIG = {"p": S("@"), "v": S("x" * 3000)}
for _name, _operation, _more, _given, _units in (
    ("put of a small item", "PutItem", {"Item": NEW}, [], 1.0),
    ("put of 3 KB", "PutItem", {"Item": BIG}, [], 3.0),
    ("put over 3 KB", "PutItem", {"Item": NEW}, [BIG], 3.0),
    ("delete of 3 KB", "DeleteItem", {"Key": KEY}, [BIG], 3.0),
    ("delete of nothing", "DeleteItem", {"Key": KEY}, [], 1.0),
    ("update of 3 KB", "UpdateItem", {"Key": KEY, "UpdateExpression": "REMOVE v"}, [BIG], 3.0),
):
    BOOK.case(f"{_name} costs {_units}", _operation, on(HASH, ReturnConsumedCapacity="TOTAL", **_more),
              unit_of(HASH, _units), _given)

# DeleteItem
BOOK.case("delete", "DeleteItem", on(HASH, Key=KEY), {}, [OLD], KEY, None)
BOOK.case("delete of what isn't there", "DeleteItem", on(HASH, Key=KEY, ReturnValues="ALL_OLD"), {})
BOOK.case("delete returns the old item", "DeleteItem", on(HASH, Key=KEY, ReturnValues="ALL_OLD"),
          {"Attributes": OLD}, [OLD], KEY, None)
BOOK.case("delete under a false condition", "DeleteItem",
          on(HASH, Key=KEY, ConditionExpression="a > :n", ExpressionAttributeValues={":n": N(1)}),
          CONDITION_FAILED, [OLD], KEY, OLD)
BOOK.case("delete of what isn't there under a condition on it", "DeleteItem",
          on(HASH, Key=KEY, ConditionExpression="attribute_exists(p)"), CONDITION_FAILED)
BOOK.case("delete does not return ALL_NEW", "DeleteItem", on(HASH, Key=KEY, ReturnValues="ALL_NEW"),
          invalid("ReturnValues can only be ALL_OLD or NONE"))

# Parameters, and which fault is named first
for _operation, _member in (("PutItem", "item"), ("GetItem", "key"), ("DeleteItem", "key"), ("UpdateItem", "key")):
    BOOK.case(f"{_operation} without a table's name", _operation, {}, invalid(
        "1 validation error detected: Value null at 'tableName' failed to satisfy constraint: "
        "Member must not be null"))
    BOOK.case(f"{_operation} without its {_member}", _operation, on(HASH), invalid(
        f"1 validation error detected: Value null at '{_member}' failed to satisfy constraint: "
        "Member must not be null"))
    BOOK.case(f"{_operation} on a table with an empty name", _operation, on(""), invalid(
        "1 validation error detected: Value '' at 'tableName' failed to satisfy constraint: "
        "Member must have length greater than or equal to 1"))
    BOOK.case(f"{_operation} on a table with an odd name", _operation, on("a/b"), invalid(
        "1 validation error detected: Value 'a/b' at 'tableName' failed to satisfy constraint: "
        "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"))
    _bad = {"Item" if _member == "item" else "Key": {"p": S("x")}, "ReturnConsumedCapacity": "SOME"}
    BOOK.case(f"{_operation} with a capacity mode that isn't", _operation, on(HASH, **_bad), invalid(
        "1 validation error detected: Value 'SOME' at 'returnConsumedCapacity' failed to satisfy constraint: "
        f"{ALLOWED} [INDEXES, TOTAL, NONE]"))
    _good = {"Item" if _member == "item" else "Key": {"p": S("x")}}
    BOOK.case(f"{_operation} on no table", _operation, on("no-such-table", **_good), no_table())
BOOK.case("two faults at once", "PutItem",
          on(HASH, Item=NEW, ReturnValues="SOME", ReturnConsumedCapacity="MANY"), invalid(
              "2 validation errors detected: Value 'MANY' at 'returnConsumedCapacity' failed to satisfy constraint: "
              f"{ALLOWED} [INDEXES, TOTAL, NONE]; Value 'SOME' at 'returnValues' failed to satisfy constraint: "
              f"{ALLOWED} {RETURN_VALUES}"))
BOOK.case("a bad value is found before the table is looked for", "PutItem",
          on("no-such-table", Item={"p": {}}), invalid(
              "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"))
BOOK.case("a bad expression is found before the table is looked for", "PutItem",
          on("no-such-table", Item=NEW, ConditionExpression=""),
          invalid("Invalid ConditionExpression: The expression can not be empty;"))
BOOK.case("the table is looked for before its key is checked", "PutItem",
          on("no-such-table", Item={"zzz": S("x")}), no_table())
BOOK.case("a table by its ARN", "GetItem",
          on(f"arn:aws:dynamodb:us-east-1:000000000000:table/{HASH}", Key=KEY), {"Item": OLD}, [OLD])
