"""Build: where the programs are, and building them when they are missing."""

import os
import pathlib
import subprocess
import sys

from cluster.errors import ClusterError
from cluster.layout import ROOT

PROGRAMS = {"meridiand": "regions/node/meridiand", "meridian-links": "deploy/links/meridian-links"}


def program(name):
    """Its path. MERIDIAN_BUILD_DIR chooses another build than build/release."""
    chosen = os.environ.get("MERIDIAN_BUILD_DIR")
    folder = pathlib.Path(chosen).resolve() if chosen else ROOT / "build/release"
    return folder / PROGRAMS[name]


def ensure(names):
    missing = [name for name in names if not program(name).exists()]
    if not missing:
        return
    if "MERIDIAN_BUILD_DIR" in os.environ:
        raise ClusterError(f"{', '.join(missing)} not built in MERIDIAN_BUILD_DIR")
    print(f"building {', '.join(missing)} (a first build takes minutes)", file=sys.stderr)
    for step in (
        ["cmake", "--preset", "release"],
        ["cmake", "--build", "--preset", "release", "--target", *missing],
    ):
        # Standard output stays the command's own.
        if subprocess.run(step, cwd=ROOT, stdout=sys.stderr, check=False).returncode:
            raise ClusterError(f"the build failed at: {' '.join(step)}")
