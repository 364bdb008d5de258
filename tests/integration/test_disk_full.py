"""A disk that is really full: writes fail honestly, reads go on, and nothing acknowledged is lost.

LevelDB 1.23 alone would lose it: after a failed append, what is written once there is room again is
gone at the next start. So every test here ends with kill -9 and a restart.
"""

import contextlib
import unittest

import botocore.exceptions
from cluster_under_test import ClusterUnderTest, scan, wait_until
from full_disk import SmallDisk
from own_node import OwnNode
from writers import Writer

LABEL = "faults"
TABLE = "full"
REGION = "us-east-1"
WRITERS = 4


def setUpModule():
    global cluster, disk, node
    if not SmallDisk.available:
        raise unittest.SkipTest("mounting a small disk needs root")
    disk = SmallDisk(megabytes=48)
    unittest.addModuleCleanup(disk.unmount)
    cluster = ClusterUnderTest([REGION], settings=[
        f"region.data_dir={disk.folder}/data", "storage.partitions=4", "storage.shards=2",
        "storage.memtable_bytes=1048576"])
    unittest.addModuleCleanup(cluster.down)
    cluster.up("--kafka-only")
    node = OwnNode(cluster, REGION)
    unittest.addModuleCleanup(node.kill)
    node.start()
    cluster.create_global_table(TABLE)


class DiskFullTest(unittest.TestCase):
    def setUp(self):
        self.addCleanup(disk.free)
        self.client = cluster.client(REGION)

    @contextlib.contextmanager
    def writing(self, prefix):
        with contextlib.ExitStack() as stack:
            yield [stack.enter_context(Writer(cluster.client(REGION), TABLE, f"{prefix}-{i}", pause=0.002,
                                              pad=2000)) for i in range(WRITERS)]

    def wait_written(self, writers, count, seconds=30):
        """Waits until each has had so many more writes acknowledged."""
        before = [len(writer.acknowledged) for writer in writers]
        wait_until(lambda: all(len(writer.acknowledged) >= n + count for writer, n in zip(writers, before)), seconds,
                   f"{count} more writes of each writer are taken")

    def wait_refused(self, writers):
        before = [len(writer.failures) for writer in writers]
        wait_until(lambda: all(len(writer.failures) >= n + 3 for writer, n in zip(writers, before)), 30,
                   "the full disk is felt by all writers")

    def assert_still_read(self, keys):
        for key in keys:
            found = self.client.get_item(TableName=TABLE, Key={"id": {"S": key}}, ConsistentRead=True)
            self.assertIn("Item", found, key)

    def assert_all_there(self, writers):
        items = set(scan(cluster.client(REGION, read_timeout=30), TABLE))
        for writer in writers:
            self.assertEqual(writer.acknowledged - items, set())

    def test_nothing_acknowledged_is_lost_over_full_disks_and_a_kill(self):
        with self.writing("cycle") as writers:
            for _ in range(3):
                self.wait_written(writers, 30)
                disk.fill()
                self.wait_refused(writers)
                self.assert_still_read(sorted(writers[0].acknowledged)[:20])
                self.assertEqual(cluster.get(REGION, "/health")[0], 200)
                disk.free()
                self.wait_written(writers, 30)
            node.kill()
        node.start()

        self.assert_all_there(writers)
        self.assertIn("event=shard.reopened", cluster.log(REGION))
        for fault in (fault for writer in writers for fault in writer.failures):
            if isinstance(fault, botocore.exceptions.ClientError):  # Else the kill at the end.
                self.assertIn(fault.response["ResponseMetadata"]["HTTPStatusCode"], (500, 503), fault)
                self.assertNotIn("/", fault.response["Error"]["Message"], "an answer tells of the machine")

    def test_a_read_of_everything_goes_on_while_the_disk_is_full(self):
        with self.writing("scan") as writers:
            self.wait_written(writers, 30)
            disk.fill()
            self.wait_refused(writers)
            self.assert_all_there(writers)

    def test_a_node_killed_with_its_disk_full_comes_back_once_there_is_room(self):
        with self.writing("dead") as writers:
            self.wait_written(writers, 30)
            disk.fill()
            self.wait_refused(writers)
            node.kill()
        # Without room it either can't start, and says why, or starts and waits.
        node.start(ready=False)
        wait_until(lambda: "No space left" in node.log() or node.is_ready(), 30, "it says that the disk is full")
        disk.free()
        node.kill()
        node.start()

        self.assert_all_there(writers)
        self.client.put_item(TableName=TABLE, Item={"id": {"S": "again"}})


if __name__ == "__main__":
    unittest.main()
