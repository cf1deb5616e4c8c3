"""Types of values in specs; each has exactly one notation."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from generator.sources.naming import name_from

# Any in this module: validators get any value of the file.


def wrong(code: str, message: str, remedy: str) -> PydanticCustomError:
    """An error of one value in a validator; the reader adds the place."""
    return PydanticCustomError("onceonly", "{message}", {"code": code, "message": message, "remedy": remedy})


def _quoted(value: Any) -> str:
    return f"“{value[:60]}”" if isinstance(value, str) else "A list or mapping"


def _one_line(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def _stripped(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


_TRUTHS = {
    **dict.fromkeys(("yes", "on", "1"), "true"),
    **dict.fromkeys(("no", "off", "0", "optional"), "false"),
}


def _truth(value: Any) -> bool:
    if value in ("true", "false") or isinstance(value, bool):
        return value in ("true", True)
    meant = _TRUTHS.get(value.lower(), "true or false") if isinstance(value, str) else "true or false"
    raise wrong("E304", f"{_quoted(value)} is neither true nor false.", f"Write {meant}, without quotes.")


def _whole(value: Any) -> int:
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,18}", value):
        return int(value)
    _refuse_too_long(value)
    raise wrong("E304", f"{_quoted(value)} is not a whole number.", "Write digits only, for example 5.")


def _exact(value: Any) -> Decimal:
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,18}(\.[0-9]{1,10})?", value):
        return Decimal(value)
    _refuse_too_long(value)
    raise wrong("E304", f"{_quoted(value)} is not a number.", "Write digits with a point, for example 12.50.")


def _refuse_too_long(value: Any) -> None:
    """Report a number with too many digits as too long instead of as no number."""
    found = re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value, re.ASCII) if isinstance(value, str) else None
    if found and len(value.lstrip("-").partition(".")[0]) > _MOST_DIGITS:
        largest = 10**_MOST_DIGITS - 1
        edge = (
            f"The smallest number is -{largest}."
            if value.startswith("-")
            else f"The largest number is {largest}."
        )
        raise wrong("E304", f"{_quoted(value)} has too many digits.", edge)
    if found and len(found[1] or ".") - 1 > _MOST_PLACES:
        few = f"Write at most {_MOST_PLACES} digits after the point."
        raise wrong("E304", f"{_quoted(value)} has too many digits after the point.", few)


_MOST_DIGITS = 18
_MOST_PLACES = 10


def _iso_date(value: Any) -> str:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            pass  # reported below like other texts
    raise wrong(
        "E304", f"{_quoted(value)} is not a date.", "Write year, month and day, for example 2026-03-31."
    )


_DAYS = {"day": 1.0, "week": 7.0, "month": 365 / 12, "year": 365.0}


def _duration(value: Any) -> int:
    found = re.fullmatch(r"([0-9]{1,4}) (day|week|month|year)s?", value) if isinstance(value, str) else None
    if found and int(found[1]):
        return round(int(found[1]) * _DAYS[found[2]])
    raise wrong(
        "E304", f"{_quoted(value)} is not a length of time.", "Write a length such as 12 months or 90 days."
    )


def _matching(pattern: str, what: str, remedy: str, joined: str) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if not isinstance(value, str) or re.fullmatch(pattern, value):
            return value
        raise wrong("E305", f"“{value[:60]}” cannot be {what}.", _fitted(remedy, value, pattern, joined))

    return check


def _fitted(remedy: str, value: str, pattern: str, joined: str) -> str:
    """The remedy with a name made from the author's text instead of its example."""
    name = name_from(value, joined)
    rule, _, _ = remedy.rpartition(": ")
    return f"{rule}: {name}." if rule and re.fullmatch(pattern, name) else remedy


def _named(pattern: str, what: str, remedy: str, joined: str = "_") -> Any:
    """The type of names; ``joined`` separates the words of the name that a remedy suggests."""
    return Annotated[
        str,
        BeforeValidator(_matching(pattern, what, remedy, joined)),
        WithJsonSchema({"type": "string", "pattern": f"^{pattern}$"}),
    ]


# For editors, which read plain 10 as a number and true as a boolean; here both are text.
_TEXT = WithJsonSchema({"type": ["string", "number"]})
_FORMULA = WithJsonSchema({"type": ["string", "number", "boolean"]})

Line = Annotated[str, BeforeValidator(_one_line), StringConstraints(min_length=1, max_length=500), _TEXT]
"""Text of one line; line breaks become spaces."""

Prose = Annotated[str, BeforeValidator(_stripped), StringConstraints(min_length=1, max_length=10_000)]
"""Text of several lines; Markdown where the model says so."""

Written = Annotated[str, StringConstraints(min_length=1, max_length=1_000), _TEXT]
"""Text that is used exactly as written, such as a pattern."""

Formula = Annotated[
    str, BeforeValidator(_stripped), StringConstraints(min_length=1, max_length=1_000), _FORMULA
]
"""The source of an expression."""

Truth = Annotated[bool, BeforeValidator(_truth)]
Whole = Annotated[int, BeforeValidator(_whole)]
Exact = Annotated[Decimal, BeforeValidator(_exact), WithJsonSchema({"type": "number"})]
IsoDate = Annotated[str, BeforeValidator(_iso_date), WithJsonSchema({"type": "string", "format": "date"})]
Days = Annotated[
    int, BeforeValidator(_duration), WithJsonSchema({"type": "string", "examples": ["12 months", "90 days"]})
]

FieldName = _named(
    r"[a-z][a-z0-9_]{0,59}",
    "the name of a field",
    "Use small letters a to z, digits and _, beginning with a letter: number_of_seats.",
)
PageName = _named(
    r"[a-z][a-z0-9_-]{0,59}",
    "the name of a page",
    "Use small letters a to z, digits, - and _, beginning with a letter: your-premises.",
    "-",
)
FormName = _named(
    r"[a-z][a-z0-9-]{0,79}",
    "the name of a form",
    "Use small letters a to z, digits and -, beginning with a letter: outdoor-dining.",
    "-",
)
PlainName = _named(
    r"[a-z][a-z0-9_-]{0,59}",
    "a name",
    "Use small letters a to z, digits, - and _, beginning with a letter: revenue.",
)
MasterName = _named(
    r"([a-z][a-z0-9_]{0,59}\.)?[a-z][a-z0-9_]{0,59}",  # without a group it is reported as unknown later
    "the name of a master field",
    "Write the group, a point and the field, as in business.legal_name.",
)
OptionKey = _named(
    r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}",
    "the key of an option",
    "The wording stands behind the colon; write a key of letters, digits, - and _ before it: not_sure.",
)
