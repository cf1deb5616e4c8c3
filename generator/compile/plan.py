"""A form with every use of a master field looked up: what is asked, under which name, from which spec."""

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
"""From the name of an option that a spec leaves out, and what it is otherwise, to what the city decides."""


def undecided(option: str, otherwise: object) -> object:
    """Where there is no city, nothing is decided."""
    return otherwise


@dataclass(frozen=True)
class Asked:
    """One entry of a page: its name here, the spec behind it, and the use that brought it (if any)."""

    name: str
    spec: LocalSpec | MasterSpec
    use: UseSpec | None = None

    @property
    def entry(self) -> LocalSpec | UseSpec:
        """What stands on the page itself: the place for conditions."""
        if self.use is not None:
            return self.use
        assert isinstance(self.spec, LocalSpec)  # noqa: S101 - by construction below
        return self.spec

    def saying(self, key: str) -> Spec:
        """The spec whose value of ``key`` counts: the use's own, when it has one."""
        return self.use if self.use is not None and self.use.node(key) is not None else self.spec

    def value(self, key: str) -> Any:
        """The value that counts. Any: it may be any key that a use can override."""
        return getattr(self.saying(key), key)

    @property
    def place(self) -> Place:
        """Where the form brings it in."""
        return self.entry.at()

    @property
    def shared(self) -> Shared | None:
        """Where its fact lives; None for a field of this form alone."""
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
    """A page with what it asks."""

    spec: PageSpec
    asked: tuple[Asked, ...]


@dataclass(frozen=True)
class FormPlan:
    """A form with all that it needs from the data dictionary."""

    spec: FormSpec
    agency: str
    pages: tuple[PagePlan, ...]
    dictionary: Dictionary
    by_city: Decided = undecided
    """What the city decides for an option (currency) that a spec leaves out."""
    masters: Mapping[str, Kind] = field(default_factory=dict)
    """What expressions know about all facts: a group for each kind of party."""

    def asked(self) -> Iterator[Asked]:
        """All entries in the order in which they are met."""
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
    """Look up every ``use``; what is not there is a problem, and its name is added to ``unreadable``."""
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
    """The columns of a list by name: its own, or those of its row shape; none for any other type."""
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
        unreadable.add(name)  # the dictionary could not be read here, which was told there
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
    same = [name for name in known if name.endswith(f".{entry.use}")]  # the group was forgotten
    remedy = f"Write “use: {same[0]}”." if same else nearest(entry.use, known)
    return entry.at("use").problem("E310", f"There is no master field “{entry.use}”.", remedy)
