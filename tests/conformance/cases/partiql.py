"""PartiQL: ExecuteStatement and BatchExecuteStatement."""

from case import HASH, RANGE, N, Book, S, check
from expect import ANY, CONDITION_FAILED, Fault, Has, invalid, no_table

BOOK = Book("partiql")
ITEM = {"p": S("@"), "n": N(5), "s": S("abc"), "t": {"BOOL": True}, "z": {"NULL": True}, "ss": {"SS": ["a", "b"]},
        "m": {"M": {"a": {"M": {"b": N(1)}}, "l": {"L": [N(1), S("x"), {"L": [N(2)]}]}}}}
ROWS = [{"p": S("@"), "s": N(n), "v": N(n % 2)} for n in (1, 2, 3, 10)]
DUPLICATE = Fault("DuplicateItemException", "Duplicate primary key exists in table")
NOTHING = {"Items": []}


def run(text, *parameters, **more):
    return {"Statement": text.replace("HASH", f'"{HASH}"').replace("RANGE", f'"{RANGE}"'),
            **({"Parameters": list(parameters)} if parameters else {}), **more}


def rows(*numbers, **more):
    return {"Items": [{"s": N(n)} for n in numbers], **more}


# WHERE: what is true of ITEM, and what isn't
for _where, _holds in (
    ("n=5", True), ("n=5.0", True), ("n<>6", True), ("n!=6", True), ("n=6", False), ("n='5'", False), ("n<6", True),
    ("n>=5 AND n<=5", True), ("n BETWEEN 4 AND 6", True), ("n NOT BETWEEN 4 AND 6", False), ("n IN (4,5)", True),
    ("n IN [4,5]", True), ("n NOT IN (1,2)", True), ("n=1 OR s='abc'", True), ("NOT n=5", False),
    ("n=5 AND (s='x' OR t=true)", True), ("x IS MISSING", True), ("n IS NOT MISSING", True), ("n IS MISSING", False),
    ("z IS NULL", True), ("x IS NULL", False), ("z = NULL", True), ("n IS NOT NULL", True), ("x<>1", True),
    ("ss=<<'b','a'>>", True), ("m.a.b=1", True), ("m['a']['b']=1", True), ("m.l[1]='x'", True), ("m.l=[1,'x',[2]]", True),
    ("m.a={'b':1}", True), ("begins_with(s,'ab')", True), ("BEGINS_WITH(s,'ab')", True), ("contains(ss,'a')", True),
    ("contains(s,'bc')", True), ("attribute_type(n,'N')", True), ("attribute_exists(n)", True), ("size(ss)=2", True),
    ("3=size(s)", True), ("size(s) IN (3)", True), ("n=-5", False), ("n=+5", True), ("n=5e0", True), ("n=-(-5)", True),
    ('s="abc"', False), ('"n"=5', True), ("n=5 -- a comment", True), ("N=5", False), ("n IS NUMERIC", True),
):
    # The comment's line has to end before the parenthesis.
    BOOK.case(f"where {_where}", "ExecuteStatement", run(f"SELECT n FROM HASH WHERE p=? AND ({_where}\n)", S("@")),
              {"Items": [{"n": N(5)}]} if _holds else NOTHING, [ITEM])
BOOK.case("where with parameters", "ExecuteStatement",
          run("SELECT n FROM HASH WHERE p=? AND ss=? AND n IN (?,?)", S("@"), {"SS": ["b", "a"]}, N(1), N(5)),
          {"Items": [{"n": N(5)}]}, [ITEM])

# SELECT: what is shown
for _list, _shown in (
    ("*", ITEM), ("n, s", {"n": N(5), "s": S("abc")}), ("m.a.b", {"b": N(1)}), ("m.l[0], m.l[1]", {"l[0]": N(1), "l[1]": S("x")}),
    ("m.a, n", {"a": {"M": {"b": N(1)}}, "n": N(5)}), ("gone", {}), ("(n)", {"n": N(5)}), ("ALL n", {"n": N(5)}),
):
    BOOK.case(f"select {_list}", "ExecuteStatement", run(f"SELECT {_list} FROM HASH WHERE p=?", S("@")), {"Items": [_shown]},
              [ITEM])
