"""/metrics: the page and the document tell of the same metrics, and lag is what it says."""

import re
import unittest

from cluster_under_test import ROOT, ClusterUnderTest, wait_until

LABEL = "integration"
TABLE = "metrics"
DOCUMENT = ROOT / "docs/operations/metrics.md"
SAMPLE = re.compile(r'([a-z_]+)(?:\{(.*)\})? (\S+)')


def setUpModule():
    global cluster
    cluster = ClusterUnderTest(["us-east-1", "eu-west-1"])
    unittest.addModuleCleanup(cluster.down)
    cluster.up()
    cluster.create_global_table(TABLE)


class Page:
    """One look at a region's /metrics."""

    def __init__(self, region):
        status, text = cluster.get(region, "/metrics")
        if status != 200:
            raise AssertionError(f"/metrics: {status}")
        self.help = dict(re.findall(r"^# HELP (\S+) (.*)$", text, re.MULTILINE))
        self.type = dict(re.findall(r"^# TYPE (\S+) (\S+)$", text, re.MULTILINE))
        self.samples = {}
        for line in text.splitlines():
            if line and not line.startswith("#"):
                name, labels, value = SAMPLE.fullmatch(line).groups()
                self.samples[name, frozenset(re.findall(r'(\w+)="([^"]*)"', labels or ""))] = float(value)

    def value(self, name, **labels):
        """The sum of that metric's samples with these labels; AssertionError when there is none."""
        found = [value for (n, given), value in self.samples.items() if n == name and given >= set(labels.items())]
        if not found:
            raise AssertionError(f"no {name} with {labels}")
        return sum(found)


class MetricsTest(unittest.TestCase):
    def setUp(self):
        self.a, self.b = cluster.regions

    def test_the_page_and_the_document_name_the_same_metrics(self):
        # A prefix that only explains how names are made, meridian_<module>_…, is none.
        documented = set(re.findall(r"\bmeridian_[a-z_]*[a-z]\b(?![_<])", DOCUMENT.read_text()))
        self.assertEqual(documented, set(Page(self.a).type))

    def test_each_metric_has_a_help_text_and_a_name_with_its_module_and_unit(self):
        page = Page(self.a)
        self.assertEqual(set(page.help), set(page.type))
        for name, text in page.help.items():
            self.assertGreater(len(text), 15, name)
            self.assertRegex(name, r"^meridian_(api|capacity|streams|replicator|storage|http|node)_[a-z_]+$")
        for (name, labels), _ in page.samples.items():
            family = re.sub("_(bucket|sum|count)$", "", name) if name not in page.type else name
            self.assertIn(family, page.type, "a sample without a type")
            if page.type[family] == "counter":
                self.assertTrue(family.endswith("_total"), family)
            if not name.startswith("meridian_capacity_"):  # Of which each node shows a hundred tables at most.
                self.assertNotIn(TABLE, dict(labels).values(), "a client can make series")

    def test_requests_and_errors_are_counted_by_operation(self):
        client = cluster.client(self.a)
        before = Page(self.a)
        for n in range(5):
            client.put_item(TableName=TABLE, Item={"id": {"S": f"counted-{n}"}})
        for _ in range(3):
            with self.assertRaises(client.exceptions.ConditionalCheckFailedException):
                client.put_item(TableName=TABLE, Item={"id": {"S": "counted-0"}},
                                ConditionExpression="attribute_not_exists(id)")
        after = Page(self.a)

        def grown(name, **labels):
            return after.value(name, **labels) - before.value(name, **labels)

        self.assertEqual(grown("meridian_api_requests_total", operation="PutItem"), 8)
        self.assertEqual(grown("meridian_api_request_seconds_count", operation="PutItem"), 8)
        self.assertEqual(grown("meridian_api_condition_failures_total"), 3)
        wait_until(lambda: Page(self.b).value("meridian_replicator_applied_records_total", source=self.a) >= 5, 20,
                   "the other region counts what it applied")
        wait_until(lambda: Page(self.a).value("meridian_streams_backlog_records") == 0, 20, "the backlog is empty")

    def lag(self, region, source):
        return Page(region).value("meridian_replicator_lag_seconds", source=source)

    def test_lag_grows_by_a_second_a_second_while_a_link_is_cut_and_falls_after_the_heal(self):
        wait_until(lambda: self.lag(self.b, self.a) < 1.5, 20, "lag is small")
        cluster.cut(self.a, self.b)
        try:
            wait_until(lambda: self.lag(self.b, self.a) > 4, 20, "lag grows")
            wait_until(lambda: self.lag(self.a, self.b) > 4, 20, "and in the other direction")
        finally:
            cluster.heal(self.a, self.b)
        wait_until(lambda: self.lag(self.b, self.a) < 1.5 and self.lag(self.a, self.b) < 1.5, 30, "lag falls")


if __name__ == "__main__":
    unittest.main()
