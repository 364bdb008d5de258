"""Kafka away for 30 s during writes: the region keeps serving, and replicates all of it afterwards."""

import time
import unittest

from cluster_under_test import ClusterUnderTest, scan, wait_converged, wait_until
from writers import Writer

LABEL = "faults"
TABLE = "outage"
OUTAGE_SECONDS = 30


def setUpModule():
    global cluster
    cluster = ClusterUnderTest()
    unittest.addModuleCleanup(cluster.down)
    cluster.up()
    cluster.create_global_table(TABLE)


class KafkaOutageTest(unittest.TestCase):
    def test_writes_go_on_without_kafka_and_reach_all_regions_when_it_is_back(self):
        region, other, _ = cluster.regions
        with Writer(cluster.client(region), TABLE, "here", pause=0.002) as here, \
                Writer(cluster.client(other), TABLE, "there", pause=0.002) as there:
            wait_until(lambda: len(here.acknowledged) > 100, 30, "writes are taken")
            cluster.kill(region, "--kafka")
            before = len(here.acknowledged)
            time.sleep(OUTAGE_SECONDS)
            during = len(here.acknowledged) - before
            cluster.start(region, "--kafka")
            time.sleep(2)

        items = wait_converged(cluster.clients(), TABLE, seconds=90)

        self.assertGreater(during, 1000, "writes stood still while Kafka was away")
        self.assertEqual(here.failures + there.failures, [])
        self.assertLessEqual(here.acknowledged | there.acknowledged, set(items))

    def test_a_node_killed_while_kafka_is_away_loses_nothing_that_it_acknowledged(self):
        region = cluster.regions[1]
        cluster.kill(region, "--kafka")
        with Writer(cluster.client(region), TABLE, "doubly") as writer:
            wait_until(lambda: len(writer.acknowledged) > 300, 30, "writes are taken without Kafka")
            cluster.kill(region, "--node")
        cluster.start(region)

        self.assertLessEqual(writer.acknowledged, set(scan(cluster.client(region), TABLE)))
        items = wait_converged(cluster.clients(), TABLE, seconds=90)
        self.assertLessEqual(writer.acknowledged, set(items))


if __name__ == "__main__":
    unittest.main()