BOOK.case("select of nothing", "ExecuteStatement", run("SELECT * FROM HASH WHERE p=?", S("@")), NOTHING)

# SELECT: stretches and order
for _rest, _numbers in (
    ("", (1, 2, 3, 10)), (" ORDER BY s DESC", (10, 3, 2, 1)), (" ORDER BY p, s DESC", (10, 3, 2, 1)), (" ORDER BY s ASC", (1, 2, 3, 10)),
    (" AND s>1 AND s<10", (2, 3)), (" AND s BETWEEN 2 AND 3", (2, 3)), (" AND s<>2", (1, 3, 10)), (" AND v=1", (1, 3)),
    (" AND s=3", (3,)), (" AND s IN (3,1)", (1, 3)), (" AND (s=1 OR s=2)", (1, 2)), (" AND NOT s=1", (2, 3, 10)), (" AND s>10", ()),
):
    BOOK.case(f"rows{_rest}", "ExecuteStatement", run(f"SELECT s FROM RANGE WHERE p=?{_rest}", S("@")), rows(*_numbers), ROWS,
              table=RANGE)
BOOK.case("a value on the left", "ExecuteStatement", run("SELECT s FROM RANGE WHERE p=? AND 2<s", S("@")), rows(3, 10), ROWS,
          table=RANGE)
BOOK.case("a list of partitions", "ExecuteStatement", run("SELECT s FROM RANGE WHERE p IN (?,'nobody') AND s<3", S("@")),
          rows(1, 2), ROWS, table=RANGE)
BOOK.case("partitions joined by OR", "ExecuteStatement", run("SELECT s FROM RANGE WHERE p=? OR p='nobody'", S("@")),
          rows(1, 2, 3, 10), ROWS, table=RANGE)
BOOK.case("a limit", "ExecuteStatement", run("SELECT s FROM RANGE WHERE p=?", S("@"), Limit=2),
          Has(rows(1, 2, NextToken=ANY)), ROWS, table=RANGE)
BOOK.case("a limit met at the end", "ExecuteStatement", run("SELECT s FROM RANGE WHERE p=?", S("@"), Limit=4),
          Has(rows(1, 2, 3, 10, NextToken=ANY)), ROWS, table=RANGE)
BOOK.case("the last key read", "ExecuteStatement", run("SELECT v FROM RANGE WHERE p=?", S("@"), Limit=2),
          Has(NextToken=ANY, LastEvaluatedKey={"p": S("@"), "s": N(2)}), ROWS, table=RANGE)
BOOK.case("capacity of a read", "ExecuteStatement",
          run("SELECT s FROM RANGE WHERE p=?", S("@"), ReturnConsumedCapacity="TOTAL", ConsistentRead=True),
          rows(1, 2, 3, 10, ConsumedCapacity={"TableName": RANGE, "CapacityUnits": 1.0}), ROWS, table=RANGE)


@BOOK.flow("pages join")
def pages(target):
    for row in ROWS:
        target.ok("PutItem", {"TableName": RANGE, "Item": {**row, "p": S("partiql pages")}})
    request = run("SELECT s FROM RANGE WHERE p='partiql pages' ORDER BY s DESC", Limit=3)
    first = target.ok("ExecuteStatement", request)
    second = target.ok("ExecuteStatement", {**request, "NextToken": first["NextToken"]})
    assert [item["s"]["N"] for item in first["Items"] + second["Items"]] == ["10", "3", "2", "1"], (first, second)
    assert "NextToken" not in second, second


@BOOK.flow("a token of another request")
def wrong_token(target):
    for row in ROWS:
        target.ok("PutItem", {"TableName": RANGE, "Item": {**row, "p": S("partiql token")}})
    request = run("SELECT s FROM RANGE WHERE p=?", S("partiql token"), Limit=1)
    token = target.ok("ExecuteStatement", request)["NextToken"]
    answer = target.wire.call("ExecuteStatement", {**request, "Parameters": [S("another")], "NextToken": token})
    check(answer, invalid("NextToken does not match request"))


