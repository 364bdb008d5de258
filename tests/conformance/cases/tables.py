"""Tables: what is described of them, how they change, and what is refused."""

from case import HASH, RANGE, N, Book, S, check, table_request
from expect import ANY, POSITIVE, Absent, Fault, Has, Text, That, invalid, invalid_parameter, no_table

BOOK = Book("tables")
TABLE = "conformance-table"
UUID = Text("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
MADE = That(lambda value: value in ("CREATING", "ACTIVE"), "CREATING or ACTIVE")
PROVISIONED = {"BillingMode": "PROVISIONED", "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 3}}
LABEL = Text(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}")


def arn(table, rest=""):
    return Text(f"arn:aws:dynamodb:[a-z0-9-]+:[0-9]{{12}}:table/{table}{rest}")


def description(table, types, **more):
    request = table_request(table, types)
    return {
        "TableName": table, "TableStatus": MADE, "TableArn": arn(table), "TableId": UUID, "CreationDateTime": POSITIVE,
        "AttributeDefinitions": request["AttributeDefinitions"], "KeySchema": request["KeySchema"], "ItemCount": 0,
        "TableSizeBytes": 0, "DeletionProtectionEnabled": False,
        "BillingModeSummary": Has(BillingMode="PAY_PER_REQUEST"),
        "ProvisionedThroughput": {"ReadCapacityUnits": 0, "WriteCapacityUnits": 0, "NumberOfDecreasesToday": 0},
        "StreamSpecification": Absent, "LatestStreamArn": Absent, "Replicas": Absent, "GlobalTableVersion": Absent,
        "GlobalSecondaryIndexes": Absent, "LocalSecondaryIndexes": Absent, "SSEDescription": Absent,
        "RestoreSummary": Absent, **more}


def describe(target, table=TABLE):
    return target.ok("DescribeTable", {"TableName": table})["Table"]


def update(target, expected, **change):
    """UpdateTable, its answer, and after it DescribeTable's."""
    expected = Has(expected)
    answer = target.wire.call("UpdateTable", {"TableName": TABLE, **change})
    check(answer, {"TableDescription": Has(TableName=TABLE)}, "UpdateTable")
    target.wait_active(TABLE)
    check(target.wire.call("DescribeTable", {"TableName": TABLE}), {"Table": expected}, "DescribeTable")


@BOOK.flow("create, describe, list, delete")
def life(target):
    target.drop_table(TABLE)
    created = target.wire.call("CreateTable", table_request(TABLE, "SN"))
    check(created, {"TableDescription": Has(description(TABLE, "SN"))})
    target.wait_active(TABLE)
    check(target.wire.call("DescribeTable", {"TableName": TABLE}),
          {"Table": Has(description(TABLE, "SN", TableStatus="ACTIVE", TableId=created.body["TableDescription"]["TableId"]))})
    assert TABLE in target.ok("ListTables", {})["TableNames"]
    deleted = target.wire.call("DeleteTable", {"TableName": TABLE})
    check(deleted, {"TableDescription": Has(TableName=TABLE, TableStatus=That(
        lambda value: value in ("DELETING", "ACTIVE"), "DELETING"))})
    target.drop_table(TABLE)
    assert TABLE not in target.ok("ListTables", {})["TableNames"]
    check(target.wire.call("DescribeTable", {"TableName": TABLE}),
          no_table(f"Requested resource not found: Table: {TABLE} not found"))


@BOOK.flow("a table made again is empty")
def again(target):
    with target.table(TABLE, "S"):
        target.ok("PutItem", {"TableName": TABLE, "Item": {"p": S("x")}})
    with target.table(TABLE, "S"):
        check(target.wire.call("Scan", {"TableName": TABLE}), {"Items": [], "Count": 0, "ScannedCount": 0})


@BOOK.flow("created while deleted is told")
def deleted_says_so(target):
    target.drop_table(TABLE)
    target.create_table(table_request(TABLE, "S"))
    check(target.wire.call("DeleteTable", {"TableName": TABLE}), {"TableDescription": Has(TableStatus="DELETING")})
    target.drop_table(TABLE)


@BOOK.flow("items and bytes are counted")
def counted(target):
    with target.table(TABLE, "S"):
        for n in range(10):
            target.ok("PutItem", {"TableName": TABLE, "Item": {"p": S(f"k{n}"), "v": S("x" * 100)}})
        target.ok("DeleteItem", {"TableName": TABLE, "Key": {"p": S("k0")}})
        check(target.wire.call("DescribeTable", {"TableName": TABLE}),
              {"Table": Has(ItemCount=9, TableSizeBytes=That(lambda n: 9 * 104 <= n <= 9 * 260, "9 items' bytes"))})


@BOOK.flow("billing mode and throughput")
def billing(target):
    with target.table(TABLE, "S", **PROVISIONED):
        check(target.wire.call("DescribeTable", {"TableName": TABLE}), {"Table": Has(
            ProvisionedThroughput=Has(ReadCapacityUnits=5, WriteCapacityUnits=3, NumberOfDecreasesToday=0))})
        assert describe(target).get("BillingModeSummary", {}).get("BillingMode", "PROVISIONED") == "PROVISIONED"
        update(target, {"ProvisionedThroughput": Has(ReadCapacityUnits=7, WriteCapacityUnits=3)},
               ProvisionedThroughput={"ReadCapacityUnits": 7, "WriteCapacityUnits": 3})
        same = {"TableName": TABLE, "ProvisionedThroughput": {"ReadCapacityUnits": 7, "WriteCapacityUnits": 3}}
        check(target.wire.call("UpdateTable", same), invalid(
            "The provisioned throughput for the table will not change. The requested value equals the current value. "
            "Current ReadCapacityUnits provisioned for the table: 7. Requested ReadCapacityUnits: 7. "
            "Current WriteCapacityUnits provisioned for the table: 3. Requested WriteCapacityUnits: 3. "
            "Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits."))
        update(target, {"BillingModeSummary": {"BillingMode": "PAY_PER_REQUEST", "LastUpdateToPayPerRequestDateTime": POSITIVE},
                        "ProvisionedThroughput": Has(ReadCapacityUnits=0, WriteCapacityUnits=0)},
               BillingMode="PAY_PER_REQUEST")
        update(target, {"BillingModeSummary": Has(BillingMode="PROVISIONED"),
                        "ProvisionedThroughput": Has(ReadCapacityUnits=1, WriteCapacityUnits=2)},
               BillingMode="PROVISIONED", ProvisionedThroughput={"ReadCapacityUnits": 1, "WriteCapacityUnits": 2})


@BOOK.flow("streams are switched on and off")
def streams(target):
    with target.table(TABLE, "S"):
        stream = {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
        update(target, {"StreamSpecification": stream, "LatestStreamLabel": LABEL, "LatestStreamArn": arn(TABLE, "/stream/.*")},
               StreamSpecification=stream)
        first = describe(target)
        assert first["LatestStreamArn"].endswith("/stream/" + first["LatestStreamLabel"])
        again = target.wire.call("UpdateTable", {"TableName": TABLE, "StreamSpecification": stream})
        check(again, Fault("ValidationException", Text(".*already has an enabled stream.*")))
        update(target, {"StreamSpecification": Absent, "LatestStreamArn": first["LatestStreamArn"]},
               StreamSpecification={"StreamEnabled": False})
        check(target.wire.call("UpdateTable", {"TableName": TABLE, "StreamSpecification": {"StreamEnabled": False}}),
              Fault("ValidationException", Text(".*no stream to disable.*")))
        update(target, {"StreamSpecification": {"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"}},
               StreamSpecification={"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"})
        assert describe(target)["LatestStreamArn"] != first["LatestStreamArn"]


@BOOK.flow("a table made with a stream")
def made_with_a_stream(target):
    stream = {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}
    with target.table(TABLE, "S", StreamSpecification=stream):
        check(target.wire.call("DescribeTable", {"TableName": TABLE}), {"Table": Has(
            StreamSpecification=stream, LatestStreamLabel=LABEL, LatestStreamArn=arn(TABLE, "/stream/.*"))})


@BOOK.flow("deletion protection")
def protection(target):
    with target.table(TABLE, "S", DeletionProtectionEnabled=True):
        check(target.wire.call("DeleteTable", {"TableName": TABLE}), invalid(
            "Resource cannot be deleted as it is currently protected against deletion. "
            "Disable deletion protection first."))
        update(target, {"DeletionProtectionEnabled": False}, DeletionProtectionEnabled=False)


@BOOK.flow("list in pages")
def pages(target):
    names = [f"conformance-list-{n}" for n in range(3)]
    for name in names:
        target.drop_table(name)
        target.create_table(table_request(name, "S"))
    seen, start = [], {}
    while True:
        reply = target.ok("ListTables", {"Limit": 2, **start})
        assert len(reply["TableNames"]) <= 2
        seen += reply["TableNames"]
        if "LastEvaluatedTableName" not in reply:
            break
        start = {"ExclusiveStartTableName": reply["LastEvaluatedTableName"]}
    assert set(names) <= set(seen) and len(seen) == len(set(seen)), seen
    for name in names:
        target.drop_table(name)


BOOK.case("exists already", "CreateTable", table_request(HASH, "S"),
          Fault("ResourceInUseException", f"Table already exists: {HASH}"))
for _operation in ("DescribeTable", "DeleteTable"):
    BOOK.case(f"{_operation} of none", _operation, {"TableName": "no-such-table"},
              no_table("Requested resource not found: Table: no-such-table not found"))
BOOK.case("UpdateTable of none", "UpdateTable", {"TableName": "no-such-table", "BillingMode": "PAY_PER_REQUEST"},
          no_table("Requested resource not found: Table: no-such-table not found"))
BOOK.case("UpdateTable of nothing", "UpdateTable", {"TableName": HASH}, invalid(
    "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or "
    "SSESpecification or ReplicaUpdates is required"))
BOOK.case("DescribeTable by ARN", "DescribeTable", {"TableName": f"arn:aws:dynamodb:us-east-1:000000000000:table/{RANGE}"},
          {"Table": Has(TableName=RANGE)})
BOOK.case("DescribeLimits", "DescribeLimits", {}, {
    "AccountMaxReadCapacityUnits": 80000, "AccountMaxWriteCapacityUnits": 80000,
    "TableMaxReadCapacityUnits": 40000, "TableMaxWriteCapacityUnits": 40000})
BOOK.case("DescribeEndpoints", "DescribeEndpoints", {}, {"Endpoints": [{"Address": ANY, "CachePeriodInMinutes": 1440}]})
for _limit, _message in ((0, "greater than or equal to 1"), (101, "less than or equal to 100")):
    BOOK.case(f"ListTables with a limit of {_limit}", "ListTables", {"Limit": _limit}, invalid(
        f"1 validation error detected: Value '{_limit}' at 'limit' failed to satisfy constraint: "
        f"Member must have value {_message}"))
