"""A city's specs as they were read and checked, with all that is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from forms.expressions import Kind
from forms.form import City, Form
from generator.articles.source import ArticleSource
from generator.checks.study import Study
from generator.loader import Document
from generator.problems import Problem, errors_among
from generator.specs.models import CitySpec, FormSpec
from generator.specs.reading import Dictionary


@dataclass(frozen=True)
class FormSource:
    """One form as read and checked."""

    document: Document
    spec: FormSpec
    study: Study
    form: Form  # in the source language
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class SharedSource:
    """What all forms share: the city and its data dictionary."""

    city: CitySpec | None
    dictionary: Dictionary
    lost: frozenset[str]  # master fields that could not be read
    problems: tuple[Problem, ...]
    kinds: Mapping[str, Kind]  # of all facts, as groups by kind of party
    sha256s: tuple[str, ...]  # of the files behind it; the same means that nothing changed


@dataclass(frozen=True)
class Project:
    """All specs of a city. With errors among ``problems`` it is good for nothing but telling them."""

    folder: Path
    city: City  # in the source language; empty when there is none
    forms: tuple[Form, ...]  # in the source language: by agency, in the order of their tabs, then by file
    problems: tuple[Problem, ...]  # errors and lints, by file and line
    sources: Mapping[str, str]  # path below the folder → SHA-256 of the file
    documents: Mapping[str, Document] = field(repr=False)
    shared: SharedSource = field(repr=False)
    form_sources: Mapping[str, FormSource] = field(repr=False)  # by path
    article_sources: Mapping[str, ArticleSource] = field(repr=False, default_factory=dict)  # by path

    @property
    def is_sound(self) -> bool:
        """Whether nothing stands in the way of a build."""
        return not errors_among(self.problems)

    @property
    def shared_sources(self) -> tuple[str, ...]:
        """The SHA-256 of the files on which every form depends."""
        return self.shared.sha256s

    @property
    def articles(self) -> tuple[ArticleSource, ...]:
        """All articles: by agency, in the order of their tabs, then by file."""
        tabs = {agency.name: number for number, agency in enumerate(self.city.agencies)}
        found = (article for _, article in sorted(self.article_sources.items()))
        return tuple(sorted(found, key=lambda article: tabs.get(article.agency, len(tabs))))

    def source_of(self, form: str) -> str:
        """The SHA-256 of the file of a form; raises KeyError."""
        return self.source(form).document.sha256

    def source(self, form: str) -> FormSource:
        """What was read of a form; raises KeyError."""
        for source in self.form_sources.values():
            if source.form.name == form:
                return source
        raise KeyError(form)
