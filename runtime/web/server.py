"""The web server: gunicorn, with the store prepared before any worker starts."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from gunicorn.app.base import BaseApplication

from runtime.dataset import migrate
from runtime.dataset.private import private_file
from runtime.services.background.beside import work_beside
from runtime.services.logs import configure
from runtime.services.settings import Settings, WeakSettings
from runtime.web.app import create_app
from runtime.web.buffering.limits import Limits
from runtime.web.buffering.worker import BufferingWorker
from runtime.web.gunicorn_log import GunicornLines
from runtime.web.http import cookies

_SECONDS_TO_ANSWER = 30  # then a worker is considered stuck, and replaced
_SECONDS_OF_A_TURN = 0.001  # of a thread: another may wait for it with the lock of all writers in its hand
_THREADS = 4  # per worker: they answer, and slow clients are none of their concern


def serve(settings: Settings, port: int, workers: int, *, ready: Callable[[], None] = lambda: None) -> None:
    """Serve on this computer until stopped; ``ready`` is called once people can come.

    For the open internet, put a web server with https in front of it.
    """
    configure(settings.checked().log_level)
    migrate(settings.store, files=settings.files)
    _Server(create_app(settings), _limits(settings), port, workers, ready).run()


def kept_secret(file: Path) -> str:
    """A secret that stays the same from start to start, readable by this user only."""
    try:
        if not file.exists() or not file.stat().st_size:
            unfinished = file.with_name(f"{file.name}.unfinished")  # half of a secret is none
            private_file(unfinished)
            unfinished.write_text(secrets.token_hex(32))
            unfinished.replace(file)
        return file.read_text().strip()
    except OSError as problem:
        raise WeakSettings(
            f"The secret cannot be kept in {file} ({problem.strerror}). "
            "Let this user write there, or set ONCEONLY_SECRET."
        ) from problem


def _limits(settings: Settings) -> Limits:
    return Limits(
        session_cookie=cookies.full_name(settings, cookies.SESSION),
        largest_post=settings.largest_post,
        largest_guest_post=settings.largest_text_post,
    )


def _begin(app: Flask) -> None:
    """What a new worker begins with."""
    sys.setswitchinterval(_SECONDS_OF_A_TURN)
    work_beside(app.extensions["onceonly"])


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn with settings from here alone: no command line, no control socket."""

    def __init__(
        self, app: Flask, limits: Limits, port: int, workers: int, ready: Callable[[], None]
    ) -> None:
        self._app = app
        self.limits = limits  # the worker asks for them
        self._settings = {
            "bind": f"127.0.0.1:{port}",
            "workers": workers,
            "threads": _THREADS,
            "worker_class": BufferingWorker,
            "timeout": _SECONDS_TO_ANSWER,
            "graceful_timeout": 10,
            "max_requests": 100_000,
            "max_requests_jitter": 10_000,
            "control_socket_disable": True,
            "loglevel": "warning",
            "logger_class": GunicornLines,
            "errorlog": None,
            "when_ready": lambda _: ready(),
            "post_worker_init": lambda _: _begin(app),
        }
        super().__init__()

    def load_config(self) -> None:
        """Take the settings above."""
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application, made before workers are forked from this process."""
        return self._app