# INSERT
BOOK.case("insert", "ExecuteStatement", run("INSERT INTO HASH VALUE {'p':?,'n':1,'l':[1,'a',{'z':null}],'ss':<<'x'>>}", S("@")),
          NOTHING, key={"p": S("@")},
          then={"p": S("@"), "n": N(1), "l": {"L": [N(1), S("a"), {"M": {"z": {"NULL": True}}}]}, "ss": {"SS": ["x"]}})
BOOK.case("insert of a key that exists", "ExecuteStatement", run("INSERT INTO HASH VALUE {'p':?}", S("@")), DUPLICATE,
          [ITEM], {"p": S("@")}, ITEM)
BOOK.case("insert with a doubled quote", "ExecuteStatement", run("INSERT INTO HASH VALUE {'p':?,'it''s':'it''s'}", S("@")),
          NOTHING, key={"p": S("@")}, then={"p": S("@"), "it's": S("it's")})

# UPDATE
for _clauses, _returned in (
    ("SET n=6", {"n": N(6)}), ("SET n=n+1", {"n": N(6)}), ("SET n=n-1-1", {"n": N(3)}), ("SET n=1+1", {"n": N(2)}), ("SET x=n", {"x": N(5)}),
    ("SET n=6 SET x=1", {"n": N(6), "x": N(1)}), ("SET n=6, x=1", {"n": N(6), "x": N(1)}), ("SET ss=set_add(ss,<<'c'>>)", {"ss": {"SS": ["a", "b", "c"]}}),
    ("SET ss=set_delete(ss,<<'a'>>)", {"ss": {"SS": ["b"]}}), ("SET q=set_add(q,<<1>>)", {"q": {"NS": ["1"]}}),
    ("SET x=list_append([1],[2])", {"x": {"L": [N(1), N(2)]}}), ("SET x=if_not_exists(x,7)", {"x": N(7)}), ("SET x={'a':[1]}", {"x": {"M": {"a": {"L": [N(1)]}}}}),
    ("SET n=(n+1)", {"n": N(6)}), ("SET n=6 REMOVE s", {"n": N(6)}), ("SET x=null", {"x": {"NULL": True}}),
):
    BOOK.case(f"update {_clauses}", "ExecuteStatement", run(f"UPDATE HASH {_clauses} WHERE p=? RETURNING MODIFIED NEW *", S("@")),
              {"Items": [_returned]}, [ITEM])
for _clauses, _then in (
    ("REMOVE n REMOVE s REMOVE m REMOVE ss", {"t": {"BOOL": True}, "z": {"NULL": True}}),
    ("REMOVE m REMOVE ss REMOVE z SET n=1 SET s='x' SET t=false", {"n": N(1), "s": S("x"), "t": {"BOOL": False}}),
):
    BOOK.case(f"update {_clauses}", "ExecuteStatement", run(f"UPDATE HASH {_clauses} WHERE p=?", S("@")), NOTHING, [ITEM],
              {"p": S("@")}, {"p": S("@"), **_then})
BOOK.case("update returning what was", "ExecuteStatement", run("UPDATE HASH SET n=6 WHERE p=? RETURNING ALL OLD *", S("@")),
          {"Items": [ITEM]}, [ITEM])
BOOK.case("update on condition", "ExecuteStatement", run("UPDATE HASH SET n=6 WHERE p=? AND n=5 RETURNING MODIFIED OLD *", S("@")),
          {"Items": [{"n": N(5)}]}, [ITEM])
BOOK.case("update on a condition that fails", "ExecuteStatement", run("UPDATE HASH SET n=6 WHERE p=? AND n=6", S("@")),
          CONDITION_FAILED, [ITEM], {"p": S("@")}, ITEM)
BOOK.case("update that shows why", "ExecuteStatement",
          run("UPDATE HASH SET n=6 WHERE p=? AND n=6", S("@"), ReturnValuesOnConditionCheckFailure="ALL_OLD"),
          Fault("ConditionalCheckFailedException", "The conditional request failed", Item=ITEM), [ITEM])
