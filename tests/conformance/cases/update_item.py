"""UpdateItem: every action and function, ReturnValues, and what is refused."""

from case import HASH, RANGE, N, Book, S
from expect import CONDITION_FAILED, Fault, invalid, invalid_parameter

BOOK = Book("update")
KEY = {"p": S("@")}
ITEM = {
    **KEY, "n": N(5), "t": S("x"), "l": {"L": [S("a"), S("b"), S("c")]}, "o": {"M": {"x": N(1), "y": {"M": {"z": N(2)}}}},
    "ss": {"SS": ["a", "b"]}, "ns": {"NS": ["1", "2"]}, "bs": {"BS": ["AQ==", "Ag=="]},
}
VALUES = {
    ":one": N(1), ":half": N("0.5"), ":neg": N(-7), ":x": S("new"), ":lx": {"L": [S("x")]}, ":m": {"M": {"q": N(1)}},
    ":ss": {"SS": ["b", "c"]}, ":ns": {"NS": ["2.0", "3"]}, ":bs": {"BS": ["Aw=="]}, ":allss": {"SS": ["a", "b"]},
    ":zero": N(0), ":big": N("9" * 38), ":nil": {"NULL": True},
}
NAMES = {"#d": "a.b"}


def without(*names):
    return {name: value for name, value in ITEM.items() if name not in names}


def request(expression, **more):
    parts = {"TableName": HASH, "Key": KEY, "UpdateExpression": expression, **more}
    text = f"{expression} {more.get('ConditionExpression', '')}"
    words = set("".join(c if c.isalnum() or c in "#:_" else " " for c in text).split())
    for member, known in (("ExpressionAttributeNames", NAMES), ("ExpressionAttributeValues", VALUES)):
        used = {name: value for name, value in known.items() if name in words}
        if used:
            parts.setdefault(member, used)
    return parts


def changes(expression, then, given=ITEM):
    BOOK.case(expression, "UpdateItem", request(expression), {}, [given] if given else [], KEY, then)


def refused(expression, message, given=ITEM, name=None, **more):
    BOOK.case(f"refused: {name or expression}", "UpdateItem", request(expression, **more), invalid(message),
              [given] if given else [])


# What each action does
changes("SET a = :x", {**ITEM, "a": S("new")})
changes("SET #d = :x", {**ITEM, "a.b": S("new")})
changes("SET n = :x", {**ITEM, "n": S("new")})
changes("SET a = n, n = t, t = :x", {**ITEM, "a": N(5), "n": S("x"), "t": S("new")})
changes("SET n = n + :half", {**ITEM, "n": N("5.5")})
changes("SET n = :one - n", {**ITEM, "n": N(-4)})
changes("SET n = n - :neg", {**ITEM, "n": N(12)})
changes("set n = if_not_exists(gone, :zero) + :one", {**ITEM, "n": N(1)})
changes("SET a = if_not_exists(n, :x)", {**ITEM, "a": N(5)})
changes("SET a = if_not_exists(gone, if_not_exists(gone2, :x))", {**ITEM, "a": S("new")})
changes("SET l = list_append(l, :lx)", {**ITEM, "l": {"L": [S("a"), S("b"), S("c"), S("x")]}})
changes("SET l = list_append(:lx, l)", {**ITEM, "l": {"L": [S("x"), S("a"), S("b"), S("c")]}})
changes("SET a = list_append(if_not_exists(a, :lx), :lx)", {**ITEM, "a": {"L": [S("x"), S("x")]}})
changes("SET l[1] = :x", {**ITEM, "l": {"L": [S("a"), S("new"), S("c")]}})
changes("SET l[99] = :x", {**ITEM, "l": {"L": [S("a"), S("b"), S("c"), S("new")]}})
changes("SET l[5] = :x, l[4] = :one", {**ITEM, "l": {"L": [S("a"), S("b"), S("c"), N(1), S("new")]}})
changes("SET o.x = :x", {**ITEM, "o": {"M": {"x": S("new"), "y": {"M": {"z": N(2)}}}}})
changes("SET o.y.w = :x, o.v = o.x", {**ITEM, "o": {"M": {"x": N(1), "v": N(1), "y": {"M": {"z": N(2), "w": S("new")}}}}})
changes("SET a = l[0]", {**ITEM, "a": S("a")})
changes("SET a = :m REMOVE t", {**without("t"), "a": {"M": {"q": N(1)}}})
changes("REMOVE t, n", without("t", "n"))
changes("REMOVE gone", ITEM)
changes("REMOVE o.gone", ITEM)
changes("REMOVE o.y.z", {**ITEM, "o": {"M": {"x": N(1), "y": {"M": {}}}}})
changes("REMOVE l[0], l[2]", {**ITEM, "l": {"L": [S("b")]}})
changes("REMOVE l[9]", ITEM)
changes("ADD n :one", {**ITEM, "n": N(6)})
changes("ADD a :one", {**ITEM, "a": N(1)})
changes("ADD ss :ss", {**ITEM, "ss": {"SS": ["a", "b", "c"]}})
changes("ADD ns :ns", {**ITEM, "ns": {"NS": ["1", "2", "3"]}})
changes("ADD bs :bs", {**ITEM, "bs": {"BS": ["AQ==", "Ag==", "Aw=="]}})
changes("ADD a :ss", {**ITEM, "a": {"SS": ["b", "c"]}})
changes("ADD o.x :one", {**ITEM, "o": {"M": {"x": N(2), "y": {"M": {"z": N(2)}}}}})
changes("DELETE ss :ss", {**ITEM, "ss": {"SS": ["a"]}})
changes("DELETE ss :allss", without("ss"))
changes("DELETE gone :ss", ITEM)
changes("DELETE ns :ns", {**ITEM, "ns": {"NS": ["1"]}})
changes("ADD n :one SET a = n REMOVE t DELETE ss :ss",
        {**without("t"), "n": N(6), "a": N(5), "ss": {"SS": ["a"]}})

