"""Writers wait for each other, with a bound; readers wait for nobody."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from runtime.dataset import Dataset, Unavailable
from runtime.dataset.engine import patience
from tests.contract.by_hand import hand
from tests.contract.examples import NOON, begun, later, owner, ready

FORKS, THREADS = 60, 8
HANGS = 20  # seconds: a writer that has its turn needs milliseconds


def test_the_first_writers_of_a_forked_process_never_lock_each_other_out(store: Dataset) -> None:
    """As in a server that loads the site once and forks its workers: their threads write at once."""
    store.audit.note("parent", "wrote", "", NOON)
    hung = [number for number in range(FORKS) if not _ends(_forked(store))]
    assert hung == []
    assert len(store.audit.trail()) == 1 + FORKS * THREADS


def test_killed_writers_hold_nobody_up(store: Dataset) -> None:
    for _ in range(20):
        child = _forked(store, writes=10_000)
        time.sleep(0.02)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        store.audit.note("parent", "wrote", "", NOON)
    assert [entry.actor for entry in store.audit.trail()].count("parent") == 20


@contextmanager
def _locked_elsewhere(url: str) -> Iterator[None]:
    """Somebody else writes and does not end."""
    lock = "LOCK TABLE party, draft, session IN EXCLUSIVE MODE"
    with hand(url) as operator:
        operator.run("BEGIN IMMEDIATE" if url.startswith("sqlite") else lock)
        yield


def test_every_wait_has_a_bound_and_reading_goes_on(store: Dataset, url: str) -> None:
    account = owner(store)
    store.identity.open_session("cookie", account.id, account.businesses[0].id, "secret", NOON)
    with _locked_elsewhere(url):
        started = time.monotonic()
        session = store.identity.session("cookie")
        store.identity.touch_session("cookie", later(3))
        assert time.monotonic() - started < 1
        with pytest.raises(Unavailable):
            begun(store, account)
        assert time.monotonic() - started < 5
        assert session is not None
    begun(store, account)


def test_the_waits_of_one_request_are_bounded_together(store: Dataset, url: str) -> None:
    account = owner(store)
    with _locked_elsewhere(url):
        patience.begin()
        started = time.monotonic()
        for _ in range(5):
            with pytest.raises(Unavailable):
                begun(store, account)
        assert time.monotonic() - started < 5
    patience.begin()
    begun(store, account)


def test_a_forked_worker_has_connections_of_its_own(store: Dataset) -> None:
    account = owner(store)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            draft = begun(store, account)
            os.write(writing, store.submissions.submit(ready(draft)).reference.encode())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    reference = os.read(reading, 100).decode()
    assert [sent.reference for sent in store.submissions.of_business(account.businesses[0].id)] == [reference]
    assert store.submissions.submit(ready(begun(store, account))).reference != reference


def _forked(store: Dataset, writes: int = 1) -> int:
    child = os.fork()
    if child:
        return child
    try:

        def write() -> None:
            start.wait()
            for _ in range(writes):
                store.audit.note("child", "wrote", "", NOON)

        start = threading.Barrier(THREADS)
        threads = [threading.Thread(target=write, daemon=True) for _ in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        os._exit(0)


def _ends(child: int) -> bool:
    until = time.monotonic() + HANGS
    while time.monotonic() < until:
        if os.waitpid(child, os.WNOHANG)[0]:
            return True
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False
