"""Regions: what three of them on one machine cost, and how fast they tell each other of a write.

Each link between two regions goes through a forwarding proxy (meridian-links), so the delays hold one
more hop, and its CPU, than a network would.
"""

import sys

from measure import load, machine
from measure.servers import TABLE, Meridian

REGIONS = ["us-east-1", "eu-west-1", "ap-south-1"]
IDLE_RATE = 10


def _idle(meridian, settings):
    """Memory and CPU of each region's node while nothing is asked of it."""
    found = {}
    for region in REGIONS:
        pid = meridian.node_pid(region)
        cpu = machine.idle_cpu_percent(pid, settings.settle_seconds)
        found[region] = {"resident_mb": machine.resident_mb(pid), "cpu_percent": cpu}
    return found


def _lag(meridian, rate, settings):
    print(f"bench: replication delay at {rate} writes/s", file=sys.stderr)
    found = {}
    for watched in REGIONS[1:]:
        meridian.wait_drained()
        found[watched] = load.lag(meridian, watched, rate, settings)
    return found


def measure(wanted, settings):
    """What is `wanted` of idle, lag, global, by name; idle is the first thing after the start."""
    found = {}
    with Meridian(REGIONS) as meridian:
        meridian.cluster.create_global_table(TABLE)
        if "idle" in wanted:
            found["idle"] = _idle(meridian, settings)
        load.fill(meridian, settings)
        if "lag" in wanted:
            found["lag_idle"] = _lag(meridian, IDLE_RATE, settings)
            found["lag_loaded"] = _lag(meridian, load.LOADED_RATE, settings)
        if "global" in wanted:
            meridian.wait_drained()
            found["global"] = load.run(meridian, "put", settings, processes=meridian.all_processes)
            meridian.wait_drained()
        if "idle" in wanted:
            found["idle_after_load"] = _idle(meridian, settings)
    return found
