"""The words that pages fill in on request, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from markupsafe import Markup, escape

from forms.language import Language
from forms.messages import fill


def request_words(language: Language) -> Mapping[str, Callable[..., str]]:
    """What templates may call on request: ``say(text, **values)`` and ``nsay(one, many, n, **values)``.

    Values are escaped unless they are markup already; the sentence itself was translated at build, or (for
    ``nsay``) is looked up here, because its plural depends on the number.
    """

    def nsay(one: str, many: str, count: int, /, **values: object) -> Markup:
        sentence = language.translations.ngettext(one, many, count)
        return say(sentence, count=count, **values)

    return {"say": say, "fill": say, "nsay": nsay}


def say(text: str, /, **values: object) -> Markup:
    """A sentence with its gaps filled, safe to print."""
    safe = {gap: escape(value) for gap, value in values.items()}
    return Markup(fill(str(escape(text)), safe))  # noqa: S704  sentence and values are escaped just here


@lru_cache(maxsize=4096)
def long_date(day: date, locale: str) -> str:
    """A date as people write it; never the short form, whose 3/4/26 reads two ways."""
    return format_date(day, "long", locale=locale)


@lru_cache(maxsize=4096)
def clock(hour: int, minute: int, locale: str) -> str:
    """A time of day."""
    return format_time(datetime(2000, 1, 1, hour, minute), "short", locale=locale)


def moment(at: datetime, timezone: str, locale: str) -> tuple[str, str]:
    """A moment as the city's long date and time of day."""
    here = at.astimezone(ZoneInfo(timezone))
    return long_date(here.date(), locale), clock(here.hour, here.minute, locale)
