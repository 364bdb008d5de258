"""Message generations: cases have the texts of before 2026; today some of PutItem and UpdateItem have a prefix.

DynamoDB Local speaks the older ones, Meridian what its configuration says (`api.messages`), by default today's.
"""

from expect import Fault

PREFIX = "1 validation error detected: "
INVALID = "One or more parameter values were invalid: "
OPERATIONS = ("PutItem", "UpdateItem")
BEGINNINGS = (
    INVALID + "An string set  may not be empty", INVALID + "An number set  may not be empty",
    INVALID + "Binary sets should not be empty", INVALID + "Input collection ", "Input collection contains duplicates",
    INVALID + "Null attribute value types must have the value of true",
    "ExpressionAttributeValues can only be specified when using expressions",
    "Can not use both expression and non-expression parameters in the same request: ", "ReturnValues can only be ",
)
OF_EXPRESSIONS = ("Syntax error; ", "The expression can not be empty;", "Expression size has exceeded ",
                  "The expression has redundant parentheses;", "The first operand must be distinct from ")


def is_prefixed(message):
    if message.startswith(BEGINNINGS):
        return True
    for parameter in ("UpdateExpression", "ConditionExpression"):
        start = f"Invalid {parameter}: "
        if message.startswith(start):
            return message[len(start):].startswith(OF_EXPRESSIONS)
    return False


def today(operation, expected):
    """What `operation` answers today where it answered `expected` before."""
    message = expected.body.get("message") if isinstance(expected, Fault) else None
    if operation not in OPERATIONS or not isinstance(message, str) or not is_prefixed(message):
        return expected
    prefixed = Fault("", None, expected.status)
    prefixed.body = {**expected.body, "message": PREFIX + message}
    return prefixed
