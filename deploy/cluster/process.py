"""Process: starts one program in the background and finds it again by its pid file.

A pid file holds the pid with the process's start time and the machine's boot id, so that a recycled
pid is never taken for ours; signals go through a pidfd, so not even one recycled meanwhile is hit.
"""

import json
import os
import pathlib
import signal
import subprocess
import time

from cluster.errors import ClusterError

BOOT_ID = pathlib.Path("/proc/sys/kernel/random/boot_id")


def _start_time(pid):
    """The process's start in ticks since boot; None when it is gone or only waits to be reaped."""
    try:
        stat = pathlib.Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    fields = stat.rpartition(")")[2].split()
    return None if fields[0] in "ZX" else int(fields[19])


class Process:
    """One program, whether it runs or not. `name` is how messages call it."""

    def __init__(self, name, pid_file, log):
        self.name = name
        self.pid_file = pid_file
        self.log = log

    def pid(self):
        """Its pid while it runs, else None."""
        try:
            known = json.loads(self.pid_file.read_text())
        except (OSError, ValueError):
            return None
        if known["boot"] != BOOT_ID.read_text().strip():
            return None
        return known["pid"] if _start_time(known["pid"]) == known["start"] else None

    def start(self, command, cwd):
        """Starts it unless it runs; output is appended to the log."""
        if self.pid():
            return
        cwd.mkdir(parents=True, exist_ok=True)
        with open(self.log, "ab") as log:
            child = subprocess.Popen(
                [str(word) for word in command], cwd=cwd, stdin=subprocess.DEVNULL,
                stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
            )
        # It goes on after us; without this, Popen would warn that it does.
        child.returncode = 0
        known = {"pid": child.pid, "start": _start_time(child.pid), "boot": BOOT_ID.read_text().strip()}
        self.pid_file.write_text(json.dumps(known) + "\n")

    def send(self, number):
        """Sends a signal; False when the process doesn't run."""
        pid = self.pid()
        if not pid:
            return False
        try:
            fd = os.pidfd_open(pid)
        except ProcessLookupError:
            return False
        try:
            if self.pid() != pid:
                return False
            signal.pidfd_send_signal(fd, number)
        except ProcessLookupError:
            return False
        finally:
            os.close(fd)
        return True

    def wait_gone(self, seconds):
        """Whether it ended within that time; then its pid file is removed."""
        deadline = time.monotonic() + seconds
        while self.pid():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)
        self.pid_file.unlink(missing_ok=True)
        return True

    def kill(self):
        self.send(signal.SIGKILL)
        if not self.wait_gone(10):
            raise ClusterError(f"{self.name} (pid {self.pid()}) survives SIGKILL: it hangs in the kernel")

    def tail(self, lines=15):
        """The log's last lines, indented, for an error message."""
        try:
            with open(self.log, "rb") as log:
                log.seek(max(0, log.seek(0, os.SEEK_END) - 16384))
                text = log.read().decode(errors="replace")
        except OSError:
            return "  (no log)"
        return "\n".join("  " + line for line in text.splitlines()[-lines:]) or "  (the log is empty)"


def stop_all(processes, seconds=30):
    """Stops them side by side, in order: SIGTERM, and SIGKILL for what doesn't end in time.

    Returns the names of those that had to be killed.
    """
    running = [process for process in processes if process.send(signal.SIGTERM)]
    deadline = time.monotonic() + seconds
    killed = []
    for process in running:
        if not process.wait_gone(max(0, deadline - time.monotonic())):
            process.kill()
            killed.append(process.name)
    return killed
