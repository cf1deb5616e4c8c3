"""Steps of submissions as flat rows and back."""

from __future__ import annotations

from typing import Any

from runtime.stores.case_records import NewTransition, Transition
from runtime.stores.records import NewSubmission
from runtime.stores.shared import rows
from runtime.stores.shared.gate import instant


def transition_row(new: NewTransition) -> dict[str, Any]:
    """A step about to be written; the store adds its number."""
    return {
        "reference": new.reference,
        "status": new.status,
        "at": instant(new.at),
        "by": new.by,
        "actor": new.actor,
        "note": new.note,
        "language": new.language,
    }


def first_transition_row(new: NewSubmission, reference: str) -> dict[str, Any]:
    """The step that sending is."""
    return transition_row(NewTransition(reference, rows.RECEIVED, "", new.at, "owner", new.account))


def transition(row: rows.Row) -> Transition:
    """A step as stored."""
    return Transition(
        row["number"],
        row["reference"],
        row["status"],
        rows.parse(row["at"]),
        row["by"],
        row["actor"],
        row["note"],
        row["language"],
    )


def moved_row(new: NewTransition) -> dict[str, Any]:
    """The line of the audit trail that a step writes."""
    return rows.audit_row(new.actor or new.by, f"moved to {new.status}", new.reference, new.at)
