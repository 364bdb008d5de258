"""Cases as data: a request, and the answer that DynamoDB's specification promises.

In every text of a case, a leading "@" stands for a key that belongs to that case alone.
"""

import dataclasses

from expect import Absent, Fault, That, Text, difference
from generations import today

# Tables that every case may use; by their keys: S, N, B.
HASH = "conformance-s"
HASH_N = "conformance-n"
HASH_B = "conformance-b"
RANGE = "conformance-sn"
RANGE_S = "conformance-ss"
RANGE_B = "conformance-sb"
TABLES = {HASH: "S", HASH_N: "N", HASH_B: "B", RANGE: "SN", RANGE_S: "SS", RANGE_B: "SB"}


def S(text):
    return {"S": text}


def N(number):
    return {"N": str(number)}


def table_request(name, types, **more):
    """CreateTable for keys of these types, named `p` and `s`."""
    keys = list(zip(("p", "s"), types))
    return {
        "TableName": name, "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": key, "AttributeType": kind} for key, kind in keys],
        "KeySchema": [{"AttributeName": key, "KeyType": role} for (key, _), role in zip(keys, ("HASH", "RANGE"))],
        **more,
    }


@dataclasses.dataclass
class Case:
    """`given` is put into the request's table first; `then` is what a GetItem of `key` finds after.

    `table` is that table where the request has no TableName.
    """

    name: str
    operation: str
    request: object
    expected: object
    given: list = dataclasses.field(default_factory=list)
    key: dict = None
    then: dict = None
    table: str = HASH

    def run(self, target):
        fill = lambda value: _filled(value, self.name)
        request = fill(self.request)
        table = request.get("TableName", self.table) if isinstance(request, dict) else self.table
        for item in self.given:
            put = target.wire.call("PutItem", {"TableName": table, "Item": fill(item)})
            if put.status != 200:
                raise AssertionError(f"given: {put.text!r}")
        expected = fill(self.expected)
        if target.speaks_today:
            expected = today(self.operation, expected)
        check(target.wire.call(self.operation, request), expected)
        if self.key is not None:
            get = {"TableName": table, "Key": fill(self.key), "ConsistentRead": True}
            check(target.wire.call("GetItem", get), {"Item": fill(self.then)} if self.then else {}, "then")


@dataclasses.dataclass
class Flow:
    """A case of several requests: a function of the target."""

    name: str
    function: object

    def run(self, target):
        self.function(target)


class Book(list):
    """The cases of one module, in order."""

    def __init__(self, subject):
        super().__init__()
        self.subject = subject

    def case(self, name, *arguments, **more):
        self.append(Case(f"{self.subject}: {name}", *arguments, **more))

    def flow(self, name):
        def add(function):
            self.append(Flow(f"{self.subject}: {name}", function))
            return function
        return add


def check(answer, expected, at="answer"):
    """AssertionError with the first difference."""
    status, body = (expected.status, expected.body) if isinstance(expected, Fault) else (200, expected)
    if answer.status != status:
        raise AssertionError(f"{at}: expected HTTP {status}, got {answer.status}: {answer.text[:600]!r}")
    found = difference(body, answer.body, at)
    if found:
        raise AssertionError(found)


def _filled(value, name):
    if isinstance(value, str):
        return name + value[1:] if value.startswith("@") else value
    if isinstance(value, dict):
        return type(value)((_filled(key, name), _filled(one, name)) for key, one in value.items())
    if isinstance(value, (list, tuple)):
        return type(value)(_filled(one, name) for one in value)
    if isinstance(value, Fault):
        copy = Fault("", None, value.status)
        copy.body = _filled(value.body, name)
        return copy
    assert value is Absent or isinstance(value, (int, float, bytes, That, Text, type(None))), value
    return value
