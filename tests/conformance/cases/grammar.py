"""The grammar of expressions, form by form: what is one, and what is said of what isn't."""

from case import HASH, N, Book, S
from expect import That, invalid_expression

BOOK = Book("grammar")
KEY = {"p": S("@")}
ITEM = {**KEY, "n": N(5), "t": S("x"), "l": {"L": [N(1)]}, "ss": {"SS": ["a", "b"]}, "m": {"M": {"q": N(1)}}}
VALUES = {":l": {"L": [N(9)]}, ":n": N(1), ":s": S("x"), ":ss": {"SS": ["a"]}, ":m": {"M": {}}, ":t": {"BOOL": True}}
REDUNDANT = "The expression has redundant parentheses;"


def syntax(token, near):
    return f'Syntax error; token: "{token}", near: "{near}"'


def out_of_place(function):
    return f"The function is not allowed to be used this way in an expression; function: {function}"


def wrong_type(operator, kind):
    return f"Incorrect operand type for operator or function; operator or function: {operator}, operand type: {kind}"


def wrong_number(operator, count):
    return ("Incorrect number of operands for operator or function; operator or function: "
            f"{operator}, number of operands: {count}")


def needs_path(function):
    return f"Operator or function requires a document path; operator or function: {function}"


def same_operand(operator, operand):
    return ("The first operand must be distinct from the remaining operands for this operator or function; "
            f"operator: {operator}, first operand: {operand}")


def no_function(name):
    return f"Invalid function name; function: {name}"