BOOK.case("update of the key", "ExecuteStatement", run("UPDATE HASH SET p='b' WHERE p=?", S("@")),
          invalid("One or more parameter values were invalid: Cannot update attribute p. This attribute is part of the key"),
          [ITEM], {"p": S("@")}, ITEM)
BOOK.case("update of nothing", "ExecuteStatement", run("UPDATE HASH SET n=6 WHERE p=?", S("@")), CONDITION_FAILED,
          key={"p": S("@")})
BOOK.case("update of what must be missing", "ExecuteStatement", run("UPDATE HASH SET n=6 WHERE p=? AND n IS MISSING", S("@")),
          CONDITION_FAILED, key={"p": S("@")})

# DELETE
BOOK.case("delete", "ExecuteStatement", run("DELETE FROM HASH WHERE p=?", S("@")), NOTHING, [ITEM], {"p": S("@")}, None)
BOOK.case("delete returning what was", "ExecuteStatement", run("DELETE FROM HASH WHERE p=? RETURNING ALL OLD *", S("@")),
          {"Items": [ITEM]}, [ITEM])
BOOK.case("delete of nothing", "ExecuteStatement", run("DELETE FROM HASH WHERE p=? RETURNING ALL OLD *", S("@")), NOTHING)
BOOK.case("delete of nothing on condition", "ExecuteStatement", run("DELETE FROM HASH WHERE p=? AND n=1", S("@")), NOTHING)
BOOK.case("delete on a condition that fails", "ExecuteStatement", run("DELETE FROM HASH WHERE p=? AND n=6", S("@")),
          CONDITION_FAILED, [ITEM], {"p": S("@")}, ITEM)

# What is refused, and how
NO_KEY = "Where clause does not contain a mandatory equality on all key attributes"
NO_BOOLEAN = "WHERE clause must contain an expression that resolves to a boolean"
WRONG_TYPE = "Key attribute's data type should match its data type in table's schema: Key "
WRONG_OPERAND = "Incorrect operand type for operator or function; operator or function: "
BAD_NAME = ("Table name should be within the length [3, 255] and only contain 'a-z', 'A-Z', '0-9', '-', "
            "'_', '.'.")
NO_SEQUENCE = ("IN operator must have a left hand argument of type Variable Reference and right hand argument "
               "of type Seq with at least one member")
