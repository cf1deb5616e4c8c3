"""Restore drills: a backup can be restored, into either database, or it is refused."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import runtime.dataset.backup
from runtime.dataset import (
    Dataset,
    NewMessage,
    NotPrepared,
    StoreError,
    Upload,
    backup,
    migrate,
    move,
    open_dataset,
    restore,
)
from runtime.dataset.copying import Sum
from tests.contract.examples import NOON, begun, owner, ready, said, stored
from tests.postgresql.server import Server
from tests.sqlite import make_at_once, prepared

Opened = Callable[[], Dataset]


@pytest.fixture(autouse=True)
def made_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """New stores are copies: `test_old_stores` migrates."""
    make_at_once(monkeypatch)


def filled(store: Dataset) -> tuple[str, str]:
    """A city with something in most tables: the reference of a submission and the id of a file."""
    account = owner(store)
    begun(store, account, "other form")
    draft = begun(store, account)
    values = [
        ("business.phone", "+1"),
        ("business.seats", 1.0),
        ("business.none", None),
        ("b.list", [{"a": 1e3}]),
    ]
    facts = [said(draft.business, master, value) for master, value in values]
    sent = store.submissions.submit(ready(draft, facts=facts))
    file = store.files.keep(Upload("", account.id, "plan.pdf", "application/pdf", 0, NOON), BytesIO(b"%PDF"))
    store.identity.open_session("cookie", account.id, account.businesses[0].id, "csrf", NOON)
    store.outbox.post(NewMessage("ann@d.example", "A receipt", "ünï", "en"), NOON)
    return sent.reference, file.id


def require_same(one: Dataset, other: Dataset, reference: str, file: str) -> None:
    sent = one.submissions.get(reference)
    assert sent is not None
    assert other.submissions.get(reference) == sent
    assert other.facts.current([sent.business]) == one.facts.current([sent.business])
    assert other.drafts.of_business(sent.account, sent.business) == one.drafts.of_business(
        sent.account, sent.business
    )
    assert stored(other, file) == stored(one, file)
    assert other.audit.trail() == one.audit.trail()
    assert other.outbox.all() == one.outbox.all()
    assert other.identity.session("cookie") == one.identity.session("cookie")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a dataset that is not there yet."""
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgresql")
        return server.empty()
    return f"sqlite:///{tmp_path}/restored/city.db"


def test_a_backup_is_restored_into_either_database(
    store: Dataset, url: str, target: str, tmp_path: Path
) -> None:
    reference, file = filled(store)
    made = backup(url, tmp_path / "kept" / "monday", files=str(tmp_path / "files"))
    assert restore(tmp_path / "kept" / "monday", target, files=str(tmp_path / "new"), report=print) == made
    restored = open_dataset(target, files=str(tmp_path / "new"))
    require_same(store, restored, reference, file)
    restored.identity.create_account("new@dumplings.example", language="en")
    after = restored.submissions.submit(ready(begun(restored, owner(restored, "bob@d.example"))))
    assert len(restored.cases.transitions(after.reference)) == 1  # numbers go on after the highest
    restored.close()


def test_a_city_moves_to_either_database(store: Dataset, url: str, target: str, tmp_path: Path) -> None:
    reference, file = filled(store)
    files = {"source_files": str(tmp_path / "files"), "target_files": str(tmp_path / "new")}
    moved = move(url, target, report=print, **files)
    assert moved == move(url, target, report=print, **files)  # once more writes nothing
    other = open_dataset(target, files=str(tmp_path / "new"))
    require_same(store, other, reference, file)
    other.close()