UPDATES = [
    "SET l = list_append(if_not_exists(l,:l),if_not_exists(zz,:l))",
    "SET n = if_not_exists(n,:n) + if_not_exists(n,:n)", "SET n = if_not_exists(a, if_not_exists(b,:n))",
    "SET n = (n + :n)", "SET n = (:n)",
    "SET n = (n) + (:n)", "SET n = ((n) + :n)", "SET n = (if_not_exists(n,:n)) + :n", "SET l = (list_append(l,:l))", "SET l[0] = :n, l[1] = :n", "SET m.q = :n, m.r = :n", "ADD m.q :n",
    "ADD l[0] :n", "SET a = l[0] + :n", "SET a=:n add n :n", "set a=:n REMOVE b DELETE ss :ss ADD n :n",
    "SET a1 = :n", "SET a = p", "REMOVE l[7]",
]
REFUSED_UPDATES = [
    ("SET l = list_append(list_append(l,:l),:l)", out_of_place("list_append")),
    ("SET l = list_append(l,list_append(l,:l))", out_of_place("list_append")),
    ("SET l = if_not_exists(l,list_append(l,:l))", out_of_place("list_append")),
    ("SET l = list_append(l,:l) + :n", out_of_place("list_append")),
    ("SET n = n + list_append(l,:l)", out_of_place("list_append")),
    ("SET n = if_not_exists(n, n + :n)", syntax("+", "n + :n")),
    ("SET n = if_not_exists(if_not_exists(a,b),:n)", needs_path("if_not_exists")),
    ("SET n = :n - :s", wrong_type("-", "S")), ("SET n = -:n", syntax("-", "= -:n")),
    ("SET n = n+:n-:n", syntax("-", ":n-:n")), ("SET n = ((n + :n))", REDUNDANT),
    ("SET n = ((:n))", REDUNDANT), ("SET n = ((n)) + :n", REDUNDANT), ("SET l = list_append((l), ((:l)))", REDUNDANT),
    ("SET n = ((f(n) + :n))", REDUNDANT), ("SET n = (n + :n) + :n", syntax("+", ") + :n")),
    ("SET n = n + (:n + :n)", syntax("+", ":n + :n")), ("SET n = (n + :n", syntax("<EOF>", ":n")),
    ("SET n = ()", syntax(")", "()")), ("SET a = b[-1]", syntax("-", "[-1")),
    ("SET a = l[99999999999]", "List index is not within the allowable range; index: [99999999999]"),
    ("SET  a=:n SET b=:n", 'The "SET" section can only be used once in an update expression;'),
    ("REMOVE a, REMOVE b", syntax("REMOVE", ", REMOVE b")), ("SET a = :n,", syntax("<EOF>", ",")),
    ("SET a", syntax("<EOF>", "a")), ("SET a = b = c", syntax("=", "b = c")), ("SET 1a = :n", syntax("1", "SET 1a")),
    ("SET _a = :n", syntax("_", "SET _a")), ("SET a-b = :n", syntax("-", "a-b")),
    ("SET a.1 = :n", syntax("1", ".1 =")), ("SET a. = :n", syntax("=", ". = :n")),
    ("SET .a = :n", syntax(".", "SET .a")), ("SET a[b] = :n", syntax("b", "[b]")),
    ("SET a = :n b", syntax("b", ":n b")),
    ("SET a = list_append(l,:l,:l)", wrong_number("list_append", 3)),
    ("SET a = if_not_exists(l)", wrong_number("if_not_exists", 1)), ("SET a = unknown(l)", no_function("unknown")),
    ("SET a = LIST_APPEND(l,:l)", no_function("LIST_APPEND")),
    ("SET a = list_append(:s,:l)", wrong_type("list_append", "S")),
    ("SET a = if_not_exists(:s,:n)", needs_path("if_not_exists")),
    ("ADD a b", syntax("b", "a b")), ("ADD a", syntax("<EOF>", "a")), ("ADD a :n,", syntax("<EOF>", ",")),
    ("DELETE a", syntax("<EOF>", "a")), ("REMOVE a = :n", syntax("=", "a = :n")),
]
CONDITIONS = [
    "a = b", "(a = b)", "((a = b) AND c = d)", "(a) = b", "(:n) = :s", "NOT a = b", "NOT NOT a = b",
    "NOT (NOT (a = b))", "a IN (:n)", "a IN (:n, :s)", "a BETWEEN :n AND :n", "a = :l", "contains(a, :n)",
    "contains(:s, a)", "contains(a, size(b))", "size(a) = :n", "size(:s) = :n", "a = size(a)", "a <> b",
    "a = :n OR b = :n AND c = :n", "a.b.c = :n", "a[0][1] = :n", "NOT a IN (:n)", "NOT (a = b) AND c = d",
    " ( a = b ) ", "(a = b) AND (c = d)", "((a = b) AND (c = d))", "a IN ((:n))", "size((a)) = :n",
    "attribute_exists((a))", "a = :n and b = :n", "a = :n Or nOt b = :n", "not(a=b)",
]
REFUSED_CONDITIONS = [
    ("((a = b))", REDUNDANT), ("a = :n AND", syntax("<EOF>", "AND")), ("AND a", syntax("AND", "AND a")),
    ("a IN (a, :n)", same_operand("IN", "[a]")), ("a BETWEEN :l AND :l", wrong_type("BETWEEN", "L")),
    ("a BETWEEN a AND :n", same_operand("BETWEEN", "[a]")), ("a < :l", wrong_type("<", "L")),
    ("a < :t", wrong_type("<", "BOOL")), ("a < :m", wrong_type("<", "M")),
    ("attribute_exists(:n)", needs_path("attribute_exists")),
    ("attribute_exists(size(a))", needs_path("attribute_exists")),
    ("begins_with(:n, a)", wrong_type("begins_with", "N")), ("begins_with(a, a)", same_operand("begins_with", "[a]")),
    ("begins_with(a, :l)", wrong_type("begins_with", "L")), ("size(:n) = :n", wrong_type("size", "N")),
    ("size(size(a)) = :n", wrong_type("size", "N")), ("a = b = c", syntax("=", "b = c")),
    ("a == b", syntax("=", "== b")), ("a != b", syntax("!", "a !=")), ("a =< b", syntax("<", "=< b")),
    ("a AND b", syntax("AND", "a AND b")), ("attribute_exists a", syntax("a", "attribute_exists a")),
    ("attribute_exists(a) = :t", out_of_place("attribute_exists")), ("Size(a) = :n", no_function("Size")),
    ("ATTRIBUTE_EXISTS(a)", no_function("ATTRIBUTE_EXISTS")), ("a = 5", syntax("5", "= 5")),
    ("a = 'x'", syntax("'", "= 'x")), ('a = "x"', syntax('"', '= "x')), ("a @ b", syntax("@", "a @ b")),
    ("a IN :n", syntax(":n", "IN :n")), ("a BETWEEN :n, :n", syntax(",", ":n, :n")),
    ("a NOT IN (:n)", syntax("NOT", "a NOT IN")), ("(a = b) OR ((c = d))", REDUNDANT), ("(a)", syntax("<EOF>", ")")),
    ("((a)) = :n", REDUNDANT),
]


def values_of(expression):
    words = "".join(c if c.isalnum() or c == ":" else " " for c in expression).replace(":", " :").split()
    used = {name: value for name, value in VALUES.items() if name in words}
    return {"ExpressionAttributeValues": used} if used else {}


def update(expression, answer):
    BOOK.case(f"update: {expression}", "UpdateItem",
              {"TableName": HASH, "Key": KEY, "UpdateExpression": expression, **values_of(expression)}, answer, [ITEM])


def condition(expression, answer):
    BOOK.case(f"condition: {expression}", "Scan",
              {"TableName": HASH, "FilterExpression": expression, "Limit": 1, **values_of(expression)}, answer, [ITEM])


ANSWER = That(lambda answer: "Items" in answer, "a page")
for _expression in UPDATES:
    update(_expression, {})
for _expression, _problem in REFUSED_UPDATES:
    update(_expression, invalid_expression("UpdateExpression", _problem))
for _expression in CONDITIONS:
    condition(_expression, ANSWER)
for _expression, _problem in REFUSED_CONDITIONS:
    condition(_expression, invalid_expression("FilterExpression", _problem))
