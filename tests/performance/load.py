"""Load on a server: `wrk`, and what it reports."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 4
_REPORT = Path(__file__).with_name("report.lua")


class NoLoadTool(Exception):
    """wrk is not installed, and could not be."""


@dataclass(frozen=True)
class Load:
    """What a server did under load."""

    per_second: float
    good: int  # responses with the wanted status
    others: int
    milliseconds_p50: float
    milliseconds_p99: float


def require_wrk() -> None:
    """Raise NoLoadTool, saying how to get it, unless wrk is there."""
    if shutil.which("wrk") is None:
        raise NoLoadTool("make bench needs the load tool wrk. On Debian or Ubuntu: apt install wrk")


def load(url: str, seconds: float, *, cookie: str = "", status: int = 200, encoding: str = "") -> Load:
    """Ask for one address again and again."""
    headers = [f"Cookie: {cookie}"] * bool(cookie) + [f"Accept-Encoding: {encoding}"] * bool(encoding)
    return run(_REPORT, [url, str(status)], seconds, headers)


def run(script: Path, arguments: Sequence[str], seconds: float, headers: Sequence[str] = ()) -> Load:
    """Run a script of wrk that ends with one line of JSON; its first argument is the address."""
    command = [
        "wrk",
        f"-t{CONNECTIONS}",
        f"-c{CONNECTIONS}",
        f"-d{max(1, round(seconds))}s",
        "-s",
        str(script),
    ]
    for header in headers:
        command += ["-H", header]
    url, *rest = arguments
    done = subprocess.run([*command, url, "--", *rest], capture_output=True, text=True, check=True)
    return Load(**json.loads(done.stdout.strip().splitlines()[-1]))
