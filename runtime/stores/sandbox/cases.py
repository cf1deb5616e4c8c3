"""Cases in the sandbox: steps of submissions, messages about them, and what is new since the last visit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tinydb import where

from runtime.stores.case_records import News, NewTransition, Transition
from runtime.stores.records import Message, Session, StatusMoved
from runtime.stores.sandbox.file import SandboxFile, Tables
from runtime.stores.shared import case_rows, fact_rows, rows
from runtime.stores.shared.gate import instant
from runtime.stores.shared.identifiers import new_id


class Cases:
    """The part of the sandbox that knows how submissions fare."""

    def __init__(self, file: SandboxFile) -> None:
        self._file = file

    def move(self, new: NewTransition) -> Transition:
        """See `Store`."""
        with self._file.writing() as tables:
            _follow(tables, new)
            number = tables.add("transition", case_rows.transition_row(new))
            for message in new.messages:
                tables.add("outbox", rows.message_row(new_id(), message, new.at, new.reference))
            tables.add("audit", case_rows.moved_row(new))
            return case_rows.transition({**case_rows.transition_row(new), "number": number})

    def transitions(self, reference: str) -> Sequence[Transition]:
        """See `Store`."""
        return _steps(self._file.reading(), {reference})

    def latest_transitions(self, business: str) -> Mapping[str, Transition]:
        """See `Store`."""
        tables = self._file.reading()
        return {step.reference: step for step in _steps(tables, _references(tables, business))}

    def messages_about(self, reference: str) -> Sequence[Message]:
        """See `Store`."""
        found = self._file.reading().outbox.search(where("about") == reference)
        return [rows.message(row) for row in found]

    def news(self, session: Session) -> News:
        """See `Store`."""
        if session.since is None:
            return News()
        tables, since, account = self._file.reading(), instant(session.since), session.account
        parties = [session.business.id, session.business.of, account.person.id]
        asked = where("party").one_of(parties) & (where("status") == "accepted")
        facts = tables.fact.search(asked & (where("said_by") != account.id))
        steps = _steps(tables, _references(tables, session.business.id))
        return News(
            tuple(_fact(row) for row in facts if row.doc_id > session.since_fact),
            tuple(step for step in steps if step.at > session.since and step.actor != account.id),
            tuple(_letters(tables, account.email, since)),
        )


def _follow(tables: Tables, new: NewTransition) -> None:
    row: Any = tables.submission.get(where("reference") == new.reference)
    if row is None:
        raise KeyError(new.reference)
    if row["status"] != new.follows:
        raise StatusMoved(new.reference)
    tables.submission.update({"status": new.status}, where("reference") == new.reference)


def _references(tables: Tables, business: str) -> set[str]:
    return {row["reference"] for row in tables.submission.search(where("business") == business)}


def _steps(tables: Tables, references: set[str]) -> list[Transition]:
    found = tables.transition.search(where("reference").one_of(list(references)))
    return [case_rows.transition({**row, "number": row.doc_id}) for row in found]


def _letters(tables: Tables, address: str, since: str) -> list[Message]:
    told = {(row["reference"], row["at"]) for row in tables.transition.all()}
    asked = (where("folded") == rows.folded(address)) & (where("at") > since) & (where("about") != "")
    found = tables.outbox.search(asked)
    return [rows.message(row) for row in found if (row["about"], row["at"]) not in told]


def _fact(row: Any) -> Any:
    return fact_rows.fact({**row, "version": row.doc_id})
