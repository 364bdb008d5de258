"""Application Auto Scaling's own client, given a region's endpoint, adjusts a table's throughput.

What needs minutes of load, tests/regions/scaling shows in virtual time.
"""

import unittest

import boto3
import botocore.config
from cluster_under_test import ClusterUnderTest, is_active, wait_until

LABEL = "integration"
REGION = "us-east-1"
TABLE = "scaled"
WRITE = {"ServiceNamespace": "dynamodb", "ResourceId": f"table/{TABLE}",
         "ScalableDimension": "dynamodb:table:WriteCapacityUnits"}


def setUpModule():
    global cluster
    cluster = ClusterUnderTest([REGION])
    unittest.addModuleCleanup(cluster.down)
    cluster.up()


def scaling_client():
    key, secret = cluster.keys
    return boto3.client("application-autoscaling", region_name=REGION, endpoint_url=cluster.endpoint(REGION),
                        aws_access_key_id=key, aws_secret_access_key=secret,
                        config=botocore.config.Config(retries={"total_max_attempts": 1}))


class AutoScalingTest(unittest.TestCase):
    def setUp(self):
        self.client = cluster.client(REGION)
        self.scaling = scaling_client()

    def write_units(self):
        return self.client.describe_table(TableName=TABLE)["Table"]["ProvisionedThroughput"]["WriteCapacityUnits"]

    def put_policy(self, **more):
        return self.scaling.put_scaling_policy(
            **WRITE, PolicyName="half", PolicyType="TargetTrackingScaling",
            TargetTrackingScalingPolicyConfiguration={
                "TargetValue": 50.0,
                "PredefinedMetricSpecification": {"PredefinedMetricType": "DynamoDBWriteCapacityUtilization"}, **more})

    def test_targets_and_policies_are_kept_and_change_the_table(self):
        self.client.create_table(
            TableName=TABLE, BillingMode="PROVISIONED",
            ProvisionedThroughput={"ReadCapacityUnits": 7, "WriteCapacityUnits": 10},
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}])
        wait_until(lambda: is_active(self.client, TABLE), 30, "the table is active")
        with self.assertRaises(self.scaling.exceptions.ObjectNotFoundException):
            self.put_policy()

        self.scaling.register_scalable_target(**WRITE, MinCapacity=20, MaxCapacity=400)
        policy = self.put_policy()

        [shown] = self.scaling.describe_scalable_targets(ServiceNamespace="dynamodb")["ScalableTargets"]
        self.assertEqual((shown["MinCapacity"], shown["MaxCapacity"]), (20, 400))
        [shown] = self.scaling.describe_scaling_policies(**WRITE)["ScalingPolicies"]
        self.assertEqual(shown["PolicyARN"], policy["PolicyARN"])
        self.assertEqual(shown["TargetTrackingScalingPolicyConfiguration"]["TargetValue"], 50.0)

        cluster.kill(REGION, "--node")
        cluster.start(REGION, "--node")
        wait_until(lambda: self.write_units() == 20, 90, "what was kept raises the capacity to its minimum")
        self.assertEqual(self.client.describe_table(TableName=TABLE)["Table"]["ProvisionedThroughput"]
                         ["ReadCapacityUnits"], 7)
        [activity] = self.scaling.describe_scaling_activities(ServiceNamespace="dynamodb",
                                                              ResourceId=f"table/{TABLE}")["ScalingActivities"]
        self.assertEqual((activity["Description"], activity["Cause"], activity["StatusCode"]),
                         ("Setting write capacity units to 20.", "minimum capacity was set to 20", "Successful"))

        self.scaling.delete_scaling_policy(**WRITE, PolicyName="half")
        self.scaling.deregister_scalable_target(**WRITE)
        self.assertEqual(self.scaling.describe_scalable_targets(ServiceNamespace="dynamodb")["ScalableTargets"], [])

    def test_what_is_wrong_is_said_through_the_sdk(self):
        invalid = self.scaling.exceptions.ValidationException
        with self.assertRaisesRegex(invalid, "DynamoDB table does not exist: table/none"):
            self.scaling.register_scalable_target(**{**WRITE, "ResourceId": "table/none"}, MinCapacity=1, MaxCapacity=2)
        with self.assertRaisesRegex(invalid, "Unsupported service namespace"):
            self.scaling.register_scalable_target(ServiceNamespace="ecs", ResourceId="service/a/b", MinCapacity=1,
                                                  ScalableDimension="ecs:service:DesiredCount", MaxCapacity=2)
        with self.assertRaises(self.scaling.exceptions.InvalidNextTokenException):
            self.scaling.describe_scalable_targets(ServiceNamespace="dynamodb", NextToken="?")


if __name__ == "__main__":
    unittest.main()
