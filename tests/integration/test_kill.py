"""kill -9 of a node during writes: nothing that was acknowledged is lost, in any region."""

import time
import unittest

from cluster_under_test import ClusterUnderTest, wait_converged, wait_until
from writers import Writer

LABEL = "faults"
TABLE = "kill"


def setUpModule():
    global cluster
    cluster = ClusterUnderTest()
    unittest.addModuleCleanup(cluster.down)
    cluster.up()
    cluster.create_global_table(TABLE)


class KillTest(unittest.TestCase):
    def test_acknowledged_writes_survive_repeated_kills_of_the_node_that_took_them(self):
        region = cluster.regions[0]
        with Writer(cluster.client(region, read_timeout=2), TABLE, "victim") as writer, \
                Writer(cluster.client(cluster.regions[1]), TABLE, "bystander", pause=0.005) as bystander:
            for _ in range(5):
                taken = len(writer.acknowledged)
                wait_until(lambda taken=taken: len(writer.acknowledged) > taken + 200, 30, "writes go on")
                cluster.kill(region, "--node")
                cluster.start(region, "--node")
            taken = len(writer.acknowledged)
            wait_until(lambda: len(writer.acknowledged) > taken + 50, 30, "writes go on after the last kill")

        items = wait_converged(cluster.clients(), TABLE)

        self.assertTrue(writer.failures, "the kills were never felt: the test tests nothing")
        self.assertLessEqual(writer.acknowledged, set(items))
        self.assertLessEqual(bystander.acknowledged, set(items))
        self.assertEqual(bystander.failures, [])

    def test_a_region_killed_whole_catches_up_with_what_the_others_wrote(self):
        dead, *alive = cluster.regions
        cluster.kill(dead)
        with Writer(cluster.client(alive[0]), TABLE, "meanwhile") as writer:
            time.sleep(3)
            self.assertEqual(writer.failures, [])
            cluster.start(dead)

        items = wait_converged(cluster.clients(), TABLE)

        self.assertLessEqual(writer.acknowledged, set(items))

    def test_all_regions_killed_together_come_back_with_everything(self):
        with Writer(cluster.client(cluster.regions[2], read_timeout=2), TABLE, "blackout") as writer:
            wait_until(lambda: len(writer.acknowledged) > 200, 30, "writes are taken")
            for region in cluster.regions:
                cluster.kill(region)
        cluster.local("up")

        items = wait_converged(cluster.clients(), TABLE)

        self.assertLessEqual(writer.acknowledged, set(items))


if __name__ == "__main__":
    unittest.main()
