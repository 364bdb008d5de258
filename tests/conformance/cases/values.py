"""Attribute values: the ten types as they come back, numbers, what is refused, sizes."""

from case import HASH, HASH_B, HASH_N, N, Book, S
from expect import Fault, invalid, invalid_parameter

BOOK = Book("values")


def comes_back(name, value, as_value=None):
    """The value, put as an attribute, is read as `as_value` (default: as itself)."""
    BOOK.case(name, "PutItem", {"TableName": HASH, "Item": {"p": S("@"), "v": value}}, {},
              key={"p": S("@")}, then={"p": S("@"), "v": as_value or value})


def refused(name, value, fault):
    BOOK.case(name, "PutItem", {"TableName": HASH, "Item": {"p": S("@"), "v": value}}, fault)


def nested(levels, kind):
    """A value within so many lists or maps."""
    value = S("deep")
    for _ in range(levels):
        value = {"L": [value]} if kind == "L" else {"M": {"m": value}}
    return value


for _name, _value in {
    "a string": S("text"), "an empty string": S(""), "a string beyond the BMP": S("\U0001f600 é \u0000 \" \\ /"),
    "a number": N(5), "a binary": {"B": "AP8="}, "an empty binary": {"B": ""},
    "true": {"BOOL": True}, "false": {"BOOL": False}, "null": {"NULL": True},
    "a list": {"L": [S("a"), N(1), {"L": []}]}, "an empty list": {"L": []},
    "a map": {"M": {"x": S("a"), "y": {"M": {}}}}, "an empty map": {"M": {}},
    "a string set": {"SS": ["b", "a"]}, "a string set with an empty string": {"SS": ["", "a"]},
    "a number set": {"NS": ["2", "1"]}, "a binary set": {"BS": ["AQ==", "Ag=="]},
    "32 lists": nested(32, "L"), "32 maps": nested(32, "M"),
    "a map with odd names": {"M": {"a.b": N(1), "a[0]": N(2), " ": N(3), "#x": N(4), ":y": N(5), "é": N(6)}},
}.items():
    comes_back(f"{_name} comes back", _value)

for _given, _read in {
    "+5": "5", "-0": "0", "0.0": "0", "1.5E2": "150", "1.50": "1.5", "00012": "12", "1e0": "1", ".5": "0.5",
    "-1.5e-3": "-0.0015", "100e-2": "1", "12345678901234567890123456789012345678": None,
    "-12345678901234567890123456789012345678": None, "0.12345678901234567890123456789012345678": None,
    "1234567890123456789.0123456789012345678": None,
    "123456789012345678901234567890123456780": None,
}.items():
    comes_back(f"number {_given}", {"N": _given}, {"N": _read or _given})
for _number in ("1E-130", "-1E-130", "9.9999999999999999999999999999999999999E+125",
                "-9.9999999999999999999999999999999999999E+125", "1E+125"):
    BOOK.case(f"number {_number} is within the range", "PutItem",
              {"TableName": HASH, "Item": {"p": S("@"), "v": {"N": _number}}}, {})
for _number, _message in {
    "": "The parameter cannot be converted to a numeric value",
    "abc": "The parameter cannot be converted to a numeric value: abc",
    "1,5": "The parameter cannot be converted to a numeric value: 1,5",
    "0x10": "The parameter cannot be converted to a numeric value: 0x10",
    "NaN": "The parameter cannot be converted to a numeric value: NaN",
    "Infinity": "The parameter cannot be converted to a numeric value: Infinity",
    "1e126": "Number overflow. Attempting to store a number with magnitude larger than supported range",
    "-1e126": "Number overflow. Attempting to store a number with magnitude larger than supported range",
    "1e-131": "Number underflow. Attempting to store a number with magnitude smaller than supported range",
    "123456789012345678901234567890123456789": "Attempting to store more than 38 significant digits in a Number",
    "0.123456789012345678901234567890123456789": "Attempting to store more than 38 significant digits in a Number",
}.items():
    refused(f"number '{_number}' is refused", {"N": _number}, invalid(_message))

TOO_DEEP = ("Nesting Levels have exceeded supported limits: Attributes in the item have nested levels "
            "beyond supported limit")
