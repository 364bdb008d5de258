"""Programs: our own, built fresh so that no old binary is measured, and the rivals', fetched once.

MERIDIAN_BUILD_DIR measures another build, as it is, instead of build/release. Downloads are kept in
MERIDIAN_CACHE (default: .cache): DynamoDB Local from Maven Central, dynalite from npm.
"""

import os
import pathlib
import shutil
import subprocess
import sys

from measure.errors import BenchError

ROOT = pathlib.Path(__file__).resolve().parents[3]
RIVALS = ROOT / "tests/bench/rivals"
CACHE = pathlib.Path(os.environ.get("MERIDIAN_CACHE", ROOT / ".cache")).resolve() / "bench"

BUILD = pathlib.Path(os.environ.get("MERIDIAN_BUILD_DIR", ROOT / "build/release")).resolve()
LOAD = BUILD / "tests/bench/meridian-load"
LAG = BUILD / "tests/bench/meridian-lag"
DYNAMODB_LOCAL = CACHE / "dynamodb-local"
DYNALITE = CACHE / "dynalite"


def _run(command, cwd=ROOT):
    print(f"bench: {' '.join(str(word) for word in command)}", file=sys.stderr)
    try:
        failed = subprocess.run(command, cwd=cwd, stdout=sys.stderr, check=False, timeout=3600).returncode
    except FileNotFoundError as fault:
        raise BenchError(f"{command[0]} is not installed; deploy/install-deps brings it") from fault
    if failed:
        raise BenchError(f"failed: {' '.join(str(word) for word in command)}")


def build():
    """Builds what is measured and what measures; with MERIDIAN_BUILD_DIR, only looks that it's there."""
    if "MERIDIAN_BUILD_DIR" not in os.environ:
        _run(["cmake", "--preset", "release"])
        _run(["cmake", "--build", "--preset", "release", "--target",
              "meridiand", "meridian-links", "meridian-load", "meridian-lag"])
    for program in (LOAD, LAG):
        if not program.exists():
            raise BenchError(f"{program} is not built")


def _fetch(folder, source, command):
    """Fills `folder` by `command`, unless it was filled from the same `source` before."""
    mark = folder / ".complete"
    wanted = source.read_text()
    if mark.exists() and mark.read_text() == wanted:
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for file in RIVALS.glob("package*.json"):
        shutil.copy(file, folder)
    _run(command, cwd=folder)
    mark.write_text(wanted)


def fetch_dynamodb_local():
    pom = RIVALS / "pom.xml"
    _fetch(DYNAMODB_LOCAL, pom, ["mvn", "-B", "-q", "-f", pom, "dependency:copy-dependencies",
                                 f"-DoutputDirectory={DYNAMODB_LOCAL}"])


def fetch_dynalite():
    _fetch(DYNALITE, RIVALS / "package-lock.json", ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"])
