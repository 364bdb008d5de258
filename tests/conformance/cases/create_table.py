"""CreateTable: what is refused."""

from case import Book, table_request
from expect import Text, invalid, invalid_parameter

BOOK = Book("create")
TABLE = "conformance-never"


def key(name, role):
    return {"AttributeName": name, "KeyType": role}


def attribute(name, kind="S"):
    return {"AttributeName": name, "AttributeType": kind}


def refused(name, fault, **change):
    request = {**table_request(TABLE, "SN"), **change}
    BOOK.case(f"refused: {name}", "CreateTable", {n: v for n, v in request.items() if v is not None}, fault)


def constraint(value, member, what):
    return f"Value {value} at '{member}' failed to satisfy constraint: Member must {what}"


def one(value, member, what):
    return invalid("1 validation error detected: " + constraint(value, member, what))


HASH_ONLY = [key("p", "HASH")]
UNITS = {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}

refused("no name", invalid("The parameter 'TableName' is required but was not present in the request"), TableName=None)
refused("a short name", one("'ab'", "tableName", "have length greater than or equal to 3"), TableName="ab")
refused("a long name", one(f"'{'x' * 256}'", "tableName", "have length less than or equal to 255"), TableName="x" * 256)
refused("an odd name", one("'a b c'", "tableName", "satisfy regular expression pattern: [a-zA-Z0-9_.-]+"), TableName="a b c")
refused("a billing mode that isn't", one("'FREE'", "billingMode", "satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]"),
        BillingMode="FREE")
refused("a key type that isn't", one("'MASH'", "keySchema.1.member.keyType", "satisfy enum value set: [HASH, RANGE]"),
        KeySchema=[key("p", "MASH"), key("s", "RANGE")])
refused("an attribute type that isn't",
        one("'BOOL'", "attributeDefinitions.2.member.attributeType", "satisfy enum value set: [B, N, S]"),
        AttributeDefinitions=[attribute("p"), attribute("s", "BOOL")])
refused("two faults at once", invalid(
    "2 validation errors detected: "
    + constraint("'MASH'", "keySchema.1.member.keyType", "satisfy enum value set: [HASH, RANGE]") + "; "
    + constraint("'FREE'", "billingMode", "satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]")),
        BillingMode="FREE", KeySchema=[key("p", "MASH"), key("s", "RANGE")])
refused("throughput beside PAY_PER_REQUEST", invalid_parameter(
    "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST"),
        ProvisionedThroughput=UNITS)
refused("no throughput", invalid_parameter(
    "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED"), BillingMode=None)
refused("no throughput beside PROVISIONED", invalid_parameter(
    "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED"),
        BillingMode="PROVISIONED")
refused("zero units", one("'0'", "provisionedThroughput.readCapacityUnits", "have value greater than or equal to 1"),
        BillingMode="PROVISIONED", ProvisionedThroughput={**UNITS, "ReadCapacityUnits": 0})
refused("an attribute that no key uses", invalid_parameter(
    "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions"),
        KeySchema=HASH_ONLY)
refused("a key that isn't defined", invalid("Invalid KeySchema: Some index key attribute have no definition"),
        AttributeDefinitions=[attribute("p")])
refused("other attributes than keys", invalid_parameter(
    "Some index key attributes are not defined in AttributeDefinitions. Keys: [p, s], AttributeDefinitions: [p, t]"),
        AttributeDefinitions=[attribute("p"), attribute("t")])
refused("a range key first", invalid("Invalid KeySchema: The first KeySchemaElement is not a HASH key type"),
        KeySchema=[key("p", "RANGE"), key("s", "HASH")])
refused("two hash keys", invalid("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type"),
        KeySchema=[key("p", "HASH"), key("s", "HASH")])
refused("one key twice", invalid("Both the Hash Key and the Range Key element in the KeySchema have the same name"),
        KeySchema=[key("p", "HASH"), key("p", "RANGE")])
refused("an attribute defined twice", invalid(Text(".+")),
        KeySchema=HASH_ONLY, AttributeDefinitions=[attribute("p"), attribute("p", "N")])
refused("three keys", invalid(Text(r"1 validation error detected: Value '\[.*\]' at 'keySchema' failed to satisfy "
                                   "constraint: Member must have length less than or equal to 2")),
        KeySchema=[key("p", "HASH"), key("s", "RANGE"), key("t", "RANGE")])
refused("a stream without a view", invalid_parameter(
    "Table is being created with a stream enabled, UpdateViewType is required"),
        StreamSpecification={"StreamEnabled": True})
refused("a view without a stream", invalid_parameter(
    "Table is being created with a stream disabled, UpdateViewType should not be specified"),
        StreamSpecification={"StreamEnabled": False, "StreamViewType": "KEYS_ONLY"})
refused("a view that isn't", one("'ALL'", "streamSpecification.streamViewType",
                                 "satisfy enum value set: [NEW_IMAGE, OLD_IMAGE, NEW_AND_OLD_IMAGES, KEYS_ONLY]"),
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "ALL"})
refused("an empty list of global indexes", invalid_parameter("List of GlobalSecondaryIndexes is empty"),
        GlobalSecondaryIndexes=[])
refused("a local index without a range key", invalid_parameter(
    "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex"),
        KeySchema=HASH_ONLY, AttributeDefinitions=[attribute("p"), attribute("t")],
        LocalSecondaryIndexes=[{"IndexName": "lsi", "KeySchema": [key("p", "HASH"), key("t", "RANGE")],
                                "Projection": {"ProjectionType": "ALL"}}])
refused("a table class that isn't", invalid(Text(".*table-class.*")), TableClass="GOLD")