for _text, _message in (
    ("SELECT COUNT(*) FROM HASH", "Unexpected path component at 1:8:5"),
    ("SELECT n+1 FROM HASH", "Unexpected path component at 1:9:1"),
    ("SELECT 'a' FROM HASH", "Unexpected path component at 1:8:3"),
    ("SELECT DISTINCT n FROM HASH", "Unsupported token in expression: DISTINCT"),
    ("SELECT VALUE n FROM HASH", "Select projection doesn't support value or pivot keywords"),
    ("SELECT n AS x FROM HASH", "Aliasing is not supported"),
    ("SELECT n FROM HASH h", "Aliasing is not supported"),
    ("SELECT n FROM HASH LIMIT 1", "Unsupported clause: LIMIT at 1:37:1"),
    ("SELECT n FROM HASH GROUP BY n", "Unsupported clause: GROUP BY"),
    ("SELECT n FROM HASH, RANGE", "Only select from a single table or index is supported."),
    ("SELECT m.* FROM HASH", "Changing item's hierarchy while reading isn't supported"),
    ("SELECT m.a, q.a FROM HASH", "Duplicate identifiers in select clause: a"),
    ("SELECT n FROM 'x'", "Unexpected from source"),
    ("SELECT n FROM ab", BAD_NAME),
    ("SELECT n FROM abc.def.ghi", "A path may contain at most 2 components in the FROM clause"),
    ("SELECT n FROM HASH.nope", "The table does not have the specified index: nope"),
    ("SELECT n FROM HASH WHERE n", NO_BOOLEAN),
    ("SELECT n FROM HASH WHERE true", NO_BOOLEAN),
    ("SELECT n FROM HASH WHERE n=1 AND true", "The arguments to AND/OR must be Expressions"),
    ("SELECT n FROM HASH WHERE NOT n", "The argument to NOT must be a Type or Expression"),
    ("SELECT n FROM HASH WHERE n=4+1", "Unsupported operator in Condition Expression. Operator: +"),
    ("SELECT n FROM HASH WHERE p LIKE 'k%'", "Unsupported operator in Condition Expression. Operator: like"),
    ("SELECT n FROM HASH WHERE n=MISSING", "MISSING must be compared using IS operator"),
    ("SELECT n FROM HASH WHERE 1 < n < 2", WRONG_OPERAND + "<, operand type: BOOL"),
    ("SELECT n FROM HASH WHERE n < null", WRONG_OPERAND + "<, operand type: NULL"),
    ("SELECT n FROM HASH WHERE begins_with(s,1)", WRONG_OPERAND + "begins_with, operand type: N"),
    ("SELECT n FROM HASH WHERE nosuch(s)", "Unrecognized function: nosuch"),
    ("SELECT n FROM HASH WHERE n IN 5", NO_SEQUENCE),
    ("SELECT n FROM HASH WHERE n IN []", NO_SEQUENCE),
    ("SELECT n FROM HASH WHERE n IN (SELECT n FROM HASH)", NO_SEQUENCE),
    ("SELECT n FROM HASH WHERE n=n", "The first operand must be distinct from the remaining operands for this operator or "
                                     "function; operator: =, first operand: [n]"),
    ("SELECT n FROM HASH WHERE m.l[*]=1", "Wildcard path component like a[*].b are not supported at 1:41:1"),
    ("SELECT n FROM HASH WHERE m.l[-1]=1", "List index is not within the allowable range; index: [-1] at 1:42:1"),
    ("SELECT n FROM HASH WHERE ss=<<>>", "Empty bags are not supported at 1:40:2"),
    ("SELECT n FROM HASH WHERE m={'a':n}", "Unsupported data type: VariableReference under key root.a at 1:44:1"),
    ("SELECT n FROM HASH WHERE p=?", "Number of parameters in request and statement don't match."),
    ("SELECT n FROM HASH WHERE p=1", WRONG_TYPE + "p"),
    ("SELECT n FROM HASH WHERE p>1", "One or more parameter values were invalid: Condition parameter type does not match schema type"),
    ("SELECT n FROM HASH WHERE p.a=1", "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: "
                                       "Key: p"),
    ("SELECT n FROM HASH WHERE p=''", "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
                                      "contain an empty string value. Key: p"),
    ("SELECT n FROM RANGE WHERE p='a' AND s='1'", WRONG_TYPE + "s"),
    ("SELECT n FROM HASH ORDER BY p", "Must have WHERE clause in the statement when using ORDER BY clause."),
    ("SELECT n FROM RANGE WHERE p='a' ORDER BY v", "Variable reference v in ORDER BY clause must be part of the primary key"),
    ("SELECT n FROM RANGE WHERE s=1 ORDER BY s", "Must have at least one non-optional hash key condition in WHERE clause when using "
                                                 "ORDER BY clause."),
    ("INSERT INTO HASH VALUE {'n':1}", "Key attribute should be present in the item: Key p"),
    ("INSERT INTO HASH VALUE {'p':1}", WRONG_TYPE + "p"),
    ("INSERT INTO HASH VALUE {p:1}", "Tuple keys must be of type String. Actual type: VariableReference under root at 1:36:1"),
    ("INSERT INTO HASH VALUE {'p':'a','p':'b'}", "Duplicate keys in tuple. Key: p under root at 1:44:3"),
    ("INSERT INTO HASH VALUE {'p':1+1}", "Unsupported data type: + under key root at 1:41:1"),
    ("INSERT INTO HASH VALUE 'a'", "Unsupported format in item expression. Please use struct format {...} to express item values for "
                                   "insert statement. at 1:35:3"),
    ("INSERT INTO HASH <<{'p':'a'}>>", "Unsupported operation: InsertOp"),
    ("INSERT INTO HASH VALUE {'p':'a'} RETURNING ALL NEW *", "RETURNING is not supported in INSERT"),
    ("INSERT INTO HASH.abc VALUE {'p':'a'}", "FROM clause may only contain a single table name in data manipulation statements"),
    ("UPDATE HASH SET n=1", NO_KEY), ("UPDATE HASH SET n=1 WHERE n=1", NO_KEY), ("UPDATE HASH SET n=1 WHERE p IN ('a')", NO_KEY),
    ("UPDATE RANGE SET n=1 WHERE p='a' AND s>1", NO_KEY), ("DELETE FROM HASH", NO_KEY), ("DELETE FROM HASH WHERE p='a' OR n=1", NO_KEY),
    ("UPDATE HASH.abc SET n=1 WHERE p='a'", "This operation is not supported on an index"),
    ("UPDATE HASH SET n=n*2 WHERE p='a'", "Unsupported operator in Update Expression. Operator: *"),
    ("UPDATE HASH SET n=size(l) WHERE p='a'", "The function is not allowed in an update expression; function: size"),
    ("UPDATE HASH SET n=n+'a' WHERE p='a'", WRONG_OPERAND + "+, operand type: S"),
    ("UPDATE HASH SET x=set_add(y,<<1>>) WHERE p='a'", "The first argument to SET_ADD must equal the assignment value"),
    ("UPDATE HASH SET x=set_add(x,1) WHERE p='a'", "The second argument to SET_ADD must be a value with type SET at 1:38:1"),
    ("UPDATE HASH SET n=1 SET n=2 WHERE p='a'", "Two document paths overlap with each other; must remove or rewrite one of these "
                                                "paths; path one: [n], path two: [n]"),
    ("UPDATE HASH SET n=1 WHERE p='a' RETURNING ALL NEW n", "Expected '*' after ( MODIFIED | ALL ) ( NEW | OLD ) in RETURNING clause"),
    ("UPDATE HASH SET n=1 WHERE p='a' RETURNING ALL OLD *, ALL NEW *", "Invalid syntax with multiple returning elements in RETURNING "
                                                                       "clause"),
    ("DELETE FROM HASH WHERE p='a' AND p='b'", "Multiple conditions on same key p. Only single item Update/Insert/Delete are supported"),
    ("DELETE FROM HASH WHERE p='a' RETURNING MODIFIED OLD *", "Invalid returning clause: RETURNING MODIFIED OLD *. Only RETURNING ALL "
                                                              "OLD * is allowed in DELETE statements."),
    ("EXISTS(SELECT * FROM HASH WHERE p='a')", "EXISTS can only be used in ExecuteTransaction write requests."),
    ("DROP TABLE abc", "Unsupported operation: DropTable"),
):
    BOOK.case(f"refused: {_text}", "ExecuteStatement", run(_text), invalid(_message))
