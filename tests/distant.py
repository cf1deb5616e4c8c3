"""The server that ships, in a process of its own, and a way there for the browser of journeys."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

from flask import Flask
from werkzeug.test import Client

from tests.journeys.browser import Browser
from tests.performance.servers import wait_for_page
from tests.work import ENOUGH

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


@dataclass(frozen=True)
class Distant:
    """``onceonly serve``, running."""

    process: subprocess.Popen[bytes]
    port: int
    folder: Path

    @property
    def log(self) -> str:
        """What the server has written to stderr so far."""
        return (self.folder / "stderr").read_text("utf-8")

    def browser(self) -> Browser:
        """A browser that nobody is signed in with."""
        return Browser(cast(Flask, self))

    def test_client(self) -> Client:
        """What a browser takes for the application."""
        return Client(self._answer)

    def workers(self) -> list[int]:
        """The processes that answer."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        # The others are processes of Python's own.
        return [int(pid) for pid in children.read_text().split() if b"serve" in _command(pid)]

    def _answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=ENOUGH)
        headers = {
            name.removeprefix("HTTP_").replace("_", "-"): str(value)
            for name, value in environ.items()
            if name.startswith("HTTP_") or name == "CONTENT_TYPE"
        }
        url = "?".join(filter(None, (environ["RAW_URI"].partition("?")[0], environ["QUERY_STRING"])))
        url = quote(url, safe="/%?&=+:;,@~$!'()*", encoding="latin-1")
        length = int(environ.get("CONTENT_LENGTH") or 0)
        body = environ["wsgi.input"].read(length) if length else None
        try:
            connection.request(environ["REQUEST_METHOD"], url, body, headers)
            answer = connection.getresponse()
            start_response(f"{answer.status} {answer.reason}", answer.getheaders())
            return [answer.read()]
        finally:
            connection.close()


@contextmanager
def distant(folder: Path, output: Path, port: int, **environment: str) -> Iterator[Distant]:
    """Serve what was built from ``folder``, until the end of the block."""
    command = [str(Path(sys.executable).parent / "onceonly"), "serve", "--demo", "--port", str(port)]
    with (folder / "stdout").open("wb") as out, (folder / "stderr").open("wb") as err:
        process = subprocess.Popen(
            [*command, "--output", str(output)],
            cwd=folder,
            env={**os.environ, **environment},
            stdout=out,
            stderr=err,
        )
        try:
            wait_for_page(process, port, "/health")
            yield Distant(process, port, folder)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(ENOUGH)


def _command(pid: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:  # it has just ended
        return b""
