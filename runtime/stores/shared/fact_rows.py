"""Facts as flat rows and back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from forms.fields.base import Stored
from forms.outcome import Outcome
from runtime.stores.records import Fact, NewFact, Source
from runtime.stores.shared import rows
from runtime.stores.shared.gate import instant

# Any: see `rows.Row`.


def fact_row(new: NewFact, reference: str = "") -> dict[str, Any]:
    """A fact about to be written, by the submission ``reference``; the store adds its version."""
    return {
        "party": new.party,
        "master": new.master,
        "value": new.value,
        "said_at": instant(new.said_at),
        "source_kind": new.source.kind,
        "source_name": new.source.name,
        "agency": new.source.agency,
        "reference": reference or new.source.reference,
        "said_by": new.said_by,
        "verified_by": new.verified_by,
        "status": new.status,
        "outcome": str(new.outcome),
    }


def fact(row: rows.Row) -> Fact:
    """A fact as stored."""
    (found,) = facts([[row[name] for name in FACT_COLUMNS]], [row["value"]])
    return found


FACT_COLUMNS = (
    *("version", "party", "master", "said_at"),
    *("source_kind", "source_name", "agency", "reference"),
    *("said_by", "verified_by", "status", "outcome", "value"),
)
"""The columns in the order in which `facts` takes them."""


def facts(found: Iterable[Sequence[Any]], values: Iterable[Stored]) -> list[Fact]:
    """Facts from their `FACT_COLUMNS`, whose value may still be JSON text, and from their values.

    A page reads dozens, so what is found need not be mappings, and values can be read in one go.
    """
    parse, outcomes, pairs = rows.parse, _OUTCOMES, zip(found, values, strict=True)
    return [
        Fact(
            version,
            party,
            master,
            value,
            parse(at),
            Source(kind, name, agency, of),
            by,
            sure,
            status,
            outcomes[outcome],
        )
        for (version, party, master, at, kind, name, agency, of, by, sure, status, outcome, _), value in pairs
    ]


_OUTCOMES = {str(outcome): outcome for outcome in Outcome}
