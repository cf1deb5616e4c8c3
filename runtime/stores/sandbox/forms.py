"""Facts, drafts and submissions in the sandbox."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tinydb import where
from tinydb.queries import QueryInstance

from runtime.stores.records import (
    Draft,
    Fact,
    FactsMoved,
    NewFact,
    NewSubmission,
    PageState,
    SentDifferently,
    StaleDraft,
    Submission,
)
from runtime.stores.sandbox.file import SandboxFile, Tables
from runtime.stores.sandbox.people import require_party, session_in
from runtime.stores.shared import case_rows, fact_rows, rows
from runtime.stores.shared.gate import checked, checked_text
from runtime.stores.shared.identifiers import new_id, new_reference, reference_written


class Forms:
    """The part of the sandbox that knows what is being written and what was said."""

    def __init__(self, file: SandboxFile, prefix: str) -> None:
        self._file = file
        self._prefix = prefix

    def facts(self, parties: Collection[str]) -> Mapping[str, Fact]:
        """See `Store`."""
        return _facts_in(self._file.reading(), parties)

    def proposals(self, parties: Collection[str]) -> Mapping[str, Fact]:
        """See `Store`."""
        return _proposals_in(self._file.reading(), parties)

    def history(self, party: str, master: str) -> Sequence[Fact]:
        """See `Store`."""
        asked = (where("party") == party) & (where("master") == master)
        return [_fact(row) for row in self._file.reading().fact.search(asked)]

    def record(self, facts: Sequence[NewFact]) -> None:
        """See `Store`."""
        with self._file.writing() as tables:
            for new in sorted(facts, key=lambda new: new.said_at):
                require_party(tables, new.party)
                tables.add("fact", fact_rows.fact_row(new))

    def page_state(self, cookie_hash: str, form: str) -> PageState | None:
        """See `Store`."""
        tables = self._file.reading()
        session = session_in(tables, cookie_hash)
        if session is None:
            return None
        business, account = session.business.id, session.account
        draft = _first_draft(tables, _open(account.id, business, form))
        parties = (business, account.person.id)
        return PageState(session, draft, _facts_in(tables, parties), _proposals_in(tables, parties))

    def open_draft(self, account: str, business: str, form: str) -> Draft | None:
        """See `Store`."""
        return _first_draft(self._file.reading(), _open(account, business, form))

    def draft(self, draft: str) -> Draft | None:
        """See `Store`."""
        return _first_draft(self._file.reading(), where("id") == draft)

    def drafts(self, account: str, business: str) -> Sequence[Draft]:
        """See `Store`."""
        found = self._file.reading().draft.search(_of_account(account, business))
        newest_first = sorted(sorted(found, key=_id), key=lambda row: str(row["saved"]), reverse=True)
        return [rows.draft(row) for row in newest_first]

    def save_draft(self, draft: Draft) -> Draft:
        """See `Store`."""
        with self._file.writing() as tables:
            return _follow(tables, draft) if draft.id else _begin(tables, draft)

    def discard_draft(self, draft: str) -> None:
        """See `Store`."""
        with self._file.writing() as tables:
            tables.draft.remove(where("id") == draft)

    def submit(self, new: NewSubmission) -> Submission:
        """See `Store`."""
        with self._file.writing() as tables:
            return _sent_before(tables, new) or self._write(tables, new)

    def submission(self, reference: str) -> Submission | None:
        """See `Store`."""
        written = reference_written(reference)
        return _first_submission(self._file.reading(), where("reference") == written)

    def submission_of_draft(self, draft: str) -> Submission | None:
        """See `Store`."""
        return _first_submission(self._file.reading(), where("draft") == draft)

    def submissions(self, business: str) -> Sequence[Submission]:
        """See `Store`."""
        found = self._file.reading().submission.search(where("business") == business)
        by_reference = sorted(found, key=lambda row: str(row["reference"]))
        newest_first = sorted(by_reference, key=lambda row: str(row["at"]), reverse=True)
        return [rows.submission(row) for row in newest_first]

    def _write(self, tables: Tables, new: NewSubmission) -> Submission:
        _close_draft(tables, new)
        if masters := _moved(tables, new.expected):
            raise FactsMoved(masters)
        reference = self._free_reference(tables)
        tables.add("submission", rows.submission_row(new, reference))
        for fact in new.facts:
            tables.add("fact", fact_rows.fact_row(fact, reference))
        for party, name in new.names.items():
            require_party(tables, party)
            tables.party.update({"name": checked_text(name)}, where("id") == party)
        for message in new.messages:
            tables.add("outbox", rows.message_row(new_id(), message, new.at, reference))
        tables.add("transition", case_rows.first_transition_row(new, reference))
        tables.add("audit", rows.sent_row(new, reference))
        return rows.submission_of(new, reference)

    def _free_reference(self, tables: Tables) -> str:
        while True:
            reference = new_reference(self._prefix)
            if not tables.submission.contains(where("reference") == reference):
                return reference


def _facts_in(tables: Tables, parties: Collection[str]) -> dict[str, Fact]:
    asked = where("party").one_of(list(parties)) & (where("status") == "accepted")
    return {row["master"]: _fact(row) for row in tables.fact.search(asked)}


def _proposals_in(tables: Tables, parties: Collection[str]) -> dict[str, Fact]:
    said = tables.fact.search(where("party").one_of(list(parties)))
    newest = {fact.master: fact for fact in map(_fact, said)}
    return {master: fact for master, fact in newest.items() if fact.status == "proposed"}


def _fact(row: Any) -> Fact:
    return fact_rows.fact({**row, "version": row.doc_id})


def _moved(tables: Tables, expected: Mapping[tuple[str, str], int]) -> set[str]:
    return {
        master
        for (party, master), version in expected.items()
        if _version(_facts_in(tables, [party]).get(master)) != version
    }


def _version(fact: Fact | None) -> int:
    return fact.version if fact else 0


def _of_account(account: str, business: str) -> QueryInstance:
    asked: QueryInstance = (where("account") == account) & (where("business") == business)
    return asked


def _open(account: str, business: str, form: str) -> QueryInstance:
    asked: QueryInstance = _of_account(account, business) & (where("form") == form)
    return asked


def _first_draft(tables: Tables, asked: QueryInstance) -> Draft | None:
    row: Any = tables.draft.get(asked)
    return rows.draft(row) if row else None


def _begin(tables: Tables, draft: Draft) -> Draft:
    if draft.revision or tables.draft.contains(_open(draft.account, draft.business, draft.form)):
        raise StaleDraft(draft.form)
    saved = replace(draft, id=new_id(), revision=1)
    tables.add("draft", rows.draft_row(saved))
    return saved


def _follow(tables: Tables, draft: Draft) -> Draft:
    saved = replace(draft, revision=draft.revision + 1)
    row = rows.draft_row(saved)
    followed = (where("id") == draft.id) & (where("account") == draft.account)
    changed = checked({name: row[name] for name in rows.DRAFT_CHANGES})
    if not tables.draft.update(changed, followed & (where("revision") == draft.revision)):
        raise StaleDraft(draft.id)
    return saved


def _sent_before(tables: Tables, new: NewSubmission) -> Submission | None:
    found: Any = tables.submission.get(where("draft") == new.draft)
    if found is None:
        return None
    if found["account"] != new.account:
        raise StaleDraft(new.draft)
    if found["revision"] != new.revision:
        raise SentDifferently(found["reference"])
    return rows.submission(found)


def _close_draft(tables: Tables, new: NewSubmission) -> None:
    this = _open(new.account, new.business, new.form) & (where("id") == new.draft)
    if not tables.draft.remove(this & (where("revision") == new.revision)):
        raise StaleDraft(new.draft)


def _first_submission(tables: Tables, asked: QueryInstance) -> Submission | None:
    row: Any = tables.submission.get(asked)
    return rows.submission(row) if row else None


def _id(row: Any) -> str:
    return str(row["id"])
