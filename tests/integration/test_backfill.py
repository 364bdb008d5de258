"""A replica added to a table that already holds 100,000 items and is being written all the while."""

import concurrent.futures
import unittest

from cluster_under_test import ClusterUnderTest, is_active, scan, wait_converged, wait_until
from writers import Writer

LABEL = "integration"
TABLE = "backfill"
ITEMS = 100_000
BATCH = 25


def setUpModule():
    global cluster
    cluster = ClusterUnderTest()
    unittest.addModuleCleanup(cluster.down)
    cluster.up()


def fill(client):
    """Puts the items in batches; what the service leaves unprocessed is sent again."""
    def put(start):
        requests = {TABLE: [{"PutRequest": {"Item": {"id": {"S": f"old-{n}"}, "pad": {"S": "x" * 100}}}}
                            for n in range(start, start + BATCH)]}
        while requests:
            requests = client.batch_write_item(RequestItems=requests)["UnprocessedItems"]

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        list(pool.map(put, range(0, ITEMS, BATCH)))


class BackfillTest(unittest.TestCase):
    def test_a_new_replica_gets_old_items_and_those_written_meanwhile(self):
        home, other, unused = cluster.regions
        client = cluster.client(home, read_timeout=30)
        cluster.create_global_table(TABLE, replicas=[home])
        fill(client)

        with Writer(cluster.client(home), TABLE, "new", pause=0.002) as writer:
            client.update_table(TableName=TABLE, ReplicaUpdates=[{"Create": {"RegionName": other}}])
            for n in range(0, 2000, 20):  # Old items change and vanish while they are copied.
                client.put_item(TableName=TABLE, Item={"id": {"S": f"old-{n}"}, "changed": {"BOOL": True}})
                client.delete_item(TableName=TABLE, Key={"id": {"S": f"old-{n + 1}"}})
            wait_until(lambda: is_active(cluster.client(home), TABLE, 1), 300, f"{home} calls the replica active")
            wait_until(lambda: is_active(cluster.client(other), TABLE, 1), 60, f"{other} calls it active too")

        pair = {region: cluster.client(region, read_timeout=30) for region in (home, other)}
        items = wait_converged(pair, TABLE, seconds=120)
        expected = {f"old-{n}" for n in range(ITEMS)} - {f"old-{n + 1}" for n in range(0, 2000, 20)}
        self.assertEqual(writer.failures, [])
        self.assertEqual({key for key in items if key.startswith("old-")}, expected)
        self.assertLessEqual(writer.acknowledged, set(items))
        for n in range(0, 2000, 20):
            self.assertEqual(items[f"old-{n}"]["changed"], {"BOOL": True})
        with self.assertRaises(client.exceptions.ResourceNotFoundException):
            scan(cluster.client(unused), TABLE)


if __name__ == "__main__":
    unittest.main()
