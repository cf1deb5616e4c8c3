"""The dataset looks rows up: it reads no table from one end to the other, least of all while others wait."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from runtime.dataset import (
    Dataset,
    Handover,
    Limits,
    NewMessage,
    NewSignIn,
    NewTransition,
    Upload,
)
from runtime.dataset.engine.places import place_at
from tests.contract.examples import NOON, begun, later, owner, ready, said

Statement = tuple[str, Any]
REPOSITORIES = (
    *("identity", "parties", "facts", "drafts", "submissions", "cases"),
    *("files", "outbox", "jobs", "audit"),
)
WHOLE = {"outbox.all", "audit.trail"}
"""They give everything there is, and no page asks for it."""

COUNTED = ("count(*) AS count_1 \nFROM outbox", "sum(upload.size)")
"""Counted over everything there is, from an index: how many letters, how much room files take."""


class Used:
    """A repository, with a note of which of its methods were called."""

    def __init__(self, name: str, repository: object, called: set[str]) -> None:
        self._name, self._repository, self._called = name, repository, called

    def __getattr__(self, method: str) -> Any:
        self._called.add(f"{self._name}.{method}")
        return getattr(self._repository, method)


@pytest.fixture
def called(store: Dataset) -> set[str]:
    """The methods that were called."""
    found: set[str] = set()
    for name in REPOSITORIES:
        setattr(store, name, Used(name, getattr(store, name), found))
    return found


@pytest.fixture
def statements() -> Iterator[dict[str, Any]]:
    """All statements that are executed during the test, each with values that it was given."""
    found: dict[str, Any] = {}

    def listen(_: Connection, __: object, statement: str, values: Any, ___: object, many: bool) -> None:
        if statement.startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")):
            found[statement] = values[0] if many else values

    event.listen(Engine, "before_cursor_execute", listen)
    yield found
    event.remove(Engine, "before_cursor_execute", listen)


def test_nothing_that_is_asked_for_is_looked_for_in_a_whole_table(
    store: Dataset, url: str, called: set[str], statements: dict[str, Any]
) -> None:
    for use in (_sign_in, _fill_in, _send, _deliver, _clear):
        use(store)
    asked = dict(statements)
    assert called | WHOLE == _all_methods(store)
    assert len(asked) > 80
    found = {statement: scans for statement, scans in _scans(url, asked).items() if scans}
    assert {one: scans for one, scans in found.items() if not any(part in one for part in COUNTED)} == {}
    assert len(found) <= len(COUNTED)


def _all_methods(store: Dataset) -> set[str]:
    return {
        f"{name}.{method}"
        for name in REPOSITORIES
        for method, _ in inspect.getmembers(getattr(store, name)._repository, inspect.ismethod)
        if not method.startswith("_")
    }


def _sign_in(store: Dataset) -> None:
    assert store.parties.is_empty()
    account = owner(store)
    business = account.businesses[0].id
    new = NewSignIn(
        id="link", email="ann@d.example", share="here", browser="b", asked=NOON, expires=later(10), known=True
    )
    store.identity.ask_sign_in(new, NewMessage(new.email, "Link", "{link}", "en", "link"), Limits())
    store.identity.sign_in("link", NOON)
    store.identity.miss_sign_in("link", NOON)
    store.identity.use_sign_in("link", NOON)
    for cookie in ("one", "two", "three"):
        store.identity.open_session(cookie, account.id, business, "csrf", NOON)
    store.identity.touch_session("one", later(2))
    store.identity.session("one")
    assert len(store.identity.sessions(account.id)) == 3
    store.identity.act_for("two", store.identity.add_business(account).id)
    store.identity.act_for("two", store.parties.create_location(account.id, business, "Pier").id)
    store.parties.create_location(account.id, business, "Pier")
    store.identity.create_account(
        "bob@b.example", language="en", businesses=[store.parties.create("business", "B")]
    )
    store.identity.account("ann@dumplings.example")
    store.identity.account_by_id(account.id)
    store.identity.close_session("one")
    store.identity.close_other_sessions("two")


def _fill_in(store: Dataset) -> None:
    account = store.identity.account("ann@dumplings.example")
    assert account
    business = account.businesses[0].id
    store.facts.record([said(business, "business.phone", "+1"), said(account.person.id, "person.name", "A")])
    store.facts.current([business, account.person.id])
    store.facts.proposals([business])
    store.facts.history(business, "business.phone")
    file = store.files.keep(Upload("", account.id, "plan.pdf", "a/b", 1, NOON), BytesIO(b"x"))
    draft = begun(store, account, files=(file.id,))
    draft = store.drafts.save(replace(draft, files=()))
    store.files.get(file.id)
    file = store.files.keep(Upload("", account.id, "plan.pdf", "a/b", 1, NOON), BytesIO(b"x"))
    content = store.files.content(file.id)
    assert content
    content.close()
    store.files.forget([file.id])
    store.drafts.page_state("two", draft.form)
    store.drafts.open(account.id, business, draft.form)
    store.drafts.get(draft.id)
    store.drafts.of_business(account.id, business)
    store.drafts.discard(draft.id)


def _send(store: Dataset) -> None:
    account = store.identity.account("ann@dumplings.example")
    assert account
    business = account.businesses[0].id
    file = store.files.keep(Upload("", account.id, "plan.pdf", "a/b", 1, NOON), BytesIO(b"x"))
    draft = begun(store, account, files=(file.id,))
    message = NewMessage("ann@dumplings.example", "Receipt", "{reference}", "en")
    new = ready(
        draft,
        facts=[said(business, "business.phone", "+2")],
        expected={(business, "business.phone"): store.facts.current([business])["business.phone"].version},
        messages=[message],
        names={business: "Dumplings"},
    )
    sent = store.submissions.submit(replace(new, files=(file.id,)))
    store.submissions.get(sent.reference)
    store.submissions.of_draft(draft.id)
    store.submissions.of_business(business)
    store.submissions.sent(business, most=10, after=0)
    store.submissions.count(business)
    store.submissions.in_status(business, ["received"])
    store.submissions.last_sent(business, [draft.form])
    store.submissions.last_reference(account.id, business, draft.form)
    for by, status, follows in (("agency", "seen", "received"), ("owner", "withdrawn", "seen")):
        step = NewTransition(sent.reference, status, follows, later(9), by, "x", messages=(message,))  # type: ignore[arg-type]
        store.cases.move(step)
    store.cases.transitions(sent.reference)
    session = store.identity.session("two")
    assert session
    store.cases.news(replace(session, since=NOON, seen_facts={business: 0}))
    store.outbox.about(sent.reference)
    store.audit.note("ann", "sent", sent.reference, NOON)


def _deliver(store: Dataset) -> None:
    posted = store.outbox.post(NewMessage("ann@dumplings.example", "One", "1", "en"), NOON)
    store.outbox.get(posted.id)
    store.outbox.newest(10)
    store.jobs.plan("clear", NOON)
    for end in ("put_off", "deliver"):
        job = store.jobs.take("deliver", later(10), timedelta(minutes=5))
        assert job
        if end == "put_off":
            assert store.jobs.put_off(job, later(20))
        else:
            assert store.jobs.end_delivery(job, Handover("sent", later(10)))


def _clear(store: Dataset) -> None:
    account = store.identity.account("ann@dumplings.example")
    assert account
    begun(store, account, "left")
    store.files.keep(Upload("", account.id, "plan.pdf", "a/b", 1, NOON), BytesIO(b"left"))
    assert store.drafts.clear(later(60))
    assert store.files.clear(later(60))
    assert store.outbox.clear_sign_in_letters(later(60))
    assert store.identity.clear_sign_ins(later(60))
    assert store.identity.clear_sessions(later(60), later(60))


def _scans(url: str, statements: Mapping[str, Any]) -> dict[str, list[str]]:
    """What each statement would read from one end to the other."""
    database, find = place_at(url).open(), _on_sqlite if url.startswith("sqlite") else _on_postgresql
    with database.engine.connect() as connection:
        found = {statement: find(connection, statement, values) for statement, values in statements.items()}
    database.close()
    return found


def _on_sqlite(connection: Connection, statement: str, values: Any) -> list[str]:
    plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
    harmless = ("SCAN CONSTANT ROW", "SCAN anon_", "SCAN (")  # of what was found
    found = [step for step in plan if step.startswith("SCAN") and not step.startswith(harmless)]
    in_order = " LIMIT " in statement and "USE TEMP B-TREE FOR ORDER BY" not in plan  # it ends soon
    return [step for step in found if not (in_order and "USING" in step)]


def _on_postgresql(connection: Connection, statement: str, values: Any) -> list[str]:
    """Whatever there is an index for is looked up, if nothing else is allowed."""
    for other in ("seqscan", "hashjoin", "mergejoin"):
        connection.exec_driver_sql(f"SET enable_{other} = off")
    [[[explained]]] = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", values).all()
    return list(_whole(explained["Plan"], ends_soon=False))


def _whole(node: Mapping[str, Any], *, ends_soon: bool) -> Iterator[str]:
    """Nodes of a plan that read a whole table, or a whole index although there is no limit."""
    kind = node["Node Type"]
    if kind == "Seq Scan" or ("Index" in kind and "Index Cond" not in node and not ends_soon):
        yield f"{kind} of {node.get('Relation Name', node.get('Index Name'))}"
    soon = kind == "Limit" or (ends_soon and kind not in {"Sort", "Aggregate"})
    for inner in node.get("Plans", ()):
        yield from _whole(inner, ends_soon=soon)
