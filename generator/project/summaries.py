"""Checks each spec and summarises it: problems, texts, and what other specs need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from forms.actions import actions
from forms.model.form import City
from generator.articles.compile import make_article
from generator.articles.source import ArticleSource
from generator.check.advice import lint_form
from generator.check.specs.cities import check_city
from generator.check.specs.dictionaries import check_dictionary
from generator.check.specs.forms import check_form
from generator.compile.cities import make_city
from generator.compile.wording import SourceText, noting
from generator.problems import Problem, errors_among
from generator.project.reading import ReadForm, ReadShared
from generator.sources.yaml import Document
from generator.sources.yaml.nodes import Place
from generator.specs.dictionary import PARTIES
from generator.specs.masters import Master
from generator.specs.models import MasterSpec

Problems = tuple[Problem, ...]
Texts = tuple[SourceText, ...]


@dataclass(frozen=True)
class FormSummary:
    """A form without its questions."""

    name: str
    named_at: Place | None  # place of the name in its file
    agency: str
    version: str
    deadline: str
    pages: tuple[str, ...]
    eligibility: bool  # whether it has eligibility conditions
    problems: Problems
    texts: Texts


@dataclass(frozen=True)
class SharedSummary:
    """The city and a data dictionary without entries."""

    city: City | None  # in the source language
    masters: tuple[Master, ...]
    workflows: tuple[str, ...]  # available to forms
    problems: Problems
    city_texts: Texts
    fact_texts: Texts

    @property
    def sound_city(self) -> City | None:
        """The city, if its file has no errors, which would cause further problems in forms."""
        faults = errors_among(self.problems)
        return None if any(PurePath(problem.file).stem == "city" for problem in faults) else self.city


@dataclass(frozen=True)
class ArticleSummary:
    """An article without its blocks."""

    problems: Problems
    texts: Texts


def sum_up_shared(read: ReadShared) -> SharedSummary:
    """Check the city and the dictionary, and summarise them."""
    texts: list[SourceText] = []
    city = make_city(read.city, noting(texts)) if read.city else None
    agencies = [agency.agency for agency in read.city.agencies] if read.city else []
    problems = [*read.problems, *(check_city(read.city) if read.city else ())]
    problems += check_dictionary(read.dictionary, read.parties, agencies)
    parties = read.parties.values() if agencies and not errors_among(problems) else ()
    return SharedSummary(
        city=city,
        masters=tuple(_masters(read)),
        workflows=read.city.workflows if read.city else (),
        problems=tuple(problems),
        city_texts=tuple(texts),
        fact_texts=tuple(text for party in parties for text in party.texts),
    )


def sum_up_form(read: ReadForm, document: Document, shared: SharedSummary) -> FormSummary:
    """Check a form, and summarise it."""
    spec, form = read.spec, read.analysis.form
    city = shared.sound_city
    problems = (
        *document.problems,
        *read.problems,
        *check_form(read.analysis, document, city, shared.workflows if city else None, actions()),
        *lint_form(read.analysis, _language(shared.city), shared.masters),
    )
    return FormSummary(
        name=form.name,
        named_at=spec.at("form") if spec.node("form") is not None else None,
        agency=form.agency,
        version=form.version,
        deadline=form.deadline,
        pages=tuple(page.name for page in form.pages),
        eligibility=bool(form.eligibility),
        problems=problems,
        texts=read.analysis.texts,
    )


def sum_up_article(source: ArticleSource, problems: tuple[Problem, ...]) -> ArticleSummary:
    """The summary of an article with these ``problems``."""
    texts: list[SourceText] = []
    if not errors_among(problems):
        make_article(source, noting(texts), str)
    return ArticleSummary(problems, tuple(texts))


def _masters(read: ReadShared) -> Iterator[Master]:
    for group in PARTIES:
        kinds = getattr(read.kinds.get(group), "fields", {})
        for name, spec in read.dictionary.get(group, {}).items():
            if isinstance(spec, MasterSpec):
                kind = kinds[name].phrase if name in kinds else ""
                yield Master(f"{group}.{name}", spec.field_type.type, kind, spec.label)


def _language(city: City | None) -> str:
    return city.languages[0] if city and city.languages else ""
