"""Ports: the two that people use follow the base port; all others are free ones, written down.

Node i listens on base + i, its Kafka on base + 1000 + i. What only the regions themselves use (a
controller for each broker, a broker's listener for each peer, two forwarded ports for each link) is
picked once from below the kernel's own range for outgoing connections, kept in state.json, and
picked again only when something else has taken it meanwhile.
"""

import random
import socket

from cluster.errors import ClusterError

PRIVATE_RANGE = range(20000, 32000)


def is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def names(layout):
    """The name of every private port that this cluster needs."""
    wanted = [f"controller {region.name}" for region in layout.regions]
    for a, b in layout.pairs():
        wanted += [f"{use} {a.name} {b.name}" for use in ("listener", "kafka", "endpoint")]
    return wanted


def assign(layout):
    """Settles all ports of a cluster that isn't running."""
    for region in layout.regions:
        for port in (region.http_port, region.kafka_port):
            if not is_free(port):
                raise ClusterError(
                    f"port {port} is taken; stop what listens there, or choose another --base-port"
                )
    known = layout.state["private_ports"]
    kept = {name: port for name, port in known.items() if name in names(layout) and is_free(port)}
    public = {port for r in layout.regions for port in (r.http_port, r.kafka_port)}
    candidates = random.sample(PRIVATE_RANGE, len(PRIVATE_RANGE))
    for name in names(layout):
        while name not in kept:
            port = candidates.pop()
            if port not in kept.values() and port not in public and is_free(port):
                kept[name] = port
    layout.state["private_ports"] = kept
