"""S3 for tests: moto's server on this machine, and servers that refuse or never answer."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.request import Request, urlopen
from uuid import uuid4

from moto.server import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import make_server

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_REGION = "us-east-1"

KEYS: Mapping[str, str] = MappingProxyType(
    {
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_CONFIG_FILE": "/dev/null",
        "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
)
"""The environment of whoever uses it: boto3 finds these keys and asks nobody else."""


@contextmanager
def s3_server() -> Iterator[str]:
    """S3 on a free port; its address.

    It is moto's ThreadedMotoServer, but does one thing at a time: moto answers 500 when an object is written
    by one thread while another thread replaces it, which S3 never does.
    """
    moto, turn = DomainDispatcherApplication(create_backend_app), threading.Lock()

    def in_turn(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        with turn:
            return moto(environ, start_response)

    server = make_server("127.0.0.1", 0, in_turn, threaded=True, request_handler=MotoRequestHandler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def new_bucket(endpoint: str) -> str:
    """The address of files in a bucket of their own."""
    name = f"city-{uuid4().hex}"
    with urlopen(Request(f"{endpoint}/{name}", method="PUT")) as answer:
        assert answer.status == HTTPStatus.OK
    return address(endpoint, name)


def address(endpoint: str, bucket: str = "city") -> str:
    """The address of files in a bucket of a server."""
    return f"s3://{bucket}/files/of/foggyton?endpoint={endpoint}&region={_REGION}"


@contextmanager
def refusing(status: int, code: str) -> Iterator[str]:
    """A server that answers everything with one error; its address."""
    body = f"<Error><Code>{code}</Code><Message>no</Message></Error>".encode()

    class Refusing(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # says that it goes on, to who asks before he sends

        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(b"" if self.command == "HEAD" else body)

        do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = answer  # noqa: N815  the library's names

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Refusing) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@contextmanager
def breaking() -> Iterator[str]:
    """A server that answers one request with less than it promised; its address."""
    promised = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf"
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(2**16)
                connection.sendall(promised)

        thread = threading.Thread(target=answer)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        thread.join()


@contextmanager
def silent() -> Iterator[str]:
    """A server that takes connections and never answers; its address."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@contextmanager
def nobody() -> Iterator[str]:
    """An address where nobody listens."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
