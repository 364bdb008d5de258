"""Secondary indexes: definitions that are refused, reads, pages, projections, and what writes must fit."""

import time

from case import Book, N, S, check
from expect import ANY, Fault, Has, invalid, invalid_parameter

BOOK = Book("indexes")
TABLE = "conformance-indexed"
# Seconds that a global index may take to show what was written.
SOON = 20


def key(name, role):
    return {"AttributeName": name, "KeyType": role}


def attribute(name, kind="S"):
    return {"AttributeName": name, "AttributeType": kind}


def index(name, hashes, ranges=(), projection="ALL", included=None, **more):
    kinds = {"ProjectionType": projection, **({"NonKeyAttributes": included} if included is not None else {})}
    keys = [key(one, "HASH") for one in hashes] + [key(one, "RANGE") for one in ranges]
    return {"IndexName": name, "KeySchema": keys, "Projection": kinds, **more}


ATTRIBUTES = [attribute("p"), attribute("s"), attribute("a"), attribute("b", "N")]
LOCALS = [index("local-keys", "p", "a", "KEYS_ONLY"), index("local-some", "p", "b", "INCLUDE", ["x"])]
GLOBALS = [index("all", "a", "b"), index("keys", "b", (), "KEYS_ONLY"), index("some", "a", "b", "INCLUDE", ["x"])]


def table(target):
    """The indexed table of a flow, gone afterwards."""
    return target.table(TABLE, "SS", AttributeDefinitions=ATTRIBUTES, LocalSecondaryIndexes=LOCALS,
                        GlobalSecondaryIndexes=GLOBALS)


def put(target, p, s, **attributes):
    target.ok("PutItem", {"TableName": TABLE, "Item": {"p": S(p), "s": S(s), **attributes}})


def fill(target):
    """Partition "h" with a in "x" (r0-r2) and "y" (r3-r5), b falling from 10; one item without either."""
    for n in range(6):
        put(target, "h", f"r{n}", a=S("x" if n < 3 else "y"), b=N(10 - n), x=S(f"x{n}"), o=S(f"o{n}"))
    put(target, "h", "sparse", o=S("alone"))
    wait_shown(target, "all", 6)


def wait_shown(target, name, count):
    """Until a global index has so many entries."""
    deadline = time.monotonic() + SOON
    while target.ok("Scan", {"TableName": TABLE, "IndexName": name, "Select": "COUNT"})["Count"] != count:
        assert time.monotonic() < deadline, f"{name} has not {count} entries within {SOON} s"
        time.sleep(0.02)


def query(name, condition, value, **more):
    return {"TableName": TABLE, "IndexName": name, "KeyConditionExpression": condition,
            "ExpressionAttributeValues": {":v": value, **more.pop("values", {})}, **more}


def of_x(name, **more):
    return query(name, "a = :v", S("x"), **more)


def of_h(name, **more):
    return query(name, "p = :v", S("h"), **more)


def sorts(page):
    return [item["s"]["S"] for item in page["Items"]]


def refused(target, operation, request, fault):
    check(target.wire.call(operation, request), fault)


# What is made and described
@BOOK.flow("are described")
def described(target):
    with table(target):
        found = target.ok("DescribeTable", {"TableName": TABLE})["Table"]
    local = {one["IndexName"]: one for one in found["LocalSecondaryIndexes"]}
    both = {one["IndexName"]: one for one in found["GlobalSecondaryIndexes"]}
    assert sorted(local) == ["local-keys", "local-some"] and sorted(both) == ["all", "keys", "some"]
    assert sorted(one["AttributeName"] for one in found["AttributeDefinitions"]) == ["a", "b", "p", "s"]
    for one in LOCALS:
        there = local[one["IndexName"]]
        assert {**there, **one} == there, there
        assert there["IndexArn"].endswith(f"table/{TABLE}/index/{one['IndexName']}")
        assert "IndexStatus" not in there
    for one in GLOBALS:
        there = both[one["IndexName"]]
        assert {**there, **one} == there and there["IndexStatus"] == "ACTIVE", there
        assert there["ItemCount"] == there["IndexSizeBytes"] == 0


