"""Libraries over the SDKs, unmodified: the usual flow of each against one region, in its own words."""

import json
import subprocess
import unittest

import fetched_clients
from cluster_under_test import ClusterUnderTest

LABEL = "integration"
REGION = "us-east-1"
MISSED = "ConditionalCheckFailedException"


def setUpModule():
    global cluster
    cluster = ClusterUnderTest(regions=(REGION,))
    unittest.addModuleCleanup(cluster.down)
    cluster.up()


class ClientsTest(unittest.TestCase):
    maxDiff = None

    def seen_by(self, command, paths):
        """What a flow printed, once it ended well."""
        done = subprocess.run(command, env={**cluster.environment(REGION), **paths}, check=False, timeout=60,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.assertEqual(done.returncode, 0, f"{command}: {done.stdout}{done.stderr}")
        return json.loads(done.stdout)

    def javascript(self, name):
        return self.seen_by(["node", fetched_clients.FOLDER / "js" / name],
                            {"NODE_PATH": str(fetched_clients.from_npm())})

    def python(self, name):
        return self.seen_by(["/usr/bin/python3", fetched_clients.FOLDER / "python" / name],
                            {"PYTHONPATH": str(fetched_clients.from_pypi())})

    def test_the_javascript_document_client(self):
        solaris = {"isbn": "1", "author": "Lem", "year": 1961, "title": "Solaris", "tags": ["sea", "station"],
                   "cover": [1, 2], "lent": None, "notes": {"pages": [204, {"torn": True}]}}

        self.assertEqual(self.javascript("document_client.cjs"), {
            "created": "SUCCESS", "got": solaris, "lent": {"lent": "Kris", "notes": {"pages": [205]}},
            "lentAgain": MISSED, "batch": ["2", "3"], "newestFirst": [1971, 1968, 1964],
            "together": [{"isbn": "5", "author": "Lem", "year": 1961},
                         {"isbn": "2", "author": "Lem", "year": 1964, "copies": 2}, None],
            "cancelled": ["TransactionCanceledException", ["None", "ConditionalCheckFailed"]],
            "removed": {"isbn": "5", "author": "Lem", "year": 1961}, "left": ["1", "2", "4"], "dropped": "SUCCESS"})

    def test_electrodb(self):
        ann = {"id": "ann", "team": "db", "salary": 100, "skills": ["c++"], "office": {"floor": 2}}

        self.assertEqual(self.javascript("electro.cjs"), {
            "createdTwice": MISSED, "got": ann,
            "patched": {**ann, "salary": 120, "skills": ["c++", "sql"], "office": {"floor": 3}},
            "refused": MISSED, "unprocessed": [], "batch": ["ben", "cid"],
            "cancelled": [True, ["None", "ConditionalCheckFailed"]],
            "collection": {"employees": [["ann", 120], ["ben", 95]], "tasks": [["index", 5]]},
            "from": ["ben"], "pages": ["ben", "ann"], "deleted": None})

    def test_dynamoose(self):
        self.assertEqual(self.javascript("dynamoose.cjs"), {
            "expiresBy": "ttl", "createdTwice": MISSED, "stamped": [True, True, True],
            "got": {"id": "1", "customer": "ann", "total": 12.5, "lines": [{"sku": "a", "count": 2}], "open": True,
                    "due": "1970-01-02T00:00:00.000Z"},
            "closed": {"open": False, "total": 13.5}, "closedAgain": MISSED, "unprocessed": [], "batch": ["2", "3"],
            "query": ["1", "4", "3"], "scanned": ["1", "2", "3", "4"], "cancelled": "TransactionCanceledException",
            "together": [["2", 22], ["5", 5]], "left": ["2"]})

    def test_dynamoose_updates_a_table_with_data(self):
        self.assertEqual(self.javascript("dynamoose_update.cjs"), {
            "before": [], "after": [["byCity", "ACTIVE"]], "filled": ["1", "2", "3"],
            "tags": [{"Key": "team", "Value": "post"}], "expiresBy": "until", "dropped": [], "kept": 5})

    def test_the_session_store_of_express(self):
        self.assertEqual(self.javascript("sessions.cjs"), {
            "unknown": None, "alice": {"cookie": {"maxAge": 60000}, "user": "Alice", "cart": [1, 2]}, "longer": True,
            "expired": None, "afterReaping": [["sess:alice", "Alice"]], "destroyed": None})

    def test_pynamodb(self):
        self.assertEqual(self.python("pynamo.py"), {
            "exists": True, "got": [1, ["ann", "ben"], "SE", False, ["a", 2], 1],
            "updated": [5, ["a", 2, "b"], ["ann"], "DE", 2], "refused": MISSED, "stale": MISSED,
            "batch": [0, 29], "query": ["18", "19"], "local": ["28", "29"], "global": [24, 23, 22], "counted": 30,
            "cancelled": [None, "ConditionalCheckFailed"], "together": [50, 0], "deleted": True, "scanned": 30,
            "dropped": True})


if __name__ == "__main__":
    unittest.main()
