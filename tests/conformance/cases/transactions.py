"""TransactWriteItems and TransactGetItems."""

from case import HASH, RANGE, N, Book, S, check
from expect import Fault, Has, Unordered, invalid, no_table

BOOK = Book("transactions")
FAILED = {"Code": "ConditionalCheckFailed", "Message": "The conditional request failed"}
NONE = {"Code": "None"}


def key(text):
    return {"p": S(text)}


def put(item, table=HASH, **more):
    return {"Put": {"TableName": table, "Item": item, **more}}


def update(item_key, expression, table=HASH, **more):
    return {"Update": {"TableName": table, "Key": item_key, "UpdateExpression": expression, **more}}


def delete(item_key, table=HASH, **more):
    return {"Delete": {"TableName": table, "Key": item_key, **more}}


def condition(item_key, expression="attribute_exists(p)", table=HASH, **more):
    return {"ConditionCheck": {"TableName": table, "Key": item_key, "ConditionExpression": expression, **more}}


def get(item_key, table=HASH, **more):
    return {"Get": {"TableName": table, "Key": item_key, **more}}


def items(*elements, **more):
    return {"TransactItems": list(elements), **more}


def cancelled(*reasons):
    codes = ", ".join(reason["Code"] for reason in reasons)
    return Fault("TransactionCanceledException", "Transaction cancelled, please refer cancellation reasons for "
                 f"specific reasons [{codes}]", CancellationReasons=list(reasons))


def refused(message):
    return {"Code": "ValidationError", "Message": message}


def constraint(text):
    return invalid(f"1 validation error detected: Value {text}")


MUST = "failed to satisfy constraint: Member must"


@BOOK.flow("put, update, delete and check in two tables happen together")
def together(target):
    target.ok("TransactWriteItems", items(put({**key("tx-a"), "v": N(1)}), put(key("tx-b")), put(key("tx-c"))))
    answer = target.ok("TransactWriteItems", items(
        update(key("tx-a"), "SET v = v + :one", ExpressionAttributeValues={":one": N(1)}), delete(key("tx-b")),
        condition(key("tx-c")), put({"p": S("tx"), "s": N(1)}, table=RANGE)))
    assert answer == {}, answer
    answer = target.ok("TransactGetItems", items(
        get(key("tx-a")), get(key("tx-b")), get({"p": S("tx"), "s": N(1)}, table=RANGE, ProjectionExpression="s")))
    assert answer == {"Responses": [{"Item": {**key("tx-a"), "v": N(2)}}, {}, {"Item": {"s": N(1)}}]}, answer


