"""Web servers for a while: gunicorn with sync workers, as measured peers were."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from types import MappingProxyType
from typing import IO

WORKERS = 2
_PATIENCE = 120  # seconds
REPOSITORY = Path(__file__).parents[2]


class NotServing(Exception):
    """A server ended, or gave no page in time."""


@dataclass(frozen=True)
class Server:
    """A running server."""

    process: int
    port: int
    seconds_to_first_page: float

    @property
    def workers(self) -> list[int]:
        """The processes of its workers."""
        children = Path(f"/proc/{self.process}/task/{self.process}/children").read_text("ascii")
        return [int(child) for child in children.split()]

    def processor_seconds(self) -> float:
        """The processor time that its workers have used."""
        return sum(_processor_seconds(worker) for worker in self.workers)


@contextmanager
def serving(
    app: str,
    port: int,
    environment: Mapping[str, str],
    path: str = "/",
    cookie: str = "",
    workers: int = WORKERS,
) -> Iterator[Server]:
    """Serve ``app`` until the block ends; it begins when ``path`` gives a page."""
    command = [sys.executable, "-m", "gunicorn", "--workers", str(workers), "--bind", f"127.0.0.1:{port}"]
    command += ["--no-control-socket", "--log-level", "warning", app]
    with running(command, REPOSITORY, environment, port, path, cookie) as server:
        yield server


@contextmanager
def running(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    port: int,
    path: str,
    cookie: str = "",
    log: IO[bytes] | None = None,
) -> Iterator[Server]:
    """Run a command that serves, in ``folder``, until the block ends; raises NotServing if it does not.

    What it says goes into ``log``, or is shown.
    """
    started = time.perf_counter()
    everything = {**os.environ, **environment}
    process = subprocess.Popen(command, cwd=folder, env=everything, stdout=subprocess.DEVNULL, stderr=log)
    try:
        wait_for_page(process, port, path, cookie)
        yield Server(process.pid, port, time.perf_counter() - started)
    finally:
        process.terminate()
        process.wait(timeout=20)


def page(
    port: int,
    path: str,
    cookie: str = "",
    encoding: str = "identity",
    more: Mapping[str, str] = MappingProxyType({}),
) -> tuple[int, bytes, str]:
    """Status, body and cookies of one page; ``more`` are further headers of the request."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        headers = {"Cookie": cookie, "Accept-Encoding": encoding, **more}
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response.status, response.read(), response.getheader("Set-Cookie") or ""
    finally:
        connection.close()


def wait_for_page(process: subprocess.Popen[bytes], port: int, path: str, cookie: str = "") -> None:
    """Wait until ``path`` gives a page; raises NotServing when the process ends or takes too long."""
    until = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < until:
        try:
            if page(port, path, cookie)[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.02)
    raise NotServing(f"No page came from http://127.0.0.1:{port}{path}; what the server said stands above.")


def _processor_seconds(process: int) -> float:
    # The fields after the name, which may hold spaces: user and system time are the 12th and 13th of them.
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_megabytes(process: int) -> float:
    """The resident memory of a process."""
    status = Path(f"/proc/{process}/status").read_text("ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024