# Of what isn't there
BOOK.case("no expression makes the bare key", "UpdateItem", {"TableName": HASH, "Key": KEY}, {}, [], KEY, KEY)
BOOK.case("no expression leaves what is there", "UpdateItem", {"TableName": HASH, "Key": KEY}, {}, [ITEM], KEY, ITEM)
BOOK.case("a key of two parts", "UpdateItem",
          {"TableName": RANGE, "Key": {"p": S("@"), "s": N(3)}, "UpdateExpression": "SET a = :v",
           "ExpressionAttributeValues": {":v": N(1)}}, {}, [], {"p": S("@"), "s": N(3)},
          {"p": S("@"), "s": N(3), "a": N(1)})
BOOK.case("SET makes an item", "UpdateItem", request("SET a = :x"), {}, [], KEY, {**KEY, "a": S("new")})
BOOK.case("ADD makes an item", "UpdateItem", request("ADD a :one"), {}, [], KEY, {**KEY, "a": N(1)})
BOOK.case("REMOVE makes none", "UpdateItem", request("REMOVE a"), {}, [], KEY, None)
BOOK.case("DELETE makes none", "UpdateItem", request("DELETE a :ss"), {}, [], KEY, None)
BOOK.case("REMOVE within nothing passes on no item", "UpdateItem", request("REMOVE a.b"), {}, [])

# ReturnValues
_touch = "SET n = :one, o.x = :x, a = :x REMOVE t"
_after = {**without("t"), "n": N(1), "a": S("new"), "o": {"M": {"x": S("new"), "y": {"M": {"z": N(2)}}}}}
for _mode, _attributes in (
    ("NONE", None), ("ALL_OLD", ITEM), ("ALL_NEW", _after),
    ("UPDATED_OLD", {"n": N(5), "o": {"M": {"x": N(1)}}, "t": S("x")}),
    ("UPDATED_NEW", {"n": N(1), "o": {"M": {"x": S("new")}}, "a": S("new")}),
):
    BOOK.case(f"returns {_mode}", "UpdateItem", request(_touch, ReturnValues=_mode),
              {"Attributes": _attributes} if _attributes else {}, [ITEM], KEY, _after)
for _mode, _attributes in (("ALL_OLD", None), ("UPDATED_OLD", None), ("ALL_NEW", {**KEY, "a": S("new")}),
                           ("UPDATED_NEW", {"a": S("new")})):
    BOOK.case(f"returns {_mode} of a new item", "UpdateItem", request("SET a = :x", ReturnValues=_mode),
              {"Attributes": _attributes} if _attributes else {})
BOOK.case("returns UPDATED_OLD of what was not there", "UpdateItem", request("SET a = :x", ReturnValues="UPDATED_OLD"),
          {}, [ITEM])
