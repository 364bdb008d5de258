"""What boto3 and the AWS CLI make of the answers: waiters, pages, resources, batches, exceptions."""

import contextlib
import decimal
import json
import os
import shutil
import subprocess

import botocore.exceptions
from boto3.dynamodb.conditions import Attr, Key
from case import Book

BOOK = Book("sdk")
TABLE = "conformance-sdk"
CREATE = dict(
    TableName=TABLE, BillingMode="PAY_PER_REQUEST",
    AttributeDefinitions=[{"AttributeName": "p", "AttributeType": "S"}, {"AttributeName": "s", "AttributeType": "N"}],
    KeySchema=[{"AttributeName": "p", "KeyType": "HASH"}, {"AttributeName": "s", "KeyType": "RANGE"}])


@contextlib.contextmanager
def table(target):
    target.drop_table(TABLE)
    made = target.resource().create_table(**CREATE)
    try:
        made.wait_until_exists()
        yield made
    finally:
        target.drop_table(TABLE)


@BOOK.flow("waiters")
def waiters(target):
    client = target.client()
    target.drop_table(TABLE)
    client.create_table(**CREATE)
    client.get_waiter("table_exists").wait(TableName=TABLE, WaiterConfig={"Delay": 1, "MaxAttempts": 20})
    client.delete_table(TableName=TABLE)
    client.get_waiter("table_not_exists").wait(TableName=TABLE, WaiterConfig={"Delay": 1, "MaxAttempts": 20})


@BOOK.flow("pages of list_tables, scan and query")
def paginators(target):
    with table(target) as made:
        with made.batch_writer() as batch:
            for n in range(60):
                batch.put_item(Item={"p": "x", "s": n})
        client = target.client()
        pages = client.get_paginator("scan").paginate(TableName=TABLE, PaginationConfig={"PageSize": 7})
        assert sum(page["Count"] for page in pages) == 60
        pages = client.get_paginator("query").paginate(
            TableName=TABLE, KeyConditionExpression="p = :p", ExpressionAttributeValues={":p": {"S": "x"}},
            PaginationConfig={"PageSize": 7})
        assert [int(item["s"]["N"]) for page in pages for item in page["Items"]] == list(range(60))
        names = client.get_paginator("list_tables").paginate(PaginationConfig={"PageSize": 2})
        assert TABLE in [name for page in names for name in page["TableNames"]]


@BOOK.flow("a resource's items, with decimals and sets")
def items(target):
    with table(target) as made:
        item = {"p": "x", "s": decimal.Decimal("1.5"), "n": decimal.Decimal("1234567890.0987654321"), "none": None,
                "yes": True, "list": [decimal.Decimal(1), "a"], "map": {"k": {"deep": b"\x00\xff"}},
                "ss": {"a", "b"}, "ns": {decimal.Decimal(1), decimal.Decimal("2.5")}, "bs": {b"\x01"}}
        made.put_item(Item=item)
        read = made.get_item(Key={"p": "x", "s": decimal.Decimal("1.50")}, ConsistentRead=True)["Item"]
        assert read["map"]["k"]["deep"].value == b"\x00\xff" and {one.value for one in read["bs"]} == {b"\x01"}, read
        for name in set(item) - {"map", "bs"}:
            assert read[name] == item[name], name


@BOOK.flow("a resource's conditions")
def conditions(target):
    with table(target) as made:
        for n in range(10):
            made.put_item(Item={"p": "x", "s": n, "name": f"n{n}", "tags": {"even" if n % 2 == 0 else "odd"}})
        found = made.query(KeyConditionExpression=Key("p").eq("x") & Key("s").between(2, 7),
                           FilterExpression=Attr("tags").contains("odd") & ~Attr("name").eq("n3"))
        assert [item["s"] for item in found["Items"]] == [5, 7], found
        found = made.scan(FilterExpression=Attr("name").is_in(["n1", "n2"]) | Attr("gone").exists())
        assert found["Count"] == 2, found
        found = made.scan(FilterExpression=Attr("name").begins_with("n") & Attr("name").size().eq(2)
                          & Attr("s").gte(9) & Attr("name").attribute_type("S"), ProjectionExpression="s")
        assert found["Items"] == [{"s": 9}], found
        try:
            made.put_item(Item={"p": "x", "s": 1}, ConditionExpression=Attr("p").not_exists())
        except made.meta.client.exceptions.ConditionalCheckFailedException as fault:
            assert fault.response["Error"]["Message"] == "The conditional request failed"
        else:
            raise AssertionError("the condition did not fail")


