"""Names of forms, pages, fields and columns must be unique and not reserved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from forms.expressions import RESERVED_NAMES
from generator.compile.form_analysis import FormAnalysis
from generator.compile.plan import columns
from generator.problems import Problem
from generator.sources.yaml.nodes import Place
from generator.specs.dictionary import PARTIES
from generator.translate.wording import ARTICLES

RESERVED = frozenset({"check", "discard", "start", "today", "id", "same"})
"""Words that pages and posts use themselves."""

_OF_TEXTS = frozenset({ARTICLES, "city", "agencies", "registers", "portal"})
"""First words of translation contexts of other texts."""


def check_names(analysis: FormAnalysis) -> Iterator[Problem]:
    """All names of one form."""
    pages = [(page.spec.page, page.spec.at("page")) for page in analysis.plan.pages]
    fields = [(asked.name, asked.place) for asked in analysis.plan.asked()]
    yield from _twice(pages, "page", "E321")
    yield from _twice(fields, "field", "E322")
    if analysis.plan.agency:  # without an agency: the facts of a group, analysed under the group's name
        # first words of the translation contexts of its entries
        groups = {*PARTIES, *analysis.plan.dictionary}
        yield from _taken([(analysis.plan.spec.form, analysis.plan.spec.at("form"))], _OF_TEXTS | groups)
    yield from _taken(pages, RESERVED)
    yield from _taken(fields, RESERVED | RESERVED_NAMES)
    for asked in analysis.plan.asked():
        if getattr(asked.spec.options, "fields", ()):
            own = [(name, spec.at()) for name, spec in columns(asked.spec, analysis.plan.dictionary)]
            yield from _twice(own, "column", "E322")
            yield from _taken(own, RESERVED | RESERVED_NAMES)


def check_same_names(forms: Iterable[tuple[str, Place | None, str]]) -> Iterator[Problem]:
    """Two forms with the same name. Each is (name, place of the name if written, file)."""
    first: dict[str, str] = {}
    for name, place, file in forms:
        if name not in first:
            first[name] = file
        elif place is not None:
            yield place.problem(
                "E320",
                f"There is already a form “{name}”, in {first[name]}.",
                "Give one of them another name; names are shared by all agencies.",
            )


def reserved_in(names: Iterable[tuple[str, Place]]) -> Iterator[Problem]:
    """Reserved names of fields."""
    return _taken(names, RESERVED | RESERVED_NAMES)


def reserved_group(name: str, places: Iterable[Place]) -> Iterator[Problem]:
    """Reserved names of groups of master fields, reported at the first of their fields."""
    return _taken([(name, place) for place in places][:1], _OF_TEXTS)


def _twice(names: Iterable[tuple[str, Place]], what: str, code: str) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for name, place in names:
        if name in first:
            yield place.problem(
                code,
                f"There is already a {what} called “{name}”, in line {first[name].line}.",
                "Give one of them another name; a second use of a master field needs “as: other_name”."
                if what == "field"
                else "Give one of them another name.",
            )
        else:
            first[name] = place


def _taken(names: Iterable[tuple[str, Place]], words: frozenset[str]) -> Iterator[Problem]:
    for name, place in names:
        if name in words:
            yield place.problem(
                "E306",
                f"“{name}” cannot be used as a name: the word has a meaning of its own.",
                f"Choose a longer name, for example {name}_1 or one that says more.",
            )
