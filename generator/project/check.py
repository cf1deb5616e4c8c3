"""Specs are read, checked and summed up: what a build does with those that have changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from forms.actions import actions
from forms.expressions import Kind
from forms.fields.base import Field
from forms.model.form import City, Form
from generator.articles.compile import make_article
from generator.articles.source import ArticleSource
from generator.check.advice import lint_form
from generator.check.specs.cities import check_city, decided_by
from generator.check.specs.dictionaries import analyse_party, check_dictionary, kinds_of_facts
from generator.check.specs.forms import (
    check_agency,
    check_analysis,
    check_file_name,
    check_notified,
    check_workflow,
)
from generator.check.specs.uploads import check_uploads
from generator.compile.cities import make_city
from generator.compile.facts import make_facts
from generator.compile.form_analysis import FormAnalysis, analyse_form
from generator.compile.forms import make_form
from generator.compile.plan import plan
from generator.compile.version import version_of
from generator.compile.wording import Say, SourceText, in_source_language
from generator.problems import Problem, errors_among
from generator.project.summaries import ArticleSummary, FormSummary, SharedSummary
from generator.sources.files import SpecFiles
from generator.sources.yaml import Document
from generator.sources.yaml.nodes import MappingNode
from generator.specs.dictionary import PARTIES, Dictionary
from generator.specs.masters import Master
from generator.specs.models import CitySpec, FormSpec, MasterSpec
from generator.specs.reading import Reader

Types = Mapping[str, type[Field]]


@dataclass(frozen=True)
class ReadShared:
    """The city and its data dictionary, and what was wrong in reading them."""

    files: SpecFiles
    city: CitySpec | None
    dictionary: Dictionary
    told: tuple[Problem, ...]  # all that is wrong with the two files as such
    unreadable: frozenset[str]  # the master fields that could not be read

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        """What expressions know about all facts, as groups by kind of party."""
        return kinds_of_facts(self.dictionary, self.files.text)


@dataclass(frozen=True)
class ReadForm:
    """A form's file and what was made of it, and what was wrong in reading it."""

    spec: FormSpec
    analysis: FormAnalysis
    told: tuple[Problem, ...]

    def made(self, version: str, say: Say = in_source_language) -> Form:
        """The form in the language of ``say``."""
        return make_form(self.analysis.plan, say, self.analysis.expressions, version)


def read_shared(files: SpecFiles, types: Types) -> ReadShared:
    """Read the city and its data dictionary."""
    reader = Reader(types)
    of_city, of_dictionary = files.root(files.city), files.root(files.dictionary)
    city = reader.city(of_city) if of_city else None
    dictionary = reader.dictionary(of_dictionary) if of_dictionary else {}
    told = (*files.problems_in(files.city, files.dictionary), *reader.problems)
    return ReadShared(files, city, dictionary, told, frozenset(reader.unreadable))


def sum_up_shared(read: ReadShared) -> SharedSummary:
    """Check the city and the dictionary."""
    texts: list[SourceText] = []
    facts: list[SourceText] = []
    city = make_city(read.city, _noting(texts)) if read.city else None
    agencies = [agency.agency for agency in read.city.agencies] if read.city else []
    problems = [*read.told, *(check_city(read.city) if read.city else ())]
    problems += check_dictionary(read.dictionary, agencies, read.files.text)
    if not errors_among(problems):  # else it is good for nothing but telling them
        for _ in facts_of(read, _noting(facts)):
            continue
    return SharedSummary(
        city=city,
        masters=tuple(_masters(read)),
        workflows=read.city.workflows if read.city else (),
        problems=tuple(problems),
        city_texts=tuple(texts),
        fact_texts=tuple(facts),
    )


def _masters(read: ReadShared) -> Iterator[Master]:
    for group in PARTIES:
        kinds = getattr(read.kinds.get(group), "fields", {})
        for name, spec in read.dictionary.get(group, {}).items():
            if isinstance(spec, MasterSpec):
                kind = kinds[name].phrase if name in kinds else ""
                yield Master(f"{group}.{name}", spec.field_type.type, kind, spec.label)


def facts_of(shared: ReadShared, say: Say) -> Iterator[Form]:
    """Every fact that is kept about a party as a form of one question, in the order of the dictionary."""
    city = shared.city
    if city is None or not city.agencies:
        return
    for party in PARTIES:
        if party in shared.dictionary:
            analysed = analyse_party(party, shared.dictionary, _no_text, decided_by(city))
            yield from make_facts(analysed, say, city.agencies[0].agency)


def read_form(path: str, root: MappingNode, shared: ReadShared, city: City | None, types: Types) -> ReadForm:
    """Read the form at ``path`` and compile its expressions."""
    reader = Reader(types)
    spec = reader.form(root)
    reader.unreadable |= shared.unreadable
    agency = path.partition("/")[0]
    planned = plan(spec, agency, shared.dictionary, decided_by(city), reader.problems, reader.unreadable)
    planned = replace(planned, masters=shared.kinds if spec.eligibility else {})
    analysed = analyse_form(planned, frozenset(reader.unreadable), shared.files.text)
    return ReadForm(spec, analysed, tuple(reader.problems))


def sum_up_form(read: ReadForm, document: Document, shared: SharedSummary) -> FormSummary:
    """Check a form."""
    spec, plan = read.spec, read.analysis.plan
    problems = (
        *document.problems,
        *read.told,
        *check_file_name(spec),
        *check_agency(plan.agency, document, shared.sound_city),
        *check_notified(spec, plan.agency, shared.sound_city),
        *check_workflow(spec, shared.workflows if shared.sound_city else None),
        *check_analysis(read.analysis, actions()),
        *check_uploads(read.analysis),
        *lint_form(read.analysis, _language(shared.city), shared.masters),
    )
    texts: list[SourceText] = []
    form = read.made(version_of(plan, read.analysis.expressions), _noting(texts))
    return FormSummary(
        name=form.name,
        named_at=spec.at("form") if spec.node("form") is not None else None,
        agency=form.agency,
        version=form.version,
        deadline=form.deadline,
        pages=tuple(page.name for page in form.pages),
        eligibility=bool(form.eligibility),
        problems=problems,
        texts=tuple(texts),
    )


def sum_up_article(source: ArticleSource, problems: tuple[Problem, ...]) -> ArticleSummary:
    """What is known of an article whose ``problems`` were found."""
    texts: list[SourceText] = []
    if not errors_among(problems):
        make_article(source, _noting(texts), str)
    return ArticleSummary(problems, tuple(texts))


def _noting(texts: list[SourceText]) -> Say:
    def note(source: SourceText) -> str:
        texts.append(source)
        return source.text

    return note


def _language(city: City | None) -> str:
    return city.languages[0] if city and city.languages else ""


def _no_text(path: str) -> str:
    """Only problems need the text of a file, and a dictionary with problems was told of before."""
    return ""
