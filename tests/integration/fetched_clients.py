"""Clients from npm and PyPI, at pinned versions with pinned hashes, kept in the cache folder.

A set is fetched once: its folder's name holds the hash of the files that pin it, and it gets that name when whole.
"""

import hashlib
import os
import pathlib
import shutil
import subprocess
import tempfile

from cluster_under_test import ROOT

FOLDER = pathlib.Path(__file__).resolve().parent / "clients"
CACHE = pathlib.Path(os.environ.get("MERIDIAN_CACHE", ROOT / ".cache")) / "clients"


def from_npm():
    """The folder for NODE_PATH with what clients/js/package-lock.json pins."""
    pins = [FOLDER / "js" / name for name in ("package.json", "package-lock.json")]

    def fetch(folder):
        for pin in pins:
            shutil.copy(pin, folder)
        return ["npm", "ci", "--loglevel=error", "--no-audit", "--no-fund", "--ignore-scripts"]

    return _kept("npm", pins, fetch) / "node_modules"


def from_pypi():
    """The folder for PYTHONPATH with what clients/python/requirements.txt pins."""
    pins = FOLDER / "python" / "requirements.txt"
    return _kept("pypi", [pins], lambda folder: [
        "/usr/bin/python3", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps",
        "--require-hashes", "--target", str(folder), "--requirement", str(pins)])


def _kept(registry, pins, fetch):
    """The folder of those pins; AssertionError, with the tool's words, when the registry doesn't give them."""
    wanted = hashlib.sha256(b"".join(pin.read_bytes() for pin in pins)).hexdigest()[:16]
    kept = CACHE / f"{registry}-{wanted}"
    if kept.exists():
        return kept
    CACHE.mkdir(parents=True, exist_ok=True)
    fresh = pathlib.Path(tempfile.mkdtemp(prefix=f"{registry}.", dir=CACHE))
    try:
        command = fetch(fresh)
        try:
            done = subprocess.run(command, cwd=fresh, check=False, timeout=180, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, text=True)
            problem = done.stdout if done.returncode else None
        except (OSError, subprocess.TimeoutExpired) as fault:
            problem = str(fault)
        if problem is not None:
            raise AssertionError(f"{registry} did not give the clients that {pins[-1].relative_to(ROOT)} pins; is the "
                                 f"registry reachable, and are its tools installed (deploy/install-deps)? {problem}")
        if not kept.exists():  # Another run may have been quicker.
            fresh.rename(kept)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return kept
