"""What an acknowledgement is worth: kill -9 under many writers, and both levels of durability."""

import random
import threading
import time
import unittest

import botocore.exceptions
from cluster_under_test import ClusterUnderTest, scan, wait_converged, wait_until
from writers import FAILURES, Writer

LABEL = "faults"
LOCAL, LOGGED = "durability-local", "durability-log"
KILLS = 10
THREADS = 8
CLAIMS = 40  # Names that the threads compete for, between two kills.


def setUpModule():
    global cluster, home, other
    cluster = ClusterUnderTest(["us-east-1", "eu-west-1"], settings=["storage.log_timeout_ms=3000"])
    unittest.addModuleCleanup(cluster.down)
    cluster.up()
    home, other = cluster.regions
    cluster.create_global_table(LOCAL)
    cluster.create_global_table(LOGGED, tags=[("meridian:durability", "log")])


class Mixed:
    """A thread that writes in four ways, and keeps the books: what was asked, what was acknowledged.

    Unique puts; a counter by ADD; a counter by compare-and-set; names claimed if nobody has them yet.
    """

    def __init__(self, number):
        self.name = f"t{number}"
        self.round = 0
        self.puts, self.claims = set(), {}
        self.asked = {"add": 0, "cas": 0}
        self.acknowledged = {"add": 0, "cas": 0}
        self.refused = 0
        self.unexpected = []
        self._client = cluster.client(home, read_timeout=3)
        self._random = random.Random(number)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self):
        self._thread.start()
        return self

    def stop(self):
        self._stop.set()
        self._thread.join(60)

    def _run(self):
        number = 0
        while not self._stop.is_set():
            number += 1
            write = self._random.choice((self._put, self._add, self._compare_and_set, self._claim))
            try:
                write(number)
            except FAILURES as fault:
                self._note(fault)

    def _note(self, fault):
        code = fault.response["Error"]["Code"] if isinstance(fault, botocore.exceptions.ClientError) else None
        if code == "ConditionalCheckFailedException":
            self.refused += 1
        elif code in (None, "ServiceUnavailableException", "InternalServerError"):
            time.sleep(0.02)  # The node is dying, dead or starting.
        else:
            self.unexpected.append(fault)

    def _put(self, number):
        key = f"put-{self.name}-{number}"
        self._client.put_item(TableName=LOCAL, Item={"id": {"S": key}, "by": {"S": self.name}})
        self.puts.add(key)

    def _add(self, _):
        self.asked["add"] += 1
        self._client.update_item(TableName=LOCAL, Key={"id": {"S": "add"}}, UpdateExpression="ADD n :one",
                                 ExpressionAttributeValues={":one": {"N": "1"}})
        self.acknowledged["add"] += 1

    def _compare_and_set(self, _):
        key = {"id": {"S": "cas"}}
        seen = self._client.get_item(TableName=LOCAL, Key=key, ConsistentRead=True)["Item"]["n"]["N"]
        self.asked["cas"] += 1
        self._client.update_item(
            TableName=LOCAL, Key=key, UpdateExpression="SET n = :next", ConditionExpression="n = :seen",
            ExpressionAttributeValues={":seen": {"N": seen}, ":next": {"N": str(int(seen) + 1)}})
        self.acknowledged["cas"] += 1

    def _claim(self, _):
        key = f"claim-{self.round}-{self._random.randrange(CLAIMS)}"
        self._client.put_item(TableName=LOCAL, Item={"id": {"S": key}, "by": {"S": self.name}},
                              ConditionExpression="attribute_not_exists(id)")
        self.claims[key] = self.claims.get(key, 0) + 1


