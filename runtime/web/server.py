"""The web server: gunicorn, started after the store is ready."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import cast

from flask import Flask
from gunicorn.app.base import BaseApplication

from runtime.services.logs import configure
from runtime.services.settings import Settings
from runtime.services.startup import prepare_dataset
from runtime.web.app import create_app
from runtime.web.background import work_beside
from runtime.web.buffering.limits import Limits
from runtime.web.buffering.worker import BufferingWorker
from runtime.web.gunicorn_log import GunicornLines
from runtime.web.http import cookies
from runtime.web.http.request_context import WebServices

_SECONDS_TO_ANSWER = 30  # a worker that does not report for so long is replaced
_SECONDS_OF_A_TURN = 0.001  # thread switch interval: another thread may hold the writer lock
_THREADS = 4  # per worker; they run the application, while slow clients are handled by the loop


THIS_COMPUTER = "127.0.0.1"


def serve(
    settings: Settings,
    port: int,
    workers: int,
    *,
    host: str = THIS_COMPUTER,
    ready: Callable[[], None] = lambda: None,
) -> None:
    """Serve until stopped, on this computer only unless ``host`` is another of its addresses.

    ``ready`` is called when requests are accepted. On the open internet, run a web server with
    https in front.
    """
    configure(settings.checked().log_level)
    prepare_dataset(settings)
    _Server(create_app(settings), _limits(settings), f"{host}:{port}", workers, ready).run()


def _limits(settings: Settings) -> Limits:
    return Limits(
        session_cookie=cookies.full_name(settings, cookies.SESSION),
        largest_post=settings.largest_post,
        largest_guest_post=settings.largest_text_post,
    )


def _begin(app: Flask) -> None:
    """Start what a new worker needs."""
    sys.setswitchinterval(_SECONDS_OF_A_TURN)
    work_beside(cast(WebServices, app.extensions["onceonly"]))


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn configured by this module only: no command line, no control socket."""

    def __init__(
        self, app: Flask, limits: Limits, address: str, workers: int, ready: Callable[[], None]
    ) -> None:
        self._app = app
        self.limits = limits  # read by the worker
        self._settings = {
            "bind": address,
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
        """Apply the settings above."""
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application, created before workers are forked."""
        return self._app
