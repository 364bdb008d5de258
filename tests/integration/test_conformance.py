"""The API as DynamoDB's specification has it: every case of tests/conformance on one region."""

import pathlib
import sys
import unittest

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "conformance"))

import suite  # pylint: disable=wrong-import-position
import targets  # pylint: disable=wrong-import-position

LABEL = "integration"


def setUpModule():
    global target
    target = unittest.enterModuleContext(targets.meridian())
    target.prepare()


class ConformanceTest(unittest.TestCase):
    """One test for each file of cases; its failures are named one by one."""


def test_of(book):
    def test(self):
        known = suite.known_differences("meridian")
        for case in book:
            with self.subTest(case.name):
                problem = suite.problem_of(case, target, known)
                if problem:
                    self.fail(problem)
    return test


for _name, _book in suite.books().items():
    setattr(ConformanceTest, f"test_{_name}", test_of(_book))


if __name__ == "__main__":
    unittest.main()
