"""Restore drills: a backup is a store, or it is refused."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from runtime.dataset.sql import sqlite_backup

from runtime.dataset import (
    Dataset,
    NewMessage,
    NotPrepared,
    StoreError,
    Upload,
    backup,
    migrate,
    open_dataset,
)
from tests.contract.examples import NOON, begun, later, owner, ready, said, stored

ROWS = {"fact": 0, "submission": 1, "transition": 1, "outbox": 0, "audit": 1}


def test_a_backup_opens_as_the_store_that_it_was_made_of(store: Dataset, url: str, tmp_path: Path) -> None:
    account = owner(store)
    draft = begun(store, account, "other form")
    sent = store.submissions.submit(
        ready(begun(store, account), facts=[said(draft.business, "business.phone", "+1")])
    )
    file = store.files.keep(Upload("", account.id, "plan.pdf", "application/pdf", 0, NOON), BytesIO(b"%PDF"))
    backup(url, tmp_path / "kept" / "monday")
    copy = f"{url.partition(':')[0]}:///{tmp_path}/kept/monday/city.store"
    migrate(copy)
    restored = open_dataset(copy)
    assert restored.submission(sent.reference) == sent
    assert restored.draft(draft.id) == draft
    assert restored.facts([draft.business]) == store.facts.current([draft.business])
    assert stored(restored, file.id) == (file, b"%PDF")
    assert restored.audit_trail() == store.audit.trail()
    restored.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store of record with one upload and one submission."""
    path = tmp_path / "city.db"
    migrate(f"sqlite:///{path}")
    store = open_dataset(f"sqlite:///{path}")
    account = owner(store)
    store.files.keep(Upload("", account.id, "plan.pdf", "application/pdf", 0, NOON), BytesIO(b"%PDF"))
    store.submissions.submit(ready(begun(store, account)))
    store.close()
    return path


def test_a_backup_never_writes_over_another(path: Path, tmp_path: Path) -> None:
    backup(f"sqlite:///{path}", tmp_path / "kept")
    with pytest.raises(StoreError, match="name a new folder"):
        backup(f"sqlite:///{path}", tmp_path / "kept")


def test_a_store_that_is_not_there_can_not_be_backed_up(tmp_path: Path) -> None:
    with pytest.raises(NotPrepared):
        backup(f"sqlite:///{tmp_path}/city.db", tmp_path / "kept")
    assert list(tmp_path.iterdir()) == []


def test_a_backup_without_a_file_that_it_should_hold_is_refused(path: Path, tmp_path: Path) -> None:
    shutil.rmtree(path.parent / "uploads")
    with pytest.raises(StoreError, match="is missing or cut"):
        backup(f"sqlite:///{path}", tmp_path / "kept")


def test_letters_are_counted_but_for_those_that_brought_sign_in_links(path: Path, tmp_path: Path) -> None:
    store = open_dataset(f"sqlite:///{path}")
    store.outbox.post(NewMessage("ann@d.example", "Your link", "{link}", "en", link="id"), NOON)
    store.outbox.post(NewMessage("ann@d.example", "A receipt", "", "en"), NOON)
    store.close()
    backup(f"sqlite:///{path}", tmp_path / "kept")
    copy = tmp_path / "kept" / path.name
    sqlite_backup.verify(copy, {**ROWS, "outbox": 1})
    with pytest.raises(StoreError, match="outbox has 1 rows instead of 2"):
        sqlite_backup.verify(copy, {**ROWS, "outbox": 2})


def test_a_backup_with_a_loose_end_is_refused(path: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM account")
        connection.commit()
    with pytest.raises(StoreError, match="points at nothing"):
        backup(f"sqlite:///{path}", tmp_path / "kept")


def test_a_damaged_or_shorter_copy_is_noticed(path: Path, tmp_path: Path) -> None:
    backup(f"sqlite:///{path}", tmp_path / "kept")
    copy = tmp_path / "kept" / path.name
    sqlite_backup.verify(copy, {"fact": 0, "submission": 1, "transition": 1, "outbox": 0, "audit": 1})
    with pytest.raises(StoreError, match="submission has 1 rows instead of 2"):
        sqlite_backup.verify(copy, {"fact": 0, "submission": 2, "transition": 1, "outbox": 0, "audit": 1})
    content = bytearray(copy.read_bytes())
    content[4096:8192] = bytes(4096)
    copy.write_bytes(content)
    with pytest.raises(StoreError):
        sqlite_backup.verify(copy, {"fact": 0, "submission": 1, "transition": 1, "outbox": 0, "audit": 1})


def test_a_backup_ends_while_others_go_on_writing(path: Path, tmp_path: Path) -> None:
    with _meanwhile(path, lambda store: store.audit.note("ann", "wrote", "", NOON)):
        for number in range(5):
            backup(f"sqlite:///{path}", tmp_path / f"kept-{number}")
    assert len(list(tmp_path.glob("kept-*/city.db"))) == 5


def test_what_is_cleared_during_a_backup_is_not_missed(path: Path, tmp_path: Path) -> None:
    """Files that belong to nobody and letters with sign-in links come and go; all else stays."""

    def come_and_go(store: Dataset) -> None:
        account = store.identity.account("ann@dumplings.example")
        assert account
        for number in range(20):
            store.outbox.post(NewMessage("ann@d.example", f"Link {number}", "{link}", "en", link="id"), NOON)
            store.files.keep(Upload("", account.id, "plan.pdf", "application/pdf", 0, NOON), BytesIO(b"%"))
        assert store.outbox.clear_sign_in_letters(later(1)) == 20
        assert store.files.clear(later(1)) >= 20

    with _meanwhile(path, come_and_go):
        for number in range(30):
            backup(f"sqlite:///{path}", tmp_path / f"kept-{number}")


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
