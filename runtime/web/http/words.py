"""Texts that templates fill in at request time, in the user's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from forms.text import formats
from forms.text.directions import isolated
from forms.text.language import Language
from forms.text.messages import fill


def request_words(language: Language) -> Mapping[str, Callable[..., str]]:
    """The functions for templates: ``say(text, **values)`` and ``nsay(one, many, n, **values)``.

    Values are escaped unless they are markup. The sentence was translated at build; for ``nsay`` it is looked
    up here, because its plural depends on the number.
    """

    def say(text: str, /, **values: object) -> Markup:
        safe = {gap: _safe(value, language) for gap, value in values.items()}
        return Markup(fill(str(escape(text)), safe))  # noqa: S704  sentence and values are escaped in this line

    def nsay(one: str, many: str, count: int, /, **values: object) -> Markup:
        sentence = language.translations.ngettext(one, many, count)
        return say(sentence, count=count, **values)

    return {"say": say, "fill": say, "nsay": nsay}


def moment(at: datetime, timezone: str, locale: str) -> tuple[str, str]:
    """A moment as (long date, time of day) in the city's time zone."""
    here = at.astimezone(ZoneInfo(timezone))
    return formats.long_date(here.date(), locale), formats.clock(time(here.hour, here.minute), locale)


def direction(languages: Mapping[str, Language], code: str) -> str:
    """The text direction of a language (``ltr`` or ``rtl``), also if it is no longer published."""
    known = languages.get(code)
    return known.direction if known else "ltr"


def _safe(value: object, language: Language) -> Markup:
    return value if isinstance(value, Markup) else escape(isolated(str(value), language.direction))
