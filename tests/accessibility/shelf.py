"""Pages and assets on a port of this computer, so that the browser keeps assets as it does for people."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import PurePosixPath

from runtime.web.http.headers import CONTENT_SECURITY_POLICY
from tests.browser.conftest import TYPES


class Shelf:
    """What a browser may ask for: pages that change, by address, and assets that stay."""

    def __init__(self) -> None:
        self.host = ""
        self.pages: dict[str, str] = {}
        self.assets: dict[str, bytes] = {}

    def answer(self, address: str) -> tuple[bytes, dict[str, str]] | None:
        """The content at an address and what the server says about it."""
        kind = TYPES.get(PurePosixPath(address).suffix, "text/html")
        if address in self.pages:
            policy = {"Content-Security-Policy": CONTENT_SECURITY_POLICY, "Cache-Control": "no-store"}
            return self.pages[address].encode(), policy | {"Content-Type": f"{kind}; charset=utf-8"}
        if address in self.assets:
            return self.assets[address], {"Content-Type": kind, "Cache-Control": "max-age=3600, immutable"}
        return None


@contextmanager
def served() -> Iterator[Shelf]:
    """An empty shelf that a browser can reach."""
    shelf = Shelf()

    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1  # one packet for headers and content

        def do_GET(self) -> None:
            content, headers = shelf.answer(self.path) or (b"not here", {})
            self.send_response(200 if headers else 404)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.daemon_threads = True
    shelf.host = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield shelf
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
