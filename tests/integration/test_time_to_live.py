"""Items with a time to live: gone soon after their time, in every region, also when the node dies meanwhile."""

import time
import unittest

from cluster_under_test import ClusterUnderTest, wait_until

LABEL = "integration"
TABLE = "expiring"
REGIONS = ("us-east-1", "eu-west-1")


def setUpModule():
    global cluster
    cluster = ClusterUnderTest(REGIONS)
    unittest.addModuleCleanup(cluster.down)
    cluster.up()
    cluster.create_global_table(TABLE)


def keys(client, table=TABLE):
    pages = client.get_paginator("scan").paginate(TableName=table, ConsistentRead=True)
    return {item["id"]["S"] for page in pages for item in page["Items"]}


def status(client, table=TABLE):
    return client.describe_time_to_live(TableName=table)["TimeToLiveDescription"]["TimeToLiveStatus"]


class TimeToLiveTest(unittest.TestCase):
    def test_items_expire_in_both_regions_and_what_was_extended_stays(self):
        here, there = (cluster.client(region) for region in REGIONS)
        past, future = int(time.time()) - 60, int(time.time()) + 3600
        # There before the setting is: these get their entries in the background.
        self.put_many(here, {f"old{i}": past for i in range(300)})
        self.put_many(here, {f"young{i}": future for i in range(20)})
        answer = here.update_time_to_live(TableName=TABLE,
                                          TimeToLiveSpecification={"Enabled": True, "AttributeName": "until"})
        self.assertEqual(answer["TimeToLiveSpecification"], {"Enabled": True, "AttributeName": "until"})
        with self.assertRaises(here.exceptions.ClientError) as refused:
            here.update_time_to_live(TableName=TABLE,
                                     TimeToLiveSpecification={"Enabled": False, "AttributeName": "until"})
        self.assertIn("modified multiple times within a fixed interval", str(refused.exception))

        for client in (here, there):
            wait_until(lambda client=client: status(client) == "ENABLED", 20, "the setting follows")
            wait_until(lambda client=client: keys(client) == {f"young{i}" for i in range(20)}, 30, "old items expire")

        # And what is written from now on, in either region.
        soon = int(time.time()) + 2
        self.put_many(there, {"short": soon, "extended": soon})
        there.update_item(TableName=TABLE, Key={"id": {"S": "extended"}}, UpdateExpression="SET #u = :t",
                          ExpressionAttributeNames={"#u": "until"}, ExpressionAttributeValues={":t": {"N": str(future)}})
        there.put_item(TableName=TABLE, Item={"id": {"S": "text"}, "until": {"S": "1"}})
        expected = {f"young{i}" for i in range(20)} | {"extended", "text"}
        for client in (here, there):
            wait_until(lambda client=client: keys(client) == expected, 30, "the short one expires")

    def test_a_node_killed_while_it_sweeps_goes_on_afterwards(self):
        region = REGIONS[0]
        client = cluster.client(region)
        client.create_table(TableName="swept", BillingMode="PAY_PER_REQUEST",
                            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
                            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}])
        client.update_time_to_live(TableName="swept",
                                   TimeToLiveSpecification={"Enabled": True, "AttributeName": "until"})
        due = int(time.time()) + 4
        stay = {f"stay{i}" for i in range(200)}
        self.put_many(client, {f"go{i}": due for i in range(2000)}, "swept")
        self.put_many(client, {key: due + 3600 for key in stay}, "swept")
        wait_until(lambda: len(keys(client, "swept")) < 2200, 30, "the sweep began")
        for _ in range(3):
            cluster.kill(region, "--node")
            cluster.start(region, "--node")

        wait_until(lambda: keys(client, "swept") == stay, 60, "all that was due is gone")

    def put_many(self, client, until_by_key, table=TABLE):
        items = [{"PutRequest": {"Item": {"id": {"S": key}, "until": {"N": str(until)}}}}
                 for key, until in until_by_key.items()]
        for start in range(0, len(items), 25):
            answer = client.batch_write_item(RequestItems={table: items[start:start + 25]})
            self.assertEqual(answer.get("UnprocessedItems", {}), {})


if __name__ == "__main__":
    unittest.main()
