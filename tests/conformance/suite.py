"""The cases of all files, and what a target answers otherwise on purpose or by nature."""

import importlib
import json
import pathlib

FOLDER = pathlib.Path(__file__).resolve().parent


def books():
    """The cases of each file, by its name; names of cases are unique."""
    found = {path.stem: importlib.import_module(f"cases.{path.stem}").BOOK
             for path in sorted((FOLDER / "cases").glob("*.py"))}
    names = [case.name for book in found.values() for case in book]
    repeated = {name for name in names if names.count(name) > 1}
    assert not repeated, f"cases with the same name: {repeated}"
    return found


def known_differences(target):
    """The names of the cases that a target answers otherwise, as differences.json has them."""
    groups = json.loads((FOLDER / "differences.json").read_text())[target]
    return {name for group in groups for name in group["cases"]}


def problem_of(case, target, known):
    """Runs one case; what is wrong, None if nothing. A known difference must be there."""
    try:
        case.run(target)
    except Exception as fault:  # pylint: disable=broad-except
        target.wire.close()
        if case.name in known:
            return None
        return str(fault) if isinstance(fault, AssertionError) else repr(fault)
    return "passes, but differences.json says that it differs" if case.name in known else None
