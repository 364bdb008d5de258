"""Report: the findings as text."""

COLUMNS = (
    ("server", "server", "{}"),
    ("operation", "operation", "{}"),
    ("operations_per_second", "ops/s", "{:.0f}"),
    ("p50_ms", "p50 ms", "{:.2f}"),
    ("p99_ms", "p99 ms", "{:.2f}"),
    ("server_cpu_us", "server CPU us/op", "{:.1f}"),
    ("kafka_cpu_us", "Kafka CPU us/op", "{:.1f}"),
    ("client_cpu_us", "client CPU us/op", "{:.1f}"),
    ("ratio_to_dynamodb_local", "x DynamoDB Local", "{:.2f}"),
    ("errors", "errors", "{}"),
)


def _table(rows):
    lines = [[title for _, title, _ in COLUMNS]]
    for row in rows:
        lines.append(["" if row[key] is None else form.format(row[key]) for key, _, form in COLUMNS])
    widths = [max(len(line[i]) for line in lines) for i in range(len(COLUMNS))]
    text = ["  ".join(cell.ljust(width) if i < 2 else cell.rjust(width)
                      for i, (cell, width) in enumerate(zip(line, widths))).rstrip() for line in lines]
    return "\n".join(text)


def _costs(run):
    """What one write costs each process, in microseconds of CPU."""
    each = {name: used["us_per_operation"] for name, used in run["cpu"].items()}
    listed = ", ".join(f"{name} {us:.0f}" for name, us in sorted(each.items()))
    return f"CPU us for each write: {listed}; together {sum(each.values()):.0f}"


def _global(run):
    latency = run["latency"]
    return (f"Put in one of 3 regions, closed loop, all of them on this machine: {run['operations_per_second']:.0f} "
            f"operations/s, p50 {latency['p50_us'] / 1000:.1f} ms, p99 {latency['p99_us'] / 1000:.1f} ms, "
            f"{run['errors']} errors {run['causes'] or ''}\n  {_costs(run)}")


def _delays(title, found):
    lines = [title]
    for region, lag in found.items():
        delay, writes = lag["since_acknowledged"], lag["writes"]
        others = ""
        if writes:
            latency = writes["latency"]
            others = (f"; other writes {writes['operations_per_second']:.0f}/s, acknowledged p50 "
                      f"{latency['p50_us'] / 1000:.1f} ms, p99 {latency['p99_us'] / 1000:.1f} ms, {writes['errors']} errors")
        lines.append(f"  to {region}: p50 {delay['p50_us'] / 1000:.1f} ms, p99 {delay['p99_us'] / 1000:.1f} ms, "
                     f"max {delay['max_us'] / 1000:.1f} ms ({delay['count']} writes watched, {lag['unseen']} not seen"
                     f"{others})")
        if writes:
            lines.append(f"    {_costs(writes)}")
    return "\n".join(lines)


def _idle(title, found):
    return "\n".join([title] + [f"  {region}: {one['resident_mb']:.0f} MB, {one['cpu_percent']:.1f} % of a core"
                                for region, one in found.items()])


def _goals(goals):
    lines = ["Goals:"]
    for goal in goals:
        lines.append(f"  {'reached    ' if goal['reached'] else 'NOT reached'}  {goal['goal']} "
                     f"(measured {goal['measured']:.1f}{goal['unit']})")
    return "\n".join(lines)


def text(findings):
    machine, regions, rows = findings["machine"], findings["regions"], findings["rows"]
    parts = [f"{machine['cpu']}, {machine['cores']} cores, load average before: {machine['load_average_before']:.1f}"]
    if rows:
        parts.append(f"Closed loop, {findings['connections']} connections, 1 KB items; medians of "
                     f"{findings['rounds']} rounds.\n" + _table(rows))
    for row in rows:
        parts += [f"  {row['server']}, {row['operation']}: {count} x {cause}" for cause, count in row["causes"].items()]
    for key, title in (("lag_idle", "Replication delay at 10 writes/s:"),
                       ("lag_loaded", "Replication delay at 2,000 writes/s:")):
        if key in regions:
            parts.append(_delays(title, regions[key]))
    if "global" in regions:
        parts.append(_global(regions["global"]))
    for key, title in (("idle", "A region's node, idle, after its start:"),
                       ("idle_after_load", "A region's node, idle, after load:")):
        if key in regions:
            parts.append(_idle(title, regions[key]))
    if findings["goals"]:
        parts.append(_goals(findings["goals"]))
    return "\n\n".join(parts)