# Reads
@BOOK.flow("queries follow the index key")
def in_order(target):
    with table(target):
        fill(target)
        assert sorts(target.ok("Query", of_x("all"))) == ["r2", "r1", "r0"]
        assert sorts(target.ok("Query", of_x("all", ScanIndexForward=False))) == ["r0", "r1", "r2"]
        more = target.ok("Query", query("all", "a = :v AND b > :b", S("x"), values={":b": N(8)}))
        assert sorts(more) == ["r1", "r0"]
        assert sorts(target.ok("Query", query("keys", "b = :v", N(7)))) == ["r3"]
        assert sorts(target.ok("Query", of_h("local-some"))) == ["r5", "r4", "r3", "r2", "r1", "r0"]
        assert sorts(target.ok("Query", query("local-some", "p = :v AND b BETWEEN :b AND :c", S("h"),
                                              values={":b": N(6), ":c": N(8)}))) == ["r4", "r3", "r2"]


@BOOK.flow("pages have a position of both keys")
def positions(target):
    with table(target):
        fill(target)
        for name, first, rest in (("all", "r2", ["r1", "r0"]), ("some", "r2", ["r1", "r0"])):
            page = target.ok("Query", of_x(name, Limit=1))
            assert sorts(page) == [first]
            assert page["LastEvaluatedKey"] == {"a": S("x"), "b": N(8), "p": S("h"), "s": S("r2")}
            following = target.ok("Query", of_x(name, ExclusiveStartKey=page["LastEvaluatedKey"]))
            assert sorts(following) == rest and "LastEvaluatedKey" not in following
        page = target.ok("Query", of_h("local-some", Limit=4, ScanIndexForward=False))
        assert page["LastEvaluatedKey"] == {"p": S("h"), "b": N(7), "s": S("r3")}
        page = target.ok("Query", of_h("local-some", ScanIndexForward=False,
                                       ExclusiveStartKey=page["LastEvaluatedKey"]))
        assert sorts(page) == ["r4", "r5"]
        elsewhere = {"a": S("x"), "b": N("8.5"), "p": S("h"), "s": S("r1")}
        assert sorts(target.ok("Query", of_x("all", ExclusiveStartKey=elsewhere))) == ["r1", "r0"]


@BOOK.flow("a start must be a position")
def starts(target):
    with table(target):
        fill(target)
        position = {"a": S("x"), "b": N(9), "p": S("h"), "s": S("r1")}
        wrong = invalid("The provided starting key is invalid")
        for start in ({"a": S("x"), "b": N(9)}, {**position, "z": S("z")}, {**position, "b": S("9")},
                      {**position, "p": N(9)}):
            refused(target, "Query", of_x("all", ExclusiveStartKey=start), wrong)
        refused(target, "Query", of_h("local-keys", ExclusiveStartKey={"p": S("h"), "s": S("r1")}), wrong)


@BOOK.flow("a start must be within the condition")
def starts_within(target):
    with table(target):
        fill(target)
        position = {"a": S("x"), "b": N(9), "p": S("h"), "s": S("r1")}
        refused(target, "Query", of_x("all", ExclusiveStartKey={**position, "a": S("z")}), invalid(
            "The provided starting key is outside query boundaries based on provided conditions"))
        refused(target, "Query", query("all", "a = :v AND b < :b", S("x"), values={":b": N(8)},
                                       ExclusiveStartKey=position),
                invalid("The provided starting key does not match the range key predicate"))


