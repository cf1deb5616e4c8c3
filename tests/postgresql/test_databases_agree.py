"""Whatever is done to both databases in the same order, they answer alike."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from runtime.dataset import (
    Account,
    Dataset,
    Draft,
    NewMessage,
    NewTransition,
    StoreError,
    Submission,
    Unstorable,
    open_dataset,
)
from runtime.dataset.engine.postgresql import PostgresqlDatabase
from runtime.dataset.engine.sqlite import SqliteDatabase
from tests.contract.examples import NOON, begun, later, ready, said
from tests.postgresql.server import Server
from tests.sqlite import prepared

pytestmark = pytest.mark.server

ADDRESSES = ("ann@a.example", "bob@b.example", "cat@c.example")
MASTERS = st.sampled_from(["business.phone", "business.email"])
VALUES = st.sampled_from(["+1", "+2", 7, {"line": "12 Main St"}, ["a"], None, "\ud800"])


_COUNTED = re.compile(r"\b(version|number|sequence)=\d+|seen_facts=\{[^}]*\}|(?<=: )\d+(?=[,}])")
"""Numbers that a database counts: what it undoes leaves gaps in one and not in the other."""


class Twin:
    """One of the two stores, and the names by which the test calls its random identifiers."""

    def __init__(self, url: str) -> None:
        self.store = open_dataset(url)
        self._names: dict[str, str] = {}
        self._ids: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        assert name in self._ids, f"nothing is called {name}"
        return self._ids[name]

    def name(self, identifier: str) -> str:
        return self._names[identifier]

    def call(self, name: str, identifier: str) -> None:
        self._names.setdefault(identifier, name)
        self._ids.setdefault(name, identifier)

    def shown(self, answer: object) -> str:
        """The answer with names for identifiers, so that two stores' answers can be compared."""
        text = repr(answer)
        for identifier, name in self._names.items():
            text = text.replace(identifier, name)
        return _COUNTED.sub("counted", text)


class TwoStores(RuleBasedStateMachine):
    accounts = Bundle("accounts")
    drafts = Bundle("drafts")

    def __init__(self, server: Server) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.twins = [Twin(prepared(Path(self.folder.name) / "city.db")), Twin(server.prepared())]
        self.count = 0

    def teardown(self) -> None:
        for twin in self.twins:
            twin.store.close()
        self.folder.cleanup()

    def both(self, act: Callable[[Twin], object]) -> list[object]:
        answers = [_answer(act, twin) for twin in self.twins]
        names = self.named(answers)
        shown = [twin.shown(answer) for twin, answer in zip(self.twins, answers, strict=True)]
        assert shown[0] == shown[1], names
        return answers

    def named(self, answers: list[object]) -> str:
        self.count += 1
        for twin, answer in zip(self.twins, answers, strict=True):
            match answer:
                case Account():
                    twin.call(f"account {self.count}", answer.id)
                    twin.call(f"person of account {self.count}", answer.person.id)
                    twin.call(f"business of account {self.count}", answer.businesses[0].id)
                case Draft():
                    twin.call(f"draft {self.count}", answer.id)
                case Submission():
                    twin.call(f"submission {self.count}", answer.reference)
        return f"step {self.count}"

    @initialize(target=accounts)
    def one_account(self) -> str:
        return self.account_at("bob@b.example")

    @initialize(target=drafts)
    def one_draft(self) -> tuple[object, ...]:
        self.account_at("cat@c.example")
        return self.draft_of("cat@c.example", "form-1")

    @rule(target=accounts, email=st.sampled_from(["ann@a.example", "ANN@a.example", "bob@b.example"]))
    def create_account(self, email: str) -> str:
        return self.account_at(email)

    def account_at(self, email: str) -> str:
        self.both(lambda twin: twin.store.identity.create_account(email, language="en"))
        found = self.both(lambda twin: twin.store.identity.account(email))[0]
        assert isinstance(found, Account)
        return self.twins[0].name(found.id)

    @rule(account=accounts, cookie=st.sampled_from("ab"), other=accounts)
    def use_a_session(self, account: str, cookie: str, other: str) -> None:
        self.both(lambda twin: twin.store.identity.close_session(cookie))
        self.both(
            lambda t: t.store.identity.open_session(
                cookie, t[account], t[f"business of {account}"], "x", NOON
            )
        )
        self.both(lambda twin: twin.store.identity.act_for(cookie, twin[f"business of {other}"]))
        self.both(lambda twin: twin.store.identity.touch_session(cookie, later(1)))
        self.both(lambda twin: _page(twin.store, cookie))

    @rule(target=drafts, account=accounts, form=st.sampled_from(["form-1", "form-2"]))
    def begin(self, account: str, form: str) -> object:
        pair = self.draft_of(_address(self.twins[0], account), form)
        return pair if isinstance(pair[0], Draft) else multiple()

    def draft_of(self, email: str, form: str) -> tuple[object, ...]:
        def act(twin: Twin) -> Draft:
            known = twin.store.identity.account(email)
            assert known is not None
            return begun(twin.store, known, form)

        return tuple(self.both(act))

    @rule(target=drafts, pair=consumes(drafts), back=st.integers(0, 1), value=VALUES)
    def save(self, pair: tuple[object, ...], back: int, value: object) -> tuple[object, ...]:
        def act(twin: Twin) -> object:
            draft = pair[self.twins.index(twin)]
            if not isinstance(draft, Draft):
                return None
            changed = replace(draft, revision=draft.revision - back, answers={"a": value}, saved=later(2))
            return twin.store.drafts.save(changed)

        saved = self.both(act)
        return tuple(saved) if all(isinstance(draft, Draft) for draft in saved) else pair

    @rule(pair=drafts)
    def discard(self, pair: tuple[object, ...]) -> None:
        self.both(lambda twin: _of(pair, self.twins.index(twin), twin.store.drafts.discard))

    @rule(account=accounts, master=MASTERS, value=VALUES, minute=st.integers(0, 9), open=st.booleans())
    def record(self, account: str, master: str, value: object, minute: int, open: bool) -> None:
        def act(twin: Twin) -> None:
            business = twin[f"business of {account}"]
            status = "proposed" if open else "accepted"
            twin.store.facts.record(
                [
                    said(business, master, value, said_at=later(minute), status=status),
                    said(business, master, "other", said_at=later(5)),
                ]
            )

        self.both(act)

    @rule(pair=drafts, back=st.integers(0, 1), master=MASTERS, value=VALUES, behind=st.integers(0, 1))
    def submit(self, pair: tuple[object, ...], back: int, master: str, value: object, behind: int) -> None:
        def act(twin: Twin) -> object:
            draft = pair[self.twins.index(twin)]
            if not isinstance(draft, Draft):
                return None
            known = twin.store.facts.current([draft.business]).get(master)
            expected = {(draft.business, master): (known.version if known else 0) - behind}
            facts = [said(draft.business, master, value)]
            checked = replace(draft, revision=draft.revision - back)
            message = NewMessage("ann@a.example", "Sent", "Your reference: {reference}", "en")
            return twin.store.submissions.submit(
                ready(checked, facts=facts, expected=expected, messages=[message])
            )

        self.both(act)

    @rule(account=accounts, cookie=st.sampled_from("ab"), name=st.sampled_from(["", "Pier"]))
    def add_a_location(self, account: str, cookie: str, name: str) -> None:
        def act(twin: Twin) -> object:
            location = twin.store.parties.create_location(twin[account], twin[f"business of {account}"], name)
            twin.call(f"location {self.count}", location.id)
            return location

        self.both(act)
        self.both(
            lambda twin: twin.store.identity.act_for(
                cookie, twin.store.identity.account(ADDRESSES[1]).businesses[-1].id
            )
        )  # type: ignore[union-attr]
        self.both(lambda twin: _page(twin.store, cookie))

    @rule(
        account=accounts,
        status=st.sampled_from(["in_review", "approved"]),
        follows=st.sampled_from(["received", "in_review"]),
        minute=st.integers(0, 9),
    )
    def move(self, account: str, status: str, follows: str, minute: int) -> None:
        def act(twin: Twin) -> object:
            found = sorted(
                twin.store.submissions.of_business(twin[f"business of {account}"]),
                key=lambda one: (one.form, one.at),
            )
            if not found:
                return None
            message = NewMessage("bob@b.example", "Moved", "{reference} moved", "en")
            return twin.store.cases.move(
                NewTransition(
                    found[0].reference, status, follows, later(minute), "agency", "x", messages=(message,)
                )
            )

        self.both(act)

    @invariant()
    def everything_reads_alike(self) -> None:
        for twin in self.twins:
            for number, message in enumerate(reversed(twin.store.outbox.all())):
                twin.call(f"message {number}", message.id)
        self.both(lambda twin: twin.store.outbox.all())
        self.both(lambda twin: twin.store.audit.trail())
        for email in ADDRESSES:
            self.both(lambda twin, email=email: _all_about(twin.store, email))  # type: ignore[misc]


