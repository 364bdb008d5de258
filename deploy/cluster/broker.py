"""Broker: the Kafka of one region, as run-broker is to run it.

A Kafka client connects to whatever address the broker advertises. So that every connection from
another region goes over that region's link, the broker has one listener for each peer, advertised
at the port where the link from that peer begins.
"""

import socket
import struct

from cluster.layout import ROOT, write_private
from cluster.process import Process


def process(region):
    folder = region.kafka_folder
    return Process(f"Kafka of {region.name}", folder / "broker.pid", folder / "broker.log")


def command(layout, region):
    return [
        ROOT / "deploy/kafka/run-broker",
        region.kafka_folder / "server.properties",
        layout.state["kafka_cluster_ids"][region.name],
    ]


def _listener(peer):
    return "FROM_" + peer.name.upper().replace("-", "_")


def properties(layout, region):
    ports = layout.state["private_ports"]
    controller = ports[f"controller {region.name}"]
    bound = {"LOCAL": region.kafka_port, "CONTROLLER": controller}
    advertised = {"LOCAL": region.kafka_port}
    for peer, to in layout.pairs():
        if to == region:
            bound[_listener(peer)] = ports[f"listener {peer.name} {region.name}"]
            advertised[_listener(peer)] = ports[f"kafka {peer.name} {region.name}"]

    def addresses(listeners):
        return ",".join(f"{name}://127.0.0.1:{port}" for name, port in listeners.items())

    return {
        "process.roles": "broker,controller",
        "node.id": 1,
        "controller.quorum.voters": f"1@127.0.0.1:{controller}",
        "controller.listener.names": "CONTROLLER",
        "inter.broker.listener.name": "LOCAL",
        "listeners": addresses(bound),
        "advertised.listeners": addresses(advertised),
        "listener.security.protocol.map": ",".join(f"{name}:PLAINTEXT" for name in bound),
        "log.dirs": region.kafka_folder / "data",
        # One broker: nothing can be replicated, and Kafka's own topics need little room.
        "offsets.topic.replication.factor": 1,
        "offsets.topic.num.partitions": 1,
        "transaction.state.log.replication.factor": 1,
        "transaction.state.log.min.isr": 1,
        "transaction.state.log.num.partitions": 1,
        "share.coordinator.state.topic.replication.factor": 1,
        "share.coordinator.state.topic.min.isr": 1,
        "group.initial.rebalance.delay.ms": 0,
        # Meridian makes its topics itself, with the settings they need.
        "auto.create.topics.enable": "false",
        "message.max.bytes": 4 * 1024 * 1024,
        # Small processes: the default cleaner buffer alone is larger than this heap.
        "log.cleaner.dedupe.buffer.size": 8 * 1024 * 1024,
        "num.network.threads": 2,
        "num.io.threads": 4,
        # A broker that was killed is let back in when its old session has ended: 5 s, not 13.
        "broker.session.timeout.ms": 2000,
        "broker.heartbeat.interval.ms": 500,
    }


def configure(layout, region):
    lines = [f"{key}={value}\n" for key, value in properties(layout, region).items()]
    write_private(region.kafka_folder / "server.properties", "".join(lines))


def answers(region):
    """Whether the broker serves clients: it knows itself as a live member of its cluster.

    An open port isn't enough: until the controller lets the broker in, topics can't be made. So this
    asks for the cluster's metadata (version 1, no topics) and looks for a broker in the answer.
    """
    body = struct.pack(">hhi", 3, 1, 1) + struct.pack(">h", 4) + b"wait" + struct.pack(">i", 0)
    try:
        with socket.create_connection(("127.0.0.1", region.kafka_port), timeout=2) as connection:
            connection.settimeout(2)
            connection.sendall(struct.pack(">i", len(body)) + body)
            with connection.makefile("rb") as stream:
                header = stream.read(12)
    except OSError:
        return False
    return len(header) == 12 and struct.unpack(">iii", header)[2] > 0
