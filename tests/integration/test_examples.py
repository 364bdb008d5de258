"""The programs of docs/examples, run as users run them: what they print, and what they leave in their tables."""

import os
import subprocess
import time
import unittest

from cluster_under_test import ROOT, ClusterUnderTest

LABEL = "integration"
REGION = "us-east-1"


def setUpModule():
    global cluster
    cluster = ClusterUnderTest((REGION,))
    unittest.addModuleCleanup(cluster.down)
    cluster.up()


class ExamplesTest(unittest.TestCase):
    maxDiff = None

    def run_example(self, name, *words, environment=None):
        """The lines that it prints; fails when its status isn't 0, or it has anything to complain about."""
        if environment is None:
            environment = {**cluster.environment(REGION), "AWS_ENDPOINT_URL": cluster.endpoint(REGION)}
        done = subprocess.run([ROOT / "docs/examples" / name, *words], env=environment, check=False, timeout=60,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)
        return done.stdout.splitlines()

    def items(self, table, **settings):
        pages = cluster.client(REGION).get_paginator("scan").paginate(TableName=table, **settings)
        return [item for page in pages for item in page["Items"]]

    def test_key_value(self):
        self.assertEqual(self.run_example("key_value.py"), [
            "put s1, got: ann",
            "put s1 if absent: refused",
            "clicks after three: 3",
            "revision 1 to Oslo: written",
            "revision 1 to Rome: refused, somebody was faster",
            "of three keys found: s2, s31",
            "deleted the session of user2; still there: False",
        ])
        left = {item["id"]["S"]: item for item in self.items("example-sessions")}
        self.assertEqual(set(left), {"s1"} | {f"s{number}" for number in range(3, 32)})
        self.assertEqual(left["s1"], {"id": {"S": "s1"}, "user": {"S": "ann"}, "clicks": {"N": "3"},
                                      "city": {"S": "Oslo"}, "revision": {"N": "2"}})

    def test_document(self):
        self.assertEqual(self.run_example("document.py"), [
            "of the lamp, only: foot 18 cm wide, 5 stars",
            "the lamp now: 50 cm high, reviews by ann and ben, tags desk, light, new",
            "ann buys the desk",
            "ben comes too late: no desk in stock",
            "small things for a desk: lamp",
            "without dimensions: gift-card",
        ])
        left = {item["id"]["S"]: item for item in self.items("example-products")}
        self.assertEqual(set(left), {"lamp", "desk", "gift-card"})
        self.assertEqual(left["desk"]["stock"], {"N": "0"})
        self.assertEqual(left["lamp"]["dimensions"],
                         {"M": {"height": {"N": "50"}, "foot": {"M": {"width": {"N": "18"}}}}})

    def test_wide_column(self):
        self.assertEqual(self.run_example("wide_column.py"), [
            "one cell: Oslo",
            "one family: profile:city=Oslo, profile:name=Ann",
            "newest three logins: 000199, 000198, 000197",
            "a slice of the logins: 10",
            "all 200 logins, in pages of 80, 80, 40",
            "columns of settings left: 0",
            "columns of ben: 1",
        ])
        self.assertEqual(len(self.items("example-users")), 203)

    def test_graph(self):
        self.assertEqual(self.run_example("graph.py"), [
            "ann follows ben once more: refused, ConditionalCheckFailed, None, None",
            "ann follows: ben, cleo",
            "dan is followed by: ben, cleo",
            "ann may like: dan, eve",
            "dan's counts: following 1, followers 2",
            "after ben leaves, dan is followed by: cleo",
        ])
        edges = {(item["node"]["S"], item["target"]["S"]): item for item in self.items("example-graph")}
        self.assertEqual({(item["node"]["S"], item["target"]["S"])
                          for item in self.items("example-graph", IndexName="inverted")}, set(edges))
        self.assertNotIn(("ben", "dan"), edges)
        self.assertEqual(edges["ann", "ann"]["following"], {"N": "2"})  # The refused one wasn't counted.

    def test_time_series(self):
        before = int(time.time())
        self.assertEqual(self.run_example("time_series.py"), [
            "written: 120 readings, one for each minute of two hours",
            "in ten minutes: 10 readings, 20 to 29 degrees, mean 24.5",
            "not yet expired: 60",
            "newest: 20 degrees",
            "an hour and older: deleted by the service; kept: 60",
        ])
        left = self.items("example-readings")
        self.assertGreater(len(left), 0)
        self.assertLess(before, min(int(item["expires"]["N"]) for item in left))

    def test_by_the_folder_of_the_cluster_and_again_over_an_earlier_run(self):
        unset = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        first, second = (self.run_example("key_value.py", "--dir", cluster.folder, environment=unset)
                         for _ in range(2))
        self.assertEqual(first, second)

    def test_without_a_cluster_it_says_how_to_start_one(self):
        unset = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        done = subprocess.run([ROOT / "docs/examples/graph.py", "--dir", cluster.folder / "none"], env=unset,
                              check=False, timeout=60, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("start one with: deploy/local up", done.stderr)


if __name__ == "__main__":
    unittest.main()
