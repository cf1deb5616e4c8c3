"""What was found out about each spec: its problems, its texts, and what others must know of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from forms.model.form import City
from generator.compile.wording import SourceText
from generator.problems import Problem, errors_among
from generator.sources.yaml.nodes import Place
from generator.specs.masters import Master

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


@dataclass(frozen=True)
class SharedSummary:
    """The city and its data dictionary without its entries."""

    city: City | None  # in the source language
    masters: tuple[Master, ...]
    workflows: tuple[str, ...]  # that forms may name
    problems: Problems
    city_texts: Texts
    fact_texts: Texts

    @property
    def sound_city(self) -> City | None:
        """The city, if all of its file could be read: else what is not known there is told there only."""
        faults = errors_among(self.problems)
        return None if any(PurePath(problem.file).stem == "city" for problem in faults) else self.city


@dataclass(frozen=True)
class ArticleSummary:
    """An article without its blocks."""

    problems: Problems
    texts: Texts
