"""OwnNode: a meridiand as the test's own child, which shows what deploy/local hides: its exit status.

The region's Kafka and configuration are deploy/local's, made with up("--kafka-only").
"""

import signal
import subprocess

from cluster.build import program
from cluster_under_test import wait_until


def check(configuration):
    """`meridiand --check` of a file, run to its end."""
    return subprocess.run([program("meridiand"), "--config", configuration, "--check"], check=False, timeout=60,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


class OwnNode:
    """One region's node. Use addCleanup(node.kill): it ends the process whatever became of it."""

    def __init__(self, cluster, region):
        self._cluster, self._region = cluster, region
        self._log = cluster.folder / region / "meridiand.log"
        self._log_start = 0
        self._process = None

    def start(self, ready=True):
        """Starts it; `ready=False` doesn't wait until it serves."""
        self._log_start = self._log.stat().st_size if self._log.exists() else 0
        with open(self._log, "ab") as log:
            self._process = subprocess.Popen(
                [program("meridiand"), "--config", self._cluster.configuration(self._region)],
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
        if ready:
            wait_until(self.is_ready, 60, "the node is ready")
        return self

    def is_running(self):
        return self._process is not None and self._process.poll() is None

    def is_ready(self):
        if self._process.poll() is not None:
            raise AssertionError(f"the node ended with {self._process.returncode}: {self.log()[-2000:]}")
        return self._cluster.get(self._region, "/ready")[0] == 200

    @property
    def pid(self):
        return self._process.pid

    def log(self):
        """What it has logged since its last start."""
        return self._log.read_bytes()[self._log_start:].decode(errors="replace")

    def send(self, number):
        self._process.send_signal(number)

    def wait(self, seconds=60):
        """Its exit status; AssertionError when it still runs after that time."""
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired as fault:
            raise AssertionError(f"the node still runs after {seconds} s: {self.log()[-2000:]}") from fault

    def kill(self):
        """SIGKILL, if it runs."""
        if self._process:
            self._process.kill()
            self._process.wait(20)

    def stop(self):
        self.send(signal.SIGTERM)
        return self.wait()
