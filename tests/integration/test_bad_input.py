"""What strangers send: each gets DynamoDB's own error or a closed connection, and harms nobody else.

After every test the node is the same process, serves at once, and holds no more memory or files than
its limits allow.
"""

import base64
import contextlib
import json
import os
import pathlib
import random
import re
import socket
import ssl
import threading
import time
import unittest

import botocore.exceptions
from cluster_under_test import ClusterUnderTest
from raw_http import Wire

LABEL = "integration"
REGION = "us-east-1"
TABLE, OTHER = "bad-input", "bad-input-other"
RSS_MB_MAX = 500  # Idle plus a few bodies of 16 MB, parsed.
HEAD_SECONDS, BODY_SECONDS, IDLE_SECONDS, WRITE_SECONDS = 1, 1.5, 3, 2
SMUGGLED = b"GET /health HTTP/1.1\r\nHost: smuggled\r\n\r\n"
REJECTED = ("ValidationException", "SerializationException")


def setUpModule():
    global cluster, wire, pid
    cluster = ClusterUnderTest([REGION], settings=[
        f"http.head_timeout_ms={int(HEAD_SECONDS * 1000)}", f"http.body_timeout_ms={int(BODY_SECONDS * 1000)}",
        f"http.idle_timeout_ms={int(IDLE_SECONDS * 1000)}", f"http.write_timeout_ms={int(WRITE_SECONDS * 1000)}",
        "http.linger_timeout_ms=500", "storage.partitions=4", "storage.shards=2"])
    unittest.addModuleCleanup(cluster.down)
    cluster.up()
    cluster.create_global_table(TABLE)
    client = cluster.client(REGION)
    client.create_table(
        TableName=OTHER, BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "h", "AttributeType": "S"}, {"AttributeName": "r",
                                                                            "AttributeType": "N"}],
        KeySchema=[{"AttributeName": "h", "KeyType": "HASH"}, {"AttributeName": "r", "KeyType": "RANGE"}])
    client.get_waiter("table_exists").wait(TableName=OTHER)
    wire, pid = Wire(cluster, REGION), cluster.pid(REGION)


def rss_megabytes():
    return int(re.search(r"VmRSS:\s+(\d+) kB", pathlib.Path(f"/proc/{pid}/status").read_text())[1]) / 1024


def open_files():
    return len(os.listdir(f"/proc/{pid}/fd"))


class BadInputTest(unittest.TestCase):
    """Checks after each test that nothing was harmed."""

    def tearDown(self):
        self.assertEqual(cluster.pid(REGION), pid, f"the node died: {cluster.log(REGION)[-3000:]}")
        began = time.monotonic()
        self.assert_serves()
        self.assertLess(time.monotonic() - began, 2)
        self.assertLess(rss_megabytes(), RSS_MB_MAX)

    def assert_serves(self):
        item = {"id": {"S": "good"}, "by": {"S": self.id()}}
        status, _ = wire.ask("PutItem", {"TableName": TABLE, "Item": item})
        self.assertEqual(status, 200)
        status, answer = wire.ask("GetItem", {"TableName": TABLE, "Key": {"id": {"S": "good"}}})
        self.assertEqual((status, answer), (200, {"Item": item}))

    def assert_rejected(self, operation, body, codes=REJECTED, message=None):
        status, answer = wire.ask(operation, body)
        code = answer.get("__type", "").partition("#")[2]
        text = answer.get("message") or answer.get("Message") or ""
        self.assertEqual(status, 400, (status, str(answer)[:300]))
        self.assertIn(code, codes, text[:300])
        if message:
            self.assertIn(message, text)
        self.assertLess(len(text), 2 * len(body if isinstance(body, bytes) else json.dumps(body)) + 10_000,
                        "the error is much more than the input")


