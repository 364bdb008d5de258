"""Regions: starting and ending a cluster's processes, in the order that they depend on each other.

The links first, then every region's Kafka, then every node; stopping goes the other way. What already
runs is left alone, so each command may be repeated after a failure.
"""

import resource
import shutil
import signal
import time

from cluster import broker, build, links, node, ports
from cluster.errors import ClusterError
from cluster.process import stop_all

READY_SECONDS = 90


def running(layout):
    """The names of all processes of the cluster that run."""
    everything = [links.process(layout)]
    for region in layout.regions:
        everything += [broker.process(region), node.process(region)]
    return [process.name for process in everything if process.pid()]


def _wait(process, is_ready, reason=None):
    """Returns when `is_ready()`; ClusterError with the log's end when it died or takes too long."""
    deadline = time.monotonic() + READY_SECONDS
    while not is_ready():
        if not process.pid():
            raise ClusterError(f"{process.name} ended while starting; its log {process.log} ends so:\n{process.tail()}")
        if time.monotonic() > deadline:
            why = f" ({reason()})" if reason else ""
            raise ClusterError(
                f"{process.name} is not ready after {READY_SECONDS} s{why}; its log {process.log} ends so:\n"
                f"{process.tail()}"
            )
        time.sleep(0.05)


def _start_brokers(layout, regions):
    for region in regions:
        broker.process(region).start(broker.command(layout, region), region.kafka_folder)
    for region in regions:
        _wait(broker.process(region), lambda region=region: broker.answers(region))


def _start_nodes(regions):
    for region in regions:
        node.process(region).start(node.command(region), region.folder)
    for region in regions:
        _wait(
            node.process(region),
            lambda region=region: node.why_not_ready(region) is None,
            lambda region=region: node.why_not_ready(region),
        )


def _allow_many_files():
    """A broker holds several files open for each partition; children inherit the limit."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def up(layout, with_nodes=True):
    """Starts what doesn't run. Ports and configuration are settled only while nothing does."""
    build.ensure(["meridian-links", "meridiand"] if with_nodes else ["meridian-links"])
    _allow_many_files()
    if not running(layout):
        ports.assign(layout)
        for region in layout.regions:
            broker.configure(layout, region)
            node.configure(layout, region)
        links.configure(layout)
    layout.save()
    process = links.process(layout)
    process.start(links.command(), layout.links_folder)
    _wait(process, lambda: links.answers(layout))
    _start_brokers(layout, layout.regions)
    if with_nodes:
        _start_nodes(layout.regions)


def down(layout):
    """Stops everything in order; returns the names of those that had to be killed."""
    killed = stop_all([node.process(region) for region in layout.regions])
    killed += stop_all([broker.process(region) for region in layout.regions])
    return killed + stop_all([links.process(layout)])


def wipe(layout):
    """Deletes what the cluster made, and its folder if nothing else is in it."""
    for region in layout.regions:
        shutil.rmtree(region.folder, ignore_errors=True)
    shutil.rmtree(layout.links_folder, ignore_errors=True)
    for name in ("cluster.json", "state.json", ".lock"):
        (layout.folder / name).unlink(missing_ok=True)
    try:
        layout.folder.rmdir()
    except OSError:
        pass


def start(region, layout, kafka, with_node):
    _allow_many_files()
    if kafka:
        _start_brokers(layout, [region])
    if with_node:
        _start_nodes([region])


def stop(region, kafka, with_node):
    killed = stop_all([node.process(region)]) if with_node else []
    return killed + (stop_all([broker.process(region)]) if kafka else [])


def kill(region, kafka, with_node):
    """SIGKILL to both before waiting for either, as when a machine dies."""
    processes = [node.process(region)] * with_node + [broker.process(region)] * kafka
    for process in processes:
        process.send(signal.SIGKILL)
    for process in processes:
        process.kill()