def _answer(act: Callable[[Twin], object], twin: Twin) -> object:
    try:
        return act(twin)
    except Unstorable:
        return "refused at the gate"  # where the gate found it is each store's own
    except (StoreError, KeyError) as refused:
        return refused


def _act_for_last(store: Dataset, cookie: str) -> None:
    account = store.identity.account(ADDRESSES[1])
    assert account
    store.identity.act_for(cookie, account.businesses[-1].id)


def _address(twin: Twin, account: str) -> str:
    return next(
        email
        for email in ADDRESSES
        if (known := twin.store.identity.account(email)) and known.id == twin[account]
    )


def _of(pair: tuple[object, ...], number: int, act: Callable[[str], object]) -> object:
    draft = pair[number]
    return act(draft.id) if isinstance(draft, Draft) else None


def _page(store: Dataset, cookie: str) -> object:
    state = store.drafts.page_state(cookie, "form-1")
    return state and (
        state.session,
        state.draft,
        sorted(state.facts.items()),
        store.cases.news(state.session),
    )


def _all_about(store: Dataset, email: str) -> object:
    account = store.identity.account(email)
    if account is None:
        return None
    business = account.businesses[0].id
    facts = store.facts.current([business, account.person.id])
    return (
        account,
        sorted(facts.items()),
        [store.facts.history(business, master) for master in sorted(facts)],
        sorted(store.drafts.of_business(account.id, business), key=lambda draft: draft.form),
        sorted(store.submissions.of_business(business), key=lambda sent: (sent.form, sent.at)),
        [store.cases.transitions(one.reference) for one in store.submissions.of_business(business)],
    )


def test_both_databases_answer_alike(postgresql: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    # What may come late on PostgreSQL is told once more there; here nobody else writes.
    monkeypatch.setattr(PostgresqlDatabase, "longest_write", SqliteDatabase.longest_write)
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        lambda: TwoStores(postgresql),
        settings=settings(max_examples=15, stateful_step_count=20, deadline=None),
    )
