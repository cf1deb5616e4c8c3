"""Validation of values: text that every database accepts, and plain JSON of it."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache

from forms.fields.base import Stored
from runtime.dataset.records.errors import Unstorable

_LARGEST = 2**63
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_MANY_DIGITS = re.compile("[0-9][0-9]{18}")  # in this form the regex engine skips to the first digit


def checked_text(text: str) -> str:
    """Return ``text``; raises Unstorable for text that some database refuses."""
    if "\x00" in text:
        raise Unstorable("A text holds a NUL character, which databases refuse; remove it first.")
    if not text.isascii():
        _refuse_surrogates(text)
    return text


def encoded(value: Stored) -> str:
    """``value`` as compact JSON; raises Unstorable for what cannot be stored."""
    try:
        text = _as_text(value)
        text.encode()
    except RecursionError:
        raise Unstorable("value is nested too deeply; no store can keep it.") from None
    except (TypeError, ValueError):
        return _as_text(_plain(value, "value"))
    # Walking every value costs more than writing it, so only suspicious ones are walked.
    return _as_text(_plain(value, "value")) if "\\u0000" in text or _MANY_DIGITS.search(text) else text


def checked(value: Stored) -> Stored:
    """``value`` as it will be read back; raises Unstorable like `encoded`."""
    return json.loads(encoded(value))


@lru_cache(maxsize=64)  # a transaction writes the same moment to a dozen columns
def instant(at: datetime) -> str:
    """A moment as text that sorts by time."""
    if at.tzinfo is None:
        raise Unstorable("A time without a zone could mean several moments; use an aware one, in UTC.")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _as_text(value: Stored) -> str:
    return _ENCODER.encode(value)


def _plain(value: Stored, place: str) -> Stored:
    match value:
        case str():
            return _text(value, place)
        case None | bool():
            return value
        case int():
            _require(-_LARGEST <= value < _LARGEST, place, "is a number beyond ±2⁶³")
            return int(value)
        case float():
            _require(math.isfinite(value), place, "is not a finite number")
            return value
        case Mapping():
            return {_key(key, place): _plain(inner, f"{place}.{key}") for key, inner in value.items()}
        case list() | tuple():
            return [_plain(inner, f"{place}[{number}]") for number, inner in enumerate(value)]
    raise Unstorable(f"{place} is a {type(value).__name__}; store its JSON form instead.")


def _key(key: object, place: str) -> str:
    if not isinstance(key, str):
        raise Unstorable(f"{place} has a key that is not text; no store can keep it.")
    return _text(key, place)


def _text(text: str, place: str) -> str:
    try:
        return str(checked_text(text))  # a StrEnum becomes plain text, as it is read back
    except Unstorable as problem:
        raise Unstorable(f"{place}: {problem}") from None


def _require(holds: bool, place: str, problem: str) -> None:
    if not holds:
        raise Unstorable(f"{place} {problem}; no store can keep it.")


def _refuse_surrogates(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Unstorable("A text holds half of a character (a surrogate); read it as UTF-8 first.") from None
