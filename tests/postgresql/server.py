"""A server of its own for each process of a run, and databases on it, each made by copying a prepared one."""

from __future__ import annotations

import os
import pwd
import secrets
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import psycopg

from runtime.dataset import migrate
from tests.postgresql.binaries import required

_PREPARED = "prepared"
_ENOUGH = 60  # seconds to start
# Tests kill processes, never the power: nothing has to be on the disk.
_QUICK = {
    "fsync": "off",
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "max_connections": "200",
    "shared_buffers": "64MB",
}


@dataclass
class Server:
    """A running server. Everybody of this machine may connect as ``onceonly``."""

    port: int
    log: Path
    run_process: Callable[[], subprocess.Popen[bytes]]
    process: subprocess.Popen[bytes] = field(init=False)

    def start(self) -> None:
        """Start it, again if need be, and wait until it answers."""
        self.process = self.run_process()
        _await(self)

    def stop(self) -> None:
        """End its connections and itself."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(_ENOUGH)

    def url(self, database: str) -> str:
        """The address of a database, for ``ONCEONLY_STORE``."""
        return f"postgresql+psycopg://onceonly@127.0.0.1:{self.port}/{database}"

    def empty(self) -> str:
        """The address of a new database without tables."""
        return self._new("")

    def prepared(self) -> str:
        """The address of a new database with the tables of this version."""
        return self._new(f"TEMPLATE {_PREPARED}")

    def run(self, database: str, statement: str) -> list[tuple[Any, ...]]:
        """Run a statement as an operator would, by hand."""
        with self._connection(database) as connection:
            done = connection.execute(statement.encode())
            return done.fetchall() if done.description else []

    def prepare(self) -> None:
        """Make the database that others are copied from."""
        self.run("postgres", f"CREATE DATABASE {_PREPARED}")
        migrate(self.url(_PREPARED))

    def _new(self, of: str) -> str:
        name = f"city_{secrets.token_hex(6)}"
        self.run("postgres", f"CREATE DATABASE {name} {of}")
        return self.url(name)

    def _connection(self, database: str) -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user="onceonly", dbname=database, autocommit=True
        )


@contextmanager
def running(**settings: str) -> Iterator[Server]:
    """A server with its data in a folder of its own, with other settings if need be."""
    with (
        tempfile.TemporaryDirectory(prefix="onceonly-postgresql-") as folder,
        _running_in(Path(folder), settings) as server,
    ):
        yield server


@contextmanager
def _running_in(folder: Path, settings: Mapping[str, str]) -> Iterator[Server]:
    programs, data = required(), folder / "data"
    data.mkdir(mode=0o700)
    user = _unprivileged()
    as_user: dict[str, Any] = {}
    if user:
        entry = pwd.getpwnam(user)
        as_user = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
        for path in (folder, data):
            os.chown(path, entry.pw_uid, entry.pw_gid)
    initdb = [programs / "initdb", "-D", data, "-U", "onceonly", "-A", "trust", "-E", "UTF8", "--locale=C"]
    subprocess.run([*initdb, "--no-sync"], check=True, stdout=subprocess.DEVNULL, cwd=data, **as_user)
    port = _free_port()
    options = [f"--{name.replace('_', '-')}={value}" for name, value in {**_QUICK, **settings}.items()]
    command = [programs / "postgres", "-D", data, "-p", str(port), "-k", "", *options]
    with (folder / "log").open("wb") as log:
        run = partial(subprocess.Popen, command, stdout=log, stderr=log, cwd=data, **as_user)
        server = Server(port, folder / "log", run)
        try:
            server.start()
            yield server
        finally:
            server.stop()


def _unprivileged() -> str:
    """Somebody else to run the server as, which root may not."""
    if os.geteuid() != 0:
        return ""
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _await(server: Server) -> None:
    until = time.monotonic() + _ENOUGH
    while True:
        try:
            server.run("postgres", "SELECT 1")
        except psycopg.OperationalError as problem:
            if server.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"PostgreSQL did not start: {server.log.read_text()}") from problem
            time.sleep(0.05)
        else:
            return


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
