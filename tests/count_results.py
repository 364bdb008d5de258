#!/usr/bin/python3
"""Prints `PASSED FAILED` for one run of ctest: count_results.py JUNIT_FILE GTEST_XML_FOLDER.

A GoogleTest binary counts with each of its cases; a test of another kind, and a binary that ended
before it could write its results, counts as one.
"""

import pathlib
import sys
import xml.etree.ElementTree as xml


def cases(path):
    """(passed, failed) cases of one GoogleTest binary; None when it wrote no whole file."""
    try:
        suites = xml.parse(path).getroot()
    except (OSError, xml.ParseError):
        return None
    count = {name: int(suites.get(name, 0)) for name in ("tests", "failures", "errors", "disabled")}
    skipped = sum(case.find("skipped") is not None for case in suites.iter("testcase"))
    failed = count["failures"] + count["errors"]
    return count["tests"] - failed - count["disabled"] - skipped, failed


def main():
    junit, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    passed = failed = 0
    for test in xml.parse(junit).getroot().iter("testcase"):
        ok = test.get("status") == "run"
        counted = cases(folder / f"{test.get('name')}.xml") or (0, 0)
        if ok and counted == (0, 0):
            counted = (1, 0)
        elif not ok and counted[1] == 0:
            counted = (counted[0], 1)
        passed += counted[0]
        failed += counted[1]
    print(passed, failed)


if __name__ == "__main__":
    main()
