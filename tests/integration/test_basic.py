"""The main job: a global table made with an unmodified SDK, written in any region, read in all."""

import unittest

import botocore.exceptions
from cluster_under_test import ClusterUnderTest, scan, wait_converged, wait_until

LABEL = "integration"
TABLE = "basic"


def setUpModule():
    global cluster
    cluster = ClusterUnderTest()
    unittest.addModuleCleanup(cluster.down)
    cluster.up()
    cluster.create_global_table(TABLE)


class BasicTest(unittest.TestCase):
    def get(self, region, key):
        reply = cluster.client(region).get_item(TableName=TABLE, Key={"id": {"S": key}}, ConsistentRead=True)
        return reply.get("Item")

    def assert_everywhere(self, key, item):
        for region in cluster.regions:
            wait_until(lambda region=region: self.get(region, key) == item, 10, f"{region} has {key} as written")

    def test_an_item_put_in_each_region_is_read_in_all(self):
        for region in cluster.regions:
            item = {"id": {"S": f"from-{region}"}, "n": {"N": "12345678901234567890123456789012345678"},
                    "b": {"B": b"\x00\xff"}, "set": {"SS": ["a", "b"]}, "list": {"L": [{"NULL": True}]},
                    "map": {"M": {"x": {"BOOL": False}}}}
            cluster.client(region).put_item(TableName=TABLE, Item=item)
            self.assert_everywhere(f"from-{region}", item)

    def test_an_update_then_a_delete_elsewhere_reach_all_regions(self):
        first, second, third = cluster.regions
        key = {"id": {"S": "moving"}}
        cluster.client(first).put_item(TableName=TABLE, Item={**key, "n": {"N": "1"}})
        self.assert_everywhere("moving", {**key, "n": {"N": "1"}})

        cluster.client(second).update_item(TableName=TABLE, Key=key, UpdateExpression="ADD n :one SET note = :note",
                                           ExpressionAttributeValues={":one": {"N": "1"}, ":note": {"S": "seen"}})
        self.assert_everywhere("moving", {**key, "n": {"N": "2"}, "note": {"S": "seen"}})

        cluster.client(third).delete_item(TableName=TABLE, Key=key)
        self.assert_everywhere("moving", None)

    def test_batches_written_in_one_region_are_found_by_scans_in_all(self):
        first = cluster.regions[0]
        for start in range(0, 100, 25):
            puts = [{"PutRequest": {"Item": {"id": {"S": f"batch-{n}"}}}} for n in range(start, start + 25)]
            reply = cluster.client(first).batch_write_item(RequestItems={TABLE: puts})
            self.assertEqual(reply["UnprocessedItems"], {})

        everywhere = wait_converged(cluster.clients(), TABLE)

        self.assertLessEqual({f"batch-{n}" for n in range(100)}, set(everywhere))

    def test_a_condition_is_decided_in_the_region_that_is_asked(self):
        client = cluster.client(cluster.regions[1])
        put = {"TableName": TABLE, "Item": {"id": {"S": "once"}}, "ConditionExpression": "attribute_not_exists(id)"}
        client.put_item(**put)
        with self.assertRaises(client.exceptions.ConditionalCheckFailedException):
            client.put_item(**put)

    def test_a_wrong_secret_is_refused(self):
        client = cluster.client(cluster.regions[0])
        client._request_signer._credentials.secret_key = "wrong"  # pylint: disable=protected-access
        with self.assertRaises(botocore.exceptions.ClientError) as refused:
            client.list_tables()
        self.assertEqual(refused.exception.response["Error"]["Code"], "InvalidSignatureException")

    def test_replication_is_described_and_the_regions_verified_as_equal(self):
        wait_converged(cluster.clients(), TABLE)
        for region in cluster.regions:
            links = cluster.meridian(region).describe_replication()["Links"]
            self.assertEqual({link["SourceRegion"] for link in links}, set(cluster.regions) - {region})
            wait_until(lambda region=region: all(
                link["State"] == "LIVE" for link in cluster.meridian(region).describe_replication()["Links"]
            ), 20, f"every link to {region} is live")
        listed = cluster.meridian(cluster.regions[0]).list_regions()["Regions"]
        self.assertEqual({entry["RegionName"] for entry in listed}, set(cluster.regions))
        self.assertTrue(wait_until(lambda: cluster.meridian(cluster.regions[0]).verify_table(TableName=TABLE)
                                   ["Consistent"], 20, "the table is verified"))

    def test_everything_is_there_after_an_orderly_restart(self):
        before = wait_converged(cluster.clients(), TABLE)
        region = cluster.regions[2]
        cluster.stop(region)
        cluster.start(region)
        self.assertEqual(scan(cluster.client(region), TABLE), before)


if __name__ == "__main__":
    unittest.main()
