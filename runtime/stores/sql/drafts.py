"""Drafts on SQL: each save names the revision that it follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, select, update

from runtime.stores.records import Draft, PageState, StaleDraft
from runtime.stores.shared import rows
from runtime.stores.shared.identifiers import new_id
from runtime.stores.sql import tables
from runtime.stores.sql.database import Database, Transaction
from runtime.stores.sql.facts import CurrentFacts
from runtime.stores.sql.sessions import SESSION, session_of
from runtime.stores.sql.statements import adding
from runtime.stores.sql.uploads import LooseFiles, disown, own


class Drafts:
    """The part of the store that knows what is being written."""

    def __init__(self, database: Database, current: CurrentFacts, loose: LooseFiles) -> None:
        self._database = database
        self._current = current
        self._loose = loose

    def page_state(self, cookie_hash: str, form: str) -> PageState | None:
        """See `Store`."""
        with self._database.reading() as snapshot:
            found = snapshot.rows(_PAGE_STATE, cookie=cookie_hash, form=form)
            if not found:
                return None
            first, session = found[0], session_of(found)
            draft = rows.draft(_draft_of(first)) if first["draft_id"] else None
            parties = (session.business.id, session.account.person.id)
            known = self._current.read_as_of(snapshot, parties, first["newest"])
            return PageState(session, draft, known.current, known.proposed)

    def open_draft(self, account: str, business: str, form: str) -> Draft | None:
        """See `Store`."""
        with self._database.reading() as snapshot:
            return _open_draft_in(snapshot, account, business, form)

    def draft(self, draft: str) -> Draft | None:
        """See `Store`."""
        with self._database.reading() as snapshot:
            row = snapshot.row(_DRAFT, draft=draft)
        return rows.draft(row) if row else None

    def drafts(self, account: str, business: str) -> Sequence[Draft]:
        """See `Store`."""
        with self._database.reading() as snapshot:
            return [rows.draft(row) for row in snapshot.rows(_DRAFTS, account=account, business=business)]

    def save_draft(self, draft: Draft) -> Draft:
        """See `Store`."""
        with self._database.writing(durable=False) as transaction:
            saved = _follow(transaction, draft) if draft.id else _begin(transaction, draft)
            loosened = own(transaction, saved.id, saved.account, saved.files)
        self._loose.forget_after(loosened)
        return saved

    def discard_draft(self, draft: str) -> None:
        """See `Store`."""
        with self._database.writing() as transaction:
            transaction.change(_DISCARD, draft=draft)
            loosened = disown(transaction, draft)
        self._loose.forget_after(loosened)


def _draft_of(row: Mapping[str, Any]) -> dict[str, Any]:
    return {column.name: row[f"draft_{column.name}"] for column in tables.draft.c}


def _open_draft_in(snapshot: Transaction, account: str, business: str, form: str) -> Draft | None:
    row = snapshot.row(_OPEN, account=account, business=business, form=form)
    return rows.draft(row) if row else None


def _begin(transaction: Transaction, draft: Draft) -> Draft:
    saved = replace(draft, id=new_id(), revision=1)
    if draft.revision or _open_draft_in(transaction, draft.account, draft.business, draft.form):
        raise StaleDraft(draft.form)
    transaction.add(_ADD, [rows.draft_row(saved)])
    return saved


def _follow(transaction: Transaction, draft: Draft) -> Draft:
    saved = replace(draft, revision=draft.revision + 1)
    row = rows.draft_row(saved)
    changed = {name: row[name] for name in rows.DRAFT_CHANGES}
    follows = {"this": draft.id, "owner": draft.account, "follows": draft.revision}
    if transaction.change(_SAVE, **follows, **changed) != 1:
        raise StaleDraft(draft.id)
    return saved


def _page_state() -> Select[Any]:
    """Everything that a form's page asks for, in one statement: four of them took twice as long."""
    session, draft, fact = tables.session.c, tables.draft, tables.fact.c
    newest = select(func.max(fact.version)).where(fact.party.in_([session.business, tables.account.c.person]))
    of_page = (
        (draft.c.account == tables.account.c.id)
        & (draft.c.business == session.business)
        & (draft.c.form == bindparam("form"))
    )
    return (
        SESSION.add_columns(*(column.label(f"draft_{column.name}") for column in draft.c))
        .add_columns(newest.correlate(tables.session, tables.account).scalar_subquery().label("newest"))
        .outerjoin(draft, of_page)
    )


_PAGE_STATE = _page_state()
_ADD = adding(tables.draft)
_DRAFT = select(tables.draft).where(tables.draft.c.id == bindparam("draft"))
_OF_ACCOUNT = select(tables.draft).where(
    tables.draft.c.account == bindparam("account"), tables.draft.c.business == bindparam("business")
)
_OPEN = _OF_ACCOUNT.where(tables.draft.c.form == bindparam("form"))
_DRAFTS = _OF_ACCOUNT.order_by(tables.draft.c.saved.desc(), tables.draft.c.id)
_SAVE = (
    update(tables.draft)
    .where(
        tables.draft.c.id == bindparam("this"),
        tables.draft.c.account == bindparam("owner"),
        tables.draft.c.revision == bindparam("follows"),
    )
    .values({name: bindparam(name) for name in rows.DRAFT_CHANGES})
)
_DISCARD = delete(tables.draft).where(tables.draft.c.id == bindparam("draft"))
