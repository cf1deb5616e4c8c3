"""Problems about names that a page does not have: pages, cause and remedy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import get_type_hints

from forms.pages.contexts import PAGES, PAPERS
from forms.pages.every_page import EveryPage
from generator.check.themes.names.expressions import CALL, FILTER, NAME, TEST, Miss
from generator.check.themes.names.places import Written
from generator.check.themes.on_request import ENVIRONMENT
from generator.problems import Problem
from generator.problems.nearest import nearest
from generator.sources.yaml.nodes import Place

_SHOWN = 3  # pages named in a message
_SURE = "Did you mean"  # how a remedy with a single suggestion begins


def problem(file: str, at: Written, miss: Miss, pages: Sequence[str]) -> Problem:
    """The problem at its place; ``pages`` are the templates where it occurs."""
    place = Place(file, at.line, at.column, at.line, at.column + at.length)
    if miss.kind in (FILTER, TEST):
        known = ENVIRONMENT.filters if miss.kind == FILTER else ENVIRONMENT.tests
        return place.problem(
            "E505", f"Requests know no {miss.kind} “{miss.word}”.", nearest(miss.word, frozenset(known))
        )
    return place.problem("E521", _message(miss, pages), _remedy(miss, pages))


def _message(miss: Miss, pages: Sequence[str]) -> str:
    on = _named(pages)
    if miss.kind == NAME:
        if miss.block:
            return (
                f"The block “{miss.block}” of the {on} is not given “{miss.word}” when it is fetched without"
                " the page around it."
            )
        return f"The {on} {'are' if len(pages) > 1 else 'is'} not given “{miss.word}”."
    because = f": it is {miss.description}" if miss.description else ""
    if miss.kind == CALL:
        path = f"{miss.owner}.{miss.word}" if miss.owner else miss.word
        return f"On the {on}, “{path}” cannot be called{because}."
    asked = f"“{miss.owner}”" if miss.owner else "what it is asked of"
    return f"On the {on}, {asked} has no “{miss.word}”{because}."


def _remedy(miss: Miss, pages: Sequence[str]) -> str:
    if miss.kind == CALL:
        return "Write it without the brackets ()."
    near = nearest(miss.word, miss.known)
    if near.startswith(_SURE):
        return near
    if miss.kind == NAME:
        return nearest(miss.word, frozenset(_own_names(miss, pages)) & miss.known) if miss.known else near
    if miss.description == "a list":
        return "Ask one of its entries: {% for one in … %}."
    return "Print it as it is, or ask for something that it has." if miss.description else near


def _own_names(miss: Miss, pages: Sequence[str]) -> Iterable[str]:
    """Names to suggest: those of the page itself, or else those of all pages."""
    if miss.block:
        return miss.known
    own = get_type_hints({**PAGES, **PAPERS}[pages[0]]) if len(pages) == 1 else {}
    return own or get_type_hints(EveryPage)


def _named(pages: Sequence[str]) -> str:
    names = [f"{name}.html" for name in pages]
    if len(names) == 1:
        return f"{'paper' if pages[0] in PAPERS else 'page'} {names[0]}"
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"pages {', '.join(names[:_SHOWN])}{more}"
