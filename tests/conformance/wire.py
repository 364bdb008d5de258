"""The wire protocol by hand: signed requests that no client library has looked at.

SDKs refuse much of what a server must refuse, so what they'd never send is sent from here.
"""

import dataclasses
import http.client
import json
import urllib.parse
import zlib

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

TARGET_PREFIX = "DynamoDB_20120810."


@dataclasses.dataclass
class Answer:
    status: int
    headers: dict
    text: bytes

    @property
    def body(self):
        return json.loads(self.text) if self.text else None


class Wire:
    """One connection to one endpoint; opens it again when the server has closed it."""

    def __init__(self, endpoint, region, access_key, secret_key, capital_messages=False):
        self.endpoint = endpoint
        self._address = urllib.parse.urlsplit(endpoint).netloc
        self._region = region
        self._credentials = Credentials(access_key, secret_key)
        self._connection = None
        # DynamoDB Local writes "Message" in every error. Once is enough to note it.
        self._capital_messages = capital_messages

    def call(self, operation, request):
        """Sends a request; `request` is what becomes JSON, or the body itself as bytes."""
        body = request if isinstance(request, bytes) else json.dumps(request, ensure_ascii=False).encode()
        headers = {"X-Amz-Target": TARGET_PREFIX + operation, "Content-Type": "application/x-amz-json-1.0"}
        return self.send("POST", "/", self.signed("POST", "/", headers, body), body)

    def signed(self, method, path, headers, body):
        request = AWSRequest(method, self.endpoint + path, headers=headers, data=body)
        SigV4Auth(self._credentials, "dynamodb", self._region).add_auth(request)
        return dict(request.headers.items())

    def send(self, method, path, headers, body=b""):
        try:
            return self._exchange(method, path, headers, body)
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            self.close()
            return self._exchange(method, path, headers, body)

    def _exchange(self, method, path, headers, body):
        if self._connection is None:
            self._connection = http.client.HTTPConnection(self._address, timeout=60)
        self._connection.request(method, path, body, headers)
        reply = self._connection.getresponse()
        answer = Answer(reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read())
        stated = answer.headers.get("x-amz-crc32")
        if stated is not None and int(stated) != zlib.crc32(answer.text):
            raise AssertionError(f"x-amz-crc32 says {stated}, the body has {zlib.crc32(answer.text)}")
        if self._capital_messages and answer.status != 200:
            answer.text = answer.text.replace(b'"Message":', b'"message":')
        return answer

    def close(self):
        if self._connection is not None:
            self._connection.close()
            self._connection = None
