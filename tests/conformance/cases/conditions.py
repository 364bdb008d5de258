"""Conditions: every operator and function on one item, as ConditionExpression and as FilterExpression."""

from case import HASH, RANGE, N, Book, S
from expect import CONDITION_FAILED, invalid

BOOK = Book("conditions")

ITEM = {
    "n": N(5), "m": N(10), "t": S("apple"), "u": S("héé"), "b": {"B": "AQID"}, "yes": {"BOOL": True}, "nil": {"NULL": True},
    "l": {"L": [S("a"), N(1), {"M": {"deep": S("x")}}]}, "o": {"M": {"in": {"M": {"x": N(7)}}, "a.b": N(3)}},
    "ss": {"SS": ["a", "b"]}, "ns": {"NS": ["1", "2"]}, "bs": {"BS": ["AQ==", "Ag=="]}, "blank": S(""),
}
VALUES = {
    ":n5": N(5), ":n50": N("5.0"), ":n4": N(4), ":n6": N(6), ":n7": N(7), ":one": N(1), ":two": N(2), ":three": N(3),
    ":t": S("apple"), ":ap": S("ap"), ":pl": S("pl"), ":b": S("b"), ":bin": {"B": "AQ=="}, ":yes": {"BOOL": True},
    ":nil": {"NULL": True}, ":ss": {"SS": ["b", "a"]}, ":list": {"L": [S("a"), N(1), {"M": {"deep": S("x")}}]},
    ":map": {"M": {"x": N(7)}}, ":S": S("S"), ":N": S("N"), ":B": S("B"), ":SS": S("SS"), ":NS": S("NS"), ":BS": S("BS"),
    ":M": S("M"), ":L": S("L"), ":BOOL": S("BOOL"), ":NULL": S("NULL"), ":zoo": S("zoo"), ":e": S(""),
}
NAMES = {"#n": "n", "#in": "in", "#ab": "a.b"}

TRUE = """
n = :n5 | n = :n50 | n <> :n4 | n < :n6 | n <= :n5 | n > :n4 | n >= :n5 | :n5 = n | m > n | t = :t | t < :zoo | t > :ap
#n = :n5 | yes = :yes | nil = :nil | ss = :ss | l = :list | o.#in = :map | o.#in.x = :n7 | o.#ab = :three
l[1] = :one | l[2].deep <> :t | n <> :t | gone <> :n5 | gone <> gone2 | n <> gone
n BETWEEN :n4 AND :n6 | n BETWEEN :n5 AND :n5 | t BETWEEN :ap AND :zoo | n between :n4 and m
n IN (:n4, :n5) | t IN (:t) | n IN (:t, m, :n5) | n in (:n5)
attribute_exists(n) | attribute_exists(o.#in.x) | attribute_exists(l[0]) | attribute_exists(nil)
attribute_not_exists(gone) | attribute_not_exists(o.nope) | attribute_not_exists(l[9]) | attribute_not_exists(n.x)
attribute_type(t, :S) | attribute_type(n, :N) | attribute_type(b, :B) | attribute_type(ss, :SS) | attribute_type(ns, :NS)
attribute_type(bs, :BS) | attribute_type(o, :M) | attribute_type(l, :L) | attribute_type(yes, :BOOL) | attribute_type(nil, :NULL)
begins_with(t, :ap) | begins_with(t, :t) | begins_with(b, :bin) | begins_with(t, :e)
contains(t, :pl) | contains(ss, :b) | contains(ns, :one) | contains(bs, :bin) | contains(l, :one) | contains(b, :bin)
size(t) = :n5 | size(u) = :three | size(b) = :three | size(ss) = :two | size(l) = :three | size(o) = :two | size(blank) < :one
size(ns) BETWEEN :one AND :three | size(t) IN (:n4, :n5) | :n4 < size(t) | size(l) = size(b)
NOT n = :n4 | NOT (n = :n4 OR n = :n6) | not attribute_exists(gone) | NOT NOT n = :n5
n = :n5 AND t = :t | n = :n4 OR t = :t | n = :n4 AND n = :n4 OR t = :t | t = :t OR n = :n4 AND n = :n6
NOT n = :n4 AND t = :t | (n = :n4 OR n = :n5) AND (t = :t) | n=:n5 AND t=:t | n BETWEEN :n4 AND :n6 AND t = :t
"""

