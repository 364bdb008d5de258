"""Servers: what the same load is put on. Each has an address, tables, and processes whose CPU is counted.

A rival that isn't measured right now is stopped by SIGSTOP, so that its background work costs the
others nothing. Meridian isn't, because its Kafka would take a long pause for a failure: the little
that an idle region does is charged to the rivals' time, a few percent of one core.
"""

import contextlib
import os
import signal
import socket
import subprocess
import time

import boto3
import botocore.config
import botocore.exceptions
from cluster import broker, links, node
from cluster.layout import Layout
from cluster_under_test import ClusterUnderTest, is_active, wait_until

from measure import programs
from measure.errors import BenchError

TABLE = "bench"
LOGGED_TABLE = "bench-logged"
GLOBAL_TABLE = "bench-global"
START_SECONDS = 60


def create_table(client, table, **more):
    client.create_table(
        TableName=table, BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}], **more)
    wait_until(lambda: is_active(client, table), 30, f"{table} is active")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Rival:
    """Another server: one process, in memory. Enter it to start it, leave it to end it."""

    region = "us-east-1"
    keys = ("BENCH", "bench")

    def __init__(self, name, command):
        self.name = name
        self.address = f"127.0.0.1:{free_port()}"
        self._command = command(self.address.rpartition(":")[2])
        self._process = None

    @property
    def processes(self):
        return {"server": self._process.pid}

    def __enter__(self):
        self._process = subprocess.Popen(self._command, cwd=programs.CACHE, stdin=subprocess.DEVNULL,
                                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            self._prepare()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, *_):
        self._end()

    def _prepare(self):
        client = boto3.client(
            "dynamodb", region_name=self.region, endpoint_url=f"http://{self.address}",
            aws_access_key_id=self.keys[0], aws_secret_access_key=self.keys[1],
            config=botocore.config.Config(connect_timeout=2, read_timeout=10, retries={"total_max_attempts": 1}))
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                client.list_tables()
                break
            except botocore.exceptions.BotoCoreError as fault:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    raise BenchError(f"{self.name} did not start: {' '.join(map(str, self._command))}") from fault
                time.sleep(0.1)
        create_table(client, TABLE)

    def _end(self):
        for number in (signal.SIGCONT, signal.SIGKILL):
            self._process.send_signal(number)
        self._process.wait()

    @contextlib.contextmanager
    def running(self):
        self._process.send_signal(signal.SIGCONT)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGSTOP)


def dynamodb_local():
    # Its telemetry would speak to the world. The native library is needed in memory, too.
    jars = programs.DYNAMODB_LOCAL
    return Rival("DynamoDB Local", lambda port: [
        "java", f"-Djava.library.path={jars}", "-cp", f"{jars}/*",
        "com.amazonaws.services.dynamodbv2.local.main.ServerRunner",
        "-inMemory", "-disableTelemetry", "-port", port])


def dynalite():
    return Rival("dynalite", lambda port: [
        "node", programs.DYNALITE / "node_modules/dynalite/cli.js", "--host", "127.0.0.1", "--port", port,
        "--createTableMs", "0"])


class Meridian:
    """Regions with their Kafka, through deploy/local, on the disk of this repository (not in memory)."""

    def __init__(self, regions):
        self.name = "Meridian"
        self.cluster = ClusterUnderTest(regions)
        self.region = regions[0]

    def __enter__(self):
        try:
            self.cluster.up()
        except BaseException:
            self.cluster.down()
            raise
        return self

    def __exit__(self, *_):
        self.cluster.down()

    @property
    def keys(self):
        return self.cluster.keys

    @property
    def address(self):
        return self.address_of(self.region)

    def address_of(self, region):
        return self.cluster.endpoint(region).removeprefix("http://")

    @property
    def layout(self):
        return Layout.open(self.cluster.folder)

    def node_pid(self, region):
        return node.process(self.layout.region(region)).pid()

    @property
    def processes(self):
        region = self.layout.region(self.region)
        return {"server": node.process(region).pid(), "kafka": broker.process(region).pid()}

    @property
    def all_processes(self):
        """Every process of every region, and the one that carries the links between them."""
        named = dict(self.processes, links=links.process(self.layout).pid())
        for region in self.layout.regions:
            if region.name != self.region:
                named[f"server {region.name}"] = node.process(region).pid()
                named[f"kafka {region.name}"] = broker.process(region).pid()
        return named

    def wait_drained(self):
        """Returns when every region has applied what the others wrote."""
        def is_drained(region):
            links_of = self.cluster.meridian(region).describe_replication()["Links"]
            return all(link["State"] == "LIVE" and link["PendingRecords"] == 0 for link in links_of)

        for region in self.cluster.regions:
            wait_until(lambda region=region: is_drained(region), 120, f"{region} has caught up")

    def create_tables(self):
        """One whose writes are synced, and one whose writes are also acknowledged by Kafka.

        With another region also a global table, whose changes are synced, too, and handed to Kafka. The
        other region is stopped then: what it costs to apply them is measured with the regions together.
        """
        client = self.cluster.client(self.region, read_timeout=30)
        create_table(client, TABLE)
        create_table(client, LOGGED_TABLE, Tags=[{"Key": "meridian:durability", "Value": "log"}])
        # A region serves before its log is open; such writes are refused until then.
        wait_until(lambda: client.put_item(TableName=LOGGED_TABLE, Item={"id": {"S": "first"}}), 60,
                   "Kafka acknowledges writes")
        others = self.cluster.regions[1:]
        if others:
            create_table(client, GLOBAL_TABLE)
            for other in others:
                client.update_table(TableName=GLOBAL_TABLE, ReplicaUpdates=[{"Create": {"RegionName": other}}])
                wait_until(lambda: all(replica["ReplicaStatus"] == "ACTIVE" for replica in client.describe_table(
                    TableName=GLOBAL_TABLE)["Table"]["Replicas"]), START_SECONDS, f"{other} has its replica")
                self.cluster.local("stop", other)

    @contextlib.contextmanager
    def running(self):
        yield


def environment(server):
    """What the load programs need to sign requests to it."""
    return {**os.environ, "AWS_ACCESS_KEY_ID": server.keys[0], "AWS_SECRET_ACCESS_KEY": server.keys[1]}