@BOOK.flow("show what they project")
def projected(target):
    with table(target):
        fill(target)
        whole = {"p": S("h"), "s": S("r2"), "a": S("x"), "b": N(8), "x": S("x2"), "o": S("o2")}
        some = {name: whole[name] for name in "psabx"}
        found = lambda name, **more: target.ok("Query", query(name, "a = :v AND b = :b", S("x"),
                                                              values={":b": N(8)}, **more))["Items"]
        assert found("all") == [whole] and found("all", Select="ALL_ATTRIBUTES") == [whole]
        assert found("some") == [some] and found("some", Select="ALL_PROJECTED_ATTRIBUTES") == [some]
        assert found("some", ProjectionExpression="x, s") == [{"x": S("x2"), "s": S("r2")}]
        keys = target.ok("Query", query("keys", "b = :v", N(8)))["Items"]
        assert keys == [{name: whole[name] for name in "psb"}]
        first = lambda name, **more: target.ok("Query", of_h(name, Limit=1, **more))["Items"]
        assert first("local-some") == [{"p": S("h"), "s": S("r5"), "b": N(5), "x": S("x5")}]
        assert first("local-some", Select="ALL_ATTRIBUTES")[0]["o"] == S("o5")
        assert first("local-some", ProjectionExpression="o, x") == [{"o": S("o5"), "x": S("x5")}]


@BOOK.flow("refuse what they do not project")
def not_projected(target):
    with table(target):
        refused(target, "Query", of_x("some", Select="ALL_ATTRIBUTES"), invalid_parameter(
            "Select type ALL_ATTRIBUTES is not supported for global secondary index some because its projection "
            "type is not ALL"))
        refused(target, "Scan", {"TableName": TABLE, "IndexName": "some", "Select": "ALL_ATTRIBUTES"},
                invalid_parameter("Select type ALL_ATTRIBUTES is not supported for global secondary index some "
                                  "because its projection type is not ALL"))
        refused(target, "Query", of_x("some", ProjectionExpression="p, o.z"),
                invalid_parameter("Global secondary index some does not project [o]"))
        refused(target, "Scan", {"TableName": TABLE, "IndexName": "some", "ProjectionExpression": "o"},
                invalid_parameter("Global secondary index some does not project [o]"))
        for request in (of_x("some", FilterExpression="o = :v"), of_h("local-keys", FilterExpression="o = :v")):
            refused(target, "Query", request, invalid_parameter(
                f"Secondary index {request['IndexName']} does not project one or more filter attributes: [o]"))


@BOOK.flow("filter what is not their key")
def filters(target):
    with table(target):
        fill(target)
        refused(target, "Query", of_x("some", FilterExpression="b = :b", values={":b": N(1)}), invalid(
            "Filter Expression can only contain non-primary key attributes: Primary key attribute: b"))
        by_table_key = of_x("all", FilterExpression="s = :s", values={":s": S("r1")})
        check(target.wire.call("Query", by_table_key), Has(Count=1, ScannedCount=3))


@BOOK.flow("Select has its rules")
def selects(target):
    with table(target):
        fill(target)
        check(target.wire.call("Query", of_x("some", Select="COUNT")), {"Count": 3, "ScannedCount": 3})
        refused(target, "Query", of_x("some", Select="ALL_PROJECTED_ATTRIBUTES", ProjectionExpression="x"), invalid(
            "Cannot specify the ProjectionExpression when choosing to get ALL_PROJECTED_ATTRIBUTES"))
        refused(target, "Scan", {"TableName": TABLE, "Select": "ALL_PROJECTED_ATTRIBUTES"}, invalid(
            "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName"))


@BOOK.flow("that are global are not read consistently")
def consistent(target):
    with table(target):
        fill(target)
        fault = invalid("Consistent reads are not supported on global secondary indexes")
        refused(target, "Query", of_x("all", ConsistentRead=True), fault)
        refused(target, "Scan", {"TableName": TABLE, "IndexName": "all", "ConsistentRead": True}, fault)
        put(target, "h", "now", b=N(1))
        assert sorts(target.ok("Query", of_h("local-some", ConsistentRead=True)))[0] == "now"


