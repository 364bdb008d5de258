"""Node: the meridiand of one region, and its configuration file."""

import http.client
import json
import tomllib

from cluster.build import program
from cluster.errors import ClusterError
from cluster.layout import write_private
from cluster.process import Process


def process(region):
    return Process(f"node of {region.name}", region.folder / "meridiand.pid", region.log)


def command(region):
    return [program("meridiand"), "--config", region.folder / "region.toml"]


def parse_setting(text):
    """`key=value` as (dotted key, value); the value is TOML, or else a string as it stands."""
    key, separator, value = text.partition("=")
    if not separator or not key:
        raise ClusterError(f'--config-set takes key=value, not "{text}"')
    try:
        return key, tomllib.loads("value = " + value)["value"]
    except tomllib.TOMLDecodeError:
        return key, value


def settings(layout, region):
    ports = layout.state["private_ports"]
    tables = {
        "region": {"name": region.name, "data_dir": str(region.data)},
        "http": {"listen": f"127.0.0.1:{region.http_port}"},
        # A quarter of the default: Kafka's cost is by request, one for each partition that changed, and here
        # several brokers share a machine with their nodes.
        "storage": {"partitions": 4},
        "kafka": {"bootstrap": region.kafka},
        "peer": [
            {
                "name": to.name,
                "endpoint": f"http://127.0.0.1:{ports[f'endpoint {region.name} {to.name}']}",
                "kafka": f"127.0.0.1:{ports[f'kafka {region.name} {to.name}']}",
            }
            for owner, to in layout.pairs()
            if owner == region
        ],
        "auth": {
            "cluster_secret": layout.state["cluster_secret"],
            "credential": [
                {
                    "access_key_id": layout.state["access_key_id"],
                    "secret_access_key": layout.state["secret_access_key"],
                }
            ],
        },
    }
    for key, value in layout.state["config"].items():
        *path, last = key.split(".")
        table = tables
        for part in path:
            table = table.setdefault(part, {})
            if not isinstance(table, dict):
                raise ClusterError(f"--config-set {key}: {part} is not a table with keys")
        table[last] = value
    return tables


def to_toml(table, path=()):
    """The TOML text of nested dicts and lists of dicts; JSON's scalars and lists are TOML's too."""
    text, inner = "", ""
    for key, value in table.items():
        name = ".".join((*path, key))
        if isinstance(value, dict):
            inner += f"\n[{name}]\n" + to_toml(value, (*path, key))
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            inner += "".join(f"\n[[{name}]]\n" + to_toml(entry, (*path, key)) for entry in value)
        else:
            text += f"{key} = {json.dumps(value)}\n"
    return text + inner


def configure(layout, region):
    region.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    header = "# Written by deploy/local, anew at each `up`: use --config-set to change it.\n"
    write_private(region.folder / "region.toml", header + to_toml(settings(layout, region)))


def why_not_ready(region):
    """None when the node serves; else the reason, as far as it can be told."""
    connection = http.client.HTTPConnection("127.0.0.1", region.http_port, timeout=2)
    try:
        connection.request("GET", "/ready")
        response = connection.getresponse()
        reason = response.read(2000).decode(errors="replace").strip()
        return None if response.status == 200 else reason or f"status {response.status}"
    except (OSError, http.client.HTTPException) as fault:
        return f"no answer: {fault or type(fault).__name__}"
    finally:
        connection.close()
