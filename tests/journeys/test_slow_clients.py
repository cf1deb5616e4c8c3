"""Slow clients of the server that ships: all others are served meanwhile, and they are given up in time."""

from __future__ import annotations

import io
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from runtime.dataset import Upload, migrate, open_dataset
from runtime.services.identity.secrets import fresh, hashed
from tests.buffering.clients import ask, headers, is_closed, many, seconds_for, trickle
from tests.journeys.test_serve import fetch, free_port, serving
from tests.work import until

PROMPT = 3.0  # seconds; while every client had a thread to itself, it was a minute
LARGE = 20_000_000


@pytest.fixture
def reader(tmp_path: Path) -> tuple[str, str]:
    """The cookie of somebody who has sent a large file, and its address."""
    url = f"sqlite:///{tmp_path}/var/onceonly.db"
    migrate(url)
    store, cookie = open_dataset(url), fresh()
    account = store.identity.create_account("owner@dumplings.example", language="en")
    store.identity.open_session(
        hashed(cookie), account.id, account.businesses[0].id, fresh(), datetime.now(UTC)
    )
    upload = Upload("", account.id, "plan.pdf", "application/pdf", 0, datetime.now(UTC))
    kept = store.files.keep(upload, io.BytesIO(b"x" * LARGE))
    store.close()
    return f"session={cookie}", f"/uploads/{kept.id}"


@pytest.mark.slow
def test_nobody_waits_for_slow_clients_and_they_are_given_up(
    output: Path, tmp_path: Path, reader: tuple[str, str]
) -> None:
    port, (cookie, large) = free_port(), reader
    post = headers("POST", "/en/sign-in", "Content-Length: 100000")
    with serving(tmp_path, output, port):
        fetch(f"http://127.0.0.1:{port}/health")
        with (
            many(300, port, headers("GET", "/en/")[:-2]) as half_headers,
            many(60, port, post + b"email=") as half_bodies,
            many(60, port, b"GET /en/") as trickling_headers,
            many(60, port, post) as trickling_bodies,
            many(30, port, headers("GET", large, f"Cookie: {cookie}"), takes=4096) as slow_readers,
            trickling(trickling_headers + trickling_bodies),
        ):
            for _ in range(5):
                assert seconds_for(port, "/health") < PROMPT
                assert seconds_for(port, "/en/") < PROMPT
                assert seconds_for(port, "/en/forms/registration", Cookie=cookie) < PROMPT
            until(lambda: all(is_closed(one) for one in half_headers + trickling_headers), seconds=30)
            until(lambda: all(is_closed(one) for one in half_bodies + trickling_bodies), seconds=60)
            until(lambda: all(is_closed(one) for one in slow_readers), seconds=60)
            assert seconds_for(port, "/en/") < PROMPT
        whole = ask(port, "GET", large, Cookie=cookie)
        assert (whole.status, len(whole.text)) == (200, LARGE)


@contextmanager
def trickling(clients: list[socket.socket]) -> Iterator[None]:
    """Let clients say one byte after the other, all the while."""
    ended = threading.Event()
    thread = threading.Thread(target=trickle, args=(clients, lambda: not ended.is_set(), 1.0))
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
