"""What the whole dataset holds, by the names that specs gave it: for publishing changed specs."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import func, select

from forms.fields.base import Stored
from runtime.dataset import tables
from runtime.dataset.batches import BATCH
from runtime.dataset.engine.database import Database

Answers = Mapping[str, Stored]


class Usage:
    """A repository that only reads, and reads everything: an operator calls it, no page does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def each_draft(self, see: Callable[[str, str, Answers], None]) -> None:
        """Call ``see`` with the form, the language and the answers of every draft."""
        with self._database.reading() as snapshot, snapshot.execute(_DRAFTS) as drafts:
            for form, language, content in drafts:
                see(form, language, content["answers"])

    def each_fact(self, see: Callable[[str, Stored], None]) -> None:
        """Call ``see`` with the master field and the value of every current fact; sealed values are None."""
        with self._database.reading() as snapshot, snapshot.execute(_FACTS) as facts:
            for master, value in facts:
                see(master, value)

    def submissions(self) -> Mapping[tuple[str, str, str], int]:
        """The number of submissions by form, agency and status."""
        with self._database.reading() as snapshot:
            return {(form, agency, status): count for form, agency, status, count in snapshot.execute(_SENT)}


_DRAFTS = select(tables.draft.c.form, tables.draft.c.language, tables.draft.c.content).execution_options(
    yield_per=BATCH
)
_FACT = tables.fact.c
_FACTS = (
    select(_FACT.master, _FACT.value)
    .where(
        _FACT.version.in_(
            select(func.max(_FACT.version))
            .where(_FACT.status == "accepted")
            .group_by(_FACT.party, _FACT.master)
        )
    )
    .execution_options(yield_per=BATCH)
)
_BY = (tables.submission.c.form, tables.submission.c.agency, tables.submission.c.status)
_SENT = select(*_BY, func.count()).group_by(*_BY)
