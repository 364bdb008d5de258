"""Status: what runs where, and how far behind the regions are, as a table for people."""

from cluster import broker, client, links, node


def table(rows):
    """Rows of strings as aligned columns; the first row is the heading."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows)


def _lag(layout, region):
    """The region's lag behind each source; "-" when it can't be asked."""
    try:
        answer = client.meridian(
            region.endpoint, region.name, layout.state["access_key_id"], layout.state["secret_access_key"]
        ).describe_replication()
    except client.UNAVAILABLE:
        return "-"
    return ", ".join(
        f"{link['SourceRegion']} {link.get('State', '?')} {link.get('LagMillis', '?')} ms" for link in answer["Links"]
    )


def report(layout):
    """(the table, whether everything is up and ready)."""
    rows = [("REGION", "ENDPOINT", "NODE", "KAFKA", "HEALTH", "BEHIND")]
    healthy = True
    for region in layout.regions:
        node_pid, kafka_pid = node.process(region).pid(), broker.process(region).pid()
        reason = node.why_not_ready(region) if node_pid else "node is down"
        if not reason and not kafka_pid:
            reason = "Kafka is down"
        healthy = healthy and reason is None
        rows.append(
            (
                region.name,
                region.endpoint,
                f"pid {node_pid}" if node_pid else "down",
                f"pid {kafka_pid}" if kafka_pid else "down",
                reason or "ready",
                _lag(layout, region) if node_pid else "-",
            )
        )
    text = table(rows)
    if not links.process(layout).pid():
        text += "\nlinks: down"
        healthy = False
    for a, b in links.cut_pairs(layout):
        text += f"\ncut: {a} and {b}"
    return text, healthy
