"""A way to the test's server that can be shut, as when a server is stopped, and opened again."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from urllib.parse import urlsplit


class Door:
    """Passes on what arrives at `url`; while it is shut, connections are refused."""

    def __init__(self, server: str) -> None:
        parts = urlsplit(server)
        self.server = (parts.hostname, parts.port)
        self.open_at(0)
        self.url = f"http://{parts.hostname}:{self.port}"

    def open_at(self, port: int) -> None:
        self.listener = socket.create_server(("localhost", port))
        self.port = self.listener.getsockname()[1]
        self.connections: list[socket.socket] = []
        Thread(target=self.answer, args=(self.listener,), daemon=True).start()

    def open(self) -> None:
        self.open_at(self.port)

    def shut(self) -> None:
        """Refuse what comes, and break off what is under way."""
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for connection in self.connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def answer(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                client = listener.accept()[0]
                server = socket.create_connection(self.server)
                self.connections += [client, server]
                for pair in ((client, server), (server, client)):
                    Thread(target=pass_on, args=pair, daemon=True).start()


def pass_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)


@contextmanager
def door_to(server: str) -> Iterator[Door]:
    door = Door(server)
    yield door
    door.shut()
