"""Signing in looks rows up: it reads no table from one end to the other, least of all while others wait."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from runtime.dataset import Limits, NewMessage, NewSignIn, migrate, open_dataset
from tests.contract.examples import NOON, later, owner


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """All that is executed on connections that are opened during the test."""
    found: list[str] = []

    def listen(connection: sqlite3.Connection, _: object) -> None:
        connection.set_trace_callback(found.append)

    event.listen(Engine, "connect", listen)
    yield found
    event.remove(Engine, "connect", listen)


def test_signing_in_and_out_scans_nothing(tmp_path: Path, statements: list[str]) -> None:
    url = f"sqlite:///{tmp_path}/city.db"
    migrate(url)
    store = open_dataset(url)
    account = owner(store)
    statements.clear()
    new = NewSignIn(
        id="link", email="ann@d.example", share="here", browser="b", asked=NOON, expires=later(10), known=True
    )
    store.identity.ask_sign_in(new, NewMessage(new.email, "Link", "{link}", "en", "link"), Limits())
    store.identity.miss_sign_in("link", NOON)
    store.identity.use_sign_in("link", NOON)
    for cookie in ("one", "two", "three"):
        store.identity.open_session(cookie, account.id, account.businesses[0].id, "csrf", NOON)
    store.identity.touch_session("one", later(2))
    assert len(store.identity.sessions(account.id)) == 3
    store.identity.close_session("one")
    store.identity.close_other_sessions("two")
    store.identity.clear_sign_ins(later(20))
    store.identity.clear_sessions(later(20), later(20))
    store.close()
    done = [one for one in statements if one.startswith(("SELECT", "INSERT", "UPDATE", "DELETE"))]
    assert len(done) > 15
    assert [(one, plan) for one in done for plan in scans(tmp_path / "city.db", one)] == []


def scans(path: Path, statement: str) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
    harmless = ("SCAN CONSTANT ROW", "SCAN anon_", "SCAN (")  # of what was found
    return [step for step in plan if step.startswith("SCAN") and not step.startswith(harmless)]
