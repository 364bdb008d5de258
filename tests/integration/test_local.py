"""deploy/local: what it starts it finds again, and it touches nothing else."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import tomllib
import unittest

from cluster import node
from cluster.errors import ClusterError
from cluster.layout import Layout
from cluster.process import Process
from cluster_under_test import ROOT, free_base_port

LABEL = "integration"


class FolderTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="local-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)


class ProcessTest(FolderTest):
    def start(self):
        process = Process("sleeper", self.folder / "sleeper.pid", self.folder / "sleeper.log")
        process.start([sys.executable, "-c", "print('started', flush=True); import time; time.sleep(60)"], self.folder)
        self.addCleanup(process.kill)
        return process

    def test_a_process_is_found_again_and_not_started_twice(self):
        pid = self.start().pid()
        self.assertIsNotNone(pid)
        self.assertEqual(self.start().pid(), pid)

    def test_a_recycled_pid_is_not_taken_for_ours(self):
        process = self.start()
        known = json.loads(process.pid_file.read_text())
        other = Process("other", self.folder / "other.pid", process.log)
        other.pid_file.write_text(json.dumps({**known, "pid": os.getpid()}))

        self.assertIsNone(other.pid())
        other.kill()  # Or this test would be its own victim.

        other.pid_file.write_text(json.dumps({**known, "boot": "an earlier one"}))
        self.assertIsNone(other.pid())

    def test_one_that_ended_is_not_running(self):
        process = self.start()
        process.kill()
        self.assertIsNone(process.pid())
        self.assertFalse(process.send(0))


class ConfigurationTest(FolderTest):
    def settings(self, *config):
        layout = Layout.create(self.folder, ["a", "b", "c"], 8101)
        layout.state["private_ports"] = {f"{use} a {to}": 20000 + i for i, (use, to) in enumerate(
            (use, to) for use in ("kafka", "endpoint") for to in "bc")}
        layout.state["config"].update(node.parse_setting(text) for text in config)
        node.configure(layout, layout.region("a"))
        path = layout.region("a").folder / "region.toml"
        self.assertEqual(path.stat().st_mode & 0o077, 0, "secrets that others can read")
        return tomllib.loads(path.read_text())

    def test_a_region_reaches_each_peer_by_its_links_only(self):
        settings = self.settings()
        self.assertEqual(settings["http"]["listen"], "127.0.0.1:8101")
        self.assertEqual(settings["kafka"]["bootstrap"], "127.0.0.1:9101")
        self.assertEqual(settings["peer"], [
            {"name": "b", "endpoint": "http://127.0.0.1:20002", "kafka": "127.0.0.1:20000"},
            {"name": "c", "endpoint": "http://127.0.0.1:20003", "kafka": "127.0.0.1:20001"}])

    def test_settings_override_and_add(self):
        settings = self.settings("storage.partitions=4", "storage.shards=1", "clock.quarantine_ahead_ms=1000",
                                 "new.table.word=as it stands", "new.flag=true", "new.list=[1, 2]")
        self.assertEqual(settings["storage"], {"partitions": 4, "shards": 1})
        self.assertEqual(settings["clock"], {"quarantine_ahead_ms": 1000})
        self.assertEqual(settings["new"], {"table": {"word": "as it stands"}, "flag": True, "list": [1, 2]})

    def test_a_setting_without_a_value_is_refused(self):
        with self.assertRaises(ClusterError):
            node.parse_setting("storage.shards")


class CommandTest(FolderTest):
    def local(self, *words, ok=True):
        done = subprocess.run([ROOT / "deploy/local", *words, "--dir", self.folder / "D"], check=False, timeout=300,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.assertEqual(done.returncode == 0, ok, done.stdout)
        return done.stdout

    def test_commands_on_nothing_fail_and_make_nothing(self):
        for words in (("status",), ("down",), ("start", "a"), ("cut", "a", "b")):
            self.assertIn("no cluster", self.local(*words, ok=False))
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_kafka_alone_starts_resumes_and_leaves_nothing_behind(self):
        self.addCleanup(lambda: (self.folder / "D").exists() and self.local("down", "--wipe"))
        base = str(free_base_port(2))
        self.local("up", "--kafka-only", "--regions", "a,b", "--base-port", base)
        before = self.local("status", ok=False)  # The nodes are down, and it says so by its status.
        self.assertIn("node is down", before)
        self.assertEqual(before.count("pid "), 2)

        self.local("up", "--kafka-only")
        self.assertEqual(self.local("status", ok=False), before)
        self.assertIn("can't change", self.local("up", "--kafka-only", "--base-port", "19999", ok=False))
        self.assertIn("no region", self.local("kill", "c", ok=False))

        self.local("kill", "a", "--kafka")
        self.assertEqual(self.local("status", ok=False).count("pid "), 1)
        self.local("start", "a", "--kafka")
        self.local("down")
        self.local("up", "--kafka-only")
        self.local("down", "--wipe")
        self.assertEqual(list(self.folder.iterdir()), [])


if __name__ == "__main__":
    unittest.main()
