"""Layout: what a cluster's folder holds, and the settings kept there between commands.

    D/cluster.json          for clients: endpoints, keys, logs (see the README)
    D/state.json            for deploy/local: ports, secrets, settings
    D/links/                meridian-links: its table, control socket, log
    D/REGION/region.toml    the node's configuration   D/REGION/meridiand.log   its log
    D/REGION/data/          the node's data
    D/REGION/kafka/         the broker's properties, log and data
"""

import base64
import contextlib
import dataclasses
import fcntl
import json
import os
import pathlib
import re
import secrets

from cluster.errors import ClusterError

ROOT = pathlib.Path(__file__).resolve().parents[2]
REGION_NAME = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


@dataclasses.dataclass(frozen=True)
class Region:
    """One region's names, ports and paths."""

    name: str
    folder: pathlib.Path
    http_port: int
    kafka_port: int

    @property
    def endpoint(self):
        return f"http://127.0.0.1:{self.http_port}"

    @property
    def kafka(self):
        return f"127.0.0.1:{self.kafka_port}"

    @property
    def data(self):
        return self.folder / "data"

    @property
    def log(self):
        return self.folder / "meridiand.log"

    @property
    def kafka_folder(self):
        return self.folder / "kafka"


class Layout:
    """A cluster's folder and its state. `state` is plain JSON; save() writes it and cluster.json."""

    def __init__(self, folder, state):
        self.folder = folder
        self.state = state

    @classmethod
    def open(cls, folder):
        """The cluster in `folder`; ClusterError when there is none."""
        path = folder / "state.json"
        if not path.exists():
            raise ClusterError(f"no cluster in {folder}; start one with: deploy/local up --dir {folder}")
        return cls(folder, json.loads(path.read_text()))

    @classmethod
    def create(cls, folder, names, base_port):
        """A cluster never started before, with fresh keys."""
        state = {
            "base_port": base_port,
            "access_key_id": "MERIDIAN" + secrets.token_hex(6).upper(),
            "secret_access_key": secrets.token_urlsafe(30),
            "cluster_secret": secrets.token_hex(32),
            "kafka_cluster_ids": {},
            "config": {},
            "private_ports": {},
        }
        layout = cls(folder, state)
        layout.set_regions(names)
        return layout

    def set_regions(self, names):
        for name in names:
            if not REGION_NAME.fullmatch(name):
                raise ClusterError(f'"{name}" is no region name: lower-case letters, digits and hyphens')
        if len(set(names)) != len(names):
            raise ClusterError("a region is named twice")
        self.state["regions"] = names
        ids = self.state["kafka_cluster_ids"]
        for name in names:
            ids.setdefault(name, new_kafka_cluster_id())

    @property
    def regions(self):
        base = self.state["base_port"]
        return [
            Region(name, self.folder / name, base + i, base + 1000 + i)
            for i, name in enumerate(self.state["regions"])
        ]

    def region(self, name):
        for region in self.regions:
            if region.name == name:
                return region
        raise ClusterError(f"no region {name} here; there are: {', '.join(self.state['regions'])}")

    def pairs(self):
        """Every directed link: (the region that connects, the region connected to)."""
        return [(a, b) for a in self.regions for b in self.regions if a != b]

    @property
    def links_folder(self):
        return self.folder / "links"

    def save(self):
        write_private(self.folder / "state.json", json.dumps(self.state, indent=2) + "\n")
        public = {
            "access_key_id": self.state["access_key_id"],
            "secret_access_key": self.state["secret_access_key"],
            "regions": [
                {
                    "name": region.name,
                    "endpoint": region.endpoint,
                    "metrics": region.endpoint + "/metrics",
                    "kafka": region.kafka,
                    "data_dir": str(region.data.relative_to(self.folder)),
                    "log": str(region.log.relative_to(self.folder)),
                }
                for region in self.regions
            ],
        }
        write_private(self.folder / "cluster.json", json.dumps(public, indent=2) + "\n")


def new_kafka_cluster_id():
    """16 random bytes as Kafka writes them; never with a hyphen first, which reads as an option."""
    while True:
        text = base64.urlsafe_b64encode(secrets.token_bytes(16)).decode().rstrip("=")
        if not text.startswith("-"):
            return text


def write_private(path, text):
    """Replaces a file in one step; only its owner may read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    fresh.replace(path)


@contextlib.contextmanager
def locked(folder):
    """Holds the folder for one command at a time, so that two can't start the same process."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(folder / ".lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
