"""Concurrent writes: one winner in every region, and every loser in every region's conflict log."""

import concurrent.futures
import unittest

from cluster_under_test import ClusterUnderTest, wait_until

LABEL = "integration"
TABLE = "conflicts"


def setUpModule():
    global cluster
    cluster = ClusterUnderTest()
    unittest.addModuleCleanup(cluster.down)
    cluster.up()
    cluster.create_global_table(TABLE)


def key_of(name):
    return {"id": {"S": name}}


def conflicts(region, name):
    pages = cluster.meridian(region).get_paginator("list_conflicts").paginate(TableName=TABLE, Key=key_of(name))
    return [conflict for page in pages for conflict in page["Conflicts"]]


def losers(region, name):
    """What a region's log says was lost for one item, in an order that all regions share."""
    return sorted((c["Loser"]["Version"]["Time"], c["Loser"]["Version"]["Origin"], c["Loser"]["Item"]["by"]["S"])
                  for c in conflicts(region, name))


class ConflictsTest(unittest.TestCase):
    def write_concurrently(self, name):
        """Writes in all regions while none hears of another; returns when the links are back."""
        pairs = [(a, b) for i, a in enumerate(cluster.regions) for b in cluster.regions[i + 1:]]
        for a, b in pairs:
            cluster.cut(a, b)
        try:
            with concurrent.futures.ThreadPoolExecutor() as pool:
                list(pool.map(lambda region: cluster.client(region).put_item(
                    TableName=TABLE, Item={**key_of(name), "by": {"S": region}}), cluster.regions))
        finally:
            for a, b in pairs:
                cluster.heal(a, b)

    def wait_one_winner(self, name):
        def winner():
            seen = {cluster.client(region).get_item(TableName=TABLE, Key=key_of(name), ConsistentRead=True)
                    ["Item"]["by"]["S"] for region in cluster.regions}
            versions = {str(cluster.meridian(region).describe_item_version(TableName=TABLE, Key=key_of(name))
                            ["Version"]["Time"]) for region in cluster.regions}
            return seen.pop() if len(seen) == len(versions) == 1 else None

        return wait_until(winner, 30, f"one winner for {name} in every region")

    def test_three_concurrent_writes_leave_one_winner_and_both_losers_in_every_region(self):
        self.write_concurrently("contended")

        winner = self.wait_one_winner("contended")

        for region in cluster.regions:
            wait_until(lambda region=region: len(losers(region, "contended")) == 2, 30, f"both losers in {region}")
            self.assertEqual({by for _, _, by in losers(region, "contended")}, set(cluster.regions) - {winner})
            self.assertEqual(losers(region, "contended"), losers(cluster.regions[0], "contended"))

    def test_a_write_that_saw_the_other_is_no_conflict(self):
        first, second, _ = cluster.regions
        cluster.client(first).put_item(TableName=TABLE, Item={**key_of("chain"), "by": {"S": "first"}})
        wait_until(lambda: cluster.client(second).get_item(TableName=TABLE, Key=key_of("chain")).get("Item"), 10,
                   "the second region has seen it")
        cluster.client(second).put_item(TableName=TABLE, Item={**key_of("chain"), "by": {"S": "second"}})

        self.assertEqual(self.wait_one_winner("chain"), "second")
        for region in cluster.regions:
            self.assertEqual(conflicts(region, "chain"), [])

    def test_a_loser_can_be_written_again(self):
        self.write_concurrently("restored")
        winner = self.wait_one_winner("restored")
        region = cluster.regions[0]
        wait_until(lambda: len(conflicts(region, "restored")) == 2, 30, "both losers are listed")
        loser = conflicts(region, "restored")[0]["Loser"]

        cluster.meridian(region).restore_conflict(TableName=TABLE, Key=key_of("restored"),
                                                  LoserVersion=loser["Version"])

        again = wait_until(lambda: (by := self.wait_one_winner("restored")) != winner and by, 30, "the loser is back")
        self.assertEqual(again, loser["Item"]["by"]["S"])


if __name__ == "__main__":
    unittest.main()
