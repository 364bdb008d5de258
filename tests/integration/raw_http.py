"""Wire: requests as bytes, signed or not, for what no SDK would send."""

import json
import re
import socket

import botocore.auth
import botocore.awsrequest
import botocore.credentials


class Wire:
    """Speaks to one region over plain sockets."""

    def __init__(self, cluster, region):
        self.host, port = cluster.endpoint(region).removeprefix("http://").split(":")
        self.port = int(port)
        self._region, self._keys = region, cluster.keys

    def connect(self, seconds=15):
        connection = socket.create_connection((self.host, self.port), timeout=seconds)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def head(self, *lines, start="POST / HTTP/1.1"):
        """A head with a Host and these lines."""
        return "\r\n".join([start, f"Host: {self.host}:{self.port}", *lines, "", ""]).encode("latin-1")

    def headers(self, operation, body, keys=None, region=None, service="dynamodb", prefix="DynamoDB_20120810"):
        """The headers of a signed request, as a dict; every part of the signature can be made wrong."""
        request = botocore.awsrequest.AWSRequest(
            "POST", f"http://{self.host}:{self.port}/", data=body,
            headers={"X-Amz-Target": f"{prefix}.{operation}", "Content-Type": "application/x-amz-json-1.0"})
        credentials = botocore.credentials.Credentials(*(keys or self._keys))
        botocore.auth.SigV4Auth(credentials, service, region or self._region).add_auth(request)
        return dict(request.headers.items())

    def message(self, headers, body):
        return self.head(*(f"{name}: {value}" for name, value in headers.items()),
                         f"Content-Length: {len(body)}") + body

    def signed(self, operation, body, **wrong):
        """A whole request."""
        return self.message(self.headers(operation, body, **wrong), body)

    @staticmethod
    def read_all(connection):
        """What comes until the other side closes; a reset is an end, too."""
        parts = []
        try:
            while part := connection.recv(65536):
                parts.append(part)
        except ConnectionError:
            pass
        return b"".join(parts)

    def exchange(self, data, seconds=15):
        """Sends the bytes, ends the sending side, and returns all that is answered."""
        with self.connect(seconds) as connection:
            try:
                connection.sendall(data)
                connection.shutdown(socket.SHUT_WR)
            except ConnectionError:
                pass  # Refused before all was sent.
            return self.read_all(connection)

    def statuses(self, data):
        """The status of each answer that the bytes got."""
        return [int(status) for status in re.findall(rb"(?:^|\n|\}|>)HTTP/1\.1 (\d{3}) ", self.exchange(data))]

    def status(self, data):
        return next(iter(self.statuses(data)), None)

    def ask(self, operation, body, **wrong):
        """(status, answer) of one signed operation; `body` is bytes, or JSON to be made from it."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        head, _, answer = self.exchange(self.signed(operation, data, **wrong)).partition(b"\r\n\r\n")
        if not head:
            raise AssertionError(f"{operation} was not answered")
        return int(head.split()[1]), json.loads(answer)