@BOOK.flow("must be there to be read")
def missing(target):
    with table(target):
        fault = invalid("The table does not have the specified index: nope")
        refused(target, "Query", of_x("nope"), fault)
        refused(target, "Scan", {"TableName": TABLE, "IndexName": "nope"}, fault)


@BOOK.flow("are scanned whole and in segments")
def scanned(target):
    with table(target):
        fill(target)
        for name in ("all", "some", "keys", "local-keys", "local-some"):
            for segments in ([{}], [{"TotalSegments": 3, "Segment": n} for n in range(3)]):
                found = []
                for segment in segments:
                    request = {"TableName": TABLE, "IndexName": name, "Limit": 2, **segment}
                    while True:
                        page = target.ok("Scan", request)
                        found += sorts(page)
                        if "LastEvaluatedKey" not in page:
                            break
                        request["ExclusiveStartKey"] = page["LastEvaluatedKey"]
                assert sorted(found) == [f"r{n}" for n in range(6)], (name, found)


# Writes
@BOOK.flow("follow what is written")
def followed(target):
    with table(target):
        put(target, "w", "1", a=S("a"), b=N(1))
        wait_shown(target, "all", 1)
        target.ok("UpdateItem", {"TableName": TABLE, "Key": {"p": S("w"), "s": S("1")},
                                 "UpdateExpression": "SET b = :b REMOVE a", "ExpressionAttributeValues": {":b": N(2)}})
        wait_shown(target, "all", 0)
        assert sorts(target.ok("Query", query("local-some", "p = :v AND b = :b", S("w"), values={":b": N(2)},
                                              ConsistentRead=True))) == ["1"]
        target.ok("DeleteItem", {"TableName": TABLE, "Key": {"p": S("w"), "s": S("1")}})
        wait_shown(target, "keys", 0)


@BOOK.flow("refuse keys of another type")
def wrong_types(target):
    with table(target):
        item = {"p": S("w"), "s": S("1"), "b": S("text")}
        fault = invalid_parameter("Type mismatch for Index Key b Expected: N Actual: S IndexName: all")
        refused(target, "PutItem", {"TableName": TABLE, "Item": item}, fault)
        refused(target, "BatchWriteItem", {"RequestItems": {TABLE: [{"PutRequest": {"Item": item}}]}}, fault)
        update = {"TableName": TABLE, "Key": {"p": S("w"), "s": S("1")}, "UpdateExpression": "SET b = :b"}
        refused(target, "UpdateItem", {**update, "ExpressionAttributeValues": {":b": S("text")}}, invalid(
            "The update expression attempted to update the secondary index key to unsupported type"))


@BOOK.flow("refuse empty keys")
def empty_keys(target):
    with table(target):
        update = {"TableName": TABLE, "Key": {"p": S("w"), "s": S("1")}, "UpdateExpression": "SET a = :a"}
        refused(target, "UpdateItem", {**update, "ExpressionAttributeValues": {":a": S("")}}, invalid(
            "One or more parameter values are not valid. The update expression attempted to update a secondary index "
            "key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty "
            "string value."))
        refused(target, "UpdateItem", {**update, "UpdateExpression": "SET a.z = :a",
                                       "ExpressionAttributeValues": {":a": S("z")}}, invalid(
            "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: IndexKey: a"))


@BOOK.flow("name the first index of an empty key")
def empty_key_of_first(target):
    with table(target):
        refused(target, "PutItem", {"TableName": TABLE, "Item": {"p": S("w"), "s": S("1"), "a": S("")}}, invalid(
            "One or more parameter values are not valid. A value specified for a secondary index key is not "
            "supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: all, "
            "IndexKey: a"))


