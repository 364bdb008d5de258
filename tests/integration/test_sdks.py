"""Clients other than boto3, as their users have them: the AWS CLI and the JavaScript SDK."""

import json
import pathlib
import subprocess
import unittest

from cluster_under_test import ROOT, ClusterUnderTest, wait_until

LABEL = "integration"
TABLE = "sdks"
AWS = "/usr/bin/aws"
JAVASCRIPT = pathlib.Path(__file__).resolve().parent / "js"


def setUpModule():
    global cluster
    cluster = ClusterUnderTest()
    unittest.addModuleCleanup(cluster.down)
    cluster.up()


class SdksTest(unittest.TestCase):
    def run_in(self, region, command, **options):
        done = subprocess.run(command, env={**cluster.environment(region), **options.pop("env", {})}, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=120, **options)
        self.assertEqual(done.returncode, 0, f"{command}: {done.stdout}{done.stderr}")
        return done.stdout

    def aws(self, region, *words, service="dynamodb", env=()):
        command = [AWS, service, *words, "--endpoint-url", cluster.endpoint(region), "--output", "json"]
        text = self.run_in(region, command, env=dict(env))
        return json.loads(text) if text.strip() else {}

    def wait_active(self, region, table):
        wait_until(lambda: self.aws(region, "describe-table", "--table-name", table)["Table"]["TableStatus"] ==
                   "ACTIVE", 60, f"{table} is active in {region}")

    def test_the_aws_cli_makes_a_global_table_and_reads_in_another_region(self):
        home, other, _ = cluster.regions
        table = "from-cli"
        self.aws(home, "create-table", "--table-name", table, "--billing-mode", "PAY_PER_REQUEST",
                 "--attribute-definitions", "AttributeName=id,AttributeType=S",
                 "--key-schema", "AttributeName=id,KeyType=HASH",
                 "--stream-specification", "StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES")
        self.wait_active(home, table)
        self.aws(home, "update-table", "--table-name", table,
                 "--replica-updates", json.dumps([{"Create": {"RegionName": other}}]))
        wait_until(lambda: self.aws(other, "list-tables")["TableNames"].count(table), 60, "the replica exists")
        self.wait_active(other, table)

        self.aws(home, "put-item", "--table-name", table, "--item", '{"id": {"S": "1"}, "n": {"N": "7"}}')
        item = wait_until(lambda: self.aws(other, "get-item", "--table-name", table, "--key",
                                           '{"id": {"S": "1"}}').get("Item"), 20, "the item arrives")

        self.assertEqual(item, {"id": {"S": "1"}, "n": {"N": "7"}})
        regions = self.aws(home, "list-regions", service="meridian", env={"AWS_DATA_PATH": str(ROOT / "deploy/sdk")})
        self.assertEqual({region["RegionName"] for region in regions["Regions"]}, set(cluster.regions))

    def test_the_javascript_sdk_does_the_round_trip(self):
        home, other, _ = cluster.regions
        subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=JAVASCRIPT, check=True, timeout=300)
        cluster.create_global_table(TABLE)

        answer = self.run_in(home, ["node", "round_trip.mjs", TABLE], cwd=JAVASCRIPT,
                             env={"OTHER_REGION": other, "OTHER_ENDPOINT": cluster.endpoint(other)})

        self.assertEqual(json.loads(answer), {"read": {"id": {"S": "js"}, "n": {"N": "41"}},
                                              "updated": {"N": "42"}, "refused": "ConditionalCheckFailedException",
                                              "elsewhere": {"id": {"S": "js"}, "n": {"N": "42"}}, "deleted": True})

    def test_meridianctl_finds_the_cluster_by_its_folder(self):
        text = self.run_in(cluster.regions[0], [ROOT / "deploy/meridianctl", "list-regions", "--dir", cluster.folder])
        for region in cluster.regions:
            self.assertIn(region, text)


if __name__ == "__main__":
    unittest.main()
