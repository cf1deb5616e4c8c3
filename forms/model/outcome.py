"""The outcome of an answer: what sending it does to the fact."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from forms.fields.base import Shared, Stored


class Outcome(StrEnum):
    """The outcome of one answer to a master field."""

    NEW = "new"  # no fact yet
    UNCHANGED = "unchanged"
    CONFIRMED = "confirmed"  # unchanged, and confirmed by the person
    UPDATED = "updated"
    PROPOSED = "proposed"  # must be accepted by the steward
    CONFLICTING = "conflicting"  # somebody else changed the fact after this form showed it
    KEPT_HERE = "kept-here"  # the person keeps the change on this form only


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
    """The outcome of ``answer``.

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
