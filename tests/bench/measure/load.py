"""Load: runs the load programs against a server and returns what they print."""

import json
import subprocess

from measure import programs
from measure.errors import BenchError
from measure.servers import TABLE, environment

CONNECTIONS = 64
LOADED_RATE = 2_000  # Writes a second; a slower run lasts longer, for enough samples.


class Settings:
    """How long and how often. `quick` is for a first look; its figures swing."""

    def __init__(self, quick, seconds=None):
        self.seconds = seconds or (3 if quick else 10)
        self.warm_up = 1 if quick else 2
        self.rounds = 2 if quick else 5
        self.items = 2_000 if quick else 10_000
        self.heat_seconds = 3 if quick else 15
        self.lag_seconds = self.seconds * 2
        self.settle_seconds = 3 if quick else 10


def _run(command, server, seconds):
    words = [str(word) for word in command] + ["--json"]
    try:
        done = subprocess.run(words, env=environment(server), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              text=True, check=False, timeout=seconds + 60)
    except subprocess.TimeoutExpired as fault:
        raise BenchError(f"no end: {' '.join(words)}") from fault
    if done.returncode == 2 or not done.stdout:
        raise BenchError(f"{' '.join(words)}: {done.stderr.strip()}")
    return json.loads(done.stdout)


def _counted(processes):
    return [word for name, pid in processes.items() for word in ("--process", f"{name}={pid}")]


def run(server, operation, settings, table=TABLE, seconds=None, processes=None):
    """One run of meridian-load; its JSON. `processes`: whose CPU is counted (default: the server's)."""
    seconds = seconds or settings.seconds
    command = [programs.LOAD, "--server", server.address, "--region", server.region, "--table", table,
               "--operation", operation, "--keys", settings.items, "--connections", CONNECTIONS,
               "--warm-up", settings.warm_up, "--seconds", seconds, *_counted(processes or server.processes)]
    return _run(command, server, settings.warm_up + seconds)


def fill(server, settings, table=TABLE):
    """Puts every item once; BenchError unless all of them arrived."""
    found = run(server, "fill", settings, table, seconds=120)
    if found["operations"] != settings.items or found["errors"]:
        raise BenchError(f"{server.name}: {found['operations']} of {settings.items} items could be put: "
                         f"{found['causes']}")


def heat(server, settings):
    """Load before anything is measured, for those that compile as they run."""
    for operation in ("put", "get"):
        run(server, operation, settings, seconds=settings.heat_seconds)


def lag(meridian, watched, rate, settings):
    """One run of meridian-lag from Meridian's first region to `watched`; its JSON."""
    seconds = settings.lag_seconds if rate >= LOADED_RATE else settings.lag_seconds * 2
    command = [programs.LAG, "--server", meridian.address, "--region", meridian.region,
               "--watched-server", meridian.address_of(watched), "--watched-region", watched,
               "--table", TABLE, "--keys", settings.items, "--rate", rate,
               "--warm-up", settings.warm_up, "--seconds", seconds, *_counted(meridian.all_processes)]
    return _run(command, meridian, settings.warm_up + seconds)
