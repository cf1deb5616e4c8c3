"""A small server for each test, with the limits and settings that the test needs."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.buffering.clients import ask
from tests.work import until

ROOT = Path(__file__).parents[2]


@dataclass
class Small:
    """A running small server."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path

    def workers(self) -> list[int]:
        """The processes of its workers."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text("ascii")
        return [int(child) for child in children.split()]

    def stop(self) -> None:
        """Ask it to stop, and do not wait."""
        self.process.send_signal(signal.SIGTERM)

    def answers(self) -> bool:
        """Whether it answers a usual request."""
        try:
            return ask(self.port, "GET", "/").status == 200
        except OSError:
            return False


Start = Callable[..., Small]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts servers: ``limits`` of the worker, ``settings`` of gunicorn, ``largest_file`` in bytes."""
    running: list[Small] = []

    def begin(limits: object = None, settings: object = None, **more: object) -> Small:
        told = {"port": free_port(), "limits": limits or {}, "settings": settings or {}, **more}
        log = tmp_path / f"log{len(running)}"
        command = [sys.executable, "-m", "tests.buffering.small_server", json.dumps(told)]
        with log.open("wb") as said:
            process = subprocess.Popen(
                command, cwd=ROOT, stdout=said, stderr=said, env=dict(os.environ), start_new_session=True
            )
        running.append(Small(told["port"], process, log))
        until(running[-1].answers)
        return running[-1]

    yield begin
    for one in running:
        if one.process.poll() is None:
            os.killpg(one.process.pid, signal.SIGKILL)
        one.process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
