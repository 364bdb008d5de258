#!/usr/bin/python3
"""The rules of the house that a compiler does not know; an ordinary test.

    tests/tidy/tidy.py [ROOT]     prints `file:line: what is wrong` for each fault; exit status 1 if any
"""

import pathlib
import re
import subprocess
import sys

# Who may include whom: the folders on the right, besides itself. docs/ARCHITECTURE.md draws it.
ARROWS = {
    "storage/base": [],
    "storage/item": ["storage/base"],
    "storage/version": ["storage/base"],
    "storage/engine": ["storage/base", "storage/item"],
    "storage/table": ["storage/base", "storage/item", "storage/version", "storage/engine"],
    "streams": ["storage"],
    "replicator": ["streams", "storage"],
    "config": ["streams", "storage", "replicator/options.h", "regions/http/options.h"],
    "regions/auth": ["storage"],
    "regions/http": ["storage", "regions/auth"],
    "regions/expressions": ["storage"],
    "regions/partiql": ["storage", "regions/expressions"],
    "regions/tables": ["storage"],
    "regions/capacity": ["storage", "regions/tables"],
    "regions/scaling": ["storage", "regions/tables", "regions/capacity"],
    "regions/api": ["storage", "streams", "regions/auth", "regions/http", "regions/expressions",
                    "regions/partiql", "regions/tables", "regions/capacity", "regions/scaling"],
    "regions/node": ["storage", "streams", "replicator", "config", "regions"],
}
CODE = ("storage/", "streams/", "replicator/", "config/", "regions/")

# Pattern -> (why it is refused, files where it is right).
BANNED = {
    r"\b(system|steady)_clock::now\(": (
        "logic takes a WallClock or MonotonicClock", ["storage/base/clock.cc"]),
    r"\bsleep_for\(|\busleep\(|\bsleep\(": ("wait on a Scheduler, never sleep", []),
    r"\bnet::detached\b": ("a coroutine belongs to somebody", []),
    r"[^_\w]s?rand\(": ("chance comes from Random or SecureRandom", []),
    r"\bTODO\b|\bFIXME\b": ("an open end belongs into an issue", []),
    r"\bif \(testing\)": ("production code knows no tests", []),
}
NAMES = re.compile(r"(^|_)(util|utils|helper|helpers|manager|common|misc|impl)(_|\.|$)")
LINES_MAX = 400


def tracked(root):
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"],
                            cwd=root, capture_output=True, text=True, check=True)
    return [name for name in listed.stdout.splitlines() if (root / name).is_file()]


def home_of(path):
    """The longest folder of ARROWS that `path` is in."""
    homes = [home for home in ARROWS if path.startswith(home + "/")]
    return max(homes, key=len) if homes else None


def check_includes(path, lines):
    home = home_of(path)
    if home is None:
        return
    allowed = [home] + ARROWS[home]
    for number, line in enumerate(lines, 1):
        match = re.match(r'#include "([^"]+)"', line)
        if not match:
            continue
        target = match.group(1)
        if not any(target == one or target.startswith(one + "/") for one in allowed):
            yield number, f"{home} must not include {target}"


def check_banned(path, lines):
    for number, line in enumerate(lines, 1):
        code = line.split("//")[0] if "TODO" not in line and "FIXME" not in line else line
        for pattern, (why, exempt) in BANNED.items():
            if path not in exempt and re.search(pattern, code):
                yield number, why


def check_shape(path, lines):
    if path.endswith(".h"):
        if not lines or not lines[0].startswith("// "):
            yield 1, "a header opens with its reason"
        if "#pragma once" not in lines:
            yield 1, "a header needs #pragma once"
    if len(lines) > LINES_MAX:
        yield LINES_MAX, f"{len(lines)} lines: is it still about one thing?"
    for number, line in enumerate(lines, 1):
        if len(line) > 100:
            yield number, "longer than 100 columns"


def faults(root):
    for path in tracked(root):
        name = pathlib.PurePath(path).name
        if path.startswith(CODE + ("tests/",)) and path.endswith((".h", ".cc")):
            if NAMES.search(name):
                yield path, 1, "the name says nothing; name the idea"
        if path.startswith(CODE) and path.endswith((".h", ".cc")):
            lines = (root / path).read_text(encoding="utf-8").splitlines()
            for check in (check_includes, check_banned, check_shape):
                for number, what in check(path, lines):
                    yield path, number, what


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else __file__ + "/../../..").resolve()
    found = list(faults(root))
    for path, number, what in found:
        print(f"{path}:{number}: {what}")
    if found:
        print(f"{len(found)} faults", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