BOOK.case("returns UPDATED_NEW of what is gone", "UpdateItem", request("REMOVE t", ReturnValues="UPDATED_NEW"),
          {}, [ITEM])
BOOK.case("returns an element of a list", "UpdateItem", request("SET l[1] = :x", ReturnValues="UPDATED_NEW"),
          {"Attributes": {"l": {"L": [S("new")]}}}, [ITEM])
BOOK.case("returns ALL_NEW without an expression", "UpdateItem",
          {"TableName": HASH, "Key": KEY, "ReturnValues": "ALL_NEW"}, {"Attributes": KEY})

# Conditions
BOOK.case("under a true condition", "UpdateItem", request("SET n = n + :one", ConditionExpression="n > :zero"), {},
          [ITEM], KEY, {**ITEM, "n": N(6)})
BOOK.case("under a false condition", "UpdateItem", request("SET n = n + :one", ConditionExpression="n < :zero"),
          CONDITION_FAILED, [ITEM], KEY, ITEM)
BOOK.case("a false condition returns the item", "UpdateItem",
          request("SET n = n + :one", ConditionExpression="n < :zero", ReturnValuesOnConditionCheckFailure="ALL_OLD"),
          Fault("ConditionalCheckFailedException", "The conditional request failed", Item=ITEM), [ITEM])
BOOK.case("a condition on a missing item makes none", "UpdateItem",
          request("SET n = :one", ConditionExpression="attribute_exists(p)"), CONDITION_FAILED, [], KEY, None)

# What the item doesn't allow
_path = "The document path provided in the update expression is invalid for update"
_gone = "The provided expression refers to an attribute that does not exist in the item"
_type = "An operand in the update expression has an incorrect data type"
for _expression in ("SET gone.x = :x", "SET t.x = :x", "SET n[0] = :x", "REMOVE gone.x", "SET o[0] = :x", "SET l.x = :x",
                    "SET o.gone.x = :x", "ADD gone.x :one"):
    refused(_expression, _path)
for _expression in ("SET a = gone", "SET n = gone + :one", "SET l = list_append(gone, :lx)", "SET a = l[9]",
                    "SET a = o.gone"):
    refused(_expression, _gone)
for _expression in ("SET n = t + :one", "ADD t :one", "ADD n :ss", "ADD ss :ns", "DELETE n :ss", "DELETE ss :ns",
                    "SET l = list_append(l, n)"):
    refused(_expression, _type)
BOOK.case("refused: an item at its limit", "UpdateItem", {**request("SET a = :x"), "Key": {"p": S("1")}},
          invalid("Item size to update has exceeded the maximum allowed size"),
          [{"p": S("1"), "v": S("x" * 409_590)}])
refused("SET n = n + :big", "Number overflow. Attempting to store a number with magnitude larger than supported range",
        {**KEY, "n": {"N": "9.9999999999999999999999999999999999999E+125"}},
        name="a sum that is too large", ExpressionAttributeValues={":big": {"N": "9.9999999999999999999999999999999999999E+125"}})
for _action in ("SET p = :x", "REMOVE p", "ADD p :one", "SET a = :x, p = :x"):
    refused(_action, "One or more parameter values were invalid: Cannot update attribute p. "
                     "This attribute is part of the key")

