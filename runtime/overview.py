"""How much of a form the city already knows, and how long the rest takes."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from forms.form import Form
from forms.route import route

_SECONDS_TO_GLANCE = 2  # to read a known answer and go on


@dataclass(frozen=True)
class Asked:
    """One question that everybody meets: its master field (or none), and the seconds it takes."""

    master: str
    seconds: int


@dataclass(frozen=True)
class Overview:
    """“12 of 17 answers are already known; about 2 minutes”."""

    known: int
    asked: int
    minutes: int


def overview(form: Form, masters: Collection[str]) -> Overview:
    """Count for somebody about whom the city knows these master fields."""
    asked = _asked(form)
    known = sum(question.master in masters for question in asked)
    seconds = sum(
        _SECONDS_TO_GLANCE if question.master in masters else question.seconds for question in asked
    )
    return Overview(known, len(asked), max(1, math.ceil(seconds / 60)))


class _ByStructure:
    """A form as a cache key: forms of one name and version ask the same questions in every language."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self._key = (form.name, form.version)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByStructure) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)


def _asked(form: Form) -> tuple[Asked, ...]:
    return _asked_by(_ByStructure(form))


@lru_cache(maxsize=1024)
def _asked_by(key: _ByStructure) -> tuple[Asked, ...]:
    # The questions that stand when nothing is answered; conditional ones come on top, for some.
    stops = route(key.form, {}, (), date.today()).stops
    fields = [field for stop in stops for field in stop.fields if field.asks]
    return tuple(
        Asked(
            field.shared.master if field.shared and field.prefill != "never" else "", field.seconds_to_answer
        )
        for field in fields
    )