ONE_TYPE = "must contain exactly one of the supported datatypes"
refused("no datatype", {}, invalid(f"Supplied AttributeValue is empty, {ONE_TYPE}"))
refused("an unknown datatype", {"X": "1"}, invalid(f"Supplied AttributeValue is empty, {ONE_TYPE}"))
refused("no datatype within a list", {"L": [{}]}, invalid(f"Supplied AttributeValue is empty, {ONE_TYPE}"))
refused("two datatypes", {"S": "a", "N": "1"},
        invalid(f"Supplied AttributeValue has more than one datatypes set, {ONE_TYPE}"))
refused("null that is false", {"NULL": False},
        invalid_parameter("Null attribute value types must have the value of true"))
refused("an empty string set", {"SS": []}, invalid_parameter("An string set  may not be empty"))
refused("an empty number set", {"NS": []}, invalid_parameter("An number set  may not be empty"))
refused("an empty binary set", {"BS": []}, invalid_parameter("Binary sets should not be empty"))
refused("a string twice in a set", {"SS": ["a", "b", "a"]},
        invalid_parameter("Input collection [a, b, a] contains duplicates."))
refused("a number twice in a set", {"NS": ["1", "1.0"]}, invalid("Input collection contains duplicates"))
refused("a binary twice in a set", {"BS": ["AQ==", "AQ=="]},
        invalid_parameter("Input collection [AQ==, AQ==]of type BS contains duplicates."))
refused("33 lists", nested(33, "L"), invalid(TOO_DEEP))
refused("33 maps", nested(33, "M"), invalid(TOO_DEEP))
refused("a number given as JSON's", {"N": 1},
        Fault("SerializationException", "NUMBER_VALUE cannot be converted to String"))
refused("a string given as JSON's number", {"S": 1},
        Fault("SerializationException", "NUMBER_VALUE cannot be converted to String"))
refused("a string given as true", {"S": True},
        Fault("SerializationException", "TRUE_VALUE cannot be converted to String"))
refused("a string given as a map", {"S": {}},
        Fault("SerializationException", "Start of structure or map found where not expected"))
refused("base64 of a wrong length", {"B": "AAA"}, Fault(
    "SerializationException", "Base64 encoded length is expected a multiple of 4 bytes but found: 3"))
refused("base64 with bits left over", {"B": "AB=="}, Fault(
    "SerializationException", "Invalid last non-pad Base64 character dectected"))
refused("base64 given as a number", {"B": 1}, Fault(
    "SerializationException", "only base-64-encoded strings are convertible to bytes"))

# 409,600 bytes are the limit: the names, the key, and 2 bytes of each number up to two digits.
_room = 409_600 - len("p") - len("v")
BOOK.case("an item of 409,600 bytes", "PutItem",
          {"TableName": HASH, "Item": {"p": S("12345"), "v": S("x" * (_room - 5))}}, {})
BOOK.case("an item of 409,601 bytes", "PutItem",
          {"TableName": HASH, "Item": {"p": S("12345"), "v": S("x" * (_room - 4))}},
          invalid("Item size has exceeded the maximum allowed size"))
BOOK.case("bytes count, not characters", "PutItem",
          {"TableName": HASH, "Item": {"p": S("12345"), "v": S("é" * (_room // 2))}},
          invalid("Item size has exceeded the maximum allowed size"))
BOOK.case("a hash key of 2,048 bytes", "PutItem", {"TableName": HASH, "Item": {"p": S("k" * 2048)}}, {})
BOOK.case("a hash key of 2,049 bytes", "PutItem", {"TableName": HASH, "Item": {"p": S("k" * 2049)}},
          invalid_parameter("Size of hashkey has exceeded the maximum size limit of2048 bytes"))
BOOK.case("a binary hash key", "PutItem", {"TableName": HASH_B, "Item": {"p": {"B": "/wA="}}}, {},
          key={"p": {"B": "/wA="}}, then={"p": {"B": "/wA="}})
BOOK.case("a number as hash key is one key however written", "PutItem",
          {"TableName": HASH_N, "Item": {"p": N("1.50"), "v": S("a")}}, {},
          key={"p": N("15e-1")}, then={"p": N("1.5"), "v": S("a")})
BOOK.case("an attribute name of 65,535 bytes", "PutItem",
          {"TableName": HASH, "Item": {"p": S("@"), "n" * 65535: N(1)}}, {})
BOOK.case("an attribute without a name", "PutItem", {"TableName": HASH, "Item": {"p": S("@"), "": N(1)}},
          invalid_parameter("Attribute name must not be empty"))
