"""Search in forms, agencies and articles, tolerant of typing errors."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from forms.model.article import Article
from forms.model.form import City, Form
from forms.text.typos import is_unspaced, mistyped

Grams = Mapping[str, frozenset[str]]
"""Trigrams by word."""

Likeness = Mapping[str, float]
"""Similarity (0 to 1) to a typed word, by word."""

Score = tuple[int, float]
"""The score of an entry: number of exact words, and sum of similarities."""

_MOST_WORDS = 10  # of a search: each is compared with every indexed word
_ENOUGH = 0.45  # share of a typed word's trigrams; tolerates one wrong letter in six
_NONE: Score = (0, 0.0)
_CLOSE = 0.65  # the same for articles, whose long text has many similar words


@dataclass(frozen=True)
class SearchEntry:
    """A search result: a form, an article, or (without both) an agency."""

    title: str
    agency: str
    form: str = ""
    article: str = ""
    said: str = ""  # text shown below the title
    words: str = ""  # text searched besides the title


Hit = tuple[Score, SearchEntry]


@dataclass(frozen=True)
class WordedEntry:
    """An entry and its words."""

    entry: SearchEntry
    title: frozenset[str]
    words: frozenset[str]  # including those of the title


@dataclass(frozen=True)
class SearchIndex:
    """All entries; each word is compared once, however many entries contain it."""

    entries: tuple[WordedEntry, ...]
    words: Grams


def search_entries(
    city: City, forms: Iterable[Form], articles: Iterable[Article] = ()
) -> Iterator[SearchEntry]:
    """All entries, in the order of the portal."""
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
    """The index for `found`."""
    worded = tuple(
        WordedEntry(entry, frozenset(_words(entry.title)), frozenset(_words(f"{entry.title} {entry.words}")))
        for entry in entries
    )
    known = {word for entry in worded for word in entry.words}
    return SearchIndex(worded, {word: _trigrams(word) for word in sorted(known)})


def found(index: SearchIndex, typed: str) -> tuple[SearchEntry, ...]:
    """The entries that match the typed text, best first; each word must occur, or one similar to it.

    Entries with more exact words come first. Similar words count only when nothing matches exactly.
    """
    asked = tuple(islice(dict.fromkeys(_words(typed)), _MOST_WORDS))
    near = [_near(index.words, word) for word in asked]
    hits = _hits(index, near) or _closest(_hits(index, _forgiven(index, asked, near)))
    return tuple(entry for _, entry in hits)


def _hits(index: SearchIndex, near: Sequence[Likeness]) -> Sequence[Hit]:
    scored = ((_score(near, worded), worded.entry) for worded in index.entries)
    return sorted((hit for hit in scored if hit[0] > _NONE), key=lambda hit: hit[0], reverse=True)


def _closest(hits: Sequence[Hit]) -> Sequence[Hit]:
    """The hits with as many exact words as the best one."""
    return [hit for hit in hits if hit[0][0] == hits[0][0][0]]


def _forgiven(index: SearchIndex, asked: Sequence[str], near: Sequence[Likeness]) -> Sequence[Likeness]:
    """For each word the similar ones, and those that may be meant by a typing error."""
    alone = len(asked) == 1
    return [
        _likelier(alike, mistyped(index.words, word, _trigrams(word), alone=alone))
        for word, alike in zip(asked, near, strict=True)
    ]


def _likelier(alike: Likeness, meant: Likeness) -> Likeness:
    return {word: max(alike.get(word, 0.0), meant.get(word, 0.0)) for word in alike.keys() | meant.keys()}


def _near(words: Grams, asked: str) -> Likeness:
    """The indexed words that are similar to a searched word."""
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
