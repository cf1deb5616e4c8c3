"""The web server: gunicorn, with the store prepared before any worker starts."""

from __future__ import annotations

import multiprocessing
import secrets
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from gunicorn.app.base import BaseApplication

from runtime.app import create_app
from runtime.logs import configure
from runtime.logs.of_gunicorn import GunicornLines
from runtime.settings import Settings
from runtime.stores import migrate
from runtime.stores.shared.private import private_file
from runtime.work.beside import work_beside

_SECONDS_TO_ANSWER = 30  # then a worker is considered stuck, and replaced
_THREADS = 4  # per worker: a slow phone must not keep others waiting


def serve(settings: Settings, port: int, workers: int, *, ready: Callable[[], None] = lambda: None) -> None:
    """Serve on this computer until stopped; ``ready`` is called once people can come.

    For the open internet, put a web server with https in front of it.
    """
    configure(settings.checked().log_level)
    prepare(settings.store)
    _Server(create_app(settings), port, workers, ready).run()


def prepare(store: str) -> None:
    """Create the store or bring it up to date, in a process of its own: workers stay light that way."""
    process = multiprocessing.get_context("spawn").Process(target=migrate, args=(store,))
    process.start()
    process.join()
    if process.exitcode:
        raise RuntimeError(f"The store {store} could not be prepared; the reason stands above.")


def kept_secret(file: Path) -> str:
    """A secret that stays the same from start to start, readable by this user only."""
    private_file(file)
    if not file.stat().st_size:
        file.write_text(secrets.token_hex(32))
    return file.read_text().strip()


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn with settings from here alone: no command line, no control socket."""

    def __init__(self, app: Flask, port: int, workers: int, ready: Callable[[], None]) -> None:
        self._app = app
        self._settings = {
            "bind": f"127.0.0.1:{port}",
            "workers": workers,
            "threads": _THREADS,
            "worker_class": "gthread",
            "timeout": _SECONDS_TO_ANSWER,
            "graceful_timeout": 10,
            "keepalive": 15,
            "max_requests": 100_000,
            "max_requests_jitter": 10_000,
            "control_socket_disable": True,
            "loglevel": "warning",
            "logger_class": GunicornLines,
            "errorlog": None,
            "when_ready": lambda _: ready(),
            "post_worker_init": lambda _: work_beside(app.extensions["onceonly"]),
        }
        super().__init__()

    def load_config(self) -> None:
        """Take the settings above."""
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application, made before workers are forked from this process."""
        return self._app
