"""The words that pages fill in on request, in the reader's language."""

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
    """What templates may call on request: ``say(text, **values)`` and ``nsay(one, many, n, **values)``.

    Values are escaped unless they are markup already; the sentence itself was translated at build, or (for
    ``nsay``) is looked up here, because its plural depends on the number.
    """

    def say(text: str, /, **values: object) -> Markup:
        safe = {gap: _safe(value, language) for gap, value in values.items()}
        return Markup(fill(str(escape(text)), safe))  # noqa: S704  sentence and values are escaped just here

    def nsay(one: str, many: str, count: int, /, **values: object) -> Markup:
        sentence = language.translations.ngettext(one, many, count)
        return say(sentence, count=count, **values)

    return {"say": say, "fill": say, "nsay": nsay}


def moment(at: datetime, timezone: str, locale: str) -> tuple[str, str]:
    """A moment as the city's long date and time of day."""
    here = at.astimezone(ZoneInfo(timezone))
    return formats.long_date(here.date(), locale), formats.clock(time(here.hour, here.minute), locale)


def direction(languages: Mapping[str, Language], code: str) -> str:
    """Which way a language runs, also one that the city does not publish any more."""
    known = languages.get(code)
    return known.direction if known else "ltr"


def _safe(value: object, language: Language) -> Markup:
    return value if isinstance(value, Markup) else escape(isolated(str(value), language.direction))
