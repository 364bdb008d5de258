"""The protocol: headers, signatures, serialization, in the order in which they are checked."""

import json
import zlib

from case import HASH, Book, S, check
from expect import Fault, Has, Text

BOOK = Book("protocol")
JSON = "application/x-amz-json-1.0"
TARGET = "DynamoDB_20120810."
GET = json.dumps({"TableName": HASH, "Key": {"p": S("x")}}).encode()


def headers(operation="GetItem", content_type=JSON, **more):
    return {"X-Amz-Target": TARGET + operation, "Content-Type": content_type, **more}


def send(target, signed, body=GET, path="/", method="POST"):
    return target.wire.send(method, path, signed, body)


@BOOK.flow("an answer has DynamoDB's headers")
def answer_headers(target):
    answer = send(target, target.wire.signed("POST", "/", headers(), GET))
    assert answer.status == 200 and answer.text == b"{}", answer
    assert answer.headers["content-type"] == JSON, answer.headers
    assert int(answer.headers["x-amz-crc32"]) == zlib.crc32(b"{}"), answer.headers
    request_id = answer.headers["x-amzn-requestid"]
    assert len(request_id) == 52 and request_id.isalnum() and request_id.upper() == request_id, request_id
    assert "date" in answer.headers and "content-length" in answer.headers, answer.headers


@BOOK.flow("application/json is echoed")
def plain_json(target):
    answer = send(target, target.wire.signed("POST", "/", headers(content_type="application/json"), GET))
    assert answer.status == 200 and answer.headers["content-type"] == "application/json", answer


for _type in ("application/x-amz-json-1.1", "text/plain"):
    @BOOK.flow(f"{_type} is no content type")
    def other_type(target, kind=_type):
        answer = send(target, target.wire.signed("POST", "/", headers(content_type=kind), GET))
        assert (answer.status, answer.text) == (404, b"<UnknownOperationException/>\n"), answer


@BOOK.flow("GET / is healthy")
def healthy(target):
    answer = send(target, {}, b"", method="GET")
    assert answer.status == 200 and answer.text == f"healthy: dynamodb.{target.region}.amazonaws.com ".encode(), answer


def body_case(name, body, fault, operation="GetItem"):
    BOOK.case(name, operation, body, fault)


SERIALIZATION = Fault("SerializationException", None)
body_case("a body that isn't JSON", b"{", SERIALIZATION)
body_case("a body that is no object", b"[]", SERIALIZATION)
body_case("an empty body", b"", SERIALIZATION)
body_case("a target that isn't", b"{}", Fault("UnknownOperationException", None), "NoSuchOperation")
body_case("a number for a name", b'{"TableName": 1}',
          Fault("SerializationException", "NUMBER_VALUE cannot be converted to String"))
body_case("a list for a name", b'{"TableName": []}', Fault("SerializationException", Text(".+")))
body_case("a map for a name", b'{"TableName": {}}',
          Fault("SerializationException", "Start of structure or map found where not expected"))
body_case("a text for a map", b'{"TableName": "abc", "Key": "x"}', Fault("SerializationException", "Unexpected field type"))
body_case("a text for a number", b'{"TableName": "abc", "Limit": "x"}',
          Fault("SerializationException", "STRING_VALUE cannot be converted to Integer"), "Scan")
body_case("a text that is true", b'{"TableName": "no-such-table", "Key": {"p": {"S": "x"}}, "ConsistentRead": "true"}',
          Fault("ResourceNotFoundException", "Requested resource not found"))
body_case("members that nobody knows", json.dumps({"TableName": HASH, "Key": {"p": S("x")}, "Zzz": 1}).encode(), {})
body_case("null is absent", json.dumps({"TableName": HASH, "Key": {"p": S("x")}, "ProjectionExpression": None}).encode(), {})


def auth_flow(name, fault):
    """A flow from a function that changes signed headers into what is sent."""
    def add(change):
        @BOOK.flow(name)
        def run(target):
            signed = target.wire.signed("POST", "/", headers(), GET)
            check(send(target, change(signed)), fault)
        return run
    return add


@auth_flow("no signature", Fault("MissingAuthenticationTokenException", "Request is missing Authentication Token"))
def unsigned(signed):
    return {name: value for name, value in signed.items() if name not in ("Authorization", "X-Amz-Date")}


@auth_flow("an unknown key", Fault("UnrecognizedClientException", "The security token included in the request is invalid."))
def unknown_key(signed):
    before, _, after = signed["Authorization"].partition("Credential=")
    return {**signed, "Authorization": f"{before}Credential=NOBODY/{after.split('/', 1)[1]}"}


@auth_flow("a wrong signature", Fault("InvalidSignatureException", Text(
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key "
    "and signing method. Consult the service documentation for details..*|The request signature we calculated does not "
    "match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service "
    "documentation for details.")))
def wrong_signature(signed):
    return {**signed, "Authorization": signed["Authorization"][:-4] + "0000"}


@auth_flow("a signature of another time", Fault("InvalidSignatureException", Text("Signature expired: .*")))
def old_signature(signed):
    old = "20200101T000000Z"
    return {**signed, "X-Amz-Date": old, "Authorization": signed["Authorization"].replace(
        "/" + signed["X-Amz-Date"][:8] + "/", "/20200101/")}


@auth_flow("parts that are missing", Fault("IncompleteSignatureException", Text(
    "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. .*")))
def parts_missing(signed):
    return {**signed, "Authorization": "AWS4-HMAC-SHA256 SignedHeaders=host"}


@BOOK.flow("a body that was changed")
def changed_body(target):
    signed = target.wire.signed("POST", "/", headers(), GET)
    answer = send(target, signed, GET.replace(b'"x"', b'"y"'))
    check(answer, Fault("InvalidSignatureException", Text("The request signature we calculated.*")))


@BOOK.flow("a target is looked at before the signature")
def target_first(target):
    check(send(target, headers("NoSuchOperation"), b"{}"), Fault("UnknownOperationException", None))


@BOOK.flow("a body is looked at before the target")
def body_first(target):
    check(send(target, headers("NoSuchOperation"), b"{"), Fault("SerializationException", None))


@BOOK.flow("a name is folded, quoted and spaced as clients may")
def header_forms(target):
    signed = target.wire.signed("POST", "/", headers(), GET)
    spaced = {name.lower(): value for name, value in signed.items()}
    spaced["authorization"] = spaced["authorization"].replace(", ", ",")
    check(send(target, spaced), Has())
