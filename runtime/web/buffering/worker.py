"""The worker process: gunicorn starts, monitors and stops it; waitress receives and sends."""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Iterable
from functools import partial
from typing import Any

from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.server import create_server

from runtime.services.logs import Event, event
from runtime.web.buffering.connection import Connection, give_up_on_most_unread
from runtime.web.buffering.limits import Limits
from runtime.web.buffering.waiting import WaitingRoom

_TURN = 0.5  # longest wait for an event, in seconds
_LOOK = 1.0  # seconds between two checks for slow clients
_LAST_CALL = 1.0  # seconds after SIGTERM in which requests on their way are still accepted
_FILES = 4  # open files per connection: socket, body, response, and one opened by the request


class BufferingWorker(Worker):  # type: ignore[misc]  # gunicorn has no types
    """One loop receives and sends for all clients; threads only run the application."""

    def run(self) -> None:
        """Serve until stopped, or until the parent process has ended."""
        limits: Limits = self.app.limits
        _allow_open_files(_FILES * limits.connections)
        self._map: dict[int, Any] = {}
        self._waiting = WaitingRoom(self._map)
        self._server = self._made(limits)
        self._looked = self._progressed = time.monotonic()
        self._begun = 0
        while self.alive and self.nr < self.max_requests and os.getppid() == self.ppid:
            self._turn()
        self._finish()

    def _made(self, limits: Limits) -> Any:
        (listener,) = self.sockets
        server = create_server(
            self._answer,
            map=self._map,
            sockets=[listener.sock],
            threads=self.cfg.threads,
            backlog=self.cfg.backlog,
            ident="",  # no Server header
            clear_untrusted_proxy_headers=False,  # the application decides which proxies to trust
            log_socket_errors=False,  # disconnects are normal
            connection_limit=sys.maxsize,  # idle connections are not counted by it
            channel_timeout=sys.maxsize,  # `Connection` has limits of its own
            max_request_header_size=limits.largest_headers,
            max_request_body_size=sys.maxsize,  # so has `Request`
            inbuf_overflow=limits.in_memory,
            outbuf_high_watermark=sys.maxsize,  # threads never block on a slow client
            recv_bytes=65_536,
        )
        server.adj.send_bytes = 65_536  # a usual page in one call, which halves the loop's work
        server.channel_class = partial(Connection, limits, self._waiting)
        return server

    def _answer(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.nr += 1
        answer: Iterable[bytes] = self.wsgi(environ, start_response)
        return answer

    def _turn(self) -> None:
        self._server.accepting = len(self._connections()) < self.app.limits.connections
        wasyncore.loop(timeout=_TURN, use_poll=True, map=self._map, count=1)
        self._waiting.take_in()
        now = time.monotonic()
        self._report_alive(now)
        if now - self._looked >= _LOOK:
            self._looked = now
            self._look_after_clients(now)

    def _look_after_clients(self, now: float) -> None:
        late = sum(connection.close_if_late(now) for connection in self._connections())
        if late:
            event(Event.GIVEN_UP, clients=late)
        give_up_on_most_unread(self._waiting.others(), self.app.limits.most_unread)

    def _report_alive(self, now: float) -> None:
        """Report to gunicorn that the worker is alive, unless no thread takes up waiting requests."""
        if self.nr != self._begun or not self._server.task_dispatcher.queue:
            self._begun, self._progressed = self.nr, now
        if now - self._progressed < self.timeout:
            self.notify()

    def _finish(self) -> None:
        """Stop accepting, finish all open requests, and end."""
        self._server.del_channel()
        self._server.socket.close()
        stopped_at = time.monotonic()
        for connection in self._connections():
            connection.end_soon()
        while self._connections() and time.monotonic() < stopped_at + self.cfg.graceful_timeout - _LAST_CALL:
            if time.monotonic() > stopped_at + _LAST_CALL:
                for connection in self._connections():
                    connection.close_if_quiet()
            self._turn()

    def _connections(self) -> list[Connection]:
        return list(self._server.active_channels.values())


def _allow_open_files(number: int) -> None:
    """Raise the soft limit of open files as far as this user may."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if now < number:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(number, most), most))
