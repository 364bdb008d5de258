#!/usr/bin/python3
"""Runs the tests against real regions: run.py --label integration|faults [-k PATTERN] [MODULE…].

Each module says its label in LABEL and has a cluster of its own, started when its first test runs.
"""

import argparse
import pathlib
import sys
import time
import unittest

FOLDER = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(FOLDER), str(FOLDER.parents[1] / "deploy")]


class CountingResult(unittest.TextTestResult):
    """Counts what passed, and says how long each test took."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.passed = 0
        self.started = 0.0

    def startTest(self, test):
        self.started = time.monotonic()
        super().startTest(test)

    def addSuccess(self, test):
        self.passed += 1
        self.stream.write(f"[{time.monotonic() - self.started:.1f} s] ")
        super().addSuccess(test)

    @property
    def failed(self):
        return len(self.failures) + len(self.errors) + len(self.unexpectedSuccesses)


def load(label, modules, patterns):
    """The tests of the modules with that label, or of those named."""
    loader = unittest.TestLoader()
    loader.testNamePatterns = [p if "*" in p else f"*{p}*" for p in patterns] or None
    suite = unittest.TestSuite()
    for path in sorted(FOLDER.glob("test_*.py")):
        if modules and path.stem not in modules and path.stem.removeprefix("test_") not in modules:
            continue
        module = __import__(path.stem)
        if module.LABEL == label:
            suite.addTests(loader.loadTestsFromModule(module))
    return suite


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--label", default="integration", choices=("integration", "faults"))
    parser.add_argument("--counts", type=pathlib.Path, help="file to write `PASSED FAILED` to")
    parser.add_argument("-k", dest="patterns", action="append", default=[], help="only tests whose name has this")
    parser.add_argument("--failfast", action="store_true")
    parser.add_argument("modules", nargs="*", help="such as test_cut, or cut; default: all of the label")
    arguments = parser.parse_args()

    runner = unittest.TextTestRunner(verbosity=2, failfast=arguments.failfast, resultclass=CountingResult)
    result = runner.run(load(arguments.label, arguments.modules, arguments.patterns))
    if arguments.counts:
        arguments.counts.write_text(f"{result.passed} {result.failed}\n")
    return 0 if result.failed == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
