#!/usr/bin/env python3
"""Writes request_model.inc from botocore's service models of DynamoDB and DynamoDB Streams.

    generate_request_model.py           writes the file anew
    generate_request_model.py --check   fails if the file isn't what this writes from the same botocore;
                                        with another botocore there is nothing to compare

The file is checked in, so that what is accepted doesn't depend on the machine that builds. What the
service is known to answer otherwise than its published model says stands here, in the tables below.
"""

import argparse
import gzip
import json
import pathlib
import re
import sys

try:
    import botocore
except ImportError:
    botocore = None

FILE = pathlib.Path(__file__).resolve().parent / "request_model.inc"
NAME_PATTERN = "[a-zA-Z0-9_.-]+"
KINDS = {"string": "kString", "blob": "kBlob", "boolean": "kBoolean", "integer": "kInteger", "long": "kLong",
         "double": "kDouble", "float": "kDouble", "timestamp": "kTimestamp", "list": "kList", "map": "kMap",
         "structure": "kStructure"}

# The order in which the service's own messages list an enumeration. Seen in its answers; all others
# are in the model's order.
VALUE_ORDER = {
    "AttributeAction": "ADD DELETE PUT",
    "BillingMode": "PROVISIONED PAY_PER_REQUEST",
    "ComparisonOperator": "IN NULL BETWEEN LT NOT_CONTAINS EQ GT NOT_NULL NE LE BEGINS_WITH GE CONTAINS",
    "ConditionalOperator": "OR AND",
    "KeyType": "HASH RANGE",
    "ProjectionType": "ALL INCLUDE KEYS_ONLY",
    "ReturnConsumedCapacity": "INDEXES TOTAL NONE",
    "ReturnItemCollectionMetrics": "SIZE NONE",
    "ReturnValue": "ALL_NEW UPDATED_OLD ALL_OLD NONE UPDATED_NEW",
    "ReturnValuesOnConditionCheckFailure": "ALL_OLD NONE",
    "ScalarAttributeType": "B N S",
    "Select": "SPECIFIC_ATTRIBUTES COUNT ALL_ATTRIBUTES ALL_PROJECTED_ATTRIBUTES",
    "StreamViewType": "NEW_IMAGE OLD_IMAGE NEW_AND_OLD_IMAGES KEYS_ONLY",
}
# The order in which several violations of one structure are told, likewise.
MEMBER_ORDER = {
    "PutItemInput": "ReturnConsumedCapacity TableName Item ConditionalOperator Expected ReturnValues "
                    "ReturnItemCollectionMetrics",
    "UpdateItemInput": "ReturnConsumedCapacity TableName ReturnItemCollectionMetrics ReturnValues Key "
                       "ConditionalOperator Expected AttributeUpdates",
    "DeleteItemInput": "ReturnConsumedCapacity TableName Key ConditionalOperator Expected ReturnValues "
                       "ReturnItemCollectionMetrics",
    "GetItemInput": "ReturnConsumedCapacity AttributesToGet TableName Key",
    "QueryInput": "Limit ExclusiveStartKey ReturnConsumedCapacity AttributesToGet QueryFilter Select "
                  "ConditionalOperator KeyConditions TableName IndexName",
    "ScanInput": "Limit ReturnConsumedCapacity AttributesToGet Segment Select ScanFilter ConditionalOperator "
                 "TotalSegments TableName ExclusiveStartKey IndexName",
    "ProvisionedThroughput": "WriteCapacityUnits ReadCapacityUnits",
    "TimeToLiveSpecification": "AttributeName Enabled",
}
# What the operation judges itself, with words of its own, or later than the model's constraints.
OWN_WORDS = {
    # "The requestItems parameter is required for …" and "Too many items requested …".
    ("BatchGetItemInput", "RequestItems"): ("required", "min", "max"),
    ("BatchWriteItemInput", "RequestItems"): ("required", "min", "max"),
    ("KeysAndAttributes", "Keys"): ("max",),
    ("BatchWriteItemRequestMap", "value"): ("min", "max"),
    ("QueryInput", "Limit"): ("min",),
    # A name, or an ARN: see request_checker.cc.
    ("CreateTableInput", "TableName"): ("required",),
    ("CreateTableInput", "TableClass"): ("values",),
    ("UpdateTableInput", "TableClass"): ("values",),
    # Counted over the whole table, and told as "One or more parameter values were invalid".
    ("Projection", "NonKeyAttributes"): ("max",),
}
# Members that have another shape than the model's.
OTHER_SHAPE = {("CreateTableInput", "TableName"): "TableName"}


def load(service):
    folder = pathlib.Path(botocore.__path__[0]) / "data" / service / "2012-08-10"
    for path in (folder / "service-2.json.gz", folder / "service-2.json"):
        if path.exists():
            data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            return json.loads(data)
    raise SystemExit(f"botocore {botocore.__version__} has no model of {service}")


