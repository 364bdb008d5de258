"""Goals: what Meridian is meant to reach now, held against what was measured.

They are reported, not asserted: a figure on a shared machine is no reason to fail a build.
"""

LEAST, MOST = "at least", "at most"


def _row(rows, operation):
    return next((row for row in rows if row["server"] == "Meridian" and row["operation"] == operation), None)


def _goal(name, value, kind, bound, unit):
    if value is None:
        return None
    reached = value >= bound if kind == LEAST else value <= bound
    return {"goal": f"{name}: {kind} {bound}{unit}", "measured": value, "unit": unit, "reached": reached}


def check(rows, regions):
    """The goals of which something was measured. A durable put is judged in each of its kinds."""
    goals = []
    for operation, ratio, cpu in (("get", 3, 30), ("put", 4, 60), ("put-global", 4, 60), ("put-logged", 4, 60)):
        row = _row(rows, operation)
        if row:
            goals.append(_goal(f"{operation}, times DynamoDB Local's throughput", row["ratio_to_dynamodb_local"],
                               LEAST, ratio, "x"))
            goals.append(_goal(f"{operation}, server CPU", row["server_cpu_us"], MOST, cpu, " us"))
    for watched, found in regions.get("lag_loaded", {}).items():
        delay = found["since_acknowledged"]
        if not delay["count"]:
            continue
        goals.append(_goal(f"replication delay to {watched} at 2,000 writes/s, p50", delay["p50_us"] / 1000,
                           MOST, 10, " ms"))
        goals.append(_goal(f"replication delay to {watched} at 2,000 writes/s, p99", delay["p99_us"] / 1000,
                           MOST, 40, " ms"))
    if "idle" in regions:
        largest = max(region["resident_mb"] for region in regions["idle"].values())
        goals.append(_goal("memory of an idle region, without Kafka", largest, MOST, 100, " MB"))
    return [goal for goal in goals if goal]
