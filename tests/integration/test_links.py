"""The links between regions, alone: cut ones stall and lose nothing, healed ones go on."""

import pathlib
import socket
import subprocess
import tempfile
import threading
import time
import unittest

from cluster import build

LABEL = "integration"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class LinksTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="links-")
        self.addCleanup(self.folder.cleanup)
        self.target = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(self.target.close)
        self.accepted = []
        threading.Thread(target=self.echo, daemon=True).start()

        self.port = free_port()
        path = pathlib.Path(self.folder.name)
        (path / "links.txt").write_text(
            f"# a comment\na b kafka 127.0.0.1:{self.port} 127.0.0.1:{self.target.getsockname()[1]}\n"
            f"c d kafka 127.0.0.1:{free_port()} 127.0.0.1:1\n")
        self.process = subprocess.Popen([build.program("meridian-links"), "links.txt", "control.sock"], cwd=path)
        self.addCleanup(self.process.wait)
        self.addCleanup(self.process.terminate)
        deadline = time.monotonic() + 10
        while not (path / "control.sock").exists() and time.monotonic() < deadline:
            time.sleep(0.01)

    def echo(self):
        while True:
            try:
                connection, _ = self.target.accept()
            except OSError:
                return
            self.accepted.append(connection)
            threading.Thread(target=self.echo_one, args=(connection,), daemon=True).start()

    @staticmethod
    def echo_one(connection):
        with connection:
            while data := connection.recv(65536):
                connection.sendall(data)

    def ask(self, words):
        with socket.socket(socket.AF_UNIX) as control:
            control.connect(self.folder.name + "/control.sock")
            control.sendall(words.encode() + b"\n")
            return control.makefile().read()

    def connect(self):
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=5)
        self.addCleanup(connection.close)
        return connection

    def round_trip(self, connection, data):
        connection.sendall(data)
        got = b""
        while len(got) < len(data):
            got += connection.recv(65536)
        self.assertEqual(got, data)

    def assert_silent(self, connection, seconds=0.5):
        connection.settimeout(seconds)
        with self.assertRaises(TimeoutError):
            connection.recv(1)
        connection.settimeout(5)

    def test_an_open_link_carries_megabytes_unchanged(self):
        connection = self.connect()
        data = bytes(range(256)) * 20000
        sender = threading.Thread(target=connection.sendall, args=(data,))
        sender.start()
        got = bytearray()
        while len(got) < len(data):
            got += connection.recv(1 << 20)
        sender.join()
        self.assertEqual(bytes(got), data)

    def test_a_cut_link_stalls_and_goes_on_after_the_heal(self):
        connection = self.connect()
        self.round_trip(connection, b"before")

        self.assertIn("ok", self.ask("cut b a"))
        connection.sendall(b"during")
        self.assert_silent(connection)
        self.assertIn("a b kafka cut", self.ask("status"))
        self.assertIn("ok", self.ask("heal a b"))

        self.assertEqual(connection.recv(6), b"during")
        self.round_trip(connection, b"after")

    def test_a_connection_begun_while_cut_is_served_after_the_heal(self):
        self.ask("cut a b")
        connection = self.connect()
        connection.sendall(b"patient")
        self.assert_silent(connection)
        self.assertEqual(self.accepted, [])

        self.ask("heal a b")

        self.assertEqual(connection.recv(7), b"patient")

    def test_a_connection_given_up_while_cut_never_reaches_the_other_side(self):
        self.ask("cut a b")
        impatient = self.connect()
        impatient.sendall(b"stale")
        impatient.close()

        self.ask("heal a b")
        self.round_trip(self.connect(), b"fresh")

        self.assertEqual(len(self.accepted), 1)

    def test_an_end_passes_on_as_an_end(self):
        connection = self.connect()
        connection.sendall(b"last words")
        connection.shutdown(socket.SHUT_WR)
        got = b""
        while data := connection.recv(100):
            got += data
        self.assertEqual(got, b"last words")

    def test_a_dead_target_resets_the_connection(self):
        self.target.shutdown(socket.SHUT_RDWR)  # Ends the accept() that would keep it open.
        self.target.close()
        with self.assertRaises(OSError):
            connection = self.connect()
            connection.sendall(b"x")
            if connection.recv(1) == b"":
                raise OSError("closed")

    def test_commands_that_make_no_sense_are_errors(self):
        self.assertTrue(self.ask("cut a nowhere").startswith("error"))
        self.assertTrue(self.ask("cut a").startswith("error"))
        self.assertTrue(self.ask("dance").startswith("error"))


if __name__ == "__main__":
    unittest.main()
