"""Rounds: the same operation on one server after the other, again and again.

On a shared machine throughput swings with the neighbours, within a minute by a factor of two. Taking
turns (A B C A B C …) exposes all to the same swings; a ratio is taken inside each round, and what is
reported is the median over the rounds.
"""

import statistics
import sys

from measure import load
from measure.servers import GLOBAL_TABLE, LOGGED_TABLE, TABLE


def measure(servers, operations, settings):
    """{(server's name, operation): its runs}. Meridian's durable writes are measured in all three kinds."""
    runs = {}
    for number in range(settings.rounds):
        for operation in operations:
            for server in servers:
                kinds = [(operation, TABLE)]
                if server.name == "Meridian" and operation == "put":
                    kinds += [("put-global", GLOBAL_TABLE), ("put-logged", LOGGED_TABLE)]
                for kind, table in kinds:
                    with server.running():
                        found = load.run(server, operation, settings, table)
                    runs.setdefault((server.name, kind), []).append(found)
                    print(f"bench: round {number + 1}/{settings.rounds}, {server.name}, {kind}: "
                          f"{found['operations_per_second']:.0f}/s", file=sys.stderr)
    return runs


def cpu_us(run, process="server"):
    return run["cpu"].get(process, {}).get("us_per_operation")


def _median(values):
    known = [value for value in values if value is not None]
    return statistics.median(known) if known else None


def summarise(runs, baseline="DynamoDB Local"):
    """A row for each server and operation: medians over the rounds."""
    rows = []
    for (name, kind), found in runs.items():
        against = runs.get((baseline, kind.partition("-")[0]), [])
        rows.append({
            "server": name,
            "operation": kind,
            "operations_per_second": _median(run["operations_per_second"] for run in found),
            "p50_ms": _median(run["latency"]["p50_us"] / 1000 for run in found),
            "p99_ms": _median(run["latency"]["p99_us"] / 1000 for run in found),
            "server_cpu_us": _median(cpu_us(run) for run in found),
            "kafka_cpu_us": _median(cpu_us(run, "kafka") for run in found),
            "client_cpu_us": _median(cpu_us(run, "client") for run in found),
            "ratio_to_dynamodb_local": _median(
                ours["operations_per_second"] / theirs["operations_per_second"]
                for ours, theirs in zip(found, against) if theirs["operations_per_second"]),
            "errors": sum(run["errors"] for run in found),
            "causes": {cause: count for run in found for cause, count in run["causes"].items()},
        })
    return rows