@pytest.mark.parametrize("rows", range(0, 24, 3))
def test_a_move_that_was_cut_off_goes_on(
    store: Dataset, url: str, target: str, tmp_path: Path, rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference, file = filled(store)
    files = {"source_files": str(tmp_path / "files"), "target_files": str(tmp_path / "new")}
    monkeypatch.setattr("runtime.dataset.copying._BATCH", 1)
    left = rows
    write = runtime.dataset.copying._write

    def cut_off(*arguments: object) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt
        write(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as killed:
        killed.setattr("runtime.dataset.copying._write", cut_off)
        try:
            move(url, target, report=print, **files)
        except KeyboardInterrupt:
            assert left < 0
    move(url, target, report=print, **files)
    other = open_dataset(target, files=str(tmp_path / "new"))
    require_same(store, other, reference, file)
    other.close()


def test_a_city_never_moves_into_another(store: Dataset, url: str, target: str, tmp_path: Path) -> None:
    filled(store)
    migrate(target)
    other = open_dataset(target, files=str(tmp_path / "new"))
    other.audit.note("somebody", "else", "", NOON)
    with pytest.raises(StoreError, match=r"holds other rows of \w+ already"):
        move(url, target, source_files=str(tmp_path / "files"), report=print)
    assert len(other.audit.trail()) == 1
    assert other.identity.account("ann@dumplings.example") is None
    other.close()


def test_a_move_that_lost_or_changed_something_says_so(
    opened: Opened, url: str, target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened()
    filled(store)
    shutil.rmtree(tmp_path / "files")
    with pytest.raises(StoreError, match=r"file [0-9a-f]{64} is missing or damaged"):
        move(url, target, source_files=str(tmp_path / "files"), report=print)
    monkeypatch.setattr("runtime.dataset.moving.sums_of", lambda _: {name: Sum(0, 0) for name in ALL})
    with pytest.raises(StoreError, match="party has 0 rows instead of 2"):
        move(url, target, source_files=str(tmp_path / "files"), report=print)


ALL = [table.name for table in runtime.dataset.tables.metadata.sorted_tables]

_ROWS = st.lists(st.dictionaries(st.text(max_size=3), st.integers() | st.text() | st.none(), max_size=3))


@given(_ROWS)
def test_a_checksum_does_not_depend_on_the_order_and_sees_any_change(rows: list[dict[str, object]]) -> None:
    total = Sum().with_rows(rows)
    shuffled = sorted(rows, key=repr)
    assert Sum().with_rows(shuffled) == total
    for row in rows:
        assert total.without(row).rows == len(rows) - 1
        assert Sum().with_rows([*rows, {**row, "more": 1}]).without(row) != total


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An SQLite store with one upload and one submission."""
    return one_of_each(tmp_path)


def one_of_each(folder: Path) -> Path:
    path = folder / "city.db"
    prepared(path)
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
    shutil.rmtree(path.with_name("city.db.files"))
    with pytest.raises(StoreError, match="are missing or damaged"):
        backup(f"sqlite:///{path}", tmp_path / "kept")
    assert not (tmp_path / "kept").exists()


def test_a_backup_of_damaged_bytes_is_refused(path: Path, tmp_path: Path) -> None:
    (file,) = (one for one in path.with_name("city.db.files").rglob("*") if one.is_file())
    file.write_bytes(b"%PDX")
    with pytest.raises(StoreError, match="are missing or damaged"):
        backup(f"sqlite:///{path}", tmp_path / "kept")
    assert not (tmp_path / "kept").exists()


def test_a_backup_with_a_loose_end_is_refused(path: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM account")
        connection.commit()
    with pytest.raises(StoreError, match="points at nothing"):
        backup(f"sqlite:///{path}", tmp_path / "kept")
    assert not (tmp_path / "kept").exists()


@pytest.mark.parametrize("page", [1, 3, 5])
def test_a_damaged_store_is_not_backed_up(path: Path, tmp_path: Path, page: int) -> None:
    content = bytearray(path.read_bytes())
    content[4096 * page : 4096 * (page + 1)] = bytes(4096)
    path.write_bytes(content)
    with pytest.raises(StoreError):
        backup(f"sqlite:///{path}", tmp_path / "kept")
    assert not (tmp_path / "kept").exists()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of such a store that also has a draft and a letter."""
    path = one_of_each(tmp_path_factory.mktemp("backup"))
    store = open_dataset(f"sqlite:///{path}")
    begun(store, owner(store, "bob@d.example"))
    store.outbox.post(NewMessage("ann@d.example", "A receipt", "", "en"), NOON)
    store.close()
    backup(f"sqlite:///{path}", path.with_name("kept"))
    return path.with_name("kept")


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE party SET name = 'Somebody else'",
        "DELETE FROM outbox",
        "UPDATE submission SET questions = '[]'",
        "UPDATE draft SET content = '{}'",
        "INSERT INTO party VALUES ('more', 'person', '')",
    ],
)
def test_a_backup_that_changed_since_is_not_restored(made: Path, tmp_path: Path, damage: str) -> None:
    shutil.copytree(made, tmp_path / "kept")
    with closing(sqlite3.connect(tmp_path / "kept" / "onceonly.db")) as connection:
        connection.execute(damage)
        connection.commit()
    with pytest.raises(StoreError, match="is damaged"):
        restore(tmp_path / "kept", f"sqlite:///{tmp_path}/new.db", report=print)


def test_what_is_no_backup_is_not_restored(path: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(StoreError, match="no whole backup"):
        restore(tmp_path / "empty", f"sqlite:///{tmp_path}/new.db", report=print)
    assert not (tmp_path / "new.db").exists()
