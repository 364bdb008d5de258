"""Provisioned throughput: who is refused, what is said, and what UpdateTable does about it."""

import json
import re
import unittest

from cluster_under_test import ClusterUnderTest, is_active, wait_until

LABEL = "integration"
REGION = "us-east-1"


def setUpModule():
    global cluster
    cluster = ClusterUnderTest([REGION, "eu-west-1"])
    unittest.addModuleCleanup(cluster.down)
    cluster.up()


def item(key, kilobytes=0):
    return {"id": {"S": key}, "v": {"B": bytes(kilobytes * 1000)}}


class CapacityTest(unittest.TestCase):
    def setUp(self):
        self.client = cluster.client(REGION)
        self.over = self.client.exceptions.ProvisionedThroughputExceededException
        self.client.meta.events.register("response-received.dynamodb", self.keep)

    def keep(self, response_dict, **_):
        if response_dict is not None:
            self.last_body = response_dict["body"]

    def reasons(self):
        """ThrottlingReasons of the last answer; older releases of the SDK don't show the member."""
        return json.loads(self.last_body)["ThrottlingReasons"]

    def make(self, table, read=1, write=1):
        self.client.create_table(
            TableName=table, BillingMode="PROVISIONED",
            ProvisionedThroughput={"ReadCapacityUnits": read, "WriteCapacityUnits": write},
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}])
        wait_until(lambda: is_active(self.client, table), 30, f"{table} is active")
        return table

    def empty(self, table):
        """Takes more than the 300 write units that the table begins with: refused for minutes from now on."""
        for _ in range(2):
            self.client.put_item(TableName=table, Item=item("big", 300))

    def test_a_write_over_the_throughput_is_refused_in_dynamodbs_words(self):
        table = self.make("refused")
        self.empty(table)

        with self.assertRaises(self.over) as refused:
            self.client.put_item(TableName=table, Item=item("late"))

        answer = refused.exception.response
        self.assertEqual(answer["ResponseMetadata"]["HTTPStatusCode"], 400)
        self.assertEqual(answer["Error"]["Code"], "ProvisionedThroughputExceededException")
        self.assertEqual(answer["Error"]["Message"],
                         "The level of configured provisioned throughput for the table was exceeded. Consider "
                         "increasing your provisioning level with the UpdateTable API.")
        self.assertEqual(self.reasons(), [{
            "reason": "TableWriteProvisionedThroughputExceeded",
            "resource": f"arn:aws:dynamodb:{REGION}:000000000000:table/{table}"}])
        self.assertNotIn("Item", self.client.get_item(TableName=table, Key={"id": {"S": "late"}}))

    def test_reads_run_out_by_themselves(self):
        table = self.make("reads")
        self.client.put_item(TableName=table, Item=item("a", 200))
        read = 0

        with self.assertRaises(self.over):
            for read in range(100):
                self.client.get_item(TableName=table, Key={"id": {"S": "a"}}, ConsistentRead=True)

        self.assertGreaterEqual(read, 6, "49 units each, from a full bucket")
        self.assertEqual(self.reasons()[0]["reason"], "TableReadProvisionedThroughputExceeded")
        with self.assertRaises(self.over):
            self.client.scan(TableName=table)
        self.client.put_item(TableName=table, Item=item("b"))

    def test_a_batch_hands_back_what_was_refused_and_fails_if_that_is_all(self):
        full, empty = self.make("batch-full"), self.make("batch-empty")
        self.empty(empty)
        put = {"PutRequest": {"Item": item("a")}}

        reply = self.client.batch_write_item(RequestItems={full: [put], empty: [put]})

        self.assertEqual(reply["UnprocessedItems"], {empty: [put]})
        with self.assertRaises(self.over):
            self.client.batch_write_item(RequestItems={empty: [put]})

    def test_update_table_counts_at_once(self):
        table = self.make("updated")
        self.empty(table)
        with self.assertRaises(self.over):
            self.client.put_item(TableName=table, Item=item("a"))

        self.client.update_table(TableName=table, BillingMode="PAY_PER_REQUEST")
        self.client.put_item(TableName=table, Item=item("a"))

        self.client.update_table(TableName=table, BillingMode="PROVISIONED",
                                 ProvisionedThroughput={"ReadCapacityUnits": 5, "WriteCapacityUnits": 5000})
        for n in range(20):
            self.client.put_item(TableName=table, Item=item(f"b-{n}"))

    def test_an_sdk_with_retries_gets_through(self):
        table = self.make("retried")
        self.empty(table)
        # It owes about 290 units, which this pays back in a second and a half.
        self.client.update_table(TableName=table,
                                 ProvisionedThroughput={"ReadCapacityUnits": 1, "WriteCapacityUnits": 200})
        with self.assertRaises(self.over):
            self.client.put_item(TableName=table, Item=item("a"))

        cluster.client(REGION, attempts=10).put_item(TableName=table, Item=item("a"))

    def test_another_regions_writes_are_counted_and_not_refused(self):
        cluster.create_global_table("everywhere", [REGION, "eu-west-1"])
        self.client.update_table(TableName="everywhere", BillingMode="PROVISIONED",
                                 ProvisionedThroughput={"ReadCapacityUnits": 1, "WriteCapacityUnits": 1})
        other = cluster.client("eu-west-1")
        wait_until(lambda: is_active(other, "everywhere"), 30, "the change is there")

        other.put_item(TableName="everywhere", Item=item("a", 300))

        wait_until(lambda: "Item" in self.client.get_item(TableName="everywhere", Key={"id": {"S": "a"}}), 30,
                   "it arrives")
        self.client.put_item(TableName="everywhere", Item=item("b"))
        _, text = cluster.get(REGION, "/metrics")
        counted = re.search(r'consumed_units_total{kind="replicated",table="everywhere"} (\S+)', text)
        self.assertGreaterEqual(float(counted.group(1)), 293)


if __name__ == "__main__":
    unittest.main()