class KillTest(unittest.TestCase):
    def test_ten_kills_at_random_moments_under_eight_writers(self):
        cluster.client(home).put_item(TableName=LOCAL, Item={"id": {"S": "cas"}, "n": {"N": "0"}})
        seed = random.randrange(1 << 32)
        moments = random.Random(seed)
        writers = [Mixed(number).start() for number in range(THREADS)]
        self.addCleanup(lambda: [writer.stop() for writer in writers])

        for number in range(KILLS):
            before = sum(len(writer.puts) for writer in writers)
            wait_until(lambda before=before: sum(len(w.puts) for w in writers) > before + THREADS, 40, "writes go on")
            time.sleep(moments.random() * 0.3)
            cluster.kill(home, "--node")
            for writer in writers:
                writer.round = number + 1
            cluster.start(home, "--node")
        for writer in writers:
            writer.stop()
        with self.subTest(seed=seed):
            self.check(writers, scan(cluster.client(home, read_timeout=30), LOCAL))
            self.check(writers, wait_converged(cluster.clients(), LOCAL))

    def check(self, writers, items):
        self.assertEqual([fault for writer in writers for fault in writer.unexpected], [])
        self.assertGreater(sum(writer.refused for writer in writers), 0, "no condition ever failed")
        for writer in writers:
            self.assertEqual(writer.puts - set(items), set())
            for key, times in writer.claims.items():
                self.assertEqual((times, items[key]["by"]["S"]), (1, writer.name), f"{key} was given to two")
        for counter in ("add", "cas"):
            value = int(items[counter]["n"]["N"])
            acknowledged = sum(writer.acknowledged[counter] for writer in writers)
            asked = sum(writer.asked[counter] for writer in writers)
            self.assertGreater(acknowledged, 0)
            self.assertTrue(acknowledged <= value <= asked, f"{counter}: {acknowledged} <= {value} <= {asked}")


class LevelsTest(unittest.TestCase):
    def put(self, table, key):
        cluster.client(home, read_timeout=10).put_item(TableName=table, Item={"id": {"S": key}})

    def test_without_kafka_log_durability_refuses_and_local_goes_on_and_all_arrives_later(self):
        self.put(LOGGED, "before")
        cluster.kill(home, "--kafka")
        try:
            with Writer(cluster.client(home), LOCAL, "during", pause=0.002) as local:
                self.check_refused()
                wait_until(lambda: len(local.acknowledged) > 500, 60, "writes of local durability go on")
            self.assertEqual(local.failures, [])
            self.assertGreater(self.backlog(), 0)
        finally:
            cluster.start(home, "--kafka")
        wait_until(lambda: self.put(LOGGED, "after") is None, 60, "writes of log durability are taken again")
        wait_until(lambda: self.backlog() == 0, 60, "the backlog drains")

        items = wait_converged(cluster.clients(), LOCAL)
        self.assertLessEqual(local.acknowledged, set(items))
        self.assertLessEqual({"before", "after"}, set(wait_converged(cluster.clients(), LOGGED)))
        for table in (LOCAL, LOGGED):
            verdict = cluster.meridian(home).verify_table(TableName=table)
            self.assertTrue(verdict["Consistent"], verdict)

    def check_refused(self):
        """Each write gets an answer, soon; the first may have been committed before the loss was noticed."""
        codes = []
        for n in range(3):
            began = time.monotonic()
            with self.assertRaises(botocore.exceptions.ClientError) as refusal:
                self.put(LOGGED, f"during-{n}")
            self.assertLess(time.monotonic() - began, 8)
            codes.append(refusal.exception.response["Error"]["Code"])
        self.assertLessEqual(set(codes), {"InternalServerError", "ServiceUnavailableException"})
        wait_until(self.refused_at_once, 20, "the loss is noticed: writes are refused before they are evaluated")

    def refused_at_once(self):
        try:
            self.put(LOGGED, "refused")
        except botocore.exceptions.ClientError as fault:
            return fault.response["Error"]["Code"] == "ServiceUnavailableException"
        return False

    @staticmethod
    def backlog():
        _, text = cluster.get(home, "/metrics")
        return sum(float(line.split()[-1]) for line in text.splitlines()
                   if line.startswith("meridian_streams_backlog_records{"))


if __name__ == "__main__":
    unittest.main()
