"""The languages in which a city may publish: autonym, direction and locale."""

from __future__ import annotations

import gettext
import re
from typing import Literal

import babel
from babel import localedata

from forms.text.language import Language

TERRITORY = "US"  # formats follow the city's country: 1,234.50 in Spanish too

# Autonyms that differ from Babel's, and languages without a locale in Babel, which use the English formats of
# numbers and dates.
_OWN_NAMES = {
    "zh-Hans": "简体中文",
    "zh-Hant": "繁體中文",
    "ch": "Finuʼ Chamoru",
    "chk": "Fóósun Chuuk",
    "hmn": "Hmoob",
    "ilo": "Ilokano",
    "mam": "Qyool Mam",
    "mh": "Kajin M̧ajeļ",
    "sm": "Gagana Sāmoa",
}
_FALLBACK_LOCALE = "en_US"
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def is_known(code: str) -> bool:
    """Whether a city may publish in the language ``code`` (a BCP 47 tag such as ``zh-Hant``)."""
    return is_tag(code) and (code in _OWN_NAMES or _locale(code) is not None)


def is_tag(code: str) -> bool:
    """Whether ``code`` is a plain language tag, safe as folder name and in addresses."""
    return bool(_TAG.fullmatch(code))


def language(code: str, translations: gettext.NullTranslations | None = None) -> Language:
    """The language ``code``, with ``translations`` of the product's texts."""
    return Language(
        code=code,
        locale=_locale(code) or _FALLBACK_LOCALE,
        name=_name(code),
        direction=_direction(code),
        translations=translations or gettext.NullTranslations(),
    )


def _locale(code: str) -> str | None:
    own = code.replace("-", "_")
    regional = f"{own}_{TERRITORY}"
    return next((locale for locale in (regional, own) if localedata.exists(locale)), None)


def _name(code: str) -> str:
    if code in _OWN_NAMES:
        return _OWN_NAMES[code]
    autonym = babel.Locale.parse(code, sep="-").get_display_name() or code
    return autonym[0].upper() + autonym[1:]


def _direction(code: str) -> Literal["ltr", "rtl"]:
    locale = _locale(code)
    if locale is None:  # all such languages are written left to right
        return "ltr"
    return "rtl" if babel.Locale.parse(locale).text_direction == "rtl" else "ltr"
