"""Plausible answers to any question, as a browser would send them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from forms.fields.base import Field

Answers = dict[str, list[str]]
"""Texts by part."""

NEXT_MONTH = date.today() + timedelta(days=30)


def answers(field: Field) -> Answers:
    """What somebody might answer; tests may look at a field's type."""
    return BY_TYPE[field.type](field)


def file_for(field: Any) -> tuple[bytes, str]:
    """A file of the first type that the field accepts."""
    return FILES[field.accept[0]]


FILES = {
    "pdf": (b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n", "plan.pdf"),
    "jpg": (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x00" * 40, "front.jpg"),
    "png": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 40, "front.png"),
}


def _whole(field: Any) -> Answers:
    lowest = field.min if field.min is not None else 1
    return {"": [str(max(int(lowest), 1))]}


def _text(field: Any) -> Answers:
    return {"": [field.pattern_example or "Golden Gate"[: field.max_length]]}


def _choice(field: Any) -> Answers:
    return {"": [field.options[0].key]}


def _date(field: Any) -> Answers:
    # The city may be a day behind the clock of this machine.
    day = date.today() - timedelta(days=1) if field.latest else NEXT_MONTH
    return {"year": [str(day.year)], "month": [str(day.month)], "day": [str(day.day)]}


def _rows(field: Any) -> Answers:
    sent: Answers = {}
    for i in range(max(field.min, 1)):
        for column in field.fields:
            for part, texts in answers(column).items():
                sent[f"{i}.{column.name}.{part}".rstrip(".")] = texts
    return sent


def _fixed(**parts: str) -> Callable[[Field], Answers]:
    return lambda field: {part.rstrip("_"): [text] for part, text in parts.items()}


BY_TYPE: Mapping[str, Callable[[Any], Answers]] = {
    "address": _fixed(street="5 Pier Street", city="Foggyton", state="CA", zip="02134"),
    "calculated": lambda field: {},
    "choice": _choice,
    "content": lambda field: {},
    "date": _date,
    "decimal": _whole,
    "declaration": lambda field: {"": ["yes"]},
    "ein": lambda field: {"": ["12-3456789"]},
    "email": lambda field: {"": ["mei@dumplings.example"]},
    "file": lambda field: {},
    "integer": _whole,
    "list": _rows,
    "long_text": lambda field: {"": ["Steamed and fried dumplings."]},
    "money": _whole,
    "month_year": _fixed(month="3", year="2026"),
    "multi_choice": lambda field: {
        "": [option.key for option in field.options][: max(field.min_choices or 1, 1)]
    },
    "naics": lambda field: {"": ["722511"]},
    "percentage": lambda field: {"": ["50"]},
    "person_name": _fixed(given="Mei", family="Chen"),
    "phone": lambda field: {"": ["415 555 0123"]},
    "select": _choice,
    "signature": _fixed(name="Mei Chen", agree="yes"),
    "ssn_or_itin": lambda field: {"": ["123-45-6789"]},
    "text": _text,
    "time": lambda field: {"": ["2:30 pm"]},
    "url": lambda field: {"": ["https://dumplings.example"]},
    "yes_no": lambda field: {"": ["yes"]},
}
