"""Projections: which parts of an item come back."""

from case import HASH, N, Book, S
from expect import invalid

BOOK = Book("projections")
ITEM = {"p": S("@"), "a": N(1), "o": {"M": {"x": N(1), "y": {"M": {"z": N(2), "w": N(3)}}, "a.b": N(4)}},
        "l": {"L": [S("zero"), {"M": {"k": N(1), "j": N(2)}}, {"L": [N(7), N(8)]}, S("three")]}, "ss": {"SS": ["a", "b"]}}

for _expression, _names, _item in (
    ("a", {}, {"a": N(1)}),
    ("a, ss", {}, {"a": N(1), "ss": {"SS": ["a", "b"]}}),
    ("o.x", {}, {"o": {"M": {"x": N(1)}}}),
    ("o.y.z, o.x", {}, {"o": {"M": {"x": N(1), "y": {"M": {"z": N(2)}}}}}),
    ("o.#ab", {"#ab": "a.b"}, {"o": {"M": {"a.b": N(4)}}}),
    ("l[0]", {}, {"l": {"L": [S("zero")]}}),
    ("l[3], l[0]", {}, {"l": {"L": [S("zero"), S("three")]}}),
    ("l[1].k, l[2][1]", {}, {"l": {"L": [{"M": {"k": N(1)}}, {"L": [N(8)]}]}}),
    ("l[9]", {}, {}), ("o.gone", {}, {}), ("a.x", {}, {}), ("gone", {}, {}), ("l.x", {}, {}),
    ("#s", {"#s": "a"}, {"a": N(1)}),
):
    _names = {"ExpressionAttributeNames": _names} if _names else {}
    BOOK.case(_expression, "GetItem",
              {"TableName": HASH, "Key": {"p": S("@")}, "ProjectionExpression": _expression, **_names},
              {"Item": _item}, [ITEM])

for _expression, _message in (
    ("", "The expression can not be empty;"),
    ("a,", 'Syntax error; token: "<EOF>", near: ","'),
    ("a.b[0", 'Syntax error; token: "<EOF>", near: "0"'),
    ("a b", 'Syntax error; token: "b", near: "a b"'),
    ("a[x]", 'Syntax error; token: "x", near: "[x]"'),
    ("a.", 'Syntax error; token: "<EOF>", near: "."'),
    (":v", 'Syntax error; token: ":v", near: ":v"'),
    ("a, a", "Two document paths overlap with each other; must remove or rewrite one of these paths; "
             "path one: [a], path two: [a]"),
    ("o, o.x", "Two document paths overlap with each other; must remove or rewrite one of these paths; "
               "path one: [o], path two: [o, x]"),
    ("o.x, o[0]", "Two document paths conflict with each other; must remove or rewrite one of these paths; "
                  "path one: [o, x], path two: [o, [0]]"),
    ("name", "Attribute name is a reserved keyword; reserved keyword: name"),
    ("#gone", "An expression attribute name used in the document path is not defined; attribute name: #gone"),
):
    BOOK.case(f"refused: {_expression}", "GetItem",
              {"TableName": HASH, "Key": {"p": S("x")}, "ProjectionExpression": _expression},
              invalid(f"Invalid ProjectionExpression: {_message}"))
BOOK.case("refused: a name that isn't used", "GetItem",
          {"TableName": HASH, "Key": {"p": S("x")}, "ProjectionExpression": "a",
           "ExpressionAttributeNames": {"#x": "x"}},
          invalid("Value provided in ExpressionAttributeNames unused in expressions: keys: {#x}"))
BOOK.case("refused: names without an expression", "GetItem",
          {"TableName": HASH, "Key": {"p": S("x")}, "ExpressionAttributeNames": {"#x": "x"}},
          invalid("ExpressionAttributeNames can only be specified when using expressions"))
