"""A time of day."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from forms.expressions import TIME, Kind
from forms.fields.base import AnswerError, Field, Posted, Reading, Stored, Typed, Value
from forms.fields.parts import one
from forms.text import formats
from forms.text.language import Language
from forms.text.messages import Message, message


@dataclass(frozen=True, kw_only=True)
class Time(Field[datetime.time]):
    """A time of day to the minute. The value is a ``datetime.time``.

    Where people count to twelve, a time such as 9:30 is asked again rather than guessed.
    """

    type = "time"
    also_called = ("clock", "hour")
    seconds = 8

    @property
    def kind(self) -> Kind:
        """A time of day."""
        return TIME

    def read(
        self, posted: Posted, language: Language, answers: Mapping[str, Value]
    ) -> Reading[datetime.time]:
        """Accept ``2:30 pm``, ``2 pm``, ``14:30`` and ``1430``."""
        typed = one(posted)
        if not typed:
            return Reading()
        found = _WRITTEN.fullmatch(_plain(typed, language.locale))
        if found is None:
            return Reading(errors=(AnswerError(self._unreadable()),))
        hour, minute = int(found["hour"]), int(found["minute"] or 0)
        if (
            not found["half"]
            and 1 <= hour <= _NOON
            and found["hour"][0] != "0"
            and formats.counts_to_twelve(language.locale)
        ):
            return Reading(errors=(AnswerError(self._half_missing(found["hour"], minute)),))
        value = _time(hour, minute, found["half"])
        return Reading(value) if value else Reading(errors=(AnswerError(self._unreadable()),))

    def _unreadable(self) -> Message:
        return message("{label}: enter a time like 9:30 am or 14:30.", label=self.label)

    def _half_missing(self, hour: str, minute: int) -> Message:
        time = f"{hour}:{minute:02}"  # not in the call: Babel would warn when it extracts sentences
        return message("{label}: add am or pm, for example {time} am.", label=self.label, time=time)

    def typed(self, value: datetime.time, language: Language) -> Typed:
        """The time in the user's format: 12 hours with am and pm, or 24 hours."""
        if not formats.counts_to_twelve(language.locale):
            return {"": f"{value:%H:%M}"}
        return {"": f"{value.hour % _NOON or _NOON}:{value:%M} {'am' if value.hour < _NOON else 'pm'}"}

    def display(self, value: datetime.time, language: Language) -> str:
        """The time in the user's format."""
        return formats.clock(value, language.locale)

    def to_json(self, value: datetime.time) -> Stored:
        """Hours and minutes: ``14:30``."""
        return f"{value:%H:%M}"

    def from_json(self, stored: Stored) -> datetime.time:
        """``14:30`` only."""
        if not isinstance(stored, str) or not _STORED.fullmatch(stored):
            raise ValueError(f"time expected, not {stored!r}")
        return datetime.time.fromisoformat(stored)

    def json_schema(self) -> dict[str, object]:
        """A string of hour and minute."""
        return {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}

    def missing(self) -> Message:
        """The error that shows an example."""
        return message("{label}: enter a time, like 9:30 am or 14:30.", label=self.label)


def _plain(typed: str, locale: str) -> str:
    """The time in lower case without spaces and points, with am and pm in English."""
    short = _folded(typed)
    for name, half in _halves(locale).items():
        if name and short.endswith(name):
            return short.removesuffix(name) + half
        if name and short.startswith(name):
            return short.removeprefix(name) + half
    return short


def _time(hour: int, minute: int, half: str | None) -> datetime.time | None:
    if half and not 1 <= hour <= _NOON:
        return None
    if half:
        hour = hour % _NOON + (_NOON if half == "pm" else 0)
    return datetime.time(hour, minute) if hour < _DAY and minute < _HOUR else None


@cache
def _halves(locale: str) -> dict[str, str]:
    """The names of am and pm in English and in the locale, longest first."""
    names = {"am": "am", "pm": "pm", "a": "am", "p": "pm"}
    names |= {_folded(name): half for name, half in formats.halves_of_day(locale)}
    return dict(sorted(names.items(), key=lambda pair: -len(pair[0])))


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"(?<=[0-9])[.h](?=[0-9])", ":", re.sub(r"\s", "", plain)).replace(".", "")


_WRITTEN = re.compile(r"(?P<hour>[0-9]{1,2})(?::?(?P<minute>[0-9]{2}))?(?P<half>am|pm)?", re.ASCII)
_STORED = re.compile("(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_NOON = 12
_DAY = 24
_HOUR = 60