for _text in ("SELECT", "SELECT * FROM", "SELECT *, n FROM abc", "SELECT * FROM abc WHERE", "SELECT n FROM abc WHERE p='k", "FROM abc",
              "SELECT n FROM abc WHERE date=1", "SELECT n FROM abc WHERE n==5", "SELECT n FROM abc WHERE (n=5", "SELECT n FROM Rows",
              "INSERT INTO abc VALUES {'p':1}", "UPDATE abc ADD n 1 WHERE p='a'", "UPDATE abc REMOVE n, s WHERE p='a'",
              "DELETE abc WHERE p='a'", "SELECT n FROM abc; SELECT n FROM abc", "SELECT n FROM abc /* open"):
    BOOK.case(f"not well formed: {_text}", "ExecuteStatement", run(_text),
              invalid(f"Statement wasn't well formed, can't be processed: {_text}"))
for _text in ("SELECT * FROM \"conformance-none\"", "INSERT INTO \"conformance-none\" VALUE {'p':'a'}",
              "DELETE FROM \"conformance-none\" WHERE p='a'"):
    BOOK.case(f"no table: {_text}", "ExecuteStatement", run(_text), no_table())
BOOK.case("101 candidates", "ExecuteStatement", run("SELECT n FROM HASH WHERE n IN (" + ",".join("1" * 101) + ")"),
          invalid("The IN operator is provided with too many operands; number of operands: 101"))
