"""The burden of a city's forms: questions and minutes, and how many of them owners are spared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from forms.fields.base import Field
from forms.fields.repeating_group import RepeatingGroup
from forms.model.form import Form


@dataclass(frozen=True)
class Burden:
    """Counts for some forms, in the order in which an owner fills them in.

    A list counts with the columns of one row. `asked_again` counts questions whose fact an earlier form of
    the city has already asked for: the once-only principle spares them.
    """

    title: str
    forms: int = 0
    questions: int = 0
    shared: int = 0  # questions with a master field
    asked_again: int = 0
    seconds: int = 0  # to answer all of them
    seconds_spared: int = 0

    @property
    def minutes(self) -> int:
        """Minutes without the city's help, rounded."""
        return round(self.seconds / 60)

    @property
    def minutes_left(self) -> int:
        """Minutes when everything known is filled in, rounded."""
        return round((self.seconds - self.seconds_spared) / 60)


def burden(forms: Sequence[Form], agencies: Iterable[tuple[str, str]]) -> tuple[Burden, ...]:
    """One row per agency of ``agencies`` (name, title), in their order, and the total as the last row."""
    known: set[str] = set()
    rows = [
        _add(title, [_of_form(form, known) for form in forms if form.agency == name])
        for name, title in agencies
    ]
    return (*rows, _add("", rows))


def _of_form(form: Form, known: set[str]) -> Burden:
    rows = [_of_field(field, known) for field in form.fields() if field.asks]
    total = _add(form.title, rows)
    return Burden(
        form.title, 1, total.questions, total.shared, total.asked_again, total.seconds, total.seconds_spared
    )


def _of_field(field: Field, known: set[str]) -> Burden:
    facts = _facts(field)
    again = facts & known
    known |= facts
    seconds = field.seconds_to_answer
    return Burden(
        field.label,
        questions=field.questions,
        shared=len(facts),
        asked_again=len(again),
        seconds=seconds,
        seconds_spared=round(seconds * len(again) / field.questions),
    )


def _facts(field: Field) -> set[str]:
    """The master fields behind a question: for a list, one per asked column."""
    if field.shared is None:
        return set()
    columns = field.columns() if isinstance(field, RepeatingGroup) else ("",)
    return {f"{field.shared.master}.{column}" for column in columns}


def _add(title: str, rows: Sequence[Burden]) -> Burden:
    return Burden(
        title,
        sum(row.forms for row in rows),
        sum(row.questions for row in rows),
        sum(row.shared for row in rows),
        sum(row.asked_again for row in rows),
        sum(row.seconds for row in rows),
        sum(row.seconds_spared for row in rows),
    )
