"""Asks a site on this computer whether it is well: ``python health.py PORT``. Exit code 0 means yes."""

from __future__ import annotations

import http.client
import os
import sys
from urllib.parse import urlsplit


def main(port: str) -> int:
    """Ask /health under the name that people use, which ``ONCEONLY_PUBLIC_URL`` says."""
    host = urlsplit(os.environ.get("ONCEONLY_PUBLIC_URL", "")).netloc or f"127.0.0.1:{port}"
    asked = http.client.HTTPConnection("127.0.0.1", int(port), timeout=8)
    try:
        asked.request("GET", "/health", headers={"Host": host})
        answer = asked.getresponse()
        print(answer.read().decode().strip())
    except OSError as error:
        print(f"Nobody answers on port {port}: {error}")
        return 1
    return 0 if answer.status == http.client.OK else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