# Capacity
@BOOK.flow("are charged for what of them changes")
def charged(target):
    with table(target):
        def consumed(operation, **request):
            units = target.ok(operation, {"TableName": TABLE, "ReturnConsumedCapacity": "INDEXES",
                                          **request})["ConsumedCapacity"]
            arms = {name: arm["CapacityUnits"] for kind in ("LocalSecondaryIndexes", "GlobalSecondaryIndexes")
                    for name, arm in units.get(kind, {}).items()}
            assert units["CapacityUnits"] == units["Table"]["CapacityUnits"] + sum(arms.values()), units
            return units["Table"]["CapacityUnits"], arms

        name = {"p": S("w"), "s": S("1")}
        large = {**name, "a": S("q"), "b": N(1), "x": S("x" * 1500), "o": S("o" * 3000)}
        assert consumed("PutItem", Item=name) == (1, {})
        assert consumed("PutItem", Item=large) == (5, {"local-keys": 1, "local-some": 2, "all": 5, "keys": 1, "some": 2})
        assert consumed("PutItem", Item=large) == (5, {})
        assert consumed("PutItem", Item={**large, "o": S("p" * 3000)}) == (5, {"all": 5})
        assert consumed("PutItem", Item={**large, "x": S("x"), "o": S("p" * 3000)}) == (
            5, {"local-some": 2, "all": 5, "some": 2})
        moved = {**large, "x": S("x"), "b": N(2), "o": S("p" * 3000)}
        assert consumed("PutItem", Item=moved) == (3, {"local-some": 2, "all": 6, "keys": 2, "some": 2})
        assert consumed("DeleteItem", Key=name) == (
            3, {"local-keys": 1, "local-some": 1, "all": 3, "keys": 1, "some": 1})


@BOOK.flow("are charged for what is read of them")
def read_charges(target):
    with table(target):
        fill(target)
        charge = lambda request: target.ok("Query", {**request, "ReturnConsumedCapacity": "INDEXES"})["ConsumedCapacity"]
        assert charge(of_x("all")) == {"TableName": TABLE, "CapacityUnits": 0.5, "Table": {"CapacityUnits": 0.0},
                                       "GlobalSecondaryIndexes": {"all": {"CapacityUnits": 0.5}}}
        assert charge(of_h("local-keys", Select="ALL_ATTRIBUTES", ConsistentRead=True)) == {
            "TableName": TABLE, "CapacityUnits": 7.0, "Table": {"CapacityUnits": 6.0},
            "LocalSecondaryIndexes": {"local-keys": {"CapacityUnits": 1.0}}}


# Adding and removing
def update(target, *updates, **more):
    return target.wire.call("UpdateTable", {"TableName": TABLE, "GlobalSecondaryIndexUpdates": list(updates), **more})


def wait_indexes(target, names):
    """Until the table has these global indexes, all active."""
    deadline = time.monotonic() + SOON
    while True:
        there = target.ok("DescribeTable", {"TableName": TABLE})["Table"]
        if {one["IndexName"]: one["IndexStatus"] for one in there.get("GlobalSecondaryIndexes", [])} == {
                name: "ACTIVE" for name in names} and there["TableStatus"] == "ACTIVE":
            return there
        assert time.monotonic() < deadline, there
        time.sleep(0.02)


@BOOK.flow("come and go while the table is used")
def come_and_go(target):
    with table(target):
        for n in range(30):
            put(target, "h", f"r{n:02}", n=S("even" if n % 2 == 0 else "odd"))
        check(update(target, {"Create": index("later", "n", "s")}, AttributeDefinitions=[attribute("n"), attribute("s")]),
              Has(TableDescription=Has(TableStatus=ANY)))
        put(target, "h", "r30", n=S("even"))
        there = wait_indexes(target, ["all", "keys", "some", "later"])
        assert attribute("n") in there["AttributeDefinitions"]
        wait_shown(target, "later", 31)
        assert sorts(target.ok("Query", query("later", "n = :v", S("odd"), Limit=3))) == ["r01", "r03", "r05"]
        check(update(target, {"Delete": {"IndexName": "later"}}), Has(TableDescription=Has()))
        there = wait_indexes(target, ["all", "keys", "some"])
        assert sorted(one["AttributeName"] for one in there["AttributeDefinitions"]) == ["a", "b", "p", "s"]
        refused(target, "Scan", {"TableName": TABLE, "IndexName": "later"},
                invalid("The table does not have the specified index: later"))