# What the expression doesn't allow
for _expression, _message, _more in (
    ("", "The expression can not be empty;", {}),
    ("SET", 'Syntax error; token: "<EOF>", near: "SET"', {}),
    ("a = :x", 'Syntax error; token: "a", near: "a ="', {}),
    ("SET a :x", 'Syntax error; token: ":x", near: "a :x"', {}),
    ("SET a = :x,", 'Syntax error; token: "<EOF>", near: ","', {}),
    ("SET a = :x SET t = :x", 'The "SET" section can only be used once in an update expression;', {}),
    ("REMOVE a REMOVE t", 'The "REMOVE" section can only be used once in an update expression;', {}),
    ("SET a = :x + :one + :one", 'Syntax error; token: "+", near: ":one + :one"', {}),
    ("ADD a :x", "Incorrect operand type for operator or function; operator: ADD, operand type: STRING, "
                 "typeSet: ALLOWED_FOR_ADD_OPERAND", {}),
    ("DELETE a :one", "Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER, "
                      "typeSet: ALLOWED_FOR_DELETE_OPERAND", {}),
    ("SET a = :x + :one", "Incorrect operand type for operator or function; operator or function: +, "
                          "operand type: S", {}),
    ("SET a = list_append(l, :one)", "Incorrect operand type for operator or function; operator or function: "
                                     "list_append, operand type: N", {}),
    ("ADD a t", 'Syntax error; token: "t", near: "a t"', {}),
    ("FOO a", 'Syntax error; token: "FOO", near: "FOO a"', {}),
    ("REMOVE a = :x", 'Syntax error; token: "=", near: "a = :x"', {}),
    ("SET a = (:one + :one) - :one", 'Syntax error; token: "-", near: ") - :one"', {}),
    ("SET a = begins_with(t, :x)", "The function is not allowed in an update expression; function: begins_with", {}),
    ("SET a = if_not_exists(a, t, :x)", "Incorrect number of operands for operator or function; operator or "
                                        "function: if_not_exists, number of operands: 3", {}),
    ("SET a = :ss + n", "Incorrect operand type for operator or function; operator or function: +, "
                        "operand type: SS", {}),
    ("SET a = foo(t)", "Invalid function name; function: foo", {}),
    ("SET a = size(t)", "The function is not allowed in an update expression; function: size", {}),
    ("SET a = attribute_exists(t)", "The function is not allowed in an update expression; function: attribute_exists", {}),
    ("SET a = list_append(l)", "Incorrect number of operands for operator or function; operator or function: "
                               "list_append, number of operands: 1", {}),
    ("SET a = if_not_exists(:x, :one)", "Operator or function requires a document path; operator or function: "
                                        "if_not_exists", {}),
    ("SET a = :x, a = :one", "Two document paths overlap with each other; must remove or rewrite one of these paths; "
                             "path one: [a], path two: [a]", {}),
    ("SET o = :x, o.x = :one", "Two document paths overlap with each other; must remove or rewrite one of these "
                               "paths; path one: [o], path two: [o, x]", {}),
    ("SET o.x = :x REMOVE o.x", "Two document paths overlap with each other; must remove or rewrite one of these "
                                "paths; path one: [o, x], path two: [o, x]", {}),
    ("SET a.b = :x, a[1] = :one", "Two document paths conflict with each other; must remove or rewrite one of these "
                                  "paths; path one: [a, b], path two: [a, [1]]", {}),
    ("SET name = :x", "Attribute name is a reserved keyword; reserved keyword: name", {}),
    ("SET #u = :x", "An expression attribute name used in the document path is not defined; attribute name: #u", {}),
    ("SET a = :undefined", "An expression attribute value used in expression is not defined; attribute value: "
                           ":undefined", {}),
):
    refused(_expression, f"Invalid UpdateExpression: {_message}", **_more)
refused("SET a = :x", "Value provided in ExpressionAttributeValues unused in expressions: keys: {:y}",
        name="a value that isn't used", ExpressionAttributeValues={":x": S("x"), ":y": S("y")})
refused("SET a = :x", "Invalid UpdateExpression: Expression size has exceeded the maximum allowed size; "
                      "expression size: 4097", name="4,097 bytes", UpdateExpression="SET a = :x" + " " * 4087)
BOOK.case("refused: values without any expression", "UpdateItem",
          {"TableName": HASH, "Key": KEY, "ExpressionAttributeValues": {":x": S("x")}},
          invalid("ExpressionAttributeValues can only be specified when using expressions: "
                  "UpdateExpression and ConditionExpression are null"))
BOOK.case("refused: an empty set as a value", "UpdateItem", request("SET a = :e", ExpressionAttributeValues={":e": {"SS": []}}),
          invalid("ExpressionAttributeValues contains invalid value: One or more parameter values were invalid: "
                  "An string set  may not be empty for key :e"))
BOOK.case("an empty string becomes an attribute", "UpdateItem",
          request("SET a = :e", ExpressionAttributeValues={":e": S("")}), {}, [ITEM], KEY, {**ITEM, "a": S("")})
BOOK.case("38 digits are added exactly", "UpdateItem",
          request("SET n = n + :d", ExpressionAttributeValues={":d": N("0.0000000000000000000000000000000000001")}), {},
          [{**KEY, "n": N(1)}], KEY, {**KEY, "n": N("1.0000000000000000000000000000000000001")})
