"""Searching the city's forms, agencies and articles by what they say, tolerant of how people type."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from forms.article import Article
from forms.form import City, Form

Grams = Mapping[str, frozenset[str]]
"""The words of a text, each with its trigrams."""

_ENOUGH = 0.45  # of the trigrams of a typed word; one wrong letter in six still finds
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")  # scripts that write whole sentences without spaces
_CLOSE = 0.65  # the same in the long text of an article, where much is a little alike


@dataclass(frozen=True)
class SearchEntry:
    """One thing that can be found: a form, an article, or (without both) an agency."""

    title: str
    agency: str
    form: str = ""
    article: str = ""
    said: str = ""  # shown below the title
    words: str = ""  # searched besides the title


def search_entries(
    city: City, forms: Iterable[Form], articles: Iterable[Article] = ()
) -> Iterator[SearchEntry]:
    """Everything that can be found, in the order of the portal."""
    titles = {agency.name: agency.title for agency in city.agencies}
    for agency in city.agencies:
        yield SearchEntry(agency.title, agency.name, said=agency.summary, words=agency.summary)
    for form in forms:
        words = (form.summary, form.audience, titles.get(form.agency, ""))
        yield SearchEntry(form.title, form.agency, form.name, said=form.summary, words=" ".join(words))
    for article in articles:
        yield SearchEntry(
            article.title,
            article.agency,
            article=article.name,
            said=article.opening,
            words=" ".join(_each_once(article.words)),
        )


def grams(text: str) -> Grams:
    """The words of ``text`` without accents and capital letters, each cut into trigrams."""
    return {word: _trigrams(word) for word in _words(text)}


def found(index: Sequence[tuple[SearchEntry, Grams]], typed: str) -> tuple[SearchEntry, ...]:
    """What fits what was typed, the best first; every word must be there, or one much like it."""
    asked = grams(typed)
    scored = [(_score(asked, entry, said), entry) for entry, said in index]
    hits = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: -pair[0])
    return tuple(entry for _, entry in hits)


def _score(asked: Grams, entry: SearchEntry, said: Grams) -> float:
    title = grams(entry.title)
    enough = _CLOSE if entry.article else _ENOUGH
    scores = [
        _best(word, cut, said, enough) + 0.5 * _best(word, cut, title, _ENOUGH) for word, cut in asked.items()
    ]
    return sum(scores) if scores and all(scores) else 0


def _best(word: str, cut: frozenset[str], said: Grams, enough: float) -> float:
    likeness = max((_likeness(word, cut, other, parts) for other, parts in said.items()), default=0.0)
    return likeness if likeness >= enough else 0.0


def _likeness(word: str, cut: frozenset[str], other: str, parts: frozenset[str]) -> float:
    if other.startswith(word) or (_UNSPACED.search(word) and word in other):
        return 1.0
    return len(cut & parts) / max(len(cut), len(parts))


def _trigrams(word: str) -> frozenset[str]:
    padded = f"  {word} "
    return frozenset(padded[start : start + 3] for start in range(len(padded) - 2))


def _each_once(text: str) -> Iterator[str]:
    return iter(dict.fromkeys(_words(text)))


def _words(text: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = (letter for letter in plain if not unicodedata.combining(letter))
    return iter("".join(letter if letter.isalnum() else " " for letter in kept).split())
