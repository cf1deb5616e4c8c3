"""A form with all uses of master fields looked up: entries with names and specs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from forms.expressions import Kind
from forms.fields.base import Shared
from generator.problems import Problem
from generator.problems.nearest import nearest
from generator.sources.yaml.nodes import Place
from generator.specs.base import Spec
from generator.specs.dictionary import PARTIES, Dictionary
from generator.specs.models import FormSpec, LocalSpec, MasterSpec, PageSpec, ShapeSpec, TypedSpec, UseSpec

Decided = Callable[[str, object], object]
"""From an option's name and default to the city's decision, for options not in the spec."""


def undecided(option: str, otherwise: object) -> object:
    """The default, for use without a city."""
    return otherwise


@dataclass(frozen=True)
class Asked:
    """One entry of a page: its name, its spec, and the use that refers to it (if any)."""

    name: str
    spec: LocalSpec | MasterSpec
    use: UseSpec | None = None

    @property
    def entry(self) -> LocalSpec | UseSpec:
        """The entry on the page itself, which has the conditions."""
        if self.use is not None:
            return self.use
        assert isinstance(self.spec, LocalSpec)  # noqa: S101 - guaranteed below
        return self.spec

    def spec_for(self, key: str) -> Spec:
        """The spec whose value of ``key`` counts: the use, if it has one."""
        return self.use if self.use is not None and self.use.node(key) is not None else self.spec

    def value(self, key: str) -> Any:
        """The value of ``key``. Any: it may be any key that a use can override."""
        return getattr(self.spec_for(key), key)

    @property
    def place(self) -> Place:
        """Its place in the form."""
        return self.entry.at()

    @property
    def shared(self) -> Shared | None:
        """Its master field; None for a local field."""
        if self.use is None or not isinstance(self.spec, MasterSpec):
            return None
        spec = self.spec
        return Shared(
            master=self.use.use,
            party=self.use.use.partition(".")[0],
            steward=spec.steward,
            sensitivity=spec.sensitivity,
            when_changed=spec.when_changed,
            confirm_after=spec.confirm_after,
            each_location=spec.each_location,
        )


@dataclass(frozen=True)
class PagePlan:
    """A page with its entries."""

    spec: PageSpec
    asked: tuple[Asked, ...]


@dataclass(frozen=True)
class FormPlan:
    """A form with the parts of the data dictionary that it needs."""

    spec: FormSpec
    agency: str
    pages: tuple[PagePlan, ...]
    dictionary: Dictionary
    by_city: Decided = undecided
    """The city's decision for an option (currency) that is not in the spec."""
    masters: Mapping[str, Kind] = field(default_factory=dict)
    """The kinds of all facts in expressions: a group for each kind of party."""

    def asked(self) -> Iterator[Asked]:
        """All entries in order."""
        for page in self.pages:
            yield from page.asked


def plan(
    spec: FormSpec,
    agency: str,
    dictionary: Dictionary,
    by_city: Decided,
    problems: list[Problem],
    unreadable: set[str],
) -> FormPlan:
    """Look up every ``use``; unknown ones are reported, and their names added to ``unreadable``."""
    pages = tuple(
        PagePlan(
            page,
            tuple(
                found for entry in page.fields if (found := _asked(entry, dictionary, problems, unreadable))
            ),
        )
        for page in spec.pages
    )
    return FormPlan(spec, agency, pages, dictionary, by_city)


def columns(spec: TypedSpec, dictionary: Dictionary) -> tuple[tuple[str, TypedSpec], ...]:
    """The columns of a list: its own, or those of its row shape; empty for other types."""
    shape = getattr(spec.options, "of", "")
    if shape:
        return tuple(dictionary.get(shape, {}).items())
    return tuple((column.field, column) for column in getattr(spec.options, "fields", ()))


def _asked(
    entry: UseSpec | LocalSpec, dictionary: Dictionary, problems: list[Problem], unreadable: set[str]
) -> Asked | None:
    if isinstance(entry, LocalSpec):
        return Asked(entry.field, entry)
    group, _, word = entry.use.rpartition(".")
    found = dictionary.get(group, {}).get(word)
    name = entry.as_ or word
    if entry.use in unreadable or not dictionary:
        unreadable.add(name)  # the dictionary's entry could not be read and is reported there
        return None
    if isinstance(found, MasterSpec):
        return Asked(name, found, entry)
    unreadable.add(name)
    problems.append(_unknown(entry, dictionary, found))
    return None


def _unknown(entry: UseSpec, dictionary: Dictionary, found: ShapeSpec | MasterSpec | None) -> Problem:
    if found is not None:
        return entry.at("use").problem(
            "E310",
            f"“{entry.use}” belongs to a row shape, which holds no facts of its own.",
            f"Use a fact of {' or '.join(PARTIES)}, or a list with “of: {entry.use.partition('.')[0]}”.",
        )
    known = [f"{group}.{name}" for group in PARTIES for name in dictionary.get(group, {})]
    same = [name for name in known if name.endswith(f".{entry.use}")]  # written without its group
    remedy = f"Write “use: {same[0]}”." if same else nearest(entry.use, known)
    return entry.at("use").problem("E310", f"There is no master field “{entry.use}”.", remedy)
