"""A city's specs as read and checked, with all problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from forms.model.form import City, Form
from generator.articles.source import ArticleSource
from generator.cache.build_cache import BuildCache
from generator.cache.digests import digest
from generator.compile.form_analysis import FormAnalysis
from generator.problems import Problem, errors_among
from generator.project.reading import ReadForm, ReadShared
from generator.project.summaries import ArticleSummary, FormSummary, SharedSummary
from generator.sources.yaml import Document
from generator.specs.dictionary import Dictionary
from generator.specs.models import CitySpec, FormSpec


@dataclass(frozen=True)
class FormSource:
    """One form as read and checked."""

    document: Document
    read: ReadForm = field(repr=False)
    summary: FormSummary = field(repr=False)

    @property
    def made_from(self) -> str:
        """A digest of its file and of its agency's folder."""
        return digest(self.summary.agency, self.document.sha256)

    @property
    def spec(self) -> FormSpec:
        """The content of its file."""
        return self.read.spec

    @property
    def analysis(self) -> FormAnalysis:
        """Its questions with compiled expressions."""
        return self.read.analysis

    @property
    def form(self) -> Form:
        """The form in the source language."""
        return self.analysis.form


@dataclass(frozen=True)
class SharedSource:
    """What all forms share: city and data dictionary."""

    key: str  # digest of their files and names
    sha256s: tuple[str, ...]
    read: ReadShared = field(repr=False)
    summary: SharedSummary = field(repr=False)

    @property
    def city(self) -> CitySpec | None:
        """The content of ``city.yaml``."""
        return self.read.city

    @property
    def dictionary(self) -> Dictionary:
        """The content of ``master_fields.yaml``."""
        return self.read.dictionary


@dataclass(frozen=True)
class Project:
    """All specs of a city. If ``problems`` includes errors, it is only usable for reporting them."""

    folder: Path
    problems: tuple[Problem, ...]  # errors and lints, by file and line
    sources: Mapping[str, str]  # path below the folder → SHA-256 of the file
    documents: Mapping[str, Document] = field(repr=False)
    shared: SharedSource = field(repr=False)
    cache: BuildCache = field(repr=False, compare=False)  # what was read, for the next load
    form_sources: Mapping[str, FormSource] = field(repr=False)  # by path
    article_sources: Mapping[str, ArticleSource] = field(repr=False, default_factory=dict)  # by path
    article_summaries: Mapping[str, ArticleSummary] = field(repr=False, default_factory=dict)  # by key

    @cached_property
    def city(self) -> City:
        """The city in the source language; an empty one if there is none."""
        return self.shared.summary.city or City(name="", title="")

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """All forms in the source language: by agency, in the order of their tabs, then by file."""
        return tuple(self.source(summary.name).form for summary in self.summaries)

    @cached_property
    def summaries(self) -> tuple[FormSummary, ...]:
        """Summaries of all forms, in the same order."""
        tabs = {agency.name: number for number, agency in enumerate(self.city.agencies)}
        found = (source.summary for _, source in sorted(self.form_sources.items()))
        return tuple(sorted(found, key=lambda summary: tabs.get(summary.agency, len(tabs))))

    @property
    def is_sound(self) -> bool:
        """Whether there are no errors."""
        return not errors_among(self.problems)

    @property
    def shared_sources(self) -> tuple[str, ...]:
        """The SHA-256 of the files that every form depends on."""
        return self.shared.sha256s

    @cached_property
    def articles(self) -> tuple[ArticleSource, ...]:
        """All articles: by agency, in the order of their tabs, then by file."""
        tabs = {agency.name: number for number, agency in enumerate(self.city.agencies)}
        found = (article for _, article in sorted(self.article_sources.items()))
        return tuple(sorted(found, key=lambda article: tabs.get(article.agency, len(tabs))))

    def source_of(self, form: str) -> str:
        """A digest of a form's inputs: its file and folder; raises KeyError."""
        return self.source(form).made_from

    def source(self, form: str) -> FormSource:
        """A form's source; raises KeyError."""
        return self._by_name[form]

    @cached_property
    def _by_name(self) -> Mapping[str, FormSource]:
        """The first form of each name: a second one is a problem."""
        return {source.summary.name: source for source in reversed([*self.form_sources.values()])}
