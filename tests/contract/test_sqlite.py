"""What the embedded store of record promises beyond the contract."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from runtime.dataset.sql import sqlite_engine, tables
from runtime.dataset.sql.statements import adding
from runtime.dataset.sqlite import SqliteDatabase
from sqlalchemy import Select, column, func, select, text

import runtime.dataset.migrations
from runtime.dataset import Dataset, NotPrepared, StoreError, Unavailable, migrate, open_dataset
from tests.contract.examples import begun, owner, ready, said

_WRITTEN_HERE: Select[tuple[int]] = select(func.total_changes())
_SYNCHRONOUS: Select[tuple[int]] = select(column("synchronous")).select_from(text("pragma_synchronous"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "city.db"


@pytest.fixture
def store(path: Path) -> Iterator[Dataset]:
    migrate(f"sqlite:///{path}")
    opened = open_dataset(f"sqlite:///{path}")
    yield opened
    opened.close()


def run(path: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute(statement).fetchall()
        connection.commit()
        return found


@pytest.mark.parametrize("change", ["UPDATE {} SET {} = 'x'", "DELETE FROM {} WHERE {} <> ''"])
@pytest.mark.parametrize(
    ("table", "column"), [("fact", "value"), ("fact", "status"), ("transition", "status"), ("audit", "actor")]
)
def test_the_database_itself_refuses_to_change_history(
    store: Dataset, path: Path, table: str, column: str, change: str
) -> None:
    draft = begun(store, owner(store))
    store.submissions.submit(ready(draft, facts=[said(draft.business, "business.phone", "+1415")]))
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        run(path, change.format(table, column))


def test_exactly_the_declared_tables_are_guarded(store: Dataset, path: Path) -> None:
    triggers = run(path, "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger'")
    assert {name for (name,) in triggers} == set(tables.APPEND_ONLY)


def test_the_migrations_make_the_tables_that_the_code_uses(store: Dataset, path: Path) -> None:
    engine = sqlite_engine.engine_of(path)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []
    engine.dispose()


def test_the_code_knows_which_migration_is_the_last() -> None:
    folder = Path(runtime.dataset.migrations.__file__).parent
    config = Config()
    config.set_main_option("script_location", str(folder))
    assert ScriptDirectory.from_config(config).get_current_head() == tables.VERSION


def test_an_old_store_is_brought_up_and_told_of_what_was_sent_before(path: Path) -> None:
    _make_first_version(path)
    run(path, "INSERT INTO party VALUES ('p', 'person', 'Ann'), ('b', 'business', 'Dumplings')")
    run(path, "INSERT INTO account VALUES ('a', 'ann@d.example', 'ann@d.example', 'p', 'en')")
    run(path, "INSERT INTO relationship VALUES (1, 'p', 'acts for', 'b')")
    at = "2026-03-03T12:05:00.000000+00:00"
    for number, reference in enumerate(("FOG-1", "FOG-2")):
        run(
            path,
            f"INSERT INTO submission VALUES ('{reference}', 'd{number}', 1, 'a', 'b', 'f', 'v', 'fire', "
            f"'Title', 'en', '{at}', 'received', '[]')",
        )
        run(
            path,
            f"INSERT INTO outbox VALUES ({number + 1}, 'm{number}', 'ann@d.example', 'ann@d.example', 'S', "
            f"'Your reference is {reference}.', 'en', '{at}', '')",
        )
    run(path, "INSERT INTO outbox VALUES (9, 'link', 'x', 'x', 'Sign in', 'A link', 'en', '2026', '')")
    migrate(f"sqlite:///{path}")
    store = open_dataset(f"sqlite:///{path}")
    [step] = store.cases.transitions("FOG-2")
    assert (step.status, step.at.isoformat()[:16], step.by, step.actor) == (
        "received",
        "2026-03-03T12:05",
        "owner",
        "a",
    )
    assert [message.id for message in store.outbox.about("FOG-2")] == ["m1"]
    account = store.identity.account("ann@d.example")
    assert account is not None
    store.identity.open_session("cookie", "a", "b", "secret", step.at)
    session = store.identity.session("cookie")
    assert session is not None
    assert session.since is None
    store.close()


def test_files_and_letters_of_an_old_store_find_their_place(path: Path) -> None:
    _make_version(path, "0002")
    run(path, "INSERT INTO party VALUES ('p', 'person', 'Ann'), ('b', 'business', 'Dumplings')")
    run(path, "INSERT INTO account VALUES ('a', 'ann@d.example', 'ann@d.example', 'p', 'en', '', 0)")
    run(path, "INSERT INTO relationship VALUES (1, 'p', 'acts for', 'b')")
    at = "2026-03-03T12:05:00.000000+00:00"
    for name in ("sent-file-000001", "draft-file-00001", "loose-file-00001"):
        run(path, f"INSERT INTO upload VALUES ('{name}', 'a', 'plan.pdf', 'application/pdf', 4, '{at}')")
    run(
        path,
        "INSERT INTO submission VALUES ('FOG-1', 'd0', 1, 'a', 'b', 'f', 'v', 'fire', 'Title', 'en', "
        f"'{at}', 'received', '[{{\"value\": [{{\"id\": \"sent-file-000001\"}}]}}]')",
    )
    content = {"answers": {"plan": [{"id": "draft-file-00001"}]}, "typed": {}, "done": [], "seen": {}}
    content |= {"confirmed": [], "kept_here": []}
    row = f"'d1', 'a', 'b', 'f', 'v', 'en', '{at}', '{at}', 1, '{json.dumps(content)}'"
    run(path, f"INSERT INTO draft VALUES ({row})")
    for number, body in enumerate(("https://x.example/en/sign-in/token", "A receipt"), start=1):
        row = f"{number}, 'm{number}', 'x', 'x', 'S', '{body}', 'en', '{at}', '', ''"
        run(path, f"INSERT INTO outbox VALUES ({row})")
    migrate(f"sqlite:///{path}")
    files = run(path, "SELECT id, draft, kept FROM upload ORDER BY id")
    assert files == [
        ("draft-file-00001", "d1", ""),
        ("loose-file-00001", "", ""),
        ("sent-file-000001", "", "yes"),
    ]
    assert run(path, "SELECT id, state FROM outbox") == [("m2", "failed")]
    assert run(path, "SELECT count(*) FROM job") == [(0,)]
    with closing(open_dataset(f"sqlite:///{path}")) as store:
        draft = store.drafts.get("d1")
        assert draft is not None
        assert draft.files == ("draft-file-00001",)
        assert store.drafts.save(draft).files == ("draft-file-00001",)
        assert store.files.get("draft-file-00001") is not None


def _make_first_version(path: Path) -> None:
    _make_version(path, "0001")


def _make_version(path: Path, version: str) -> None:
    engine = sqlite_engine.engine_of(path)
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(Path(runtime.dataset.migrations.__file__).parent))
        command.upgrade(config, version)
        connection.commit()
    engine.dispose()


def test_a_column_takes_only_what_it_is_for(store: Dataset, path: Path) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT value in INTEGER"):
        run(path, "INSERT INTO upload VALUES ('id', 'account', 'name', 'type', 'many', 'now', '', '')")


def test_migrating_twice_changes_nothing(store: Dataset, path: Path) -> None:
    account = owner(store)
    before = run(path, "SELECT sql FROM sqlite_master ORDER BY name")
    migrate(f"sqlite:///{path}")
    assert run(path, "SELECT sql FROM sqlite_master ORDER BY name") == before
    assert store.identity.account(account.email) == account


def test_submissions_are_synchronous_in_full_and_readers_never_wait(store: Dataset, path: Path) -> None:
    assert run(path, "PRAGMA journal_mode") == [("wal",)]
    database = SqliteDatabase(path)
    levels = []
    for durable in (True, False, True):
        with database.writing(durable=durable) as transaction:
            levels += transaction.column(_SYNCHRONOUS)
    database.close()
    assert levels == [2, 1, 2]


def test_a_store_that_was_not_migrated_says_so_and_makes_no_file(path: Path) -> None:
    with pytest.raises(NotPrepared, match="“onceonly serve” makes a new one"):
        open_dataset(f"sqlite:///{path}")
    assert not path.exists()


def test_a_store_of_another_version_is_not_served(store: Dataset, path: Path) -> None:
    run(path, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NotPrepared, match="Start “onceonly serve” with it"):
        open_dataset(f"sqlite:///{path}")


def test_a_store_of_a_newer_version_is_left_alone(store: Dataset, path: Path) -> None:
    run(path, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="made by a newer version of OnceOnly"):
        migrate(f"sqlite:///{path}")


def test_a_file_that_is_no_database_is_not_served(path: Path) -> None:
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreError, match="is damaged, or no SQLite database at all"):
        open_dataset(f"sqlite:///{path}")


def test_a_database_that_went_away_is_unavailable_and_comes_back(store: Dataset, path: Path) -> None:
    account = owner(store)
    draft = begun(store, account)
    run(path, "ALTER TABLE outbox RENAME TO away")
    with pytest.raises(Unavailable):
        store.outbox.all()
    with pytest.raises(Unavailable):
        store.submissions.submit(ready(draft))
    run(path, "ALTER TABLE away RENAME TO outbox")
    assert store.submissions.submit(ready(draft)) == store.submissions.of_draft(draft.id)


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


def test_a_forked_worker_leaves_its_parents_connections_alone(store: Dataset, path: Path) -> None:
    database = SqliteDatabase(path)
    with database.writing() as transaction:
        transaction.add(adding(tables.audit), [{"at": "", "actor": "", "action": "", "about": ""}])
    with database.reading() as transaction:
        assert transaction.column(_WRITTEN_HERE) == [1]
    child = os.fork()
    if child == 0:
        try:
            with database.reading() as transaction:
                os._exit(7 if transaction.column(_WRITTEN_HERE) == [0] else 8)
        finally:
            os._exit(9)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    database.close()


def test_a_writer_has_the_database_to_itself_from_its_first_moment(store: Dataset, path: Path) -> None:
    database = SqliteDatabase(path)
    foreign = sqlite3.connect(path, timeout=0)
    with database.writing(), pytest.raises(sqlite3.OperationalError, match="locked"):
        foreign.execute("BEGIN IMMEDIATE")
    foreign.close()
    database.close()


def test_a_serving_worker_loads_neither_alembic_nor_tinydb(store: Dataset, path: Path) -> None:
    code = f"""
import sys
from runtime.dataset import open_dataset
open_dataset("sqlite:///{path}").outbox()
print([name for name in ("alembic", "tinydb", "flask", "pydantic", "yaml") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
