"""The network between two regions cut: both go on, and converge after the heal, losers listed."""

import time
import unittest

from cluster_under_test import ClusterUnderTest, wait_converged, wait_until
from writers import Writer

LABEL = "faults"
TABLE = "cut"


def setUpModule():
    global cluster
    cluster = ClusterUnderTest()
    unittest.addModuleCleanup(cluster.down)
    cluster.up()
    cluster.create_global_table(TABLE)


class CutTest(unittest.TestCase):
    def setUp(self):
        self.a, self.b, self.c = cluster.regions

    def item(self, region, key):
        return cluster.client(region).get_item(TableName=TABLE, Key={"id": {"S": key}}).get("Item")

    def lag(self, region, source):
        links = cluster.meridian(region).describe_replication()["Links"]
        return next(link["LagMillis"] for link in links if link["SourceRegion"] == source)

    def test_both_sides_write_and_converge_after_the_heal(self):
        cluster.cut(self.a, self.b)
        try:
            with Writer(cluster.client(self.a), TABLE, "a", pause=0.002) as at_a, \
                    Writer(cluster.client(self.b), TABLE, "b", pause=0.002) as at_b:
                for region in (self.a, self.b):
                    cluster.client(region).put_item(TableName=TABLE, Item={"id": {"S": "both"}, "by": {"S": region}})
                wait_until(lambda: self.item(self.c, "a-50") and self.item(self.c, "b-50"), 20,
                           "the third region hears of both")
                time.sleep(3)
                self.assertIsNone(self.item(self.b, "a-50"), "the cut leaks")
                self.assertIsNone(self.item(self.a, "b-50"), "the cut leaks")
        finally:
            cluster.heal(self.a, self.b)

        items = wait_converged(cluster.clients(), TABLE)

        self.assertEqual(at_a.failures + at_b.failures, [])
        self.assertLessEqual(at_a.acknowledged | at_b.acknowledged, set(items))
        for region in cluster.regions:
            found = wait_until(lambda region=region: cluster.meridian(region).list_conflicts(
                TableName=TABLE, Key={"id": {"S": "both"}})["Conflicts"], 20, f"the loser in {region}")
            self.assertEqual(len(found), 1)
            self.assertNotEqual(found[0]["Loser"]["Item"]["by"], items["both"]["by"])

    def test_lag_grows_while_cut_and_falls_after_the_heal(self):
        cluster.cut(self.a, self.b)
        try:
            wait_until(lambda: self.lag(self.b, self.a) > 3000, 20, "lag grows by a second a second")
            self.assertLess(self.lag(self.b, self.c), 3000, "an uncut link suffers")
        finally:
            cluster.heal(self.a, self.b)
        wait_until(lambda: self.lag(self.b, self.a) < 1500, 30, "lag falls")

    def test_a_deleted_item_stays_deleted_over_a_cut(self):
        key = {"id": {"S": "doomed"}}
        cluster.client(self.a).put_item(TableName=TABLE, Item=key)
        wait_until(lambda: self.item(self.b, "doomed"), 10, "it is known everywhere")
        cluster.cut(self.a, self.b)
        try:
            cluster.client(self.a).delete_item(TableName=TABLE, Key=key)
            time.sleep(2)
        finally:
            cluster.heal(self.a, self.b)
        wait_until(lambda: not self.item(self.b, "doomed"), 20, "the delete arrives")
        self.assertNotIn("doomed", wait_converged(cluster.clients(), TABLE))

    def test_a_link_that_flaps_loses_nothing(self):
        with Writer(cluster.client(self.a), TABLE, "flap", pause=0.005) as writer:
            for _ in range(5):
                cluster.cut(self.a, self.b)
                time.sleep(0.7)
                cluster.heal(self.a, self.b)
                time.sleep(0.7)
        self.assertLessEqual(writer.acknowledged, set(wait_converged(cluster.clients(), TABLE)))


if __name__ == "__main__":
    unittest.main()