FALSE = """
n = :n4 | n <> :n50 | n < :n5 | n > :n5 | n = :t | n < :t | n > :t | t < :n5 | gone = :n5 | gone < :n5 | gone = gone2
n BETWEEN :n6 AND :n7 | gone BETWEEN :n4 AND :n6 | t BETWEEN :n4 AND :n6 | n IN (:n4, :n6) | gone IN (:n5)
attribute_exists(gone) | attribute_exists(l[3]) | attribute_not_exists(n) | attribute_type(t, :N) | attribute_type(gone, :S)
begins_with(t, :pl) | begins_with(gone, :ap) | begins_with(n, :ap) | contains(t, :zoo) | contains(ss, :n5) | contains(gone, :b)
contains(n, :n5) | contains(ns, :b) | size(gone) = :n5 | size(n) = :one | size(yes) = :one
NOT n = :n5 | n = :n5 AND t = :zoo | n = :n4 OR t = :zoo | n = :n4 AND (n = :n5 OR t = :t) | NOT (n = :n5)
l = :map | o = :list | n = :yes | o.#in.x = :n6
"""


def rows(block):
    return [one.strip() for line in block.strip().splitlines() for one in line.split("|")]


def substitutions(expression):
    """Exactly the names and values that the expression uses."""
    used = set()
    for word in "".join(c if c.isalnum() or c in "#:_" else " " for c in expression).split():
        # "n=:n5AND" is one word here, but the longest placeholder that it has is meant.
        for start in (i for i, c in enumerate(word) if c in "#:"):
            fitting = [name for name in {**VALUES, **NAMES} if word.startswith(name, start)]
            used.add(max(fitting, key=len))
    parts = {"ExpressionAttributeNames": {name: NAMES[name] for name in used & NAMES.keys()},
             "ExpressionAttributeValues": {name: VALUES[name] for name in used & VALUES.keys()}}
    return {name: part for name, part in parts.items() if part}


def truth(expression, holds):
    given = [{"p": S("@"), "s": N(1), **ITEM}]
    parts = substitutions(expression)
    BOOK.case(f"{expression}: {holds}", "UpdateItem",
              {"TableName": RANGE, "Key": {"p": S("@"), "s": N(1)}, "ConditionExpression": expression, **parts},
              {} if holds else CONDITION_FAILED, given)
    query = {**parts, "ExpressionAttributeValues": {**parts.get("ExpressionAttributeValues", {}), ":p": S("@")}}
    BOOK.case(f"filter {expression}: {holds}", "Query",
              {"TableName": RANGE, "KeyConditionExpression": "p = :p", "FilterExpression": expression,
               "Select": "COUNT", **query}, {"Count": int(holds), "ScannedCount": 1}, given)


for _expression in rows(TRUE):
    truth(_expression, True)
for _expression in rows(FALSE):
    truth(_expression, False)


def refused(name, expression, message, **parts):
    for kind, operation, more in (("ConditionExpression", "DeleteItem", {"Key": {"p": S("@")}}),
                                  ("FilterExpression", "Scan", {})):
        BOOK.case(f"{kind} refused: {name}", operation, {"TableName": HASH, kind: expression, **more, **parts},
                  invalid(f"Invalid {kind}: {message}"))


def syntax(token, near):
    return f'Syntax error; token: "{token}", near: "{near}"'


V = {"ExpressionAttributeValues": {":v": S("x")}}
refused("empty", "", "The expression can not be empty;")
refused("a word alone", "a", syntax("<EOF>", "a"))
refused("an operator that isn't", "a == :v", syntax("=", "== :v"), **V)
refused("nothing behind the operator", "a = ", syntax("<EOF>", "= "))
refused("an open parenthesis", "(a = :v", syntax("<EOF>", ":v"), **V)
refused("a character that isn't", "a = %v", syntax("%", "= %v"))
refused("a reserved word", "size = :v", "Attribute name is a reserved keyword; reserved keyword: size", **V)
refused("an unknown function", "foo(a)", "Invalid function name; function: foo")
refused("a function in capitals", "SIZE(a) = :v", "Invalid function name; function: SIZE", **V)
refused("an update's function", "if_not_exists(a, :v) = :v",
        "The function is not allowed in a condition expression; function: if_not_exists", **V)
refused("size alone", "size(a)", "The function is not allowed to be used this way in an expression; function: size")
refused("a condition as operand", "attribute_exists(a) = :v",
        "The function is not allowed to be used this way in an expression; function: attribute_exists", **V)
refused("too few operands", "begins_with(a)",
        "Incorrect number of operands for operator or function; operator or function: begins_with, "
        "number of operands: 1")
refused("too many operands", "attribute_exists(a, b)",
        "Incorrect number of operands for operator or function; operator or function: attribute_exists, "
        "number of operands: 2")
refused("a value where a path must be", "attribute_exists(:v)",
        "Operator or function requires a document path; operator or function: attribute_exists", **V)
refused("redundant parentheses", "((a = :v))", "The expression has redundant parentheses;", **V)
refused("the same operand twice", "a = a",
        "The first operand must be distinct from the remaining operands for this operator or function; "
        "operator: =, first operand: [a]")
refused("a name that isn't defined", "#x = :v",
        "An expression attribute name used in the document path is not defined; attribute name: #x", **V)
