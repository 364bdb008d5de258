"""Transactions through boto3: transfers between accounts keep their sum, and each is made once, over kill -9."""

import collections
import random
import threading
import time
import unittest
import uuid

import botocore.exceptions
from cluster_under_test import ClusterUnderTest, scan, wait_converged, wait_until
from writers import FAILURES

LABEL = "faults"
TABLE = "bank"
ACCOUNTS = [f"account-{number}" for number in range(8)]
OPENING = 1000
KILLS = 5
THREADS = 4
RETRIED = ("TransactionInProgressException", "ServiceUnavailableException", "InternalServerError")


def setUpModule():
    global cluster, home
    cluster = ClusterUnderTest(["us-east-1", "eu-west-1"], settings=["storage.shards=3"])
    unittest.addModuleCleanup(cluster.down)
    cluster.up()
    home = cluster.regions[0]
    cluster.create_global_table(TABLE)
    for account in ACCOUNTS:
        cluster.client(home).put_item(TableName=TABLE, Item={"id": {"S": account}, "balance": {"N": str(OPENING)}})


def code_of(fault):
    """The exception's name; None if there was no answer."""
    return fault.response["Error"]["Code"] if isinstance(fault, botocore.exceptions.ClientError) else None


def add(account, amount):
    return {"Update": {
        "TableName": TABLE, "Key": {"id": {"S": account}}, "UpdateExpression": "SET balance = balance + :amount",
        "ConditionExpression": "balance >= :least",
        "ExpressionAttributeValues": {":amount": {"N": str(amount)}, ":least": {"N": str(max(-amount, 0))}}}}


def balances(items):
    return {account: int(items[account]["balance"]["N"]) for account in ACCOUNTS}


class Teller:
    """A thread that transfers; what it doesn't know it asks again with the same token, until it does."""

    def __init__(self, number):
        self.moved = collections.Counter()  # By account, of transfers that were committed.
        self.made = self.conflicts = self.repeated = 0
        self.unexpected = []
        self._random = random.Random(number)
        self._client = cluster.client(home, read_timeout=3)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self):
        self._thread.start()
        return self

    def stop(self):
        self._stop.set()
        self._thread.join(60)

    def _run(self):
        while not self._stop.is_set():
            source, target = self._random.sample(ACCOUNTS, 2)
            amount = self._random.randrange(1, 20)
            if self._transfer([add(source, -amount), add(target, amount)], str(uuid.uuid4())):
                self.made += 1
                self.moved[source] -= amount
                self.moved[target] += amount

    def _transfer(self, elements, token):
        while True:
            try:
                self._client.transact_write_items(TransactItems=elements, ClientRequestToken=token)
                return True
            except FAILURES as fault:
                code = code_of(fault)
                if code == "TransactionCanceledException":
                    self.conflicts += "TransactionConflict" in str(fault)
                    return False
                if code is not None and code not in RETRIED:
                    self.unexpected.append(fault)
                    return False
                self.repeated += 1
                time.sleep(0.02)  # The node is dying, dead or starting.


class Auditor:
    """A thread that reads all accounts at once, and one after the other."""

    def __init__(self):
        self.sums, self.unexpected = collections.Counter(), []
        self._client = cluster.client(home, read_timeout=3)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self):
        self._thread.start()
        return self

    def stop(self):
        self._stop.set()
        self._thread.join(60)

    def _run(self):
        gets = [{"Get": {"TableName": TABLE, "Key": {"id": {"S": account}}}} for account in ACCOUNTS]
        while not self._stop.is_set():
            try:
                answer = self._client.transact_get_items(TransactItems=gets)
                items = {one["Item"]["id"]["S"]: one["Item"] for one in answer["Responses"]}
                self.sums[sum(balances(items).values())] += 1
            except FAILURES as fault:
                code = code_of(fault)
                if code not in (None, "TransactionCanceledException", *RETRIED):
                    self.unexpected.append(fault)
                time.sleep(0.005)


class TransferTest(unittest.TestCase):
    def test_transfers_are_made_whole_and_once_over_kills_at_random_moments(self):
        seed = random.randrange(1 << 32)
        moments = random.Random(seed)
        before = balances(scan(cluster.client(home), TABLE))
        tellers = [Teller(number).start() for number in range(THREADS)]
        auditor = Auditor().start()
        self.addCleanup(lambda: [thread.stop() for thread in (*tellers, auditor)])

        for _ in range(KILLS):
            made = sum(teller.made for teller in tellers)
            wait_until(lambda made=made: sum(t.made for t in tellers) > made + 40, 60, "transfers go on")
            time.sleep(moments.random() * 0.3)
            cluster.kill(home, "--node")
            cluster.start(home, "--node")
        made = sum(teller.made for teller in tellers)
        wait_until(lambda: sum(t.made for t in tellers) > made + 40, 60, "transfers go on after the last kill")
        for thread in (*tellers, auditor):
            thread.stop()

        with self.subTest(seed=seed):
            for thread in (*tellers, auditor):
                self.assertEqual(thread.unexpected, [])
            self.assertEqual(set(auditor.sums), {sum(before.values())}, auditor.sums)
            self.assertGreater(sum(t.repeated for t in tellers), 0, "the kills were never felt")
            expected = collections.Counter(before)
            for teller in tellers:
                expected.update(teller.moved)
            self.assertEqual(balances(scan(cluster.client(home), TABLE)), dict(expected))
            self.assertEqual(balances(wait_converged(cluster.clients(), TABLE)), dict(expected))

    def test_an_item_in_use_is_a_conflict_that_names_the_item(self):
        client = cluster.client(home)
        client.put_item(TableName=TABLE, Item={"id": {"S": "hot"}, "balance": {"N": "0"}})
        client.put_item(TableName=TABLE, Item={"id": {"S": "hotter"}, "balance": {"N": "0"}})
        codes, lock = collections.Counter(), threading.Lock()

        def hammer():
            own = cluster.client(home)
            for _ in range(60):
                try:
                    own.transact_write_items(TransactItems=[add("hot", 1), add("hotter", 1)])
                    outcome = "made"
                except botocore.exceptions.ClientError as fault:
                    outcome = ",".join(reason["Code"] for reason in fault.response["CancellationReasons"])
                with lock:
                    codes[outcome] += 1

        threads = [threading.Thread(target=hammer) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(120)
        items = scan(client, TABLE)
        for account in ("hot", "hotter"):
            self.assertEqual(int(items[account]["balance"]["N"]), codes["made"])
            client.delete_item(TableName=TABLE, Key={"id": {"S": account}})
        self.assertEqual(sum(codes.values()), 360)


if __name__ == "__main__":
    unittest.main()