BOOK.case("51 partition keys", "ExecuteStatement", run("SELECT n FROM HASH WHERE p IN (" + ",".join(f"'{n}'" for n in range(51)) + ")"),
          invalid("The IN operator is provided with too many operands; number of operands: 51"))
BOOK.case("too many parameters", "ExecuteStatement", run("SELECT n FROM HASH WHERE p=?", S("a"), S("b")),
          invalid("Number of parameters in request and statement don't match."))
BOOK.case("no statement", "ExecuteStatement", {},
          invalid("1 validation error detected: Value null at 'statement' failed to satisfy constraint: Member must not be null"))
BOOK.case("an empty statement", "ExecuteStatement", run(""),
          invalid("1 validation error detected: Value '' at 'statement' failed to satisfy constraint: Member must have length "
                  "greater than or equal to 1"))
BOOK.case("a limit of 0", "ExecuteStatement", run("SELECT n FROM HASH", Limit=0),
          invalid("1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater "
                  "than or equal to 1"))
BOOK.case("a token that isn't", "ExecuteStatement", run("SELECT n FROM HASH", NextToken="garbage"), invalid("Invalid NextToken"))


# BatchExecuteStatement
def batch(*statements, **more):
    return {"Statements": [run(*one) if isinstance(one, tuple) else run(one) for one in statements], **more}


def failed(code, message, **more):
    return {"Error": {"Code": code, "Message": message}, **more}


FOUND = {"TableName": HASH, "Item": ITEM}
SINGLE = failed("ValidationError", "Only single item select is supported")
BOOK.case("batch of reads", "BatchExecuteStatement",
          batch(("SELECT * FROM HASH WHERE p=?", S("@")), "SELECT * FROM HASH WHERE p='nobody'"),
          {"Responses": [FOUND, {"TableName": HASH}]}, [ITEM])
BOOK.case("batch of reads of several", "BatchExecuteStatement",
          batch("SELECT * FROM RANGE WHERE p='a'", "SELECT * FROM HASH", ("SELECT * FROM HASH WHERE p=? AND n=5", S("@")),
                ("SELECT * FROM HASH WHERE p=?", S("@"))), {"Responses": [SINGLE, SINGLE, SINGLE, FOUND]}, [ITEM])
BOOK.case("batch of writes", "BatchExecuteStatement",
          batch(("INSERT INTO HASH VALUE {'p':?}", S("@")), ("UPDATE HASH SET n=1 WHERE p=?", S("@2")),
                ("DELETE FROM HASH WHERE p=? RETURNING ALL OLD *", S("@3")), "INSERT INTO HASH VALUE {'n':1}"),
          {"Responses": [failed("DuplicateItem", "Duplicate primary key exists in table", TableName=HASH),
                         failed("ConditionalCheckFailed", "The conditional request failed", TableName=HASH), {"TableName": HASH},
                         failed("ValidationError", "Key attribute should be present in the item: Key p")]},
          [ITEM], {"p": S("@")}, ITEM)
BOOK.case("batch with a table that isn't", "BatchExecuteStatement",
          batch("SELECT * FROM \"conformance-none\" WHERE p='a'", ("SELECT * FROM HASH WHERE p=?", S("@"))),
          {"Responses": [failed("ResourceNotFound", "Requested resource not found"), FOUND]}, [ITEM])
BOOK.case("batch of reads and writes", "BatchExecuteStatement",
          batch("SELECT * FROM HASH WHERE p='a'", "DELETE FROM HASH WHERE p='b'"),
          invalid("Read and write requests together in the same batch is not supported."))
BOOK.case("batch of one item twice", "BatchExecuteStatement",
          batch("INSERT INTO HASH VALUE {'p':'twice'}", "DELETE FROM HASH WHERE p='twice'"),
          invalid("Provided list of item keys contains duplicates"))
BOOK.case("batch of nothing", "BatchExecuteStatement", {"Statements": []},
          invalid("1 validation error detected: Value '[]' at 'statements' failed to satisfy constraint: Member must have length "
                  "greater than or equal to 1"))
