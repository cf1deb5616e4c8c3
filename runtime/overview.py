"""How much of a form the city already knows, and how long the rest takes."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from forms.form import Form
from forms.route import route

_SECONDS_TO_GLANCE = 2  # to read a known answer and go on


@dataclass(frozen=True)
class Asked:
    """One field that everybody meets: its master field (or none), its questions and the seconds it takes."""

    master: str
    questions: int
    seconds: int


@dataclass(frozen=True)
class Overview:
    """“12 of 17 answers are already known; about 2 minutes”."""

    known: int
    asked: int
    minutes: int


def asked_by(form: Form) -> tuple[Asked, ...]:
    """What a form asks when nothing is answered yet; conditional questions come on top, for some."""
    stops = route(form, {}, (), date.today()).stops
    fields = (field for stop in stops for field in stop.fields if field.asks)
    return tuple(
        Asked(
            master=field.shared.master if field.shared and field.prefill != "never" else "",
            questions=field.questions,
            seconds=field.seconds_to_answer,
        )
        for field in fields
    )


def overview(asked: Collection[Asked], masters: Collection[str]) -> Overview:
    """Count for somebody about whom the city knows these master fields."""
    known = [field for field in asked if field.master in masters]
    seconds = sum(_SECONDS_TO_GLANCE if field.master in masters else field.seconds for field in asked)
    return Overview(_questions(known), _questions(asked), max(1, math.ceil(seconds / 60)))


def _questions(asked: Iterable[Asked]) -> int:
    return sum(field.questions for field in asked)
