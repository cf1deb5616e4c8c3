"""Uploads while others clear, copy or are killed: no row lacks its bytes, and nothing stays behind."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest

from runtime.dataset import Dataset, Unavailable, Upload, backup, migrate, open_dataset
from tests.contract.examples import NOON, begun, owner, ready

KILLS = 25
IN_YEARS = NOON + timedelta(days=10_000)
CONTENT = b"x" * 2_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "city.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def store(path: Path) -> Iterator[Dataset]:
    opened = open_dataset(f"sqlite:///{path}")
    yield opened
    opened.close()


def keep(store: Dataset, account: str) -> str:
    return store.files.keep(Upload("", account, "plan.pdf", "application/pdf", 0, NOON), BytesIO(CONTENT)).id


def rows(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {row[0] for row in connection.execute("SELECT id FROM upload")}


def whole(path: Path) -> set[str]:
    """The files that are there as they were sent."""
    files = (path.parent / "uploads").glob("*")
    return {file.name for file in files if file.stat().st_size == len(CONTENT)}


@contextmanager
def meanwhile(work: Callable[[], None]) -> Iterator[None]:
    """Do something again and again beside the block."""
    stop = threading.Event()
    failed: list[BaseException] = []

    def again() -> None:
        while not stop.is_set():
            try:
                work()
            except BaseException as problem:
                failed.append(problem)
                return

    thread = threading.Thread(target=again)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
    assert failed == []


def use(store: Dataset, account: str, number: int) -> Iterator[None]:
    """All that can become of files, step by step."""
    other = store.identity.account_by_id(account)
    assert other
    files = []
    for _ in range(3):
        files.append(keep(store, account))
        yield
    draft = begun(store, other, f"form {number}", files=tuple(files))
    yield
    draft = store.drafts.save(replace(draft, files=tuple(files[1:])))
    yield
    if number % 2:
        store.drafts.discard(draft.id)
    else:
        store.submissions.submit(replace(ready(draft), files=tuple(files[2:])))
    yield
    store.files.forget([keep(store, account)])
    yield
    store.files.clear(IN_YEARS)


def test_whenever_its_process_is_killed_no_file_is_lost_and_none_stays_behind(
    store: Dataset, path: Path
) -> None:
    account, chance = owner(store).id, random.Random(7)
    for kill in range(KILLS):
        _kill_after(chance.randint(0, 20), chance.uniform(0, 0.01), store, account, first=kill * 1_000)
        assert rows(path) <= whole(path)
        store.files.clear(IN_YEARS)
        assert rows(path) == {file.name for file in (path.parent / "uploads").iterdir()}
        for draft in store.drafts.of_business(account, _business(store, account)):
            assert set(draft.files) <= rows(path)
            store.drafts.discard(draft.id)
    sent = store.submissions.of_business(_business(store, account))
    assert len(sent) > KILLS / 4  # they were killed in the midst of it, not before
    assert rows(path) == whole(path) == {file.name for file in (path.parent / "uploads").iterdir()}
    assert len(rows(path)) == len(sent)


def test_clearing_never_takes_the_bytes_of_a_file_that_is_being_kept(store: Dataset, path: Path) -> None:
    account = owner(store)
    draft = begun(store, account)
    other = open_dataset(f"sqlite:///{path}")
    until = time.monotonic() + 3
    with meanwhile(lambda: other.files.clear(IN_YEARS) and None):
        while time.monotonic() < until:
            with suppress(Unavailable):  # cleared while it came, or others write for long
                file = keep(store, account.id)
                draft = store.drafts.save(replace(draft, files=(*draft.files, file)[-100:]))
    other.close()
    assert rows(path) <= whole(path)


def test_a_backup_is_whole_while_drafts_let_files_go(store: Dataset, path: Path, tmp_path: Path) -> None:
    account = owner(store)
    sent = begun(store, account, "sent", files=(keep(store, account.id),))
    store.submissions.submit(replace(ready(sent), files=sent.files))
    for number in range(20):
        begun(store, account, f"form {number}", files=tuple(keep(store, account.id) for _ in range(5)))
    other = open_dataset(f"sqlite:///{path}")

    def change() -> None:
        for draft in other.drafts.of_business(account.id, account.businesses[0].id):
            other.drafts.save(replace(draft, files=(*draft.files[1:], keep(other, account.id))))

    with meanwhile(change):
        for number in range(8):
            backup(f"sqlite:///{path}", tmp_path / f"kept-{number}")
    other.close()
    vanished = 0
    for number in range(8):
        copy = tmp_path / f"kept-{number}" / path.name
        assert set(sent.files) <= rows(copy) <= whole(copy)
        named = {file for draft in open_dataset(f"sqlite:///{copy}").drafts(account.id, sent.business)
                 for file in draft.files}  # fmt: skip
        vanished += len(named - rows(copy))
    assert vanished > 0  # else nothing was shown


def _business(store: Dataset, account: str) -> str:
    found = store.identity.account_by_id(account)
    assert found
    return found.businesses[0].id


def _kill_after(steps: int, seconds: float, store: Dataset, account: str, first: int) -> None:
    """Let another process work for so many steps and a moment, and kill it."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        try:
            for number in range(first, first + 1_000):
                for _ in use(store, account, number):
                    os.write(theirs, b".")
        finally:
            os._exit(1)
    os.close(theirs)
    for _ in range(steps):
        assert os.read(ours, 1)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    assert os.waitpid(child, 0)[1] == signal.SIGKILL
    os.close(ours)
