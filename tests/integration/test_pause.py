"""One table of one link paused: its changes wait, also over a restart, while all else flows on."""

import unittest

from cluster_under_test import ClusterUnderTest, scan, wait_converged, wait_until

LABEL = "integration"
PAUSED, FLOWING = "paused", "flowing"


def setUpModule():
    global cluster
    cluster = ClusterUnderTest()
    unittest.addModuleCleanup(cluster.down)
    cluster.up()
    cluster.create_global_table(PAUSED)
    cluster.create_global_table(FLOWING)


class PauseTest(unittest.TestCase):
    def setUp(self):
        self.source, self.target, self.other = cluster.regions

    def put(self, region, table, key, value):
        cluster.client(region).put_item(TableName=table, Item={"id": {"S": key}, "v": {"S": value}})

    def link(self, table):
        links = cluster.meridian(self.target).describe_replication(TableName=table)["Links"]
        return next(link for link in links if link["SourceRegion"] == self.source)

    def test_a_paused_table_waits_and_catches_up_when_it_goes_on(self):
        self.put(self.source, PAUSED, "changed", "before")
        self.put(self.source, PAUSED, "deleted", "before")
        before = wait_converged(cluster.clients(), PAUSED)

        answer = cluster.meridian(self.target).pause_replication(SourceRegion=self.source, TableName=PAUSED)
        self.assertTrue(answer["Link"]["Paused"])
        for i in range(50):
            self.put(self.source, PAUSED, f"new-{i}", "while paused")
        self.put(self.source, PAUSED, "changed", "while paused")
        cluster.client(self.source).delete_item(TableName=PAUSED, Key={"id": {"S": "deleted"}})
        self.put(self.other, PAUSED, "of-the-third", "flows")
        self.put(self.source, FLOWING, "k", "flows")

        wait_until(lambda: "k" in scan(cluster.client(self.target), FLOWING), 20, "another table flows")
        wait_until(lambda: "of-the-third" in scan(cluster.client(self.target), PAUSED), 20, "another source flows")
        wait_until(lambda: self.link(PAUSED)["PendingRecords"] == 52, 20, "52 changes are kept")
        self.assertFalse(self.link(FLOWING)["Paused"])

        cluster.kill(self.target, "--node")
        cluster.start(self.target, "--node")
        wait_until(lambda: self.link(PAUSED)["PendingRecords"] == 52, 30, "they are kept over a restart")
        self.put(self.source, PAUSED, "later", "while paused")
        wait_until(lambda: self.link(PAUSED)["PendingRecords"] == 53, 20, "the pause is kept too")
        held = scan(cluster.client(self.target), PAUSED)
        self.assertEqual({key: held[key] for key in before}, before)
        self.assertEqual(set(held), set(before) | {"of-the-third"})

        answer = cluster.meridian(self.target).resume_replication(SourceRegion=self.source, TableName=PAUSED)
        self.assertFalse(answer["Link"]["Paused"])
        items = wait_converged(cluster.clients(), PAUSED)

        self.assertEqual(len(items), 53)
        self.assertEqual(items["changed"]["v"], {"S": "while paused"})
        self.assertNotIn("deleted", items)
        wait_until(lambda: "PendingRecords" not in self.link(PAUSED), 20, "nothing is kept any more")
        self.assertTrue(cluster.meridian(self.other).verify_table(TableName=PAUSED)["Consistent"])


if __name__ == "__main__":
    unittest.main()
