"""Clusters for tests: real regions in a temporary folder, on ports of their own, and their clients.

`deploy/` has a package named cluster; this module drives it through the command, as users do.
"""

import http.client
import json
import os
import pathlib
import random
import shutil
import subprocess
import tempfile
import time

import boto3
import botocore.config
from cluster import client as meridian_client
from cluster import node
from cluster.layout import Layout
from cluster.ports import is_free

ROOT = pathlib.Path(__file__).resolve().parents[2]
THREE_REGIONS = ("us-east-1", "eu-west-1", "ap-south-1")


def wait_until(condition, seconds, what):
    """The first truthy value of `condition()`; AssertionError after that time, with the last failure.

    Exceptions count as "not yet": in these tests, a region may be down at any moment.
    """
    deadline = time.monotonic() + seconds
    while True:
        problem = None
        try:
            value = condition()
            if value:
                return value
        except Exception as fault:  # pylint: disable=broad-except
            problem = fault
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s: {what}" + (f" (last: {problem!r})" if problem else ""))
        time.sleep(0.02)


def free_base_port(count):
    """A base port whose public ports, for `count` regions, nothing listens on."""
    while True:
        base = random.randrange(10000, 18000, 10)
        if all(is_free(base + offset + i) for i in range(count) for offset in (0, 1000)):
            return base


class ClusterUnderTest:
    """Regions that live as long as the tests of one module. MERIDIAN_KEEP=1 leaves their folder."""

    def __init__(self, regions=THREE_REGIONS, settings=()):
        self.regions = list(regions)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="meridian-test-"))
        self._settings = settings
        self._description = None

    def up(self, *which):
        """Starts it; `which` may be "--kafka-only", for tests that run the nodes themselves."""
        settings = [word for setting in self._settings for word in ("--config-set", setting)]
        try:
            self.local("up", "--regions", ",".join(self.regions),
                       "--base-port", str(free_base_port(len(self.regions))), *settings, *which)
            self._description = json.loads((self.folder / "cluster.json").read_text())
        except Exception:
            self.down()
            raise
        return self

    def down(self):
        wipe = [] if os.environ.get("MERIDIAN_KEEP") else ["--wipe"]
        if (self.folder / "state.json").exists():
            subprocess.run([ROOT / "deploy/local", "down", "--dir", self.folder, *wipe], check=False, timeout=180)
        if wipe:
            shutil.rmtree(self.folder, ignore_errors=True)

    def local(self, *words):
        """Runs deploy/local on this cluster; AssertionError with its message when it fails."""
        done = subprocess.run([ROOT / "deploy/local", *words, "--dir", self.folder], check=False, timeout=1800,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            raise AssertionError(f"deploy/local {' '.join(words)}: {done.stdout}")
        return done.stdout

    def start(self, region, *which):
        self.local("start", region, *which)

    def stop(self, region, *which):
        self.local("stop", region, *which)

    def kill(self, region, *which):
        self.local("kill", region, *which)

    def cut(self, a, b):
        self.local("cut", a, b)

    def heal(self, a, b):
        self.local("heal", a, b)

    def configuration(self, region):
        """The region's region.toml; tests may change it while the node is down."""
        return self.folder / region / "region.toml"

    def log(self, region):
        return (self.folder / region / "meridiand.log").read_text(errors="replace")

    def pid(self, region):
        """The pid of a node that deploy/local started; None when it doesn't run."""
        return node.process(Layout.open(self.folder).region(region)).pid()

    def get(self, region, path):
        """(status, text) of a plain GET, such as /ready or /metrics."""
        connection = http.client.HTTPConnection(self.endpoint(region).removeprefix("http://"), timeout=5)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def endpoint(self, region):
        return next(entry["endpoint"] for entry in self._description["regions"] if entry["name"] == region)

    @property
    def keys(self):
        return self._description["access_key_id"], self._description["secret_access_key"]

    def environment(self, region):
        """What a command-line client needs to reach a region."""
        key, secret = self.keys
        return {**os.environ, "AWS_ACCESS_KEY_ID": key, "AWS_SECRET_ACCESS_KEY": secret,
                "AWS_DEFAULT_REGION": region, "AWS_REGION": region, "AWS_ENDPOINT": self.endpoint(region),
                "AWS_EC2_METADATA_DISABLED": "true", "AWS_PAGER": ""}

    def client(self, region, read_timeout=5, attempts=1):
        """boto3's client of one region. One attempt by default: tests say what may fail."""
        key, secret = self.keys
        return boto3.client(
            "dynamodb", region_name=region, endpoint_url=self.endpoint(region),
            aws_access_key_id=key, aws_secret_access_key=secret,
            config=botocore.config.Config(connect_timeout=2, read_timeout=read_timeout, max_pool_connections=50,
                                          retries={"total_max_attempts": attempts}),
        )

    def clients(self, **options):
        return {region: self.client(region, **options) for region in self.regions}

    def meridian(self, region):
        """The client of Meridian's own operations."""
        return meridian_client.meridian(self.endpoint(region), region, *self.keys, read_timeout=20)

    def create_global_table(self, table, replicas=None, tags=()):
        """A table with the string key `id`, made in the first region; active in all when it returns."""
        home, *others = replicas or self.regions
        client = self.client(home, read_timeout=30)
        client.create_table(
            TableName=table, BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
            **({"Tags": [{"Key": key, "Value": value} for key, value in tags]} if tags else {}),
        )
        wait_until(lambda: is_active(client, table), 30, f"{table} is active in {home}")
        for other in others:
            self.add_replica(table, home, other)
        for region in (home, *others):
            wait_until(lambda region=region: is_active(self.client(region), table, len(others)), 30,
                       f"{table} and its replicas are active as {region} sees it")

    def add_replica(self, table, home, other, seconds=60):
        """Adds one replica and waits until both regions call it active."""
        client = self.client(home, read_timeout=30)
        client.update_table(TableName=table, ReplicaUpdates=[{"Create": {"RegionName": other}}])
        wait_until(lambda: is_active(client, table), seconds, f"the replica of {table} in {other} is active")
        wait_until(lambda: is_active(self.client(other), table), seconds, f"{table} is active in {other}")


def is_active(client, table, replicas=0):
    """Whether a region calls the table active, and at least so many replicas, and all it lists."""
    description = client.describe_table(TableName=table)["Table"]
    listed = description.get("Replicas", [])
    return (description["TableStatus"] == "ACTIVE" and len(listed) >= replicas
            and all(replica["ReplicaStatus"] == "ACTIVE" for replica in listed))


def scan(client, table):
    """All items, by their `id`."""
    pages = client.get_paginator("scan").paginate(TableName=table, ConsistentRead=True)
    return {item["id"]["S"]: item for page in pages for item in page["Items"]}


def wait_converged(clients, table, seconds=60):
    """Waits until every region holds the same items, and returns them."""
    def same():
        first, *others = [scan(client, table) for client in clients.values()]
        return (first,) if all(other == first for other in others) else None

    return wait_until(same, seconds, f"{table} is the same in {', '.join(clients)}")[0]
