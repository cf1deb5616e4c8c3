"""Backups while others write: they end, and are whole."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest

from runtime.dataset import Dataset, NewMessage, Upload, backup, open_dataset, restore
from tests.contract.examples import NOON, begun, later, owner, ready
from tests.sqlite import prepared


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An SQLite store with one upload and one submission."""
    path = tmp_path / "city.db"
    prepared(path)
    store = open_dataset(f"sqlite:///{path}")
    account = owner(store)
    store.files.keep(Upload("", account.id, "plan.pdf", "application/pdf", 0, NOON), BytesIO(b"%PDF"))
    store.submissions.submit(ready(begun(store, account)))
    store.close()
    return path


def test_a_backup_ends_while_others_go_on_writing(path: Path, tmp_path: Path) -> None:
    with _meanwhile(path, lambda store: store.audit.note("ann", "wrote", "", NOON)):
        for number in range(5):
            backup(f"sqlite:///{path}", tmp_path / f"kept-{number}")
    assert len(list(tmp_path.glob("kept-*/onceonly.db"))) == 5


def test_what_is_cleared_during_a_backup_is_not_missed(path: Path, tmp_path: Path) -> None:
    """Files that belong to nobody and letters with sign-in links come and go; all else stays."""
    number = 0

    def come_and_go(store: Dataset) -> None:
        nonlocal number
        account = store.identity.account("ann@dumplings.example")
        assert account
        for _ in range(10):
            number += 1
            store.outbox.post(NewMessage("ann@d.example", f"Link {number}", "{link}", "en", link="id"), NOON)
            content = BytesIO(f"file {number}".encode())
            store.files.keep(Upload("", account.id, "plan.pdf", "application/pdf", 0, NOON), content)
        assert store.outbox.clear_sign_in_letters(later(1)) == 10
        assert store.files.clear(later(1)) >= 10

    with _meanwhile(path, come_and_go):
        for copy in range(12):
            backup(f"sqlite:///{path}", tmp_path / f"kept-{copy}")
            restore(tmp_path / f"kept-{copy}", f"sqlite:///{tmp_path}/new-{copy}.db", report=print)


@contextmanager
def _meanwhile(path: Path, work: Callable[[Dataset], object]) -> Iterator[None]:
    """Somebody does ``work`` over and over; it must not fail."""
    store, stop = open_dataset(f"sqlite:///{path}"), threading.Event()

    def go_on() -> None:
        while not stop.is_set():
            work(store)

    with ThreadPoolExecutor(1) as pool:
        working = pool.submit(go_on)
        try:
            yield
        finally:
            stop.set()
        working.result()
    store.close()
