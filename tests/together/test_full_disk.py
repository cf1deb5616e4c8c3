"""A full disk: what does not fit is refused whole, what was acknowledged stays, and reading goes on."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import pytest

from runtime.dataset import (
    Account,
    Dataset,
    NewMessage,
    NoRoom,
    StoreError,
    Unavailable,
    Upload,
    backup,
    migrate,
    open_dataset,
)
from tests.contract.examples import NOON, begun, owner, ready, said, stored
from tests.disks import Disk, disk

Written = TypeVar("Written")


@pytest.fixture
def small(tmp_path: Path, record_property: Callable[[str, object], None]) -> Iterator[Disk]:
    with disk(tmp_path / "small", 4) as made:
        record_property("disk", made.said)
        yield made


@pytest.fixture
def url(small: Disk) -> str:
    url = f"sqlite:///{small.path}/city.db"
    migrate(url)
    return url


@pytest.fixture
def store(url: str) -> Iterator[Dataset]:
    opened = open_dataset(url, prefix="FOG")
    yield opened
    opened.close()


def upload(store: Dataset, account: str, size: int = 8) -> Upload:
    """Each holds other bytes: the same ones would take no more room."""
    content = secrets.token_bytes(size)
    return store.files.keep(Upload("", account, "plan.pdf", "a/b", size, NOON), BytesIO(content))


def in_folder(folder: Path) -> list[str]:
    """The names of all files of the store, those among them that are only just received."""
    return [file.name for file in (folder / "city.db.files").glob("*/*")]


def until_full(write: Callable[[], Written]) -> list[Written]:
    """Write again and again until there is no room; what was acknowledged."""
    written: list[Written] = []
    for _ in range(10_000):
        try:
            written.append(write())
        except NoRoom:
            return written
    raise AssertionError("It was never full.")


def writes(store: Dataset, account: Account) -> list[Callable[[], object]]:
    """What people and agencies write, each of which can be done once."""
    business = account.businesses[0].id
    draft, sent = begun(store, account, "draft"), begun(store, account, "sent")
    file = upload(store, account.id)
    return [
        lambda: store.identity.create_account("new@n.example", language="en"),
        lambda: store.identity.open_session("cookie", account.id, business, "secret", NOON),
        lambda: store.parties.create_location(account.id, business, "Pier"),
        lambda: store.facts.record([said(business, "business.phone", "+1")]),
        lambda: store.drafts.save(replace(draft, answers={"words": "x" * 9_000})),
        lambda: begun(store, account, "begun"),
        lambda: store.submissions.submit(ready(sent)),
        lambda: store.outbox.post(NewMessage("ann@d.example", "One", "1", "en"), NOON),
        lambda: store.audit.note("ann", "wrote", "", NOON),
        lambda: store.files.forget([file.id]),
        lambda: upload(store, account.id),
    ]


def test_nothing_is_written_until_there_is_room_again_and_then_everything(
    store: Dataset, small: Disk, url: str
) -> None:
    account = owner(store)
    kept = begun(store, account, "kept", answers={"a": "b"}, files=(upload(store, account.id).id,))
    doing, other = writes(store, account), open_dataset(url)
    content = stored(store, kept.files[0])[1]
    before = store.drafts.of_business(account.id, kept.business)
    other.identity.account_by_id(account.id)
    small.fill()
    for _ in range(3):
        for write in doing:
            with pytest.raises(Unavailable):
                write()
        for reading in (store, other):
            assert reading.drafts.of_business(account.id, kept.business) == before
            assert reading.identity.account_by_id(account.id) == account
            assert stored(reading, kept.files[0])[1] == content
    assert len(in_folder(small.path)) == 2
    small.free()
    for write in doing:
        write()
    assert store.drafts.get(kept.id) == kept
    other.close()
    assert sound(small.path / "city.db")


def test_what_was_acknowledged_before_the_disk_was_full_is_there(store: Dataset, small: Disk) -> None:
    small.require_room_of_its_own()
    account, files, notes = owner(store), [], []
    for _ in range(2):
        files += until_full(lambda: upload(store, account.id, 300_000).id)
        notes += until_full(lambda: store.audit.note("ann", "wrote", "x" * 30_000, NOON))
        small.fill()
    assert len(store.audit.trail()) == len(notes) > 0
    assert [len(stored(store, file)[1]) for file in files] == [300_000] * len(files)
    contents = [stored(store, file)[1] for file in files]
    assert set(in_folder(small.path)) == {hashlib.sha256(content).hexdigest() for content in contents}


def test_files_leave_the_last_of_the_disk_to_answers(tmp_path: Path) -> None:
    with disk(tmp_path / "larger", 24) as made:
        made.require_room_of_its_own()
        url = f"sqlite:///{made.path}/city.db"
        migrate(url)
        store = open_dataset(url)
        account = owner(store)
        for size in (3_000_000, 300_000, 30_000):
            assert until_full(lambda size=size: upload(store, account.id, size))
        for number in range(10):
            draft = begun(store, account, f"form {number}", answers={"words": "x" * 5_000})
            store.submissions.submit(ready(draft))
        store.close()


def test_a_file_that_does_not_fit_leaves_nothing_behind(store: Dataset, small: Disk) -> None:
    account = owner(store)
    small.fill()
    for size in (1, 100_000):
        with pytest.raises(NoRoom):
            upload(store, account.id, size)
    assert in_folder(small.path) == []


def test_a_file_that_outgrows_the_disk_while_it_comes_leaves_nothing_behind(
    store: Dataset, small: Disk
) -> None:
    small.require_room_of_its_own()
    given = Upload("", owner(store).id, "plan.pdf", "a/b", 1, NOON)  # so small, it says
    with pytest.raises(NoRoom):
        store.files.keep(given, BytesIO(b"x" * 5_000_000))
    assert in_folder(small.path) == []


def test_a_disk_that_fails_is_told_from_a_full_one(store: Dataset, small: Disk) -> None:
    account = owner(store).id
    given = Upload("", account, "plan.pdf", "a/b", 1, NOON)
    # The first byte of this file is an I/O error.
    with Path("/proc/self/mem").open("rb", buffering=0) as failing, pytest.raises(Unavailable) as refused:
        store.files.keep(given, failing)
    assert not isinstance(refused.value, NoRoom)
    assert in_folder(small.path) == []


def test_half_a_backup_is_none(store: Dataset, small: Disk, url: str, tmp_path: Path) -> None:
    account = owner(store)
    upload(store, account.id, 300_000)
    with disk(tmp_path / "elsewhere", 4) as full:
        full.fill()
        with pytest.raises(StoreError, match="make room or name another folder"):
            backup(url, full.path / "kept")
        assert not (full.path / "kept").exists()
        full.free()
        backup(url, full.path / "kept")


def test_a_store_that_has_no_room_to_begin_says_so_and_begins_later(small: Disk) -> None:
    small.fill()
    url = f"sqlite:///{small.path}/city.db"
    with pytest.raises(StoreError, match=r"is full\. Make room|cannot be"):
        migrate(url)
    small.free()
    migrate(url)
    store = open_dataset(url)
    owner(store)
    store.close()


def sound(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