class HttpTest(BadInputTest):
    def assert_closed(self, data, *statuses):
        """The one answer is an error of these, and what followed on the connection was not served."""
        found = wire.statuses(data)
        self.assertEqual(len(found), 1, found)
        self.assertIn(found[0], statuses)

    def test_no_shape_of_request_smuggling_gets_a_second_request_through(self):
        chunks = b"5\r\nhello\r\n0\r\n\r\n"
        for lines, body in (
                (("Content-Length: 5", "Transfer-Encoding: chunked"), chunks),
                (("Transfer-Encoding: chunked", "Content-Length: 5"), chunks),
                (("Transfer-Encoding: gzip", "Content-Length: 5"), b"hello"),
                (("Transfer-Encoding: identity", "Content-Length: 5"), b"hello"),
                (("Transfer-Encoding: xchunked",), chunks),
                (("Transfer-Encoding: chunked, identity",), chunks),
                (("Transfer-Encoding: identity, chunked",), chunks),
                (("Transfer-Encoding: chunked", "Transfer-Encoding: chunked"), chunks),
                (("Transfer-Encoding: chunked", "Transfer-Encoding: identity"), chunks),
                (("Transfer-Encoding : chunked",), chunks),
                (("Transfer-Encoding:\tchunked\x0b",), chunks),
                (("Transfer-Encoding: \"chunked\"",), chunks),
                (("X: y\r\n Transfer-Encoding: chunked",), chunks),
                (("Transfer-Encoding:\r\n chunked",), chunks),
                (("Content-Length: 5", "Content-Length: 6"), b"hello"),
                (("Content-Length: 5", "Content-Length: 5"), b"hello"),
                (("Content-Length: 5, 5",), b"hello"),
                (("Content-Length: +5",), b"hello"),
                (("Content-Length: -5",), b"hello"),
                (("Content-Length: 5 5",), b"hello"),
                (("Content-Length: 0x5",), b"hello"),
                (("Content-Length: 5e0",), b"hello"),
                (("Content-Length:",), b"hello"),
                (("Content-Length : 5",), b"hello"),
                (("Content-Length: 99999999999999999999999999",), b"hello"),
                (("Host: second", "Content-Length: 5"), b"hello"),
                (("Content-Encoding: gzip", "Content-Length: 5"), b"hello"),
                (("X: a\x00b", "Content-Length: 5"), b"hello"),
                (("X: a\rb", "Content-Length: 5"), b"hello"),
                (("X: a\nContent-Length: 5",), b"hello"),
                (("no colon", "Content-Length: 5"), b"hello"),
                ((": no name", "Content-Length: 5"), b"hello"),
        ):
            with self.subTest(lines=lines):
                self.assert_closed(wire.head(*lines) + body + SMUGGLED, 400, 413)
        for head in (b"POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\n", b"POST / HTTP/1.1\nHost: x\n\n",
                     b"POST  / HTTP/1.1\r\nHost: x\r\n\r\n", b"POST http://x/ HTTP/1.1\r\nHost: y\r\n\r\n",
                     b"POST / HTTP/1.1 \r\nHost: x\r\n\r\n", b"POST / HTTP/2.0\r\nHost: x\r\n\r\n",
                     b"POST / HTTP/1.1\r\n Host: x\r\n\r\n", b"POST /\r\n\r\n", b"\0\0\0\0\r\n\r\n",
                     b"POST / HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks):
            with self.subTest(head=head):
                self.assert_closed(head + SMUGGLED, 400, 505)

    def test_chunks_that_lie_are_refused(self):
        head = wire.head("Transfer-Encoding: chunked")
        for chunk in (b"-5\r\nhello\r\n", b"0x5\r\nhello\r\n", b"5\nhello\n", b"5\r\nhelloXX", b" 5\r\nhello\r\n",
                      b"ffffffffffffffff1\r\nhello\r\n", b"ffffffffffffffff\r\nhello\r\n", b"\r\nhello\r\n",
                      b"5;" + b"x" * 100_000 + b"\r\nhello\r\n", b"5;a=\0\r\nhello\r\n"):
            with self.subTest(chunk=chunk[:30]):
                self.assert_closed(head + chunk + b"0\r\n\r\n" + SMUGGLED, 400, 413)
        with self.subTest("trailers without end"):
            self.assert_closed(head + b"0\r\n" + b"X: y\r\n" * 20_000 + b"\r\n" + SMUGGLED, 400, 413, 431)

    def test_a_body_over_the_limit_is_refused_before_it_is_taken(self):
        for length in (16 * 1024 * 1024 + 1, 10 ** 12):
            self.assert_closed(wire.head(f"Content-Length: {length}") + b"x" * 1000, 413)
        chunk = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
        self.assertIn(wire.status(wire.head("Transfer-Encoding: chunked") + chunk * 20), (413, None))
        self.assert_closed(wire.head(f"Content-Length: {10 ** 12}", "Expect: 100-continue"), 413)

    def test_heads_that_are_too_large_are_refused(self):
        for lines in ([f"X-{n}: y" for n in range(101)], [f"X-{n}: y" for n in range(10_000)], ["X: " + "y" * 17_000],
                      ["X: " + "y" * 1_000_000], ["Authorization: " + "y" * 1_000_000]):
            self.assert_closed(wire.head(*lines, "Content-Length: 0"), 431)
        self.assertIn(wire.status(b"GET /" + b"x" * 1_000_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n"), (400, 414, 431))
        self.assertIn(wire.status(b"x" * 1_000_000), (400, 431))

    def test_binary_noise_and_other_protocols_are_refused(self):
        noise = random.Random(1)
        for data in (noise.randbytes(1_000_000), noise.randbytes(100) + b"\r\n\r\n", b"\0" * 100_000,
                     b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"SSH-2.0-x\r\n",
                     b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc" * 50):
            answer = wire.exchange(data)
            self.assertTrue(answer == b"" or re.match(rb"HTTP/1\.1 (4|505)", answer), answer[:100])
        with self.assertRaises((ssl.SSLError, OSError)), wire.connect() as plain:
            ssl._create_unverified_context().wrap_socket(plain).recv(1)

    def test_no_one_keeps_a_connection_by_sending_slowly(self):
        whole = wire.signed("ListTables", b"{}")
        head, body = whole[:-2], whole[-2:]
        started = time.monotonic()
        slow_heads = [wire.connect() for _ in range(100)]
        slow_bodies = [wire.connect() for _ in range(50)]
        silent = [wire.connect() for _ in range(50)]
        for connection in slow_bodies:
            connection.sendall(wire.signed("ListTables", b"{}" + b" " * 100)[:-100])
        ended = {}
        alive = {connection: head for connection in slow_heads} | {connection: b" " * 100 for connection in slow_bodies}
        while alive and time.monotonic() - started < 20:
            for connection, rest in list(alive.items()):
                try:
                    connection.sendall(rest[:1])
                    alive[connection] = rest[1:]
                    connection.setblocking(False)
                    with contextlib.suppress(BlockingIOError):
                        connection.recv(1000)
                        raise ConnectionError("closed")
                    connection.setblocking(True)
                except ConnectionError:
                    ended[connection] = time.monotonic() - started
                    del alive[connection]
            time.sleep(0.1)
        self.assertEqual(len(alive), 0, "still fed after 20 s")
        self.assertLess(max(ended[connection] for connection in slow_heads), HEAD_SECONDS + 3)
        self.assertLess(max(ended[connection] for connection in slow_bodies), BODY_SECONDS + 3)
        for connection in silent:
            connection.settimeout(IDLE_SECONDS + 3)
            self.assertEqual(connection.recv(1), b"")
        for connection in slow_heads + slow_bodies + silent:
            connection.close()
        self.assertEqual(wire.status(head + body), 200)

    def test_one_who_asks_and_never_reads_is_cut_off(self):
        client = cluster.client(REGION)
        client.put_item(TableName=TABLE, Item={"id": {"S": "large"}, "pad": {"S": "x" * 300_000}})
        ask = wire.signed("GetItem", json.dumps({"TableName": TABLE, "Key": {"id": {"S": "large"}}}).encode())
        with wire.connect(seconds=20) as connection, self.assertRaises(OSError):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            while True:  # 300 KB of answers each; the sending itself blocks once the node reads no more.
                connection.sendall(ask)

    def test_connections_dropped_at_any_byte_leave_nothing_open(self):
        before = open_files()
        whole = wire.signed("PutItem", json.dumps({"TableName": TABLE, "Item": {"id": {"S": "dropped"}}}).encode())
        for end in range(0, len(whole) + 1, 3):
            connection = wire.connect()
            connection.sendall(whole[:end])
            if end % 2:  # A reset instead of an end.
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            connection.close()
        deadline = time.monotonic() + 10
        while open_files() > before + 5 and time.monotonic() < deadline:
            time.sleep(0.05)
        self.assertLessEqual(open_files(), before + 5)

    def test_thousands_of_idle_connections_keep_nobody_out(self):
        with contextlib.ExitStack() as stack:
            for _ in range(800):
                stack.enter_context(wire.connect())
            self.assert_serves()

    def test_methods_and_paths_that_are_not_ours(self):
        for start in ("PUT / HTTP/1.1", "DELETE /x HTTP/1.1", "GET /../../etc/passwd HTTP/1.1", "TRACE / HTTP/1.1",
                      "BREW / HTTP/1.1", "GET /metrics/../x HTTP/1.1", "OPTIONS * HTTP/1.1"):
            self.assertIn(wire.status(wire.head("Content-Length: 0", start=start)), (400, 404, 405), start)
        for path in ("/peer/", "/peer/Status", "/peer/../"):
            self.assertIn(wire.status(wire.head("Content-Length: 0", start=f"POST {path} HTTP/1.1")), (400, 403, 404))


class SignatureTest(BadInputTest):
    BODY = b'{"Limit":1}'

    def refusal(self, message):
        head, _, answer = wire.exchange(message).partition(b"\r\n\r\n")
        self.assertTrue(head, "no answer")
        return int(head.split()[1]), json.loads(answer)["__type"].partition("#")[2]

    def test_each_part_of_a_signature_is_checked(self):
        key, secret = cluster.keys
        for code, wrong in (("InvalidSignatureException", {"keys": (key, secret + "x")}),
                            ("UnrecognizedClientException", {"keys": ("NOBODY", secret)}),
                            ("InvalidSignatureException", {"region": "mars-north-1"}),
                            ("InvalidSignatureException", {"service": "s3"})):
            status, answer = wire.ask("ListTables", {}, **wrong)
            self.assertEqual((status, answer["__type"].partition("#")[2]), (400, code), wrong)

    def test_headers_and_bodies_changed_after_signing_are_refused(self):
        good = wire.headers("ListTables", self.BODY)
        self.assertEqual(wire.status(wire.message(good, self.BODY)), 200)
        for name, value in (("X-Amz-Date", "20200101T000000Z"), ("X-Amz-Date", "99991231T235959Z"),
                            ("X-Amz-Date", "tomorrow"), ("X-Amz-Date", ""), ("X-Amz-Target", "DynamoDB_20120810.Scan"),
                            ("Authorization", ""), ("Authorization", "AWS4-HMAC-SHA256"),
                            ("Authorization", "AWS4-HMAC-SHA256 Credential=,SignedHeaders=,Signature="),
                            ("Authorization", "AWS4-HMAC-SHA256 " + "Credential=" * 1000),
                            ("Authorization", "Basic eDp5"),
                            ("Authorization", good["Authorization"][:-1]),
                            ("Authorization", good["Authorization"] + "0"),
                            ("Authorization", good["Authorization"].replace("host;", "")),
                            ("Authorization", re.sub("Signature=.*", "Signature=" + "0" * 64, good["Authorization"])),
                            ("Authorization", re.sub("Signature=.*", "Signature=" + "é" * 64, good["Authorization"])),
                            ("Authorization", good["Authorization"].replace("/aws4_request", "/aws5_request")),
                            ("Authorization", re.sub("SignedHeaders=[^,]*", "SignedHeaders=" + ";".join(
                                ["host"] * 1000), good["Authorization"]))):
            with self.subTest(name=name, value=value[:60]):
                status, code = self.refusal(wire.message({**good, name: value}, self.BODY))
                self.assertIn(status, (400, 403))
                self.assertRegex(code, "^(InvalidSignature|IncompleteSignature|UnrecognizedClient|AccessDenied|"
                                       "MissingAuthenticationToken)Exception$")
        self.assertIn(self.refusal(wire.message(good, b'{"Limit":2}'))[0], (400, 403))
        self.assertIn(self.refusal(wire.message({k: v for k, v in good.items() if k != "Authorization"},
                                                self.BODY)), [(400, "MissingAuthenticationTokenException")])

    def test_the_peers_door_takes_no_clients_key(self):
        for body in (b"", b"\0" * 1000):
            headers = wire.headers("ListTables", body)
            message = wire.message(headers, body).replace(b"POST / ", b"POST /peer/Status ", 1)
            self.assertIn(wire.status(message), (400, 403))

    def test_content_types_and_targets_that_are_not_ours(self):
        good = wire.headers("ListTables", b"{}")
        for name, value in (("Content-Type", "text/html"), ("Content-Type", "application/x-amz-json-1.1"),
                            ("Content-Type", "application/x-amz-cbor-1.1"), ("Content-Type", "x" * 5000),
                            ("X-Amz-Target", "DynamoDB_20120810."), ("X-Amz-Target", "DynamoDB_20120810.Destroy"),
                            ("X-Amz-Target", "x" * 5000), ("X-Amz-Target", "DynamoDB_20991231.ListTables"),
                            ("X-Amz-Target", "../ListTables")):
            status = wire.status(wire.message({**good, name: value}, b"{}"))
            self.assertIn(status, (400, 403, 404), (name, value[:40]))


class JsonTest(BadInputTest):
    def test_what_is_no_json_or_not_of_the_shape_is_refused(self):
        put = '{"TableName":"%s","Item":%s}'
        for body in ("", " ", "{", "}", "[]", "null", "true", "1", '"x"', "{}x", "{} {}", "{'TableName':'x'}",
                     "\ufeff{}", '{"TableName":}', '{"TableName":1}', '{"TableName":null,"Item":{}}',
                     '{"TableName":["x"]}',
                     put % (TABLE, "[]"), put % (TABLE, "null"), put % (TABLE, '{"id":"x"}'),
                     put % (TABLE, '{"id":{"S":1}}'), put % (TABLE, '{"id":{"S":null}}'), put % (TABLE, '{"id":{}}'),
                     put % (TABLE, '{"id":{"S":"x","N":"1"}}'), put % (TABLE, '{"id":{"X":"x"}}'),
                     put % (TABLE, '{"id":{"S":"x"},"b":{"B":"no base64!"}}'),
                     put % (TABLE, '{"id":{"S":"x"},"s":{"SS":[]}}'),
                     put % (TABLE, '{"id":{"S":"x"},"s":{"SS":["a","a"]}}'),
                     put % (TABLE, '{"id":{"S":"x"},"s":{"NS":["1","1.0"]}}'),
                     put % (TABLE, '{"id":{"S":"x"},"n":{"NULL":false}}'),
                     put % (TABLE, '{"id":{"S":"x"},"n":{"BOOL":"maybe"}}'),
                     put % (TABLE, '{"id":{"S":""}}'), put % (TABLE, '{"other":{"S":"x"}}'),
                     put % (TABLE, '{"id":{"S":"\\ud800"}}'), put % (TABLE, '{"id":{"S":"\\u12"}}'),
                     put % (TABLE, '{"id":{"S":"\\x"}}'), put % (TABLE, '{"id":{"S":"\n"}}'),
                     put % (TABLE, '{"id":{"S":"x"},"n":{"N":1}}')):
            with self.subTest(body=body):
                self.assert_rejected("PutItem", body.encode())
        for raw in (b'{"TableName":"\xff\xfe"}', b'{"TableName":"\xc0\xaf"}', b'{"TableName":"\xed\xa0\x80"}',
                    b'{"Table\0Name":"x"}', b"\0" * 1000, random.Random(2).randbytes(10_000)):
            with self.subTest(raw=raw[:30]):
                self.assert_rejected("PutItem", raw)

    def test_a_million_brackets_cost_little(self):
        for text in ("[" * 1_000_000, "[" * 1_000_000 + "]" * 1_000_000, '{"a":' * 1_000_000, "{" * 1_000_000,
                     '{"TableName":"x","Item":{"id":{"S":"x"},"v":' + '{"L":[' * 1_000_000,
                     '{"TableName":"%s","Item":{"id":{"S":"x"},"v":%s{"S":"x"}%s}}' % (
                         TABLE, '{"L":[' * 100_000, "]}" * 100_000),
                     '{"TableName":"%s","Item":{"id":{"S":"x"},"v":%s{"S":"x"}%s}}' % (
                         TABLE, '{"M":{"a":' * 100_000, "}}" * 100_000)):
            with self.subTest(text=text[:60]):
                began = time.monotonic()
                self.assert_rejected("PutItem", text.encode())
                self.assertLess(time.monotonic() - began, 5)

    def test_values_nested_up_to_32_levels_are_kept_and_not_one_more(self):
        def item(levels):
            value = {"S": "x"}
            for _ in range(levels):
                value = {"L": [value]}
            return {"TableName": TABLE, "Item": {"id": {"S": "deep"}, "v": value}}

        self.assertEqual(wire.ask("PutItem", item(31))[0], 200)
        self.assert_rejected("PutItem", item(33), message="Nesting Levels have exceeded supported limits")

    def test_flat_bodies_of_16_megabytes_are_answered_in_bounded_memory(self):
        wide = ",".join(["1"] * 7_900_000)
        names = [f'"k{n}":{{"NULL":true}}' for n in range(400_000)]
        random.Random(5).shuffle(names)
        item = '{"TableName":"%s","Item":{"id":{"S":"x"},%s}}'
        for operation, body in (
                ("PutItem", f'{{"TableName":"{TABLE}","Item":[{wide}]}}'),
                ("PutItem", f'{{"TableName":"{TABLE}","x":[{wide}]}}'),
                ("PutItem", item % (TABLE, ",".join(names))),
                ("PutItem", item % (TABLE, '"v":{"M":{%s}}' % ",".join(names))),
                ("PutItem", item % (TABLE, '"v":{"SS":[%s]}' % ",".join(f'"{n}"' for n in range(1_000_000, 0, -1)))),
                ("PutItem", item % (TABLE, '"v":{"NS":[%s]}' % ",".join(f'"{n}"' for n in range(1_000_000, 0, -1)))),
                ("DeleteItem", '{"TableName":"%s","Key":{"id":{"S":"x"}},"ConditionExpression":"#1 = :1",'
                               '"ExpressionAttributeNames":{%s},"ExpressionAttributeValues":{%s}}' % (
                                   TABLE, ",".join(f'"#{n}":"a"' for n in range(300_000)),
                                   ",".join(f'":{n}":{{"S":"x"}}' for n in range(300_000)))),
                ("BatchWriteItem", '{"RequestItems":{%s}}' % ",".join(
                    f'"table-{n}":[{{"DeleteRequest":{{"Key":{{"id":{{"S":"x"}}}}}}}}]' for n in range(200_000))),
                ("BatchGetItem", '{"RequestItems":{"%s":{"Keys":[%s]}}}' % (
                    TABLE, ",".join(['{"id":{"S":"x"}}'] * 500_000)))):
            with self.subTest(body=body[:100]):
                began = time.monotonic()
                self.assert_rejected(operation, body.encode())
                self.assertLess(time.monotonic() - began, 10)

    def test_the_same_key_twice_is_no_way_around_a_check(self):
        body = f'{{"TableName":"{TABLE}","Item":{{"id":{{"S":"twice"}},"id":{{"S":"second"}}}}}}'
        self.assertEqual(wire.ask("PutItem", body.encode()), (200, {}))
        for key, found in (("twice", {}), ("second", {"Item": {"id": {"S": "second"}}})):  # The last counts.
            self.assertEqual(wire.ask("GetItem", {"TableName": TABLE, "Key": {"id": {"S": key}}}), (200, found))
        self.assert_rejected("PutItem", body.replace("second", "").encode())

    def test_numbers_that_are_bombs_are_refused(self):
        for text in ("9" * 1_000_000, "0." + "1" * 1_000_000, "1e400", "1e1000000000", "-1e-999999999", "1e126",
                     "1e-131", "1e99999999999999999999999", "NaN", "Infinity", "-Infinity", "0x10", "1_000", "", " ",
                     "1e", "e1", "--1", "1-1", "1,5", "٣", "1\x00", "1" * 39, "1e+-5", "."):
            with self.subTest(text=text[:30]):
                began = time.monotonic()
                self.assert_rejected("PutItem", {"TableName": TABLE, "Item": {"id": {"S": "n"}, "n": {"N": text}}},
                                     codes=("ValidationException",))
                self.assert_rejected("UpdateItem", {
                    "TableName": TABLE, "Key": {"id": {"S": "n"}}, "UpdateExpression": "ADD n :n",
                    "ExpressionAttributeValues": {":n": {"N": text}}}, codes=("ValidationException",))
                self.assertLess(time.monotonic() - began, 3)
        for limit in ("1e400", "-1", "0", "99999999999999999999", "1" * 100_000, '"1"', "true"):
            with self.subTest(limit=limit[:30]):
                self.assert_rejected("Scan", f'{{"TableName":"{TABLE}","Limit":{limit}}}'.encode())


class ForgedPlaceTest(BadInputTest):
    def test_a_page_begins_only_at_a_key_of_the_table(self):
        for key in ({}, {"id": {"N": "1"}}, {"id": {"S": "x"}, "more": {"S": "x"}}, {"h": {"S": "x"}, "r": {"N": "1"}},
                    {"id": {"S": ""}}, {"id": {"L": []}}, {"id": {"S": "x" * 3000}}, {"ID": {"S": "x"}},
                    {"id": "x"}, [], "x", {"\0": {"S": "x"}}):
            with self.subTest(key=str(key)[:60]):
                self.assert_rejected("Scan", {"TableName": TABLE, "ExclusiveStartKey": key})
        query = {"TableName": OTHER, "KeyConditionExpression": "h = :h",
                 "ExpressionAttributeValues": {":h": {"S": "mine"}}}
        for key in ({"h": {"S": "yours"}, "r": {"N": "1"}}, {"h": {"S": "mine"}}, {"id": {"S": "mine"}},
                    {"h": {"S": "mine"}, "r": {"S": "1"}}, {"h": {"S": "mine"}, "r": {"N": "1e999"}}):
            with self.subTest(key=key):
                self.assert_rejected("Query", {**query, "ExclusiveStartKey": key}, codes=("ValidationException",))
        status, answer = wire.ask("Query", {**query, "ExclusiveStartKey": {"h": {"S": "mine"}, "r": {"N": "7"}}})
        self.assertEqual((status, answer["Items"]), (200, []))

    def test_segments_that_do_not_exist_are_refused(self):
        for segment, total in ((-1, 4), (4, 4), (0, 0), (0, 1_000_001), (2 ** 40, 2 ** 41), (0, None), (None, 4)):
            body = {"TableName": TABLE, **({} if segment is None else {"Segment": segment}),
                    **({} if total is None else {"TotalSegments": total})}
            with self.subTest(body=body):
                self.assert_rejected("Scan", body)

    def test_forged_tokens_of_the_conflict_log_are_refused(self):
        meridian = cluster.meridian(REGION)
        noise = random.Random(3)
        tokens = ["x", "not base64!", "A" * 100_000, "=" * 8, "\0", "../..",
                  *(base64.b64encode(noise.randbytes(n)).decode() for n in (1, 2, 3, 8, 20, 50, 200)),
                  *(base64.urlsafe_b64encode(noise.randbytes(n)).decode().rstrip("=") for n in (1, 8, 20, 50)),
                  base64.b64encode(b"\xff" * 40).decode(), base64.b64encode(b"\0" * 40).decode()]
        for token in tokens:
            with self.subTest(token=token[:40]), self.assertRaises(botocore.exceptions.ClientError) as refusal:
                meridian.list_conflicts(TableName=TABLE, NextToken=token)
            self.assertEqual(refusal.exception.response["Error"]["Code"], "ValidationException", token[:40])


class ExpressionTest(BadInputTest):
    def assert_expression_rejected(self, operation, member, expression):
        began = time.monotonic()
        self.assert_rejected(operation, {
            "TableName": TABLE, "Key": {"id": {"S": "x"}}, member: expression,
            **({"ExpressionAttributeNames": {"#a": "a", "#b": "b"}} if "#a" in expression else {}),
            **({"ExpressionAttributeValues": {":x": {"S": "x"}}} if ":x" in expression else {})},
            codes=("ValidationException",))
        self.assertLess(time.monotonic() - began, 2)

    def test_condition_expressions_made_to_exhaust_the_parser_are_refused(self):
        for expression in ("(" * 4096, "(" * 2040 + "a = :x" + ")" * 2040, "NOT " * 1000 + "a = :x", "(" * 1_000_000,
                           "a[99999999999999999999] = :x",
                           "a[-1] = :x", "a = :x" + " AND a = :x" * 370, "a IN (" + ", ".join([":x"] * 101) + ")",
                           "size(" * 800 + "a" + ")" * 800 + " = :x", "x" * 4097, "x" * 1_000_000, "", " ", "\0",
                           "a = :x\0", "a = :undefined", "#undefined = :x", "#a = :x OR", "a =", "= a", "a == :x",
                           "a = 'x'",
                           "a BETWEEN :x", "contains(a)", "begins_with(a, :x, :x)", "attribute_type(a, b)",
                           "unknown(a)", "a = :x; DROP TABLE x", "é = :x", "a <> <> :x", "((a = :x)"):
            with self.subTest(expression=expression[:60]):
                self.assert_expression_rejected("DeleteItem", "ConditionExpression", expression)

    def test_update_expressions_made_to_exhaust_the_parser_are_refused(self):
        for expression in ("SET " + "a = " * 1000, "SET a = " + "(" * 4000,
                           "SET a = " + "if_not_exists(a, " * 200 + ":x",
                           "SET a = " + "list_append(" * 300, "SET a = :x SET b = :x", "SET a = :x, a.b = :x",
                           "SET a = :x, a = :x", "REMOVE " + ", ".join(["a"] * 1300), "ADD a :x", "SET id = :x",
                           "SET a = a + :x", "DELETE a :x", "SET", "FROB a", "SET a[0][0", "REMOVE a[1e9]",
                           "SET #a.#b"):
            with self.subTest(expression=expression[:60]):
                self.assert_expression_rejected("UpdateItem", "UpdateExpression", expression)

    def test_long_and_deep_expressions_are_answered(self):
        for expression in ("a = :x" + " OR a = :x" * 300, "a" + ".a" * 2000 + " = :x", "a" + "[0]" * 1300 + " = :x"):
            with self.subTest(expression=expression[:60]):
                self.assert_rejected("DeleteItem", {
                    "TableName": TABLE, "Key": {"id": {"S": "x"}}, "ConditionExpression": expression,
                    "ExpressionAttributeValues": {":x": {"S": "x"}}},
                    codes=("ValidationException", "ConditionalCheckFailedException"))


class SizeAndNameTest(BadInputTest):
    def put(self, **item):
        return {"TableName": TABLE, "Item": {"id": {"S": "size"}, **item}}

    def test_items_and_keys_over_their_limits_are_refused(self):
        just = 400 * 1024 - len("id" + "size" + "v")
        self.assertEqual(wire.ask("PutItem", self.put(v={"S": "x" * just}))[0], 200)
        for item in ({"v": {"S": "x" * (just + 1)}}, {"v": {"S": "x" * 10_000_000}},
                     {"v": {"B": base64.b64encode(b"x" * 500_000).decode()}}, {"k" * 70_000: {"S": "x"}},
                     {"v": {"L": [{"NULL": True}] * 500_000}}):
            self.assert_rejected("PutItem", self.put(**item), codes=("ValidationException",))
        self.assert_rejected("PutItem", {"TableName": TABLE, "Item": {"id": {"S": "x" * 2049}}},
                             codes=("ValidationException",))
        self.assert_rejected("GetItem", {"TableName": TABLE, "Key": {"id": {"S": "x" * 1_000_000}}},
                             codes=("ValidationException",))
        self.assert_rejected("UpdateItem", {
            "TableName": TABLE, "Key": {"id": {"S": "size"}}, "UpdateExpression": "SET w = :w",
            "ExpressionAttributeValues": {":w": {"S": "x" * 100_000}}}, codes=("ValidationException",))

    def test_batches_over_their_limits_are_refused(self):
        put = {"PutRequest": {"Item": {"id": {"S": "x"}}}}
        for requests in ({TABLE: [put] * 26}, {TABLE: []}, {}, {TABLE: [put, put]}, {TABLE: [{}]},
                         {f"t{n}": [put] for n in range(30)}):
            self.assert_rejected("BatchWriteItem", {"RequestItems": requests})
        keys = [{"id": {"S": str(n)}} for n in range(101)]
        for requests in ({TABLE: {"Keys": keys}}, {TABLE: {"Keys": keys[:1] * 2}}, {TABLE: {"Keys": []}}, {}):
            self.assert_rejected("BatchGetItem", {"RequestItems": requests})

    def test_names_with_anything_odd_are_refused_and_forge_no_line_of_the_log(self):
        size = len(cluster.log(REGION))
        for name in ("a\0b", "a/../b", "a b", "x\nlevel=error event=forged", "é", "x" * 256, "x" * 100_000, "",
                     "%s%n", "'; --", "\u202e"):
            with self.subTest(name=name[:30]):
                self.assert_rejected("DescribeTable", {"TableName": name})
                self.assert_rejected("CreateTable", {
                    "TableName": name, "BillingMode": "PAY_PER_REQUEST",
                    "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
                    "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}]})
        for line in cluster.log(REGION)[size:].splitlines():
            self.assertNotRegex(line, "^level=error event=forged")

    def test_zero_bytes_in_values_and_attribute_names_are_data(self):
        item = {"id": {"S": "zero\0byte"}, "a\0b": {"S": "\0"}, "é\u0001": {"B": "AAA="}}
        self.assertEqual(wire.ask("PutItem", {"TableName": TABLE, "Item": item})[0], 200)
        status, answer = wire.ask("GetItem", {"TableName": TABLE, "Key": {"id": item["id"]}})
        self.assertEqual((status, answer.get("Item")), (200, item))
        self.assertEqual(wire.ask("GetItem", {"TableName": TABLE, "Key": {"id": {"S": "zero"}}}), (200, {}))

    def test_many_attacks_at_once_leave_room_for_good_requests(self):
        stop = threading.Event()
        attacks = [wire.signed("PutItem", b"[" * 1_000_000), wire.head("Content-Length: 99999999999"),
                   wire.signed("PutItem", json.dumps(self.put(v={"S": "x" * 5_000_000})).encode()),
                   random.Random(4).randbytes(100_000)]

        def attack(data):
            while not stop.is_set():
                with contextlib.suppress(OSError):
                    wire.exchange(data)

        threads = [threading.Thread(target=attack, args=(data,), daemon=True) for data in attacks]
        for thread in threads:
            thread.start()
        try:
            for _ in range(10):
                began = time.monotonic()
                self.assert_serves()
                self.assertLess(time.monotonic() - began, 5)
        finally:
            stop.set()
            for thread in threads:
                thread.join(20)


if __name__ == "__main__":
    unittest.main()
