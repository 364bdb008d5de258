"""What a node does at its start when store and log disagree, or the log can't be read.

Going on would fork the region's log or tear it, so each disagreement ends the node with exit status
1 and an error that names the cause.
"""

import re
import shutil
import unittest

import botocore.exceptions
from cluster_under_test import ClusterUnderTest, scan, wait_until
from own_node import OwnNode
from writers import Writer

LABEL = "faults"
TABLE = "start"  # Its writes wait for the log.
LOCAL_TABLE = "start-local"
REGION = "us-east-1"
REFUSED = 1


def setUpModule():
    global cluster, node, data
    # Without peers, only writes of log durability are in the log: the tests ask for that.
    cluster = ClusterUnderTest([REGION], settings=["storage.partitions=4", "storage.shards=2"])
    unittest.addModuleCleanup(cluster.down)
    cluster.up("--kafka-only")
    data = cluster.folder / REGION / "data"
    node = OwnNode(cluster, REGION)
    unittest.addModuleCleanup(node.kill)
    node.start()
    cluster.create_global_table(TABLE, tags=[("meridian:durability", "log")])


def put(first, count=20):
    """Writes some items, spread over all partitions."""
    client = cluster.client(REGION)
    for n in range(first, first + count):
        client.put_item(TableName=TABLE, Item={"id": {"S": f"item-{n}"}})


def wait_for_log():
    """A node is ready a moment before its publisher has looked at the log again."""
    wait_until(lambda: put(0, count=1) is None, 30, "writes of log durability are taken")


class StartRulesTest(unittest.TestCase):
    """Each test leaves the region as it found it: whole, and served by `node`."""

    def setUp(self):
        if not node.is_running():
            node.start()
        wait_for_log()
        put(0)
        self.aside = cluster.folder / "aside"
        self.addCleanup(shutil.rmtree, self.aside, ignore_errors=True)

    def assert_refuses(self, *reasons):
        node.start(ready=False)
        self.assertEqual(node.wait(60), REFUSED)
        log = node.log()
        line = next((line for line in log.splitlines() if "event=node.failed" in line), None)
        self.assertIsNotNone(line, log)
        self.assertIn("level=error", line)
        for reason in reasons:
            self.assertRegex(line, reason)
        self.assertNotIn("event=node.ready", log)

    def test_an_older_copy_of_the_disk_is_refused(self):
        node.kill()
        shutil.copytree(data, self.aside)
        node.start()
        wait_for_log()
        put(100)
        node.kill()
        newest = cluster.folder / "newest"
        data.rename(newest)
        shutil.copytree(self.aside, data)

        self.assert_refuses("older copy", rf"meridian\.{REGION}\.")

        shutil.rmtree(data)
        newest.rename(data)
        node.start()
        self.assertIn("item-119", scan(cluster.client(REGION), TABLE))

    def test_an_empty_data_directory_under_a_written_log_is_refused(self):
        node.kill()
        data.rename(self.aside)

        self.assert_refuses("another data directory")

        shutil.rmtree(data)
        self.aside.rename(data)
        node.start()
        self.assertIn("item-19", scan(cluster.client(REGION), TABLE))

    def test_a_kafka_that_lost_the_end_of_the_log_or_all_of_it_is_refused(self):
        kafka = cluster.folder / REGION / "kafka" / "data"
        newest = cluster.folder / "newest"
        shutil.copytree(kafka, self.aside)
        put(300, count=40)
        self.assertEqual(node.stop(), 0)
        cluster.stop(REGION, "--kafka")
        kafka.rename(newest)
        try:
            self.aside.rename(kafka)
            cluster.start(REGION, "--kafka")
            self.assert_refuses("Kafka lost data", r"the log ends at \d+")

            cluster.stop(REGION, "--kafka")
            shutil.rmtree(kafka)
            cluster.start(REGION, "--kafka")
            self.assert_refuses("Kafka lost data", "the log is empty")
        finally:
            cluster.stop(REGION, "--kafka")
            shutil.rmtree(kafka)
            newest.rename(kafka)
            cluster.start(REGION, "--kafka")
        node.start()
        wait_for_log()
        self.assertIn("item-339", scan(cluster.client(REGION), TABLE))

    def test_without_kafka_it_waits_and_says_so_or_goes_on_if_told_to(self):
        cluster.create_global_table(LOCAL_TABLE)
        path = cluster.configuration(REGION)
        before = path.read_text()
        self.addCleanup(path.write_text, before)
        node.kill()
        cluster.kill(REGION, "--kafka")
        try:
            self.check_that_it_waits()
            self.assertEqual(node.stop(), 0)

            path.write_text(before + '\n[start]\nwithout_log = "go_on"\n')
            written = self.check_that_it_goes_on()
            node.kill()

            path.write_text(before)
            node.start(ready=False)
            wait_until(self.waiting, 20, "it waits")
        finally:
            cluster.start(REGION, "--kafka")
        wait_until(node.is_ready, 60, "it serves when Kafka has come")
        wait_for_log()
        self.assertNotIn("early", scan(cluster.client(REGION), TABLE))
        self.assertLessEqual(written, set(scan(cluster.client(REGION), LOCAL_TABLE)))

    def check_that_it_waits(self):
        node.start(ready=False)
        wait_until(lambda: cluster.get(REGION, "/health")[0] == 200, 30, "it answers")
        status, reason = wait_until(self.waiting, 20, "it says why it isn't ready")
        self.assertEqual(status, 503)
        self.assertRegex(reason, r"Kafka at 127\.0\.0\.1:\d+")
        for operation in (lambda c: c.put_item(TableName=TABLE, Item={"id": {"S": "early"}}),
                          lambda c: c.get_item(TableName=TABLE, Key={"id": {"S": "item-1"}}),
                          lambda c: c.list_tables()):
            with self.assertRaises(botocore.exceptions.ClientError) as refusal:
                operation(cluster.client(REGION))
            response = refusal.exception.response
            self.assertEqual(response["ResponseMetadata"]["HTTPStatusCode"], 503)
            self.assertEqual(response["Error"]["Code"], "ServiceUnavailableException")
        self.assertTrue(node.is_running())

    def check_that_it_goes_on(self):
        """The ids that it acknowledged on its own."""
        node.start()
        with Writer(cluster.client(REGION), LOCAL_TABLE, "alone") as writer:
            wait_until(lambda: len(writer.acknowledged) > 50, 30, "writes are taken without Kafka")
        self.assertEqual(writer.failures, [])
        with self.assertRaises(botocore.exceptions.ClientError):
            put(600, count=1)
        return writer.acknowledged

    @staticmethod
    def waiting():
        status, reason = cluster.get(REGION, "/ready")
        return (status, reason) if "Kafka" in reason else None

    def test_other_fixed_settings_than_the_data_directory_was_made_with_are_refused(self):
        path = cluster.configuration(REGION)
        before = path.read_text()
        self.addCleanup(path.write_text, before)
        node.kill()
        for changed in (re.sub(r"partitions = 4", "partitions = 8", before),
                        re.sub(rf'name = "{REGION}"', 'name = "eu-west-1"', before)):
            self.assertNotEqual(changed, before)
            path.write_text(changed)
            node.start(ready=False)
            self.assertEqual(node.wait(30), REFUSED)
            self.assertIn("event=node.start_failed", node.log())


if __name__ == "__main__":
    unittest.main()
