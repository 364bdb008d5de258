#!/usr/bin/python3
"""Runs the conformance cases: run.py [--target meridian|dynamodb-local] [-k TEXT].

A case must pass, or stand in differences.json: what a target does otherwise, who is right by the
specification, and why. An entry there that no longer holds fails too.
"""

import argparse
import pathlib
import sys
import time

FOLDER = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(FOLDER), str(FOLDER.parent / "integration"), str(FOLDER.parents[1] / "deploy")]

import suite  # pylint: disable=wrong-import-position
import targets  # pylint: disable=wrong-import-position


def run(target, cases):
    """Runs the cases; returns how many passed, differed as known, and failed."""
    target.prepare()
    known = suite.known_differences(target.name)
    passed = differed = failed = 0
    for case in cases:
        problem = suite.problem_of(case, target, known)
        if problem is not None:
            failed += 1
            print(f"FAILED {case.name}\n       {problem}")
        elif case.name in known:
            differed += 1
        else:
            passed += 1
    return passed, differed, failed


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", default="meridian", choices=("meridian", "dynamodb-local"))
    parser.add_argument("--cluster", help="cluster.json of a cluster that runs; default: one of its own")
    parser.add_argument("--endpoint", help="a DynamoDB Local that runs; default: one of its own")
    parser.add_argument("-k", dest="pattern", default="", help="only cases whose name has this")
    arguments = parser.parse_args()

    cases = [case for book in suite.books().values() for case in book if arguments.pattern in case.name]
    opened = (targets.meridian(arguments.cluster) if arguments.target == "meridian"
              else targets.dynamodb_local(arguments.endpoint))
    started = time.monotonic()
    with opened as target:
        passed, differed, failed = run(target, cases)
    print(f"{target.name}: {passed} passed, {differed} differ as known, {failed} failed, "
          f"{time.monotonic() - started:.1f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
