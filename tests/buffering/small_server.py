"""The worker that ships, around a small application and with limits of the test's choice.

``python -m tests.buffering.small_server '{"port": 9000, "limits": {"seconds_idle": 1}}'``
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from typing import Any

from flask import Flask, Response, request
from gunicorn.app.base import BaseApplication

from runtime.dataset import Unavailable
from runtime.services.logs import configure
from runtime.web.buffering.limits import Limits
from runtime.web.buffering.worker import BufferingWorker
from runtime.web.gunicorn_log import GunicornLines

LARGE = 20_000_000
LARGEST_TAKEN = 1_000_000  # by the application

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = LARGEST_TAKEN


@app.get("/")
def hello() -> str:
    return "hello"


@app.get("/large")
def large() -> bytes:
    return b"x" * LARGE


@app.post("/length")
def length() -> str:
    return str(len(request.get_data()))


@app.get("/sleep/<float:seconds>")
def sleep(seconds: float) -> str:
    time.sleep(seconds)
    return "slept"


@app.get("/worker")
def worker() -> str:
    return str(os.getpid())


@app.get("/from")
def forwarded() -> str:
    return request.headers.get("X-Forwarded-For", "")


@app.errorhandler(Unavailable)
def unavailable(_: Unavailable) -> Response:
    return Response("later", 503, {"Retry-After": "5"})


def answer(environ: dict[str, Any], start_response: Any) -> Any:
    """The application, and one page that fails as no page of Flask's may."""
    if environ["PATH_INFO"].startswith("/fails"):
        raise LookupError(environ["PATH_INFO"], environ["REMOTE_ADDR"])
    return app(environ, start_response)


class _Small(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    def __init__(self, given: dict[str, Any]) -> None:
        self._settings = {
            "bind": f"127.0.0.1:{given['port']}",
            "worker_class": BufferingWorker,
            "threads": 4,
            "loglevel": "warning",
            "logger_class": GunicornLines,
            "errorlog": None,
            "control_socket_disable": True,
            "graceful_timeout": 10,
            **given.get("settings", {}),
        }
        self.limits = Limits(session_cookie="session", **given.get("limits", {}))
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return answer


if __name__ == "__main__":
    told = json.loads(sys.argv[1])
    if "largest_file" in told:  # a disk that is full, as far as one process can tell
        resource.setrlimit(resource.RLIMIT_FSIZE, (told["largest_file"], resource.RLIM_INFINITY))
    configure()
    _Small(told).run()
