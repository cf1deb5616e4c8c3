"""A web server for packed files that are held in memory: as quick as static pages can be."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from typing import Any


@contextmanager
def serving_files(files: Mapping[str, bytes], port: int) -> Iterator[str]:
    """Serve files that are packed with gzip; gives the address. What is not there is an empty page."""
    server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Answer, files))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, files: Mapping[str, bytes], *request: Any) -> None:  # Any: the library's own
        self._files = files
        super().__init__(*request)

    def do_GET(self) -> None:
        content = self._files.get(self.path.lstrip("/"), b"")
        self.send_response(200)
        self.send_header("Content-Type", guess_type(self.path)[0] or "text/plain")
        self.send_header("Content-Length", str(len(content)))
        if content:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing: only the figures are told."""
