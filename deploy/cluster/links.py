"""Links: the program that carries every connection between regions, and how to speak with it."""

import os
import socket

from cluster.build import program
from cluster.errors import ClusterError
from cluster.layout import write_private
from cluster.process import Process


def process(layout):
    folder = layout.links_folder
    return Process("meridian-links", folder / "links.pid", folder / "links.log")


def command():
    # Relative to its folder: a socket's path must be shorter than a folder's may be.
    return [program("meridian-links"), "links.txt", "control.sock"]


def configure(layout):
    ports = layout.state["private_ports"]
    lines = ["# FROM TO KIND LISTEN TARGET\n"]
    for a, b in layout.pairs():
        pair = f"{a.name} {b.name}"
        lines.append(f"{pair} kafka 127.0.0.1:{ports['kafka ' + pair]} 127.0.0.1:{ports['listener ' + pair]}\n")
        lines.append(f"{pair} endpoint 127.0.0.1:{ports['endpoint ' + pair]} 127.0.0.1:{b.http_port}\n")
    write_private(layout.links_folder / "links.txt", "".join(lines))


def ask(layout, words):
    """Sends one command and returns the answer; ClusterError when it can't be carried out."""
    folder = os.open(layout.links_folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(5)
            connection.connect(f"/proc/self/fd/{folder}/control.sock")
            connection.sendall((words + "\n").encode())
            with connection.makefile() as stream:
                answer = stream.read()
    except OSError as fault:
        raise ClusterError(f"meridian-links does not answer ({fault}); is the cluster up?") from fault
    finally:
        os.close(folder)
    if answer.startswith("error"):
        raise ClusterError(answer.strip())
    return answer


def answers(layout):
    try:
        ask(layout, "status")
    except ClusterError:
        return False
    return True


def cut_pairs(layout):
    """The pairs of regions whose network is cut, each once; empty when the links don't run."""
    try:
        rows = [line.split() for line in ask(layout, "status").splitlines()]
    except ClusterError:
        return []
    return sorted({tuple(sorted(row[:2])) for row in rows if row[3] == "cut"})
