"""What the embedded store of record promises beyond the contract."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import insert

import runtime.dataset.migrations
from runtime.dataset import (
    Dataset,
    NewMessage,
    NotPrepared,
    StoreError,
    Unavailable,
    Upload,
    migrate,
    open_dataset,
    tables,
)
from runtime.dataset.engine.sqlite import SqliteDatabase
from tests.contract import by_hand
from tests.contract.examples import NOON, begun, owner, ready, stored
from tests.sqlite import prepared

_WRITTEN_HERE = "SELECT total_changes()"
_SYNCHRONOUS = "PRAGMA synchronous"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "city.db"


@pytest.fixture
def store(path: Path) -> Iterator[Dataset]:
    opened = open_dataset(prepared(path))
    yield opened
    opened.close()


def run(path: Path, statement: str) -> list[tuple[object, ...]]:
    return by_hand.run(f"sqlite:///{path}", statement)


def test_the_code_knows_which_migration_is_the_last() -> None:
    folder = Path(runtime.dataset.migrations.__file__).parent
    config = Config()
    config.set_main_option("script_location", str(folder))
    assert ScriptDirectory.from_config(config).get_current_head() == tables.VERSION


def test_a_column_takes_only_what_it_is_for(store: Dataset, path: Path) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT value in INTEGER"):
        run(path, "INSERT INTO content (digest, size, at) VALUES ('digest', 'many', 'now')")


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
        with database.writing(durable=durable) as connection:
            levels.append(connection.exec_driver_sql(_SYNCHRONOUS).scalar())
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
    new = ready(draft, messages=[NewMessage("ann@d.example", "Receipt", "{reference}", "en")])
    run(path, "ALTER TABLE outbox RENAME TO away")
    with pytest.raises(Unavailable):
        store.outbox.all()
    with pytest.raises(Unavailable):
        store.submissions.submit(new)
    run(path, "ALTER TABLE away RENAME TO outbox")
    assert store.submissions.submit(new) == store.submissions.of_draft(draft.id)


def test_a_forked_worker_leaves_its_parents_connections_alone(store: Dataset, path: Path) -> None:
    database = SqliteDatabase(path)
    with database.writing() as connection:
        connection.execute(insert(tables.audit), {"at": NOON, "actor": "", "action": "", "about": ""})
    with database.reading() as connection:
        assert connection.exec_driver_sql(_WRITTEN_HERE).scalar() == 1
    child = os.fork()
    if child == 0:
        try:
            with database.reading() as connection:
                os._exit(7 if connection.exec_driver_sql(_WRITTEN_HERE).scalar() == 0 else 8)
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


def test_a_serving_worker_loads_neither_alembic_nor_the_driver_of_another_database(
    store: Dataset, path: Path
) -> None:
    code = f"""
import sys
from runtime.dataset import open_dataset
open_dataset("sqlite:///{path}").outbox.all()
print([name for name in ("alembic", "psycopg", "boto3", "flask", "pydantic", "yaml") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@contextmanager
def _queue_held_elsewhere(path: Path) -> Iterator[None]:
    """Another process of this product was stopped in the middle of writing."""
    code = "import fcntl, os, sys, time; f = os.open(sys.argv[1], os.O_RDWR); fcntl.flock(f, fcntl.LOCK_EX);"
    code += "print('held', flush=True); time.sleep(60)"
    command = [sys.executable, "-c", code, f"{path}.writer"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        yield
        process.kill()


def test_a_wait_for_the_queue_has_a_bound_and_reading_goes_on(store: Dataset, path: Path) -> None:
    account = owner(store)
    store.identity.open_session("cookie", account.id, account.businesses[0].id, "secret", NOON)
    with _queue_held_elsewhere(path):
        started = time.monotonic()
        session = store.identity.session("cookie")
        store.identity.touch_session("cookie", NOON + timedelta(minutes=3))
        assert time.monotonic() - started < 1
        with pytest.raises(Unavailable):
            begun(store, account)
        assert time.monotonic() - started < 5
        assert session is not None
    begun(store, account)


def test_stores_that_lie_side_by_side_leave_each_others_files_alone(store: Dataset, path: Path) -> None:
    beside = prepared(path.with_name("other.db"))
    with closing(open_dataset(beside)) as other:
        upload = Upload("", owner(other).id, "plan.pdf", "application/pdf", 4, NOON)
        theirs = other.files.keep(upload, BytesIO(b"%PDF"))
        ours = store.files.keep(
            Upload("", owner(store).id, "plan.pdf", "application/pdf", 4, NOON), BytesIO(b"%PDF")
        )
        assert store.files.clear(NOON + timedelta(minutes=1)) == 1
        assert store.files.get(ours.id) is None
        assert stored(other, theirs.id)[1] == b"%PDF"