@BOOK.flow("change one at a time")
def one_at_a_time(target):
    with table(target):
        one = {"Create": index("one", "n")}
        fault = Fault("LimitExceededException", "Subscriber limit exceeded: Only 1 online index can be created or "
                                                "deleted simultaneously per table")
        check(update(target, one, {"Create": index("two", "n")}, AttributeDefinitions=[attribute("n")]), fault)
        check(update(target, one, {"Delete": {"IndexName": "all"}}, AttributeDefinitions=[attribute("n")]), fault)
        check(update(target, {"Create": index("all", "n")}, AttributeDefinitions=[attribute("n")]),
              invalid("Attempting to create an index which already exists"))
        check(update(target, {"Delete": {"IndexName": "none"}}),
              Fault("ResourceNotFoundException", "Requested resource not found"))


@BOOK.flow("that are local stay")
def local_stay(target):
    with table(target):
        check(update(target, {"Delete": {"IndexName": "local-keys"}}),
              invalid("Cannot delete an index that is not a GlobalSecondaryIndex: local-keys"))
        check(update(target, {"Create": index("one", "n")}),
              invalid_parameter("AttributeDefinitions is not specified for index: one"))
        check(update(target, {"Delete": {"IndexName": "all"}}, {"Delete": {"IndexName": "all"}}), invalid_parameter(
            "Only one global secondary index update per index is allowed simultaneously. Index: all"))


# Keys of many parts, which DynamoDB Local does not know
@BOOK.flow("may have keys of many parts")
def many_parts(target):
    with target.table(TABLE, "SS", AttributeDefinitions=[attribute("p"), attribute("s")] + [
            attribute("a"), attribute("b", "N"), attribute("c"), attribute("d", "N")],
                      GlobalSecondaryIndexes=[index("many", "ab", "cd")]):
        for c in ("c1", "c2"):
            for d in range(-2, 4):
                put(target, "m", f"{c}{d}", a=S("h"), b=N(1), c=S(c), d=N(d))
        put(target, "m", "lacks d", a=S("h"), b=N(1), c=S("c1"))
        wait_shown(target, "many", 12)
        found = lambda condition, **values: sorts(target.ok("Query", {
            "TableName": TABLE, "IndexName": "many", "KeyConditionExpression": condition,
            "ExpressionAttributeValues": {":a": S("h"), ":b": N(1),
                                          **{f":{name}": value for name, value in values.items()}}}))
        assert found("a = :a AND b = :b") == [f"{c}{d}" for c in ("c1", "c2") for d in range(-2, 4)]
        assert found("a = :a AND b = :b AND c = :c", c=S("c2")) == [f"c2{d}" for d in range(-2, 4)]
        assert found("a = :a AND b = :b AND c = :c AND d > :d", c=S("c1"), d=N(1)) == ["c12", "c13"]
        assert found("a = :a AND b = :b AND c = :c AND d BETWEEN :d AND :e", c=S("c1"), d=N(-1), e=N(0)) == [
            "c1-1", "c10"]
        assert found("a = :a AND b = :b AND c > :c", c=S("c1")) == [f"c2{d}" for d in range(-2, 4)]
        page = target.ok("Query", {
            "TableName": TABLE, "IndexName": "many", "KeyConditionExpression": "a = :a AND b = :b", "Limit": 1,
            "ExpressionAttributeValues": {":a": S("h"), ":b": N(1)}})
        assert page["LastEvaluatedKey"] == {"p": S("m"), "s": S("c1-2"), "a": S("h"), "b": N(1), "c": S("c1"),
                                            "d": N(-2)}
        for condition, lacks in (("a = :a", "b"), ("a = :a AND b = :b AND d = :b", "c")):
            values = {":a": S("h"), **({":b": N(1)} if ":b" in condition else {})}
            refused(target, "Query", {"TableName": TABLE, "IndexName": "many", "KeyConditionExpression": condition,
                                      "ExpressionAttributeValues": values},
                    invalid(f"Query condition missed key schema element: {lacks}"))


