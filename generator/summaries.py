"""What a build needs of a spec that has not changed: its problems, its texts, and what others must know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, NamedTuple

from forms.form import City
from forms.serialise import from_json, to_json
from generator.compiler.wording import SourceText
from generator.ledger import Packed
from generator.loader.nodes import Place
from generator.problems import Problem, errors_among

# Any in this module: it packs everything into JSON and unpacks what it has packed.

Problems = tuple[Problem, ...]
Texts = tuple[SourceText, ...]


@dataclass(frozen=True)
class FormSummary:
    """A form without its questions."""

    name: str
    named_at: Place | None  # where its file says the name
    agency: str
    version: str
    deadline: str
    pages: tuple[str, ...]
    eligibility: bool  # whether it says who may apply
    problems: Problems
    texts: Texts

    def packed(self) -> Packed:
        """As JSON."""
        return {**vars(self), "problems": _rows(self.problems), "texts": self.texts}

    @staticmethod
    def unpacked(packed: Packed) -> FormSummary:
        """From its JSON."""
        place = packed["named_at"]
        own = {"named_at": place and Place(*place), "pages": tuple(packed["pages"])}
        return FormSummary(**{**packed, **own, **_unpacked(packed, "problems", "texts")})


class Master(NamedTuple):
    """A master field as a form is compared with it."""

    name: str  # with its group: business.legal_name
    type: str
    kind: str  # what expressions call its values
    label: str  # in the source language


@dataclass(frozen=True)
class SharedSummary:
    """The city and its data dictionary without its entries."""

    city: City | None  # in the source language
    masters: tuple[Master, ...]
    workflows: tuple[str, ...]  # that forms may name
    problems: Problems
    city_texts: Texts
    fact_texts: Texts

    def packed(self) -> Packed:
        """As JSON."""
        city = self.city and to_json(self.city)
        return {**vars(self), "city": city, "problems": _rows(self.problems)}

    @staticmethod
    def unpacked(packed: Packed) -> SharedSummary:
        """From its JSON."""
        city = packed["city"] and from_json(City, packed["city"])
        masters = tuple(Master(*master) for master in packed["masters"])
        workflows = tuple(packed["workflows"])
        return SharedSummary(
            city, masters, workflows, **_unpacked(packed, "problems", "city_texts", "fact_texts")
        )

    @property
    def is_sound(self) -> bool:
        """Whether all of it could be read."""
        return not errors_among(self.problems)

    @property
    def sound_city(self) -> City | None:
        """The city, if all of its file could be read: else what is not known there is told there only."""
        faults = errors_among(self.problems)
        return None if any(PurePath(problem.file).stem == "city" for problem in faults) else self.city


@dataclass(frozen=True)
class ArticleSummary:
    """An article without its blocks."""

    forms: tuple[str, ...]  # that it links to
    problems: Problems
    texts: Texts

    def packed(self) -> Packed:
        """As JSON."""
        return {**vars(self), "problems": _rows(self.problems)}

    @staticmethod
    def unpacked(packed: Packed) -> ArticleSummary:
        """From its JSON."""
        return ArticleSummary(tuple(packed["forms"]), **_unpacked(packed, "problems", "texts"))


def _rows(problems: Iterable[Problem]) -> list[list[Any]]:
    return [list(vars(problem).values()) for problem in problems]


def _unpacked(packed: Packed, problems: str, *texts: str) -> dict[str, Any]:
    found: dict[str, Any] = {key: tuple(SourceText(*text) for text in packed[key]) for key in texts}
    return {problems: tuple(Problem(*row) for row in packed[problems]), **found}
