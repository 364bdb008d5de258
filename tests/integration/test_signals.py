"""Signals, exit statuses and --check: what an operator's tools rely on."""

import json
import signal
import socket
import unittest

import boto3
import botocore.config
import botocore.exceptions
from cluster_under_test import ClusterUnderTest, wait_until
from own_node import OwnNode, check
from raw_http import Wire
from writers import Writer

LABEL = "integration"
TABLE = "signals"
REGION = "us-east-1"
DRAIN_SECONDS = 4


def setUpModule():
    global cluster
    cluster = ClusterUnderTest([REGION], settings=[f"http.drain_timeout_ms={DRAIN_SECONDS * 1000}"])
    unittest.addModuleCleanup(cluster.down)
    cluster.up("--kafka-only")


class SignalsTest(unittest.TestCase):
    def setUp(self):
        self.text = cluster.configuration(REGION).read_text()
        self.addCleanup(cluster.configuration(REGION).write_text, self.text)
        self.node = OwnNode(cluster, REGION)
        self.addCleanup(self.node.kill)
        self.node.start()
        self.wire = Wire(cluster, REGION)

    def ensure_table(self):
        if TABLE not in cluster.client(REGION).list_tables()["TableNames"]:
            cluster.create_global_table(TABLE)

    def put(self, key):
        return self.wire.signed("PutItem", json.dumps({"TableName": TABLE, "Item": {"id": {"S": key}}}).encode())

    def test_sigterm_ends_a_quiet_node_at_once_with_status_0(self):
        idle = self.wire.connect()
        self.addCleanup(idle.close)

        self.node.send(signal.SIGTERM)

        self.assertEqual(self.node.wait(DRAIN_SECONDS), 0, "an idle connection held it up, or it failed")
        self.assertEqual(idle.recv(1), b"")
        self.assertIn("event=node.stopped", self.node.log())

    def test_sigint_does_the_same(self):
        self.node.send(signal.SIGINT)
        self.assertEqual(self.node.wait(DRAIN_SECONDS + 5), 0)

    def test_sigterm_answers_a_request_that_had_begun(self):
        self.ensure_table()
        request = self.put("begun")
        connection = self.wire.connect()
        self.addCleanup(connection.close)
        connection.sendall(request[:-5])  # The node has all but the end of the body.
        self.assertEqual(self.wire.status(self.put("before")), 200)

        self.node.send(signal.SIGTERM)
        wait_until(lambda: "event=node.stopping" in self.node.log(), 10, "it stops")
        connection.sendall(request[-5:])
        answer = self.wire.read_all(connection)

        self.assertTrue(answer.startswith(b"HTTP/1.1 200 "), answer)
        self.assertIn(b"\r\nConnection: close\r\n", answer)
        self.assertEqual(self.node.wait(DRAIN_SECONDS + 5), 0)
        self.node.start()
        found = cluster.client(REGION).get_item(TableName=TABLE, Key={"id": {"S": "begun"}}, ConsistentRead=True)
        self.assertIn("Item", found)

    def test_sigterm_under_writes_loses_nothing_and_answers_no_request_with_an_error(self):
        self.ensure_table()
        writers = [Writer(cluster.client(REGION, read_timeout=10), TABLE, f"term-{i}") for i in range(8)]
        for writer in writers:
            self.enterContext(writer)
        wait_until(lambda: all(len(writer.acknowledged) > 20 for writer in writers), 30, "writes are taken")

        self.node.send(signal.SIGTERM)
        status = self.node.wait(DRAIN_SECONDS + 5)
        for writer in writers:
            writer.__exit__()
        self.node.start()

        self.assertEqual(status, 0)
        answered = [fault for writer in writers for fault in writer.failures
                    if isinstance(fault, botocore.exceptions.ClientError)]
        self.assertEqual(answered, [], "a request that was accepted got an error")
        client = cluster.client(REGION)
        for writer in writers:
            for key in sorted(writer.acknowledged)[-20:]:
                self.assertIn("Item", client.get_item(TableName=TABLE, Key={"id": {"S": key}}, ConsistentRead=True))

    def test_sigterm_waits_no_longer_than_its_limit_for_a_request_that_never_ends(self):
        self.ensure_table()
        with self.wire.connect() as connection:
            connection.sendall(self.put("never")[:-5])
            self.assertEqual(self.wire.status(self.put("before")), 200)
            self.node.send(signal.SIGTERM)
            self.assertEqual(self.node.wait(DRAIN_SECONDS + 6), 0)

    def client_of(self, key, secret):
        return boto3.client("dynamodb", region_name=REGION, endpoint_url=cluster.endpoint(REGION),
                            aws_access_key_id=key, aws_secret_access_key=secret,
                            config=botocore.config.Config(retries={"total_max_attempts": 1}))

    def assert_refused(self, client):
        with self.assertRaises(botocore.exceptions.ClientError) as refusal:
            client.list_tables()
        self.assertEqual(refusal.exception.response["Error"]["Code"], "UnrecognizedClientException")

    def test_sighup_takes_new_credentials_and_drops_old_ones_also_on_open_connections(self):
        old, new = cluster.client(REGION), self.client_of("ROTATED", "another-secret-of-some-length")
        old.list_tables()
        self.assert_refused(new)
        pid = self.node.pid

        before = f'"{cluster.keys[0]}"\nsecret_access_key = "{cluster.keys[1]}"'
        self.assertIn(before, self.text)
        cluster.configuration(REGION).write_text(
            self.text.replace(before, '"ROTATED"\nsecret_access_key = "another-secret-of-some-length"'))
        self.node.send(signal.SIGHUP)
        wait_until(lambda: "event=node.reloaded" in self.node.log(), 10, "it reloads")

        new.list_tables()
        self.assert_refused(old)
        self.assertEqual(self.node.pid, pid)
        self.assertNotIn("another-secret", self.node.log())

    def test_sighup_with_a_faulty_file_changes_nothing_and_says_so(self):
        cluster.configuration(REGION).write_text(self.text + "\n[htpt]\nlisten = 1\n")
        self.node.send(signal.SIGHUP)
        wait_until(lambda: "event=node.reload_refused" in self.node.log(), 10, "it refuses the file")

        self.assertIn("htpt", self.node.log())
        cluster.client(REGION).list_tables()

    def test_a_second_node_on_the_same_data_is_refused_and_harms_nothing(self):
        second = OwnNode(cluster, REGION)
        self.addCleanup(second.kill)
        second.start(ready=False)

        self.assertNotEqual(second.wait(30), 0)
        self.assertIn("event=node.start_failed", second.log())
        cluster.client(REGION).list_tables()

    def test_a_taken_port_ends_the_node_with_a_clear_error(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            self.assertEqual(self.node.stop(), 0)
            endpoint = cluster.endpoint(REGION).removeprefix("http://")
            cluster.configuration(REGION).write_text(self.text.replace(endpoint, f"127.0.0.1:{port}"))
            self.node.start(ready=False)

            self.assertNotEqual(self.node.wait(30), 0)
        self.assertIn(f"127.0.0.1:{port}", self.node.log())
        self.assertIn("in use", self.node.log())


class CheckTest(unittest.TestCase):
    def check(self, text):
        path = cluster.folder / "checked.toml"
        path.write_text(text)
        self.addCleanup(path.unlink, missing_ok=True)
        done = check(path)
        for secret in (cluster.keys[1], "short"):
            self.assertNotIn(secret, done.stdout + done.stderr)
        return done

    def test_a_good_file_passes_without_starting_anything(self):
        text = cluster.configuration(REGION).read_text()
        done = self.check(text.replace(str(cluster.folder / REGION / "data"), str(cluster.folder / "unmade")))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertFalse((cluster.folder / "unmade").exists())

    def test_all_faults_are_reported_at_once_with_file_line_and_key(self):
        text = cluster.configuration(REGION).read_text()
        done = self.check(text.replace("partitions = 4", "partitions = 0\nshrads = 2") + "\n[nothing]\nx = 1\n")
        self.assertEqual(done.returncode, 2)
        for key in ("storage.partitions", "shrads", "nothing"):
            self.assertRegex(done.stderr, rf"checked\.toml:\d+: [^\n]*{key}")

    def test_what_is_no_toml_or_no_file_is_an_error(self):
        self.assertEqual(self.check("[[[").returncode, 2)
        self.assertEqual(self.check("\0" * 100).returncode, 2)
        missing = check(cluster.folder / "missing.toml")
        self.assertEqual(missing.returncode, 2)
        self.assertIn("missing.toml", missing.stderr)


if __name__ == "__main__":
    unittest.main()