# Definitions that are refused
def not_made(name, fault, **change):
    request = {"TableName": "conformance-never", "BillingMode": "PAY_PER_REQUEST",
               "KeySchema": [key("p", "HASH"), key("s", "RANGE")], **change}
    BOOK.case(f"refused: {name}", "CreateTable", request, fault)


def no_global(name, fault, attributes, *indexes, **change):
    not_made(name, fault, AttributeDefinitions=[attribute(one) for one in attributes],
             GlobalSecondaryIndexes=list(indexes), **change)


def no_local(name, fault, attributes, *indexes):
    not_made(name, fault, AttributeDefinitions=[attribute(one) for one in attributes],
             LocalSecondaryIndexes=list(indexes))


no_global("a key that isn't defined", invalid_parameter(
    "Some index key attributes are not defined in AttributeDefinitions. Keys: [z], AttributeDefinitions: [p, s, a]"),
          "psa", index("one", "z"))
no_global("a definition without use", invalid_parameter(
    "Some AttributeDefinitions are not used. AttributeDefinitions: [p, s, a, b], keys used: [p, s, a]"),
          "psab", index("one", "a"))
no_global("one name twice", invalid_parameter("Duplicate index name: one"), "psab", index("one", "a"), index("one", "b"))
no_global("the same attribute twice", invalid(
    "Both the Hash Key and the Range Key element in the KeySchema have the same name"), "psa", index("one", "a", "a"))
no_global("no hash key", invalid("Invalid KeySchema: The first KeySchemaElement is not a HASH key type"),
          "psa", index("one", "", "a"))
no_global("five hash keys", invalid_parameter(
    "The KeySchema exceeds the maximum allowed number of HASH key attributes"), "psabcde", index("one", "abcde"))
no_global("five range keys", invalid_parameter(
    "The KeySchema exceeds the maximum allowed number of RANGE key attributes"), "psabcde", index("one", "p", "abcde"))
no_global("nothing included", invalid_parameter("ProjectionType is INCLUDE, but NonKeyAttributes is not specified"),
          "psa", index("one", "a", (), "INCLUDE"))
no_global("something included in all", invalid_parameter("ProjectionType is ALL, but NonKeyAttributes is specified"),
          "psa", index("one", "a", (), "ALL", ["x"]))
no_global("a throughput on demand", invalid_parameter(
    "ProvisionedThroughput should not be specified for index: one when BillingMode is PAY_PER_REQUEST"), "psa",
          index("one", "a", ProvisionedThroughput={"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}))
no_global("no throughput", invalid_parameter("ProvisionedThroughput is not specified for index: one"), "psa",
          index("one", "a"), BillingMode="PROVISIONED",
          ProvisionedThroughput={"ReadCapacityUnits": 1, "WriteCapacityUnits": 1})
no_global("21 global indexes", invalid_parameter("GlobalSecondaryIndex count exceeds the per-table limit of 20"), "psa",
          *(index(f"one{n:02}", "a") for n in range(21)))
no_local("a local one with another hash key", invalid_parameter(
    "Index KeySchema does not have the same leading hash key as table KeySchema for index: one. index hash key: a, "
    "table hash key: p"), "psa", index("one", "a", "s"))
no_local("a local one without a range key", invalid_parameter(
    "Index KeySchema does not have a range key for index: one"), "ps", index("one", "p"))
no_local("6 local indexes", invalid_parameter("Number of LocalSecondaryIndexes exceeds per-table limit of 5"), "psa",
         *(index(f"one{n}", "p", "a") for n in range(6)))
