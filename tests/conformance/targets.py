"""What the cases run against: a region of Meridian, or DynamoDB Local."""

import contextlib
import json
import pathlib
import socket
import subprocess
import tempfile
import time

import boto3
import botocore.config
from case import TABLES, check, table_request
from expect import Has
from wire import Wire

ROOT = pathlib.Path(__file__).resolve().parents[2]
JARS = ROOT / ".cache/bench/dynamodb-local"  # Fetched by tests/bench/run, from Maven Central.
START_SECONDS = 60


class Target:
    """A server with the shared tables on it, and the ways to speak to it."""

    def __init__(self, name, endpoint, region, access_key, secret_key):
        self.name = name
        self.speaks_today = name == "meridian"  # Of the message generations.
        self.endpoint = endpoint
        self.region = region
        self.keys = (access_key, secret_key)
        self.wire = Wire(endpoint, region, access_key, secret_key, capital_messages=name == "dynamodb-local")

    def options(self):
        return dict(region_name=self.region, endpoint_url=self.endpoint, aws_access_key_id=self.keys[0],
                    aws_secret_access_key=self.keys[1],
                    config=botocore.config.Config(parameter_validation=False, retries={"total_max_attempts": 1}))

    def client(self):
        return boto3.client("dynamodb", **self.options())

    def resource(self):
        return boto3.resource("dynamodb", **self.options())

    def ok(self, operation, request):
        """The body of an answer that must be a success."""
        answer = self.wire.call(operation, request)
        check(answer, Has())
        return answer.body

    def create_table(self, request):
        self.ok("CreateTable", request)
        self.wait_active(request["TableName"])

    def wait_active(self, table):
        deadline = time.monotonic() + 30
        while self.ok("DescribeTable", {"TableName": table})["Table"]["TableStatus"] != "ACTIVE":
            assert time.monotonic() < deadline, f"{table} is not active within 30 s"
            time.sleep(0.02)

    def drop_table(self, table):
        """Deletes a table that may not be there, and waits until it isn't."""
        self.wire.call("DeleteTable", {"TableName": table})
        deadline = time.monotonic() + 30
        while self.wire.call("DescribeTable", {"TableName": table}).status == 200:
            assert time.monotonic() < deadline, f"{table} is not gone within 30 s"
            time.sleep(0.02)

    @contextlib.contextmanager
    def table(self, name, types, **more):
        """A table for one flow, gone afterwards."""
        self.drop_table(name)
        self.create_table(table_request(name, types, **more))
        try:
            yield name
        finally:
            self.drop_table(name)

    def prepare(self):
        for table, types in TABLES.items():
            self.drop_table(table)
            self.create_table(table_request(table, types))


@contextlib.contextmanager
def meridian(cluster_file=None):
    """The first region of a cluster that runs, or a cluster of its own for the time."""
    if cluster_file:
        cluster = json.loads(pathlib.Path(cluster_file).read_text())
        region = cluster["regions"][0]
        yield Target("meridian", region["endpoint"], region["name"], cluster["access_key_id"],
                     cluster["secret_access_key"])
        return
    from cluster_under_test import ClusterUnderTest  # Needs deploy/ on the path; see run.py.
    cluster = ClusterUnderTest(["us-east-1"])
    try:
        cluster.up()
        yield Target("meridian", cluster.endpoint("us-east-1"), "us-east-1", *cluster.keys)
    finally:
        cluster.down()


@contextlib.contextmanager
def dynamodb_local(endpoint=None):
    """DynamoDB Local where it runs, or a process of its own, in memory, without its telemetry."""
    if endpoint:
        yield Target("dynamodb-local", endpoint, "us-east-1", "CONFORMANCE", "conformance")
        return
    if not JARS.is_dir():
        raise SystemExit(f"{JARS} is missing: tests/bench/run fetches it")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = ["java", f"-Djava.library.path={JARS}", "-cp", f"{JARS}/*",
               "com.amazonaws.services.dynamodbv2.local.main.ServerRunner",
               "-inMemory", "-disableTelemetry", "-port", str(port)]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, cwd=JARS.parent, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            target = Target("dynamodb-local", f"http://127.0.0.1:{port}", "us-east-1", "CONFORMANCE", "conformance")
            _wait_serving(target, process)
            yield target
        finally:
            process.kill()
            process.wait()


def _wait_serving(target, process):
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            target.ok("ListTables", {})
            return
        except OSError:
            target.wire.close()
            if process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.2)