@BOOK.flow("a batch writer with overwrites")
def batch_writer(target):
    with table(target) as made:
        with made.batch_writer(overwrite_by_pkeys=["p", "s"]) as batch:
            for n in range(120):
                batch.put_item(Item={"p": "x", "s": n % 60, "n": n})
            batch.delete_item(Key={"p": "x", "s": 0})
        assert made.scan(Select="COUNT")["Count"] == 59
        reply = made.meta.client.batch_get_item(RequestItems={TABLE: {"Keys": [{"p": "x", "s": n} for n in range(5)]}})
        assert sorted(item["n"] for item in reply["Responses"][TABLE]) == [61, 62, 63, 64], reply


@BOOK.flow("update returns decimals; load knows the table")
def update(target):
    with table(target) as made:
        reply = made.update_item(Key={"p": "x", "s": 1}, UpdateExpression="ADD hits :one SET #n = :n",
                                 ExpressionAttributeNames={"#n": "name"},
                                 ExpressionAttributeValues={":one": 1, ":n": "first"}, ReturnValues="ALL_NEW")
        assert reply["Attributes"] == {"p": "x", "s": 1, "hits": 1, "name": "first"}, reply
        made.load()
        assert made.table_status == "ACTIVE" and made.key_schema == CREATE["KeySchema"]
        assert made.creation_date_time.tzinfo is not None


@BOOK.flow("exceptions by name")
def exceptions(target):
    client = target.client()
    for call, name in (
        (lambda: client.describe_table(TableName="no-such-table"), "ResourceNotFoundException"),
        (lambda: client.create_table(**{**CREATE, "TableName": "conformance-s"}), "ResourceInUseException"),
    ):
        try:
            call()
        except getattr(client.exceptions, name) as fault:
            assert fault.response["ResponseMetadata"]["HTTPStatusCode"] == 400
            assert fault.response["ResponseMetadata"]["RequestId"]
        else:
            raise AssertionError(f"no {name}")
    try:
        client.get_item(TableName="conformance-s", Key={})
    except botocore.exceptions.ClientError as fault:
        assert fault.response["Error"]["Code"] == "ValidationException", fault


@BOOK.flow("the AWS CLI")
def cli(target):
    command = shutil.which("aws")
    assert command, "the AWS CLI is not installed"
    key, secret = target.keys
    environment = {**os.environ, "AWS_ACCESS_KEY_ID": key, "AWS_SECRET_ACCESS_KEY": secret,
                   "AWS_DEFAULT_REGION": target.region, "AWS_EC2_METADATA_DISABLED": "true", "AWS_PAGER": ""}

    def aws(*words):
        done = subprocess.run([command, "dynamodb", *words, "--endpoint-url", target.endpoint, "--output", "json"],
                              env=environment, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout) if done.stdout.strip() else None

    with table(target):
        aws("put-item", "--table-name", TABLE, "--item", '{"p": {"S": "x"}, "s": {"N": "1"}, "yes": {"BOOL": true}}')
        got = aws("get-item", "--table-name", TABLE, "--key", '{"p": {"S": "x"}, "s": {"N": "1"}}')
        assert got["Item"]["yes"] == {"BOOL": True}, got
        found = aws("query", "--table-name", TABLE, "--key-condition-expression", "p = :p",
                    "--expression-attribute-values", '{":p": {"S": "x"}}')
        assert found["Count"] == 1, found
        assert TABLE in aws("list-tables")["TableNames"]
        assert aws("scan", "--table-name", TABLE)["Count"] == 1
