"""What the database itself sees to, whoever connects to it: history stays, views are for reading."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from io import BytesIO

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, select

from runtime.dataset import Dataset, NewMessage, Upload, tables
from runtime.dataset.engine.database import Database
from runtime.dataset.engine.places import place_at
from runtime.dataset.migrations.views import VIEWS
from tests.contract.by_hand import run
from tests.contract.examples import NOON, begun, owner, ready, said

REFUSED = (sqlite3.IntegrityError, psycopg.IntegrityError)
SEAL = "UPDATE fact SET value = NULL, sealed = ?"
OTHER_COLUMNS = [name for name in tables.fact.c.keys() if name not in {"value", "sealed"}]  # noqa: SIM118


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = place_at(url).open()
    yield opened
    opened.close()


@pytest.fixture
def history(store: Dataset) -> Dataset:
    """A dataset with something in each of its views."""
    account = owner(store)
    upload = Upload("", account.id, "plan.pdf", "application/pdf", 4, NOON)
    store.files.keep(upload, BytesIO(b"%PDF"))
    begun(store, account, "other")
    draft = begun(store, account)
    message = NewMessage("ann@d.example", "Receipt", "{reference}", "en")
    fact = said(draft.business, "business.phone", "+1415")
    store.submissions.submit(ready(draft, facts=[fact], messages=[message]))
    return store


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE fact SET value = '\"x\"'",
        "UPDATE fact SET status = 'x'",
        "DELETE FROM fact",
        "UPDATE transition SET status = 'x'",
        "DELETE FROM transition WHERE status <> ''",
        "UPDATE audit SET actor = 'x'",
        "DELETE FROM audit WHERE actor <> ''",
    ],
)
def test_the_database_itself_refuses_to_change_history(history: Dataset, url: str, change: str) -> None:
    with pytest.raises(REFUSED, match="append-only"):
        run(url, change)


def test_exactly_the_declared_tables_are_guarded(store: Dataset, url: str) -> None:
    triggers = {
        "sqlite": "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql+psycopg": "SELECT DISTINCT relname FROM pg_trigger "
        "JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal AND relkind = 'r'",
    }
    found = run(url, triggers[url.split(":")[0]])
    assert {name for (name,) in found} == set(tables.APPEND_ONLY)


def test_a_fact_is_sealed_once_and_its_value_is_gone(history: Dataset, url: str) -> None:
    run(url, SEAL, b"secret")
    assert [(row[0], bytes(row[1])) for row in run(url, "SELECT value, sealed FROM fact")] == [
        (None, b"secret")
    ]
    for change in ("sealed = ?", "value = NULL, sealed = ?"):
        with pytest.raises(REFUSED, match="append-only"):
            run(url, f"UPDATE fact SET {change}", b"other")
    for change in ("sealed = NULL", "value = '\"x\"', sealed = NULL", "value = '\"x\"'"):
        with pytest.raises(REFUSED, match="append-only"):
            run(url, f"UPDATE fact SET {change}")


def test_nothing_else_counts_as_sealing(history: Dataset, url: str) -> None:
    before = run(url, "SELECT * FROM fact")
    for change in ("value = NULL", "value = NULL, sealed = NULL", "value = 'null'"):
        with pytest.raises(REFUSED, match="append-only"):
            run(url, f"UPDATE fact SET {change}")
    for change in ("sealed = ?", "value = '\"x\"', sealed = ?"):
        with pytest.raises(REFUSED, match="append-only"):
            run(url, f"UPDATE fact SET {change}", b"secret")
    assert run(url, "SELECT * FROM fact") == before


@pytest.mark.parametrize("column", OTHER_COLUMNS)
def test_whoever_seals_a_fact_changes_nothing_else_of_it(history: Dataset, url: str, column: str) -> None:
    other = {
        "version": "7",
        "said_at": f"'{NOON.replace(year=2020).isoformat(timespec='microseconds')}'",
        "party": "(SELECT min(id) FROM party WHERE id <> fact.party)",
    }.get(column, "'other'")
    with pytest.raises(REFUSED, match="append-only"):
        run(url, f"{SEAL}, {column} = {other}", b"secret")


def test_the_migrations_make_the_tables_that_the_code_uses(store: Dataset, database: Database) -> None:
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []


@pytest.mark.parametrize("view", VIEWS)
def test_views_are_there_for_reading_only(history: Dataset, url: str, view: str) -> None:
    before = run(url, f"SELECT * FROM {view}")
    assert before
    column = VIEWS[view].split("SELECT ")[1].split(",")[0].split(" AS ")[-1].split(".")[-1]
    for change in (
        f"INSERT INTO {view} ({column}) VALUES (NULL)",
        f"UPDATE {view} SET {column} = NULL",
        f"DELETE FROM {view}",
    ):
        with pytest.raises((*REFUSED, sqlite3.OperationalError), match=r"view|append-only"):
            run(url, change)
    assert run(url, f"SELECT * FROM {view}") == before


def test_views_tell_nothing_that_is_sealed_and_nothing_of_persons(history: Dataset, url: str) -> None:
    kinds = {kind for (kind,) in run(url, "SELECT kind FROM report_business")}
    assert kinds == {"business"}
    run(url, SEAL, b"secret")
    assert run(url, "SELECT * FROM report_fact") == run(url, "SELECT * FROM report_fact_history") == []


def test_whoever_reads_sees_one_moment(store: Dataset, database: Database) -> None:
    count = select(func.count()).select_from(tables.party)
    with database.reading() as snapshot:
        before = snapshot.scalar(count)
        owner(store)
        assert snapshot.scalar(count) == before
    with database.reading() as snapshot:
        assert snapshot.scalar(count) == (before or 0) + 2