refused("a value that isn't defined", "a = :w",
        "An expression attribute value used in expression is not defined; attribute value: :w", **V)
refused("a type's name that isn't one", "attribute_type(a, :v)",
        "Invalid attribute type name found; type: x, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}", **V)
refused("a type that isn't a string", "attribute_type(a, :n)",
        "Incorrect operand type for operator or function; operator or function: attribute_type, operand type: N",
        ExpressionAttributeValues={":n": N(1)})
refused("begins_with a number", "begins_with(a, :n)",
        "Incorrect operand type for operator or function; operator or function: begins_with, operand type: N",
        ExpressionAttributeValues={":n": N(1)})
refused("order of booleans", "a < :n",
        "Incorrect operand type for operator or function; operator or function: <, operand type: BOOL",
        ExpressionAttributeValues={":n": {"BOOL": True}})
refused("bounds in the wrong order", "a BETWEEN :two AND :one",
        "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; "
        "lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}",
        ExpressionAttributeValues={":one": N(1), ":two": N(2)})
refused("4,097 bytes", "a = :v OR b = :v" + " " * 4081,
        "Expression size has exceeded the maximum allowed size; expression size: 4097", **V)
refused("101 operands of IN", f"a IN ({', '.join([':v'] * 101)})",
        "The IN operator is provided with too many operands; number of operands: 101", **V)
refused("an index that is too long", "a[99999999999999999999] = :v",
        "List index is not within the allowable range; index: [99999999999999999999]", **V)
refused("a word too many, then spaces", "a b  ", syntax("b", "a b  "))
refused("a list's function", "list_append(a, :v) = :v",
        "The function is not allowed in a condition expression; function: list_append", **V)
refused("an operand twice in a function", "contains(a, a)",
        "The first operand must be distinct from the remaining operands for this operator or function; "
        "operator: contains, first operand: [a]")
refused("IN of nothing", "a IN ()", syntax(")", "()"))
refused("a path in parentheses", "attribute_exists(a) AND (b)", syntax("<EOF>", ")"))
refused("bounds of two types", "a BETWEEN :v AND :n",
        "The BETWEEN operator requires same data type for lower and upper bounds; "
        "lower bound operand: AttributeValue: {S:x}, upper bound operand: AttributeValue: {N:1}",
        ExpressionAttributeValues={":v": S("x"), ":n": N(1)})
refused("size of a number", "size(:n) > :n",
        "Incorrect operand type for operator or function; operator or function: size, operand type: N",
        ExpressionAttributeValues={":n": N(1)})
_parts = {"TableName": HASH, "Key": {"p": S("@")}}
for _name, _more, _message in (
    ("a name that isn't used", {"ConditionExpression": "attribute_exists(a)", "ExpressionAttributeNames": {"#x": "x"}},
     "Value provided in ExpressionAttributeNames unused in expressions: keys: {#x}"),
    ("a value that isn't used", {"ConditionExpression": "attribute_exists(a)", **V},
     "Value provided in ExpressionAttributeValues unused in expressions: keys: {:v}"),
    ("no names at all", {"ConditionExpression": "attribute_exists(a)", "ExpressionAttributeNames": {}},
     "ExpressionAttributeNames must not be empty"),
    ("no values at all", {"ConditionExpression": "attribute_exists(a)", "ExpressionAttributeValues": {}},
     "ExpressionAttributeValues must not be empty"),
    ("a placeholder without #", {"ConditionExpression": "attribute_exists(a)", "ExpressionAttributeNames": {"x": "x"}},
     'ExpressionAttributeNames contains invalid key: Syntax error; key: "x"'),
    ("a placeholder without :", {"ConditionExpression": "attribute_exists(a)",
                                 "ExpressionAttributeValues": {"v": S("x")}},
     'ExpressionAttributeValues contains invalid key: Syntax error; key: "v"'),
    ("names without an expression", {"ExpressionAttributeNames": {"#x": "x"}},
     "ExpressionAttributeNames can only be specified when using expressions"),
    ("values without an expression", V,
     "ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null"),
    ("a value that is empty", {"ConditionExpression": "a = :v", "ExpressionAttributeValues": {":v": {}}},
     "ExpressionAttributeValues contains invalid value: Supplied AttributeValue is empty, must contain exactly "
     "one of the supported datatypes for key :v"),
):
    BOOK.case(f"refused: {_name}", "DeleteItem", {**_parts, **_more}, invalid(_message))
BOOK.case("300 operators", "DeleteItem",
          {**_parts, "ConditionExpression": "NOT " + " OR ".join(["a=:v"] * 150), **V}, {})
BOOK.case("301 operators", "DeleteItem",
          {**_parts, "ConditionExpression": "NOT " + " OR ".join(["a=:v"] * 150 + ["NOT a=:v"]), **V},
          invalid("Invalid ConditionExpression: The expression contains too many operators; operator count: 301"))
