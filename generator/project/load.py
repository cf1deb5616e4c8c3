"""Loads and checks a folder of specs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path, PurePosixPath

from forms.fields import field_types
from forms.fields.base import Field
from generator.articles.source import ArticleSource, read_articles
from generator.cache.build_cache import BuildCache
from generator.cache.digests import digest
from generator.check.articles import problems_of_article
from generator.check.specs.names import check_same_names
from generator.problems import at_most
from generator.project.model import FormSource, Project, SharedSource
from generator.project.reading import read_form, read_shared
from generator.project.summaries import ArticleSummary, sum_up_article, sum_up_form, sum_up_shared
from generator.sources.files import SpecFiles, find

MOST_PROBLEMS = 100
"""The most problems reported for one file."""

Types = Mapping[str, type[Field]]
Sources = Mapping[str, FormSource]


def load_project(folder: Path, previous: Project | None = None, types: Types | None = None) -> Project:
    """Read and check all specs below ``folder``; never raises, problems are in ``problems``.

    Unchanged files are taken from ``previous``.
    """
    cache = BuildCache(previous.cache if previous else None)
    types = types or field_types()
    files = find(folder, cache)
    shared = _shared(files, types, cache)
    found = {path: _form(path, shared, files, types, cache) for path in files.forms}
    sources = {path: source for path, source in found.items() if source is not None}
    articles = read_articles(files.articles, files.documents, cache)
    read = _articles(articles, shared, sources, files.forms, cache)
    return _project(folder, files, shared, sources, articles, read, cache)


def _shared(files: SpecFiles, types: Types, cache: BuildCache) -> SharedSource:
    documents = [files.documents[path] for path in (files.city, files.dictionary) if path]
    key = digest([[document.file, document.sha256] for document in documents])

    def make() -> SharedSource:
        read = read_shared(files, types)
        return SharedSource(key, tuple(document.sha256 for document in documents), read, sum_up_shared(read))

    return cache.recall("shared", key, make)


def _form(
    path: str, shared: SharedSource, files: SpecFiles, types: Types, cache: BuildCache
) -> FormSource | None:
    """The form at ``path``; None if its file cannot be parsed."""
    document = files.documents[path]
    root = document.root
    if root is None:
        return None

    def make() -> FormSource:
        read = read_form(path, root, shared.read, shared.summary.city, types)
        return FormSource(document, read, sum_up_form(read, document, shared.summary))

    return cache.recall("form", digest(shared.key, path, document.file, document.sha256), make)


def _articles(
    articles: Mapping[str, ArticleSource],
    shared: SharedSource,
    sources: Sources,
    forms_at: Iterable[str],
    cache: BuildCache,
) -> dict[str, ArticleSummary]:
    """The summaries of all articles, by path, with links checked against all forms and articles."""
    # Including file names: a form that is invalid or misnamed is reported already.
    files = [PurePosixPath(path).stem.replace("_", "-") for path in forms_at]
    forms = [*(source.summary.name for source in sources.values()), *files]
    keys = [article.key for article in articles.values()]

    def made(article: ArticleSource) -> ArticleSummary:
        return sum_up_article(article, tuple(problems_of_article(article, shared.city, forms, keys)))

    around = digest(shared.key, forms, keys)
    return {
        path: cache.recall(
            "article checked",
            digest(around, article.key, article.document.file, article.document.sha256),
            partial(made, article),
        )
        for path, article in articles.items()
    }


def _project(
    folder: Path,
    files: SpecFiles,
    shared: SharedSource,
    sources: Sources,
    articles: Mapping[str, ArticleSource],
    read: Mapping[str, ArticleSummary],
    cache: BuildCache,
) -> Project:
    names = [(one.summary.name, one.summary.named_at, one.document.file) for one in sources.values()]
    summed_up = {*sources, *articles, files.city, files.dictionary}
    problems = [*files.problems, *shared.summary.problems, *check_same_names(names)]
    for path, document in files.documents.items():
        problems += document.problems if path not in summed_up else ()
    for source in sources.values():
        problems += source.summary.problems
    for summary in read.values():
        problems += summary.problems
    return Project(
        folder=folder,
        problems=at_most(problems, MOST_PROBLEMS),
        sources={path: document.sha256 for path, document in files.documents.items()},
        documents=files.documents,
        shared=shared,
        form_sources=sources,
        article_sources=articles,
        article_summaries={article.key: read[path] for path, article in articles.items()},
        cache=cache,
    )
