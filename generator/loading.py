"""A folder of specs is read and checked as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from forms.actions import actions
from forms.fields import field_types
from forms.fields.base import Field
from forms.form import City, Form
from generator.articles.checks import check_article, check_targets, lint_article
from generator.articles.source import ArticleSource, read_articles
from generator.checked import FormSource, Project, SharedSource
from generator.checks.cities import check_city, decided_by
from generator.checks.dictionaries import check_dictionary, kinds_of_facts
from generator.checks.forms import check_agency, check_file_name, check_study
from generator.checks.study import study
from generator.compiler.cities import make_city
from generator.compiler.forms import make_form
from generator.compiler.plan import plan
from generator.compiler.version import version_of
from generator.compiler.wording import in_source_language
from generator.files import SpecFiles, find
from generator.lints import lint_form
from generator.loader import Document
from generator.loader.nodes import Entries
from generator.problems import Problem, at_most
from generator.specs.models import CitySpec
from generator.specs.reading import Dictionary, Reader

MOST_PROBLEMS = 100
"""The most problems of one file that are told at once."""

Types = Mapping[str, type[Field]]


def load_project(folder: Path, previous: Project | None = None, types: Types | None = None) -> Project:
    """Read and check every spec below ``folder``; nothing is raised, all is told in ``problems``.

    What has not changed since ``previous`` is taken from there.
    """
    types = types or field_types()
    files = find(folder, previous.documents if previous else {})
    shared = _shared(files, types, previous)
    known = previous.form_sources if previous and previous.shared is shared else {}
    sources = {
        path: _form(path, document, root, shared, files, types, known.get(path))
        for path in files.forms
        if (root := (document := files.documents[path]).root) is not None
    }
    articles = read_articles(files.articles, files.documents, previous.article_sources if previous else {})
    return _project(folder, files, shared, sources, articles)


def _shared(files: SpecFiles, types: Types, previous: Project | None) -> SharedSource:
    documents = [files.documents[path] for path in (files.city, files.dictionary) if path]
    sha256s = tuple(document.sha256 for document in documents)
    if previous and previous.shared.sha256s == sha256s:
        return previous.shared
    city, city_problems = _city(files, types)
    agencies = [agency.agency for agency in city.agencies] if city else []
    dictionary, lost, problems = _dictionary(files, types, agencies)
    kinds = kinds_of_facts(dictionary, files.text)
    return SharedSource(city, dictionary, lost, (*city_problems, *problems), kinds, sha256s)


def _city(files: SpecFiles, types: Types) -> tuple[CitySpec | None, Iterable[Problem]]:
    root = _root(files, files.city)
    if root is None:
        return None, ()
    reader = Reader(types)
    city = reader.city(root)
    return city, (*reader.problems, *check_city(city))


def _dictionary(
    files: SpecFiles, types: Types, agencies: list[str]
) -> tuple[Dictionary, frozenset[str], Iterable[Problem]]:
    root = _root(files, files.dictionary)
    if root is None:
        return {}, frozenset(), ()
    reader = Reader(types)
    dictionary = reader.dictionary(root)
    found = check_dictionary(dictionary, agencies, files.text)
    return dictionary, frozenset(reader.lost), (*reader.problems, *found)


def _root(files: SpecFiles, path: str) -> Entries | None:
    return files.documents[path].root if path else None


def _form(
    path: str,
    document: Document,
    root: Entries,
    shared: SharedSource,
    files: SpecFiles,
    types: Types,
    known: FormSource | None,
) -> FormSource:
    if known is not None and known.document is document:
        return known
    reader = Reader(types)
    spec = reader.form(root)
    agency = path.partition("/")[0]
    reader.lost |= shared.lost
    by_city = decided_by(shared.city) if shared.city else {}
    planned = plan(spec, agency, shared.dictionary, by_city, reader.problems, reader.lost)
    planned = replace(planned, masters=shared.kinds)
    studied = study(planned, frozenset(reader.lost), files.text)
    language = shared.city.languages[0] if shared.city and shared.city.languages else ""
    problems = (
        *reader.problems,
        *check_file_name(spec),
        *check_agency(agency, document, shared.city),
        *check_study(studied, actions()),
        *lint_form(studied, language),
    )
    version = version_of(planned, studied.expressions)
    form = make_form(planned, in_source_language, studied.expressions, version)
    return FormSource(document, spec, studied, form, problems)


def _project(
    folder: Path,
    files: SpecFiles,
    shared: SharedSource,
    sources: Mapping[str, FormSource],
    articles: Mapping[str, ArticleSource],
) -> Project:
    city = make_city(shared.city, in_source_language) if shared.city else City(name="", title="")
    problems = [*files.problems, *shared.problems, *_same_names(sources)]
    problems += [problem for document in files.documents.values() for problem in document.problems]
    problems += [problem for source in sources.values() for problem in source.problems]
    problems += _problems_of_articles(
        articles, shared.city, [source.form.name for source in sources.values()]
    )
    return Project(
        folder=folder,
        city=city,
        forms=_in_tab_order(city, sources),
        problems=at_most(problems, MOST_PROBLEMS),
        sources={path: document.sha256 for path, document in files.documents.items()},
        documents=files.documents,
        shared=shared,
        form_sources=sources,
        article_sources=articles,
    )


def _problems_of_articles(
    articles: Mapping[str, ArticleSource], city: CitySpec | None, forms: list[str]
) -> Iterable[Problem]:
    keys = [article.key for article in articles.values()]
    language = city.languages[0] if city and city.languages else ""
    for article in articles.values():
        found = list(check_article(article, city))
        yield from found
        if not found:
            yield from check_targets(article, forms, keys)
            yield from lint_article(article, language)


def _in_tab_order(city: City, sources: Mapping[str, FormSource]) -> tuple[Form, ...]:
    tabs = {agency.name: number for number, agency in enumerate(city.agencies)}
    forms = (source.form for _, source in sorted(sources.items()))
    return tuple(sorted(forms, key=lambda form: tabs.get(form.agency, len(tabs))))


def _same_names(sources: Mapping[str, FormSource]) -> Iterable[Problem]:
    first: dict[str, FormSource] = {}
    for source in sources.values():
        found = first.setdefault(source.spec.form, source)
        if found is not source and source.spec.node("form") is not None:
            yield source.spec.at("form").problem(
                "E320",
                f"There is already a form “{source.spec.form}”, in {found.document.file}.",
                "Give one of them another name; names are shared by all agencies.",
            )
