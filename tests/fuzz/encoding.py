"""Values of expressions as JSON, the form in which test vectors and the browser exchange them.

Numbers are {"num": "12.5"}, dates {"date": "2026-03-01"}, times {"time": "09:30"}, groups {"group": {…}};
texts, yes/no answers, lists and null (unknown) stand for themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from forms.expressions.values import admitted


def encode(value: object) -> Any:  # JSON has no useful type
    """A value as JSON, numbers and times in the one shortest form."""
    match admitted(value):
        case bool() | str() | None as same:
            return same
        case Decimal() as number:
            return {"num": format(number, "f")}
        case date() as day:
            return {"date": day.isoformat()}
        case time() as moment:
            return {"time": moment.isoformat().removesuffix(":00")}
        case tuple() as items:
            return [encode(item) for item in items]
        case group:
            return {"group": {name: encode(part) for name, part in group.items()}}


def decode(stored: Any) -> object:  # JSON has no useful type
    """The value behind its JSON form."""
    match stored:
        case {"num": text}:
            return Decimal(text)
        case {"date": text}:
            return date.fromisoformat(text)
        case {"time": text}:
            return time.fromisoformat(text)
        case {"group": parts}:
            return decode_scope(parts)
        case list():
            return tuple(decode(item) for item in stored)
        case _:
            return stored


def decode_scope(stored: Mapping[str, Any]) -> dict[str, object]:
    """A scope of names behind its JSON form."""
    return {name: decode(value) for name, value in stored.items()}
