"""Time to live: what is described of it, and which changes are refused."""

from case import Book, check
from expect import Text, invalid, no_table

BOOK = Book("time to live")
TABLE = "conformance-ttl"
NULL = "failed to satisfy constraint: Member must not be null"


def specification(enabled, attribute="until"):
    return {"TableName": TABLE, "TimeToLiveSpecification": {"Enabled": enabled, "AttributeName": attribute}}


@BOOK.flow("enabled and described")
def enabled(target):
    with target.table(TABLE, "S"):
        check(target.wire.call("DescribeTimeToLive", {"TableName": TABLE}),
              {"TimeToLiveDescription": {"TimeToLiveStatus": "DISABLED"}})
        check(target.wire.call("UpdateTimeToLive", specification(True)),
              {"TimeToLiveSpecification": {"Enabled": True, "AttributeName": "until"}})
        check(target.wire.call("DescribeTimeToLive", {"TableName": TABLE}), {"TimeToLiveDescription": {
            "TimeToLiveStatus": Text("ENABLING|ENABLED"), "AttributeName": "until"}})
        check(target.wire.call("UpdateTimeToLive", specification(True)), invalid("TimeToLive is already enabled"))


@BOOK.flow("disabled already")
def disabled(target):
    with target.table(TABLE, "S"):
        check(target.wire.call("UpdateTimeToLive", specification(False)), invalid("TimeToLive is already disabled"))


@BOOK.flow("another attribute while enabled")
def other_attribute(target):
    with target.table(TABLE, "S"):
        target.ok("UpdateTimeToLive", specification(True))
        for on in (True, False):
            check(target.wire.call("UpdateTimeToLive", specification(on, "other")), invalid(
                "TimeToLive is active on a different AttributeName: current AttributeName is until"))


@BOOK.flow("changed twice within an hour")
def twice(target):
    with target.table(TABLE, "S"):
        target.ok("UpdateTimeToLive", specification(True))
        check(target.wire.call("UpdateTimeToLive", specification(False)), invalid(
            "Time to live has been modified multiple times within a fixed interval"))


@BOOK.flow("a key attribute may carry it")
def key_attribute(target):
    with target.table(TABLE, "N"):
        target.ok("UpdateTimeToLive", specification(True, "p"))


BOOK.case("describe none", "DescribeTimeToLive", {"TableName": "no-such-table"},
          no_table("Requested resource not found: Table: no-such-table not found"))
BOOK.case("update none", "UpdateTimeToLive", {**specification(True), "TableName": "no-such-table"},
          no_table("Requested resource not found: Table: no-such-table not found"))
BOOK.case("no specification", "UpdateTimeToLive", {"TableName": TABLE}, invalid(
    f"1 validation error detected: Value null at 'timeToLiveSpecification' {NULL}"))
BOOK.case("an empty specification", "UpdateTimeToLive", {"TableName": TABLE, "TimeToLiveSpecification": {}}, invalid(
    f"2 validation errors detected: Value null at 'timeToLiveSpecification.attributeName' {NULL}; "
    f"Value null at 'timeToLiveSpecification.enabled' {NULL}"))
BOOK.case("an empty attribute", "UpdateTimeToLive", specification(True, ""), invalid(
    "1 validation error detected: Value '' at 'timeToLiveSpecification.attributeName' failed to satisfy constraint: "
    "Member must have length greater than or equal to 1"))