class Tables:
    """The rows of the generated tables."""

    def __init__(self):
        self.operations, self.shapes, self.members, self.values = [], [], [], []
        self._numbers = {}

    def add_service(self, service):
        model = load(service)
        for name, operation in model["operations"].items():
            if "input" in operation:
                self.operations.append((name, self._shape(model["shapes"], service, operation["input"]["shape"], ())))
        self.operations.sort()

    def _shape(self, shapes, service, name, own_words):
        key = (service, name, own_words)
        if key in self._numbers:
            return self._numbers[key]
        number = self._numbers[key] = len(self.shapes)
        self.shapes.append(None)
        shape = shapes[name]
        kind = shape["type"]
        row = {"kind": "kAttributeValue" if name == "AttributeValue" else KINDS[kind], "element": 0, "first": 0, "count": 0, "name": "", "is_name": False}
        row["min"] = shape.get("min") if "min" not in own_words else None
        row["max"] = shape.get("max") if "max" not in own_words else None
        row["is_name"] = shape.get("pattern") == NAME_PATTERN
        if kind == "structure":
            row["name"] = name
            members = self._members(shapes, service, name)
            row["first"], row["count"] = len(self.members), len(members)
            self.members += members
        elif kind == "list":
            row["element"] = self._shape(shapes, service, shape["member"]["shape"], ())
        elif kind == "map":
            row["element"] = self._shape(shapes, service, shape["value"]["shape"], OWN_WORDS.get((name, "value"), ()))
        elif "enum" in shape and "values" not in own_words:
            values = VALUE_ORDER[name].split() if name in VALUE_ORDER else shape["enum"]
            assert sorted(values) == sorted(shape["enum"]), f"{name}: {shape['enum']}"
            row["first"], row["count"] = len(self.values), len(values)
            self.values += values
        self.shapes[number] = row
        return number

    def _members(self, shapes, service, name):
        shape = shapes[name]
        first = MEMBER_ORDER.get(name, "").split()
        rest = [member for member in shape["members"] if member not in first]
        rows = []
        for member in first + rest:
            own_words = OWN_WORDS.get((name, member), ())
            of = OTHER_SHAPE.get((name, member), shape["members"][member]["shape"])
            required = member in shape.get("required", ()) and "required" not in own_words
            rows.append((member, self._shape(shapes, service, of, own_words), required))
        return rows

    def unconstrained(self):
        """For each shape, whether neither it nor anything below it has a constraint."""
        free = [True] * len(self.shapes)
        changed = True
        while changed:
            changed = False
            for number, row in enumerate(self.shapes):
                if free[number] and not self._free(row, free):
                    free[number] = False
                    changed = True
        return free

    def _free(self, row, free):
        if row["min"] is not None or row["max"] is not None or row["is_name"]:
            return False
        if row["kind"] == "kString":
            return row["count"] == 0
        if row["kind"] in ("kList", "kMap"):
            return free[row["element"]]
        members = self.members[row["first"]:row["first"] + row["count"]]
        return all(free[shape] and not required for _, shape, required in members)


def text(tables):
    flag = lambda value: "true" if value else "false"
    bound = lambda value: "kUnbounded" if value is None else str(value)
    lines = ["// Generated by generate_request_model.py; change that, and run it.",
             f"// Source: botocore {botocore.__version__}.", "// clang-format off",
             "constexpr OperationShape kOperations[] = {"]
    lines += [f'    {{"{name}", {number}}},' for name, number in tables.operations]
    lines += ["};", "constexpr Shape kShapes[] = {"]
    for row, free in zip(tables.shapes, tables.unconstrained()):
        lines.append(f'    {{ShapeKind::{row["kind"]}, {flag(row["is_name"])}, {flag(free)}, {row["first"]}, '
                     f'{row["count"]}, {row["element"]}, {bound(row["min"])}, {bound(row["max"])}, "{row["name"]}"}},')
    lines += ["};", "constexpr ShapeMember kMembers[] = {"]
    lines += [f'    {{"{name}", {number}, {flag(required)}}},' for name, number, required in tables.members]
    lines += ["};", "constexpr std::string_view kValues[] = {"]
    lines += [f'    "{value}",' for value in tables.values]
    return "\n".join(lines + ["};", ""])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    if botocore is None:
        print("there is no botocore here")
        return 0 if arguments.check else 1
    tables = Tables()
    tables.add_service("dynamodb")
    tables.add_service("dynamodbstreams")
    generated = text(tables)
    if not arguments.check:
        FILE.write_text(generated)
        return 0
    written = FILE.read_text()
    source = re.search(r"botocore ([0-9.]+[0-9])", written).group(1)
    if source != botocore.__version__:
        print(f"made from botocore {source}, here is {botocore.__version__}: nothing to compare")
        return 0
    if written != generated:
        print(f"{FILE.name} isn't what generate_request_model.py writes; run it")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
