"""Searching the city's forms, agencies and articles by what they say, tolerant of how people type."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from forms.model.article import Article
from forms.model.form import City, Form
from forms.text.typos import is_unspaced, mistyped

Grams = Mapping[str, frozenset[str]]
"""Words, each with its trigrams."""

Likeness = Mapping[str, float]
"""How much words are like one that was typed, from 0 to 1."""

Score = tuple[int, float]
"""How well an entry fits: how many words it says exactly, and how much it does altogether."""

_MOST_WORDS = 10  # that are looked for: each is held against every word there is, and nobody types more
_ENOUGH = 0.45  # of the trigrams of a typed word; one wrong letter in six still finds
_NONE: Score = (0, 0.0)
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


Hit = tuple[Score, SearchEntry]


@dataclass(frozen=True)
class WordedEntry:
    """An entry and the words by which it is found."""

    entry: SearchEntry
    title: frozenset[str]
    words: frozenset[str]  # those of the title too


@dataclass(frozen=True)
class SearchIndex:
    """Everything that can be found; a word is looked at once, however many entries say it."""

    entries: tuple[WordedEntry, ...]
    words: Grams


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


def search_index(entries: Iterable[SearchEntry]) -> SearchIndex:
    """Entries made ready for `found`."""
    worded = tuple(
        WordedEntry(entry, frozenset(_words(entry.title)), frozenset(_words(f"{entry.title} {entry.words}")))
        for entry in entries
    )
    said = {word for entry in worded for word in entry.words}
    return SearchIndex(worded, {word: _trigrams(word) for word in sorted(said)})


def found(index: SearchIndex, typed: str) -> tuple[SearchEntry, ...]:
    """What fits what was typed, the best first; every word must be there, or one much like it.

    Whatever says more words exactly stands first. Words that are only like those typed count when
    nothing fits exactly.
    """
    asked = tuple(islice(dict.fromkeys(_words(typed)), _MOST_WORDS))
    near = [_near(index.words, word) for word in asked]
    hits = _hits(index, near) or _closest(_hits(index, _forgiven(index, asked, near)))
    return tuple(entry for _, entry in hits)


def _hits(index: SearchIndex, near: Sequence[Likeness]) -> Sequence[Hit]:
    scored = ((_score(near, worded), worded.entry) for worded in index.entries)
    return sorted((hit for hit in scored if hit[0] > _NONE), key=lambda hit: hit[0], reverse=True)


def _closest(hits: Sequence[Hit]) -> Sequence[Hit]:
    """Those that say as many words exactly as the best: the others only happen to be alike."""
    return [hit for hit in hits if hit[0][0] == hits[0][0][0]]


def _forgiven(index: SearchIndex, asked: Sequence[str], near: Sequence[Likeness]) -> Sequence[Likeness]:
    """For each word those much like it, and those that may have been meant by it."""
    alone = len(asked) == 1
    return [
        _likelier(alike, mistyped(index.words, word, _trigrams(word), alone=alone))
        for word, alike in zip(asked, near, strict=True)
    ]


def _likelier(alike: Likeness, meant: Likeness) -> Likeness:
    return {word: max(alike.get(word, 0.0), meant.get(word, 0.0)) for word in alike.keys() | meant.keys()}


def _near(words: Grams, asked: str) -> Likeness:
    """The words that are much like the one that was asked for, whoever says them."""
    cut = _trigrams(asked)
    alike = {word: _likeness(asked, cut, word, parts) for word, parts in words.items()}
    return {word: likeness for word, likeness in alike.items() if likeness >= _ENOUGH}


def _score(near: Sequence[Likeness], worded: WordedEntry) -> Score:
    enough = _CLOSE if worded.entry.article else _ENOUGH
    found = [(_best(alike, worded.words, enough), _best(alike, worded.title, _ENOUGH)) for alike in near]
    if not found or not all(map(max, found)):
        return _NONE
    exact = sum(anywhere == 1.0 for anywhere, _ in found)
    return exact, sum(anywhere + 0.5 * title for anywhere, title in found)


def _best(alike: Likeness, words: frozenset[str], enough: float) -> float:
    likeness = max((alike[word] for word in alike.keys() & words), default=0.0)
    return likeness if likeness >= enough else 0.0


def _likeness(word: str, cut: frozenset[str], other: str, parts: frozenset[str]) -> float:
    if other.startswith(word) or (word in other and is_unspaced(word)):
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
