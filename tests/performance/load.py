"""Load on a server: `wrk`, what it reports, and the processor time that it took."""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.performance.servers import Server

CONNECTIONS = 4
_GET = Path(__file__).with_name("get.lua")


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
    processor_milliseconds: float  # for one good response, of server and load tool together


def require_wrk() -> None:
    """Raise NoLoadTool, saying how to get it, unless wrk is there."""
    if shutil.which("wrk") is None:
        raise NoLoadTool("make bench needs the load tool wrk. On Debian or Ubuntu: apt install wrk")


def get(server: Server, path: str, seconds: float, cookie: str = "", connections: int = CONNECTIONS) -> Load:
    """Ask for one page again and again."""
    headers = [f"Cookie: {cookie}"] * bool(cookie)
    return _all_pages(run(_GET, server, path, seconds, headers=headers, connections=connections))


def get_as(
    people: Sequence[str],
    file: Path,
    server: Server,
    path: str,
    seconds: float,
    connections: int = CONNECTIONS,
) -> Load:
    """Ask for one page as one person after the other, each by her cookie; ``file`` is written for wrk."""
    file.write_text(f"return {{{','.join(map(json.dumps, people))}}}", encoding="utf-8")
    return _all_pages(run(_GET, server, path, seconds, arguments=[str(file)], connections=connections))


def _all_pages(found: Load) -> Load:
    if found.others:
        raise AssertionError(f"{found.others} responses were no pages")
    return found


def run(
    script: Path,
    server: Server,
    path: str,
    seconds: float,
    arguments: Sequence[str] = (),
    headers: Sequence[str] = (),
    connections: int = CONNECTIONS,
) -> Load:
    """Run a script of wrk that ends with one line of JSON."""
    whole = max(1, round(seconds))  # wrk takes whole seconds only
    command = ["wrk", f"-t{CONNECTIONS}", f"-c{connections}", f"-d{whole}s", "-s", str(script)]
    for header in headers:
        command += ["-H", header]
    command += [f"http://127.0.0.1:{server.port}{path}", "--", *arguments]
    before = server.processor_seconds() + _processor_seconds_of_children()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    spent = server.processor_seconds() + _processor_seconds_of_children() - before
    said = json.loads(done.stdout.strip().splitlines()[-1])
    return Load(**said, processor_milliseconds=spent / max(1, said["good"]) * 1000)


def _processor_seconds_of_children() -> float:
    """Of children that have ended: the load tool, while servers go on."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
