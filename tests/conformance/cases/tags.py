"""Tags: set, listed and removed; and what is refused."""

from case import HASH, Book, check
from expect import Fault, Unordered, invalid

BOOK = Book("tags")
TABLE = "conformance-tags"
NULL = "failed to satisfy constraint: Member must not be null"


def arn_of(target, table=TABLE):
    return target.ok("DescribeTable", {"TableName": table})["Table"]["TableArn"]


def tags(**pairs):
    return [{"Key": key, "Value": value} for key, value in pairs.items()]


@BOOK.flow("set, listed, replaced and removed")
def life(target):
    with target.table(TABLE, "S", Tags=tags(made="1")):
        arn = {"ResourceArn": arn_of(target)}
        check(target.wire.call("ListTagsOfResource", arn), {"Tags": tags(made="1")})
        target.ok("TagResource", {**arn, "Tags": tags(made="2", other="")})
        check(target.wire.call("ListTagsOfResource", arn), {"Tags": Unordered(tags(made="2", other=""))})
        target.ok("UntagResource", {**arn, "TagKeys": ["made", "never"]})
        check(target.wire.call("ListTagsOfResource", arn), {"Tags": tags(other="")})


@BOOK.flow("what is refused")
def refused(target):
    with target.table(TABLE, "S"):
        arn = {"ResourceArn": arn_of(target)}
        check(target.wire.call("TagResource", arn), invalid(f"1 validation error detected: Value null at 'tags' {NULL}"))
        check(target.wire.call("TagResource", {**arn, "Tags": []}),
              invalid("Atleast one Tag needs to be provided as Input."))
        check(target.wire.call("UntagResource", {**arn, "TagKeys": []}),
              invalid("Atleast one Tag Key needs to be provided as Input."))
        target.ok("TagResource", {**arn, "Tags": tags(**{f"k{i}": "" for i in range(50)})})
        check(target.wire.call("TagResource", {**arn, "Tags": tags(more="")}),
              invalid("Number of Tags exceed the current limit for the provided ResourceArn"))
        none = arn["ResourceArn"] + "-none"
        check(target.wire.call("ListTagsOfResource", {"ResourceArn": none}), Fault(
            "ResourceNotFoundException", f"Requested resource not found: ResourcArn: {none} not found"))


BOOK.case("no ARN", "ListTagsOfResource", {},
          invalid(f"1 validation error detected: Value null at 'resourceArn' {NULL}"))
BOOK.case("a name for an ARN", "ListTagsOfResource", {"ResourceArn": HASH},
          invalid(f"Invalid TableArn: Invalid ResourceArn provided as input {HASH}"))
