"""What an answer may be: values, and the few looser forms that some members need.

Plain values must be equal, member for member; sets of attributes are compared without their order.
"""

import re

SETS = ("SS", "NS", "BS")

# Where DynamoDB keeps an exception; what isn't named is one of its own.
SERVICE = "com.amazon.coral.service#"
PREFIXES = {
    "ValidationException": "com.amazon.coral.validate#",
    "SerializationException": SERVICE,
    "UnknownOperationException": SERVICE,
    "MissingAuthenticationTokenException": SERVICE,
    "IncompleteSignatureException": SERVICE,
    "UnrecognizedClientException": SERVICE,
    "InvalidSignatureException": SERVICE,
}
CAPITAL_MESSAGE = ("SerializationException", "TransactionCanceledException", "TransactionInProgressException",
                   "IdempotentParameterMismatchException")


class Has(dict):
    """A map that may have more members than these."""


class Unordered(list):
    """A list in any order."""


class Absent:
    """A member that must not be there; within Has."""


class Text:
    """A text that the pattern matches as a whole."""

    def __init__(self, pattern):
        self.pattern = pattern


class That:
    """A value for which a predicate holds."""

    def __init__(self, predicate, what):
        self.predicate = predicate
        self.what = what


ANY = That(lambda value: True, "anything")
POSITIVE = That(lambda value: isinstance(value, (int, float)) and value > 0, "a positive number")


class Fault:
    """An error: exception, message (None: no message at all), further members, HTTP status."""

    def __init__(self, name, message, status=400, **members):
        self.status = status
        self.body = {"__type": PREFIXES.get(name, "com.amazonaws.dynamodb.v20120810#") + name, **members}
        if message is not None:
            self.body["Message" if name in CAPITAL_MESSAGE else "message"] = message


def invalid(message):
    return Fault("ValidationException", message)


def invalid_parameter(what):
    return invalid("One or more parameter values were invalid: " + what)


def invalid_expression(parameter, problem):
    return invalid(f"Invalid {parameter}: {problem}")


def no_table(message="Requested resource not found"):
    return Fault("ResourceNotFoundException", message)


CONDITION_FAILED = Fault("ConditionalCheckFailedException", "The conditional request failed")


def difference(expected, actual, at="body"):
    """The first difference in words; None if the answer is as expected."""
    if isinstance(expected, That):
        return None if expected.predicate(actual) else f"{at} isn't {expected.what}: {actual!r}"
    if isinstance(expected, Text):
        matches = isinstance(actual, str) and re.fullmatch(expected.pattern, actual, re.DOTALL)
        return None if matches else f"{at} doesn't match {expected.pattern!r}: {actual!r}"
    if isinstance(expected, dict):
        return _difference_of_maps(expected, actual, at)
    if isinstance(expected, list):
        return _difference_of_lists(expected, actual, at)
    if expected != actual or isinstance(expected, bool) != isinstance(actual, bool):
        return f"{at}: expected {expected!r}, got {actual!r}"
    return None


def _difference_of_maps(expected, actual, at):
    if not isinstance(actual, dict):
        return f"{at}: expected a map, got {actual!r}"
    for name, value in expected.items():
        if value is Absent:
            if name in actual:
                return f"{at}.{name} is there: {actual[name]!r}"
            continue
        if name not in actual:
            return f"{at}.{name} is missing; there is {actual!r}"
        as_set = name in SETS and isinstance(value, list)
        found = difference(Unordered(value) if as_set else value, actual[name], f"{at}.{name}")
        if found:
            return found
    extra = set() if isinstance(expected, Has) else actual.keys() - expected.keys()
    return f"{at} has more: { {name: actual[name] for name in extra} !r}" if extra else None


def _difference_of_lists(expected, actual, at):
    if not isinstance(actual, list) or len(actual) != len(expected):
        return f"{at}: expected {len(expected)} elements, got {actual!r}"
    if not isinstance(expected, Unordered):
        found = (difference(one, other, f"{at}[{i}]") for i, (one, other) in enumerate(zip(expected, actual)))
        return next(filter(None, found), None)
    left = list(actual)
    for one in expected:
        match = next((other for other in left if difference(one, other) is None), None)
        if match is None:
            return f"{at} lacks {one!r}; there is {actual!r}"
        left.remove(match)
    return None
