"""PartiQL as applications use it: boto3's execute_statement, its pages, batches and exceptions."""

import unittest

from cluster_under_test import ClusterUnderTest, wait_until

LABEL = "integration"
TABLE = "partiql"
HERE, THERE = "us-east-1", "eu-west-1"


def setUpModule():
    global cluster
    cluster = ClusterUnderTest([HERE, THERE])
    unittest.addModuleCleanup(cluster.down)
    cluster.up()
    cluster.create_global_table(TABLE)


class PartiqlTest(unittest.TestCase):
    def setUp(self):
        self.client = cluster.client(HERE)

    def run_statement(self, text, *parameters, **more):
        if parameters:
            more["Parameters"] = list(parameters)
        return self.client.execute_statement(Statement=text, **more)

    def test_an_item_lives_by_statements_alone(self):
        key = {"S": "life"}
        self.run_statement(f"INSERT INTO {TABLE} VALUE {{'id':?,'n':1,'tags':<<'a'>>,'m':{{'l':[1]}}}}", key)
        with self.assertRaises(self.client.exceptions.DuplicateItemException):
            self.run_statement(f"INSERT INTO {TABLE} VALUE {{'id':?}}", key)

        reply = self.run_statement(
            f"UPDATE {TABLE} SET n=n+? SET tags=set_add(tags,<<'b'>>) SET m.l=list_append(m.l,[2]) WHERE id=? AND n=1 "
            "RETURNING ALL NEW *", {"N": "41"}, key)
        item = reply["Items"][0]
        self.assertEqual((item["n"], sorted(item["tags"]["SS"]), item["m"]), (
            {"N": "42"}, ["a", "b"], {"M": {"l": {"L": [{"N": "1"}, {"N": "2"}]}}}))
        self.assertEqual(self.client.get_item(TableName=TABLE, Key={"id": key})["Item"], item)

        with self.assertRaises(self.client.exceptions.ConditionalCheckFailedException):
            self.run_statement(f"DELETE FROM {TABLE} WHERE id=? AND n<42", key)
        self.assertEqual(self.run_statement(f"DELETE FROM {TABLE} WHERE id=? RETURNING ALL OLD *", key)["Items"], [item])
        self.assertEqual(self.run_statement(f"SELECT * FROM {TABLE} WHERE id=?", key)["Items"], [])

    def test_pages_of_a_scan_join(self):
        for n in range(30):
            self.run_statement(f"INSERT INTO {TABLE} VALUE {{'id':?,'page':true}}", {"S": f"page-{n}"})

        found, request = [], {"Statement": f"SELECT id FROM {TABLE} WHERE begins_with(id,'page-') AND page=true", "Limit": 7}
        while True:
            reply = self.client.execute_statement(**request)
            found += [item["id"]["S"] for item in reply["Items"]]
            if "NextToken" not in reply:
                break
            request["NextToken"] = reply["NextToken"]

        self.assertEqual(sorted(found), sorted(f"page-{n}" for n in range(30)))

    def test_a_token_fits_only_its_statement(self):
        for n in range(3):
            self.client.put_item(TableName=TABLE, Item={"id": {"S": f"token-{n}"}})
        reply = self.run_statement(f"SELECT * FROM {TABLE}", Limit=1)
        with self.assertRaises(self.client.exceptions.ClientError) as refused:
            self.run_statement(f"SELECT id FROM {TABLE}", Limit=1, NextToken=reply["NextToken"])
        self.assertIn("NextToken does not match request", str(refused.exception))

    def test_a_batch_answers_statement_by_statement(self):
        insert = f"INSERT INTO {TABLE} VALUE {{'id':?}}"
        statements = [{"Statement": insert, "Parameters": [{"S": f"batch-{n}"}]} for n in range(25)]
        replies = self.client.batch_execute_statement(Statements=statements)["Responses"]
        self.assertEqual([reply for reply in replies if "Error" in reply], [])

        replies = self.client.batch_execute_statement(Statements=[
            {"Statement": insert, "Parameters": [{"S": "batch-0"}]}, {"Statement": f"DELETE FROM {TABLE} WHERE id='batch-1'"}])
        self.assertEqual(replies["Responses"][0]["Error"]["Code"], "DuplicateItem")
        self.assertEqual(replies["Responses"][1], {"TableName": TABLE})

        read = f"SELECT * FROM {TABLE} WHERE id=?"
        replies = self.client.batch_execute_statement(
            Statements=[{"Statement": read, "Parameters": [{"S": f"batch-{n}"}]} for n in (1, 2)])
        self.assertEqual(replies["Responses"], [{"TableName": TABLE}, {"TableName": TABLE, "Item": {"id": {"S": "batch-2"}}}])

    def test_what_is_written_here_is_selected_there(self):
        self.run_statement(f"INSERT INTO {TABLE} VALUE {{'id':'far','n':1}}")
        there = cluster.client(THERE)

        def selected():
            return there.execute_statement(Statement=f"SELECT n FROM {TABLE} WHERE id='far'")["Items"] == [{"n": {"N": "1"}}]
        wait_until(selected, 20, f"{THERE} has the item")


if __name__ == "__main__":
    unittest.main()
