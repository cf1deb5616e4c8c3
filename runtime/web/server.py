"""The web server: gunicorn, with the store prepared before any worker starts."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import cast

from flask import Flask
from gunicorn.app.base import BaseApplication

from runtime.services.logs import configure
from runtime.services.opening import prepare_dataset
from runtime.services.settings import Settings
from runtime.web.app import create_app
from runtime.web.background import work_beside
from runtime.web.buffering.limits import Limits
from runtime.web.buffering.worker import BufferingWorker
from runtime.web.gunicorn_log import GunicornLines
from runtime.web.http import cookies
from runtime.web.http.request_context import WebServices

_SECONDS_TO_ANSWER = 30  # then a worker is considered stuck, and replaced
_SECONDS_OF_A_TURN = 0.001  # of a thread: another may wait for it with the lock of all writers in its hand
_THREADS = 4  # per worker: they answer, and slow clients are none of their concern


def serve(settings: Settings, port: int, workers: int, *, ready: Callable[[], None] = lambda: None) -> None:
    """Serve on this computer until stopped; ``ready`` is called once people can come.

    For the open internet, put a web server with https in front of it.
    """
    configure(settings.checked().log_level)
    prepare_dataset(settings)
    _Server(create_app(settings), _limits(settings), port, workers, ready).run()


def _limits(settings: Settings) -> Limits:
    return Limits(
        session_cookie=cookies.full_name(settings, cookies.SESSION),
        largest_post=settings.largest_post,
        largest_guest_post=settings.largest_text_post,
    )


def _begin(app: Flask) -> None:
    """What a new worker begins with."""
    sys.setswitchinterval(_SECONDS_OF_A_TURN)
    work_beside(cast(WebServices, app.extensions["onceonly"]))


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
