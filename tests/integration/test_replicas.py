"""The life of replicas: settings that follow, replicas that go and come back, tables of one name."""

import unittest

from botocore.exceptions import ClientError
from cluster_under_test import ClusterUnderTest, scan, wait_converged, wait_until

LABEL = "integration"
HOME, EUROPE, ASIA = "us-east-1", "eu-west-1", "ap-south-1"


def setUpModule():
    global cluster
    cluster = ClusterUnderTest()
    unittest.addModuleCleanup(cluster.down)
    cluster.up()


def put(region, table, name, **attributes):
    item = {"id": {"S": name}, **{key: {"S": value} for key, value in attributes.items()}}
    cluster.client(region).put_item(TableName=table, Item=item)


def describe(region, table):
    return cluster.client(region).describe_table(TableName=table)["Table"]


def replicas(region, table):
    return {one["RegionName"]: one["ReplicaStatus"] for one in describe(region, table).get("Replicas", [])}


def is_gone(region, table):
    try:
        describe(region, table)
    except ClientError as error:
        return error.response["Error"]["Code"] == "ResourceNotFoundException"
    return False


def create_regional_table(region, table):
    cluster.client(region).create_table(
        TableName=table, BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}])


class ReplicasTest(unittest.TestCase):
    def test_settings_changed_in_one_region_follow_in_all(self):
        cluster.create_global_table("settings")

        cluster.client(EUROPE).update_table(
            TableName="settings", BillingMode="PROVISIONED",
            ProvisionedThroughput={"ReadCapacityUnits": 7, "WriteCapacityUnits": 9})

        for region in cluster.regions:
            wait_until(lambda region=region: describe(region, "settings")["ProvisionedThroughput"]["ReadCapacityUnits"]
                       == 7, 10, f"{region} has the new throughput")

    def test_a_global_table_says_so_in_every_region(self):
        cluster.create_global_table("described")

        for region in cluster.regions:
            table = describe(region, "described")
            self.assertEqual(table["GlobalTableVersion"], "2019.11.21")
            self.assertEqual(replicas(region, "described"), dict.fromkeys(cluster.regions, "ACTIVE"))
            self.assertEqual(table["StreamSpecification"],
                             {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"})
            self.assertIn(f":{region}:", table["TableArn"])

    def test_a_deleted_replica_is_gone_and_the_others_go_on(self):
        cluster.create_global_table("leaving")
        put(HOME, "leaving", "1")
        wait_converged(cluster.clients(), "leaving")

        cluster.client(HOME).update_table(TableName="leaving", ReplicaUpdates=[{"Delete": {"RegionName": ASIA}}])

        wait_until(lambda: is_gone(ASIA, "leaving"), 20, "the replica is gone")
        for region in (HOME, EUROPE):
            wait_until(lambda region=region: set(replicas(region, "leaving")) == {HOME, EUROPE}, 20,
                       f"{region} lists the two that stay")
        put(EUROPE, "leaving", "2")
        wait_until(lambda: set(scan(cluster.client(HOME), "leaving")) == {"1", "2"}, 20, "the others replicate")

    def test_a_replica_that_comes_back_has_what_was_written_meanwhile_and_nothing_that_was_deleted(self):
        cluster.create_global_table("returning")
        for name in ("kept", "deleted"):
            put(HOME, "returning", name)
        wait_converged(cluster.clients(), "returning")
        cluster.client(HOME).update_table(TableName="returning", ReplicaUpdates=[{"Delete": {"RegionName": ASIA}}])
        wait_until(lambda: is_gone(ASIA, "returning"), 20, "the replica is gone")
        cluster.client(EUROPE).delete_item(TableName="returning", Key={"id": {"S": "deleted"}})
        put(EUROPE, "returning", "new")

        cluster.add_replica("returning", HOME, ASIA)

        same = wait_converged(cluster.clients(), "returning")
        self.assertEqual(set(same), {"kept", "new"})

    def test_the_last_other_replica_gone_makes_the_table_regional_and_leaves_its_stream_on(self):
        cluster.create_global_table("alone", replicas=[HOME, EUROPE])
        cluster.client(HOME).update_table(TableName="alone", ReplicaUpdates=[{"Delete": {"RegionName": EUROPE}}])

        wait_until(lambda: "Replicas" not in describe(HOME, "alone"), 20, "it is regional again")
        table = describe(HOME, "alone")
        self.assertNotIn("GlobalTableVersion", table)
        self.assertTrue(table["StreamSpecification"]["StreamEnabled"])

    def test_delete_table_in_one_region_leaves_the_other_replicas(self):
        cluster.create_global_table("dropped", replicas=[HOME, EUROPE])
        put(HOME, "dropped", "1")
        wait_until(lambda: scan(cluster.client(EUROPE), "dropped"), 20, "the item is there")

        cluster.client(EUROPE).delete_table(TableName="dropped")

        cluster.client(EUROPE).get_waiter("table_not_exists").wait(
            TableName="dropped", WaiterConfig={"Delay": 1, "MaxAttempts": 20})
        self.assertEqual(set(scan(cluster.client(HOME), "dropped")), {"1"})

    def test_tables_of_one_name_in_two_regions_are_strangers_until_joined_which_is_refused(self):
        create_regional_table(HOME, "namesake")
        create_regional_table(EUROPE, "namesake")
        put(HOME, "namesake", "home")
        put(EUROPE, "namesake", "europe")

        # The other region's table is known through the control topic, a moment later.
        def refused():
            try:
                cluster.client(HOME).update_table(
                    TableName="namesake", ReplicaUpdates=[{"Create": {"RegionName": EUROPE}}])
            except ClientError as error:
                return error.response["Error"]["Code"]
            return replicas(HOME, "namesake").get(EUROPE) == "CREATION_FAILED" and "CREATION_FAILED"

        self.assertIn(wait_until(refused, 20, "joining is refused"), ("ValidationException", "CREATION_FAILED"))
        self.assertEqual(set(scan(cluster.client(HOME), "namesake")), {"home"})
        self.assertEqual(set(scan(cluster.client(EUROPE), "namesake")), {"europe"})

    def test_the_stream_of_a_global_table_cannot_be_disabled(self):
        cluster.create_global_table("streamed", replicas=[HOME, EUROPE])

        with self.assertRaises(ClientError) as refused:
            cluster.client(HOME).update_table(TableName="streamed", StreamSpecification={"StreamEnabled": False})

        self.assertEqual(refused.exception.response["Error"]["Code"], "ValidationException")


if __name__ == "__main__":
    unittest.main()