@BOOK.flow("every failing condition is a reason, and nothing is written")
def all_conditions(target):
    target.ok("PutItem", {"TableName": HASH, "Item": {**key("tx-d"), "v": N(1)}})
    show = {"ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
    answer = target.wire.call("TransactWriteItems", items(
        put(key("tx-d"), ConditionExpression="attribute_not_exists(p)", **show), put(key("tx-e")),
        condition(key("tx-none"), **show), delete(key("tx-d2"), ConditionExpression="attribute_exists(p)")))
    check(answer, cancelled({**FAILED, "Item": {**key("tx-d"), "v": N(1)}}, NONE, FAILED, FAILED))
    assert target.ok("GetItem", {"TableName": HASH, "Key": key("tx-e")}) == {}


@BOOK.flow("a token's repetition reads, another request with it is refused")
def tokens(target):
    request = items(put({**key("tx-token"), "v": S("x" * 5000)}), ClientRequestToken="conformance-1",
                    ReturnConsumedCapacity="TOTAL")
    answer = target.ok("TransactWriteItems", request)
    assert answer["ConsumedCapacity"] == [
        {"TableName": HASH, "CapacityUnits": 10.0, "WriteCapacityUnits": 10.0}], answer
    target.ok("DeleteItem", {"TableName": HASH, "Key": key("tx-token")})
    answer = target.ok("TransactWriteItems", request)
    assert answer["ConsumedCapacity"] == [
        {"TableName": HASH, "CapacityUnits": 2.0, "ReadCapacityUnits": 2.0}], answer
    assert target.ok("GetItem", {"TableName": HASH, "Key": key("tx-token")}) == {}
    answer = target.wire.call("TransactWriteItems", items(put(key("tx-other")), ClientRequestToken="conformance-1"))
    assert answer.status == 400 and answer.body["__type"].endswith("#IdempotentParameterMismatchException"), answer


@BOOK.flow("100 elements")
def a_hundred(target):
    target.ok("TransactWriteItems", items(*(put(key(f"tx-{n}")) for n in range(100))))
    answer = target.ok("TransactGetItems", items(*(get(key(f"tx-{n}")) for n in range(100))))
    assert [one["Item"]["p"]["S"] for one in answer["Responses"]] == [f"tx-{n}" for n in range(100)]


@BOOK.flow("units by index: the table's arm is doubled, an index's isn't")
def units_by_index(target):
    index = {"IndexName": "by-g", "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
             "Projection": {"ProjectionType": "ALL"}}
    names = [{"AttributeName": name, "AttributeType": "S"} for name in ("p", "g")]
    with target.table("conformance-tx-index", "S", AttributeDefinitions=names,
                      GlobalSecondaryIndexes=[index]) as table:
        answer = target.ok("TransactWriteItems", items(
            put({**key("a"), "g": S("x")}, table=table), put(key("b"), table=table), ReturnConsumedCapacity="INDEXES"))
        assert answer["ConsumedCapacity"] == [{
            "TableName": table, "CapacityUnits": 5.0, "WriteCapacityUnits": 5.0,
            "Table": {"CapacityUnits": 4.0, "WriteCapacityUnits": 4.0},
            "GlobalSecondaryIndexes": {"by-g": {"CapacityUnits": 1.0, "WriteCapacityUnits": 1.0}}}], answer


BOOK.case("units of writes", "TransactWriteItems",
          items(put(key("@1")), put({**key("@2"), "v": S("x" * 1500)}), put({"p": S("@"), "s": N(1)}, table=RANGE),
                ReturnConsumedCapacity="INDEXES"),
          {"ConsumedCapacity": Unordered([
              {"TableName": HASH, "CapacityUnits": 6.0, "WriteCapacityUnits": 6.0,
               "Table": Has(CapacityUnits=6.0)},
              {"TableName": RANGE, "CapacityUnits": 2.0, "WriteCapacityUnits": 2.0,
               "Table": Has(CapacityUnits=2.0)}])})
BOOK.case("units of reads", "TransactGetItems", items(get(key("@1")), get(key("@2")), ReturnConsumedCapacity="TOTAL"),
          {"Responses": [{}, {}],
           "ConsumedCapacity": [{"TableName": HASH, "CapacityUnits": 4.0, "ReadCapacityUnits": 4.0}]})

for _operation in ("TransactWriteItems", "TransactGetItems"):
    BOOK.case(f"{_operation} refused: nothing", _operation, {}, constraint(f"null at 'transactItems' {MUST} not be null"))
    BOOK.case(f"{_operation} refused: no elements", _operation, items(),
              constraint(f"'[]' at 'transactItems' {MUST} have length greater than or equal to 1"))
for _name, _elements, _fault in (
    ("neither", [{}], invalid("TransactItems can only contain one of Check, Put, Update or Delete")),
    ("two in one element", [{**put(key("a")), **delete(key("b"))}],
     invalid("TransactItems can only contain one of Check, Put, Update or Delete")),
    ("no table", [{"Put": {"Item": key("a")}}],
     constraint(f"null at 'transactItems.1.member.put.tableName' {MUST} not be null")),
    ("no item", [{"Put": {"TableName": HASH}}],
     constraint(f"null at 'transactItems.1.member.put.item' {MUST} not be null")),
    ("no key", [put(key("a")), {"Delete": {"TableName": HASH}}],
     constraint(f"null at 'transactItems.2.member.delete.key' {MUST} not be null")),
    ("no update", [{"Update": {"TableName": HASH, "Key": key("a")}}],
     constraint(f"null at 'transactItems.1.member.update.updateExpression' {MUST} not be null")),
    ("no condition", [{"ConditionCheck": {"TableName": HASH, "Key": key("a")}}],
     constraint(f"null at 'transactItems.1.member.conditionCheck.conditionExpression' {MUST} not be null")),
    ("an item twice", [put(key("a")), delete(key("a"))],
     invalid("Transaction request cannot include multiple operations on one item")),
    ("no such table", [put(key("a")), put(key("b"), table="no-such-table")], no_table()),
    ("a bad condition", [put(key("a"), ConditionExpression="a =")],
     invalid('Invalid ConditionExpression: Syntax error; token: "<EOF>", near: "="')),
    ("a value that nothing uses", [put(key("a"), ConditionExpression="attribute_exists(p)",
                                       ExpressionAttributeValues={":x": N(1)})],
     invalid("Value provided in ExpressionAttributeValues unused in expressions: keys: {:x}")),
    ("values without an expression", [put(key("a"), ExpressionAttributeValues={":x": N(1)})],
     invalid("ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null")),
    ("an item that is too large", [put({**key("a"), "v": S("x" * 409_600)})],
     invalid("Item size has exceeded the maximum allowed size")),
    ("an empty key", [put(key("a")), put(key(""))],
     invalid("One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an "
             "empty string value. Key: p")),
    ("more than 4 MB", [put({**key(f"b{n}"), "v": S("x" * 390_000)}) for n in range(11)],
     invalid("Transaction payload size cannot exceed 4MB. Payload Size: 4290045")),
):
    BOOK.case(f"write refused: {_name}", "TransactWriteItems", items(*_elements), _fault)
BOOK.case("write refused: a long token", "TransactWriteItems", items(put(key("a")), ClientRequestToken="x" * 37),
          constraint(f"'{'x' * 37}' at 'clientRequestToken' {MUST} have length less than or equal to 36"))
for _name, _elements, _reasons in (
    ("a key of a wrong type", [put(key("@")), put({"p": N(1)})],
     [NONE, refused("One or more parameter values were invalid: Type mismatch for key p expected: S actual: N")]),
    ("an update of a key", [update(key("@"), "REMOVE p")],
     [refused("One or more parameter values were invalid: Cannot update attribute p. This attribute is part of the key")]),
    ("an update of what isn't there", [update(key("@"), "SET v = w")],
     [refused("The provided expression refers to an attribute that does not exist in the item")]),
):
    BOOK.case(f"cancelled: {_name}", "TransactWriteItems", items(*_elements), cancelled(*_reasons))


@BOOK.flow("cancelled: an update whose result is too large")
def too_large(target):
    target.ok("PutItem", {"TableName": HASH, "Item": {**key("tx-large"), "v": S("x" * 390_000)}})
    answer = target.wire.call("TransactWriteItems", items(
        update(key("tx-large"), "SET w = :w", ExpressionAttributeValues={":w": S("y" * 30_000)})))
    check(answer, cancelled(refused("Item size to update has exceeded the maximum allowed size")))
    target.ok("DeleteItem", {"TableName": HASH, "Key": key("tx-large")})


for _name, _elements, _fault in (
    ("no key", [{"Get": {"TableName": HASH}}],
     constraint(f"null at 'transactItems.1.member.get.key' {MUST} not be null")),
    ("a key twice", [get(key("a")), get(key("a"))],
     invalid("Transaction request cannot include multiple operations on one item")),
    ("no such table", [get(key("a"), table="no-such-table")], no_table()),
    ("a bad projection", [get(key("a"), ProjectionExpression="a,")],
     invalid('Invalid ProjectionExpression: Syntax error; token: "<EOF>", near: ","')),
    ("an empty key", [get(key(""))],
     invalid("One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an "
             "empty string value. Key: p")),
    ("a key of a wrong type", [get(key("a")), get({"p": N(1)})],
     cancelled(NONE, refused("The provided key element does not match the schema"))),
):
    BOOK.case(f"get refused: {_name}", "TransactGetItems", items(*_elements), _fault)
