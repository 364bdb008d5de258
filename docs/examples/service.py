"""What all examples share: reaching the service, and a table made anew.

AWS_ENDPOINT_URL names a region's endpoint; credentials and region then come as for any AWS SDK. Without it, the first
region of the cluster that `deploy/local` runs is asked.
"""

import argparse
import json
import os
import pathlib
import sys
import time

import boto3

LOCAL = pathlib.Path(__file__).resolve().parents[2] / ".local"


def connect(about):
    """boto3's DynamoDB resource; `about` is the example's own text, for --help."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dir", type=pathlib.Path, default=LOCAL, metavar="D",
                        help="the cluster's folder, unless AWS_ENDPOINT_URL is set (default: .local in the repository)")
    folder = parser.parse_args().dir
    if "AWS_ENDPOINT_URL" in os.environ:
        return boto3.resource("dynamodb", endpoint_url=os.environ["AWS_ENDPOINT_URL"])
    if not (folder / "cluster.json").exists():
        sys.exit(f"no cluster in {folder}; start one with: deploy/local up --dir {folder}")
    cluster = json.loads((folder / "cluster.json").read_text())
    return boto3.resource("dynamodb", region_name=cluster["regions"][0]["name"],
                          endpoint_url=cluster["regions"][0]["endpoint"],
                          aws_access_key_id=cluster["access_key_id"],
                          aws_secret_access_key=cluster["secret_access_key"])


def new_table(dynamodb, name, key, types, **settings):
    """An empty, active table. `key` is its hash key, and range key if any; an earlier run's table is deleted."""
    client = dynamodb.meta.client
    try:
        client.delete_table(TableName=name)
        client.get_waiter("table_not_exists").wait(TableName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 30})
    except client.exceptions.ResourceNotFoundException:
        pass  # The first run.
    table = dynamodb.create_table(TableName=name, BillingMode="PAY_PER_REQUEST", KeySchema=key_schema(*key),
                                  AttributeDefinitions=[{"AttributeName": attribute, "AttributeType": kind}
                                                        for attribute, kind in types.items()], **settings)
    client.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 30})
    return table


def key_schema(hash_key, range_key=None):
    schema = [{"AttributeName": hash_key, "KeyType": "HASH"}]
    return schema + [{"AttributeName": range_key, "KeyType": "RANGE"}] if range_key else schema


def until(condition, what, seconds=30):
    """The first truthy value of `condition()`: for what the service does soon, such as filling an index."""
    deadline = time.monotonic() + seconds
    while not (value := condition()):
        if time.monotonic() > deadline:
            sys.exit(f"not within {seconds} s: {what}")
        time.sleep(0.05)
    return value
