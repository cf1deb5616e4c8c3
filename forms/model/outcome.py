"""What a submission does to a fact: compare an answer with what the city knew and knows now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from forms.fields.base import Shared, Stored


class Outcome(StrEnum):
    """What became of one answer to a master field."""

    NEW = "new"  # the city did not know it
    UNCHANGED = "unchanged"
    CONFIRMED = "confirmed"  # unchanged, and the person said that it is still right
    UPDATED = "updated"
    PROPOSED = "proposed"  # needs the steward's yes
    CONFLICTING = "conflicting"  # somebody else changed it after this form showed it
    KEPT_HERE = "kept-here"  # the person wanted the change on this form only


@dataclass(frozen=True)
class FactVersion:
    """The current fact of a party for one master field: its row number and stored value."""

    version: int
    value: Stored


def outcome(
    answer: Stored,
    seen: int,
    current: FactVersion | None,
    shared: Shared,
    *,
    confirmed: bool = False,
    record: bool = True,
) -> Outcome:
    """Decide what ``answer`` does to the fact.

    ``seen`` is the version that the form was filled with (0: none). ``record`` is the person's choice for
    fields with ``when_changed: ask``.
    """
    if current is None:
        return Outcome.NEW
    if answer == current.value:
        return Outcome.CONFIRMED if confirmed else Outcome.UNCHANGED
    if seen != current.version:
        return Outcome.CONFLICTING
    return _changed(shared, record=record)


def _changed(shared: Shared, *, record: bool) -> Outcome:
    if shared.when_changed == "review":
        return Outcome.PROPOSED
    if shared.when_changed == "ask" and not record:
        return Outcome.KEPT_HERE
    return Outcome.UPDATED
