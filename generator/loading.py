"""A folder of specs is read and checked as a whole, as far as it is not known already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path, PurePosixPath

from forms.fields import field_types
from forms.fields.base import Field
from generator.articles.checks import check_article, check_targets, lint_article
from generator.articles.source import ArticleSource, read_articles
from generator.checked import FormSource, Project, SharedSource
from generator.digests import digest
from generator.files import SpecFiles, find
from generator.ledger import Ledger
from generator.loader import Document
from generator.memory import Memory
from generator.problems import Problem, at_most
from generator.reading import ReadForm, ReadShared, read_form, sum_up_article
from generator.summaries import ArticleSummary, FormSummary, SharedSummary

MOST_PROBLEMS = 100
"""The most problems of one file that are told at once."""

Types = Mapping[str, type[Field]]
Sources = Mapping[str, FormSource]


def load_project(
    folder: Path,
    previous: Project | None = None,
    types: Types | None = None,
    memory: Memory | None = None,
) -> Project:
    """Read and check every spec below ``folder``; nothing is raised, all is told in ``problems``.

    What has not changed since ``previous``, or since ``memory`` was filled, is taken from there.
    """
    ledger = Ledger(memory if types is None else None, "specs")
    types = types or field_types()
    files = find(folder, previous.documents if previous else {})
    shared = _shared(files, types, ledger, previous)
    known = previous.form_sources if previous and previous.shared is shared else {}
    found = {path: _form(path, shared, files, types, ledger, known.get(path)) for path in files.forms}
    sources = {path: source for path, source in found.items() if source is not None}
    articles = read_articles(files.articles, files.documents, previous.article_sources if previous else {})
    read = _articles(articles, shared, sources, files.forms, ledger)
    ledger.close()
    return _project(folder, files, shared, sources, articles, read)


def _shared(files: SpecFiles, types: Types, ledger: Ledger, previous: Project | None) -> SharedSource:
    documents = [files.documents[path] for path in (files.city, files.dictionary) if path]
    key = digest([[document.file, document.sha256] for document in documents])
    if previous and previous.shared.key == key:
        ledger.note("", key, previous.shared.summary.packed)
        return previous.shared
    packed = ledger.known("", key)
    known = SharedSummary.unpacked(packed) if packed else None
    source = SharedSource(
        key=key,
        sha256s=tuple(document.sha256 for document in documents),
        read=partial(_read_shared, files, types, known is not None and known.is_sound),
        known=known,
    )
    ledger.note("", key, source.summary.packed)
    return source


def _read_shared(files: SpecFiles, types: Types, sound: bool) -> ReadShared:
    return ReadShared(files, types, sound)


def _form(
    path: str,
    shared: SharedSource,
    files: SpecFiles,
    types: Types,
    ledger: Ledger,
    before: FormSource | None,
) -> FormSource | None:
    """The form at ``path``; None if its file cannot be understood."""
    document = files.documents[path]
    key = digest(shared.key, path, document.file, document.sha256)
    if before is not None and before.document is document:
        ledger.note(path, key, before.summary.packed)
        return before
    packed = ledger.known(path, key)
    if packed is None and document.root is None:
        return None
    known = FormSummary.unpacked(packed) if packed else None
    source = FormSource(document, shared, partial(_read_form, path, document, shared, files, types), known)
    ledger.note(path, key, source.summary.packed)
    return source


def _read_form(
    path: str, document: Document, shared: SharedSource, files: SpecFiles, types: Types
) -> ReadForm:
    assert document.root is not None  # noqa: S101 - only such documents become sources
    return read_form(path, document.root, shared.whole, shared.summary.city, types)


def _articles(
    articles: Mapping[str, ArticleSource],
    shared: SharedSource,
    sources: Sources,
    forms_at: Iterable[str],
    ledger: Ledger,
) -> dict[str, ArticleSummary]:
    """What is known of all articles, by path. What they may link to are all forms and articles there are."""
    # Also by the names of their files: a form that cannot be read, or is misnamed, is told of by itself.
    files = [PurePosixPath(path).stem.replace("_", "-") for path in forms_at]
    forms = [*(source.summary.name for source in sources.values()), *files]
    keys = [article.key for article in articles.values()]
    around = digest(shared.key, forms, keys)
    found = {}
    for path, article in articles.items():
        key = digest(around, article.document.file, article.document.sha256)
        if packed := ledger.known(path, key):
            found[path] = ArticleSummary.unpacked(packed)
            continue
        problems = tuple(_problems_of_article(article, shared, forms, keys))
        found[path] = sum_up_article(article, problems)
        ledger.note(path, key, found[path].packed)
    return found


def _problems_of_article(
    article: ArticleSource, shared: SharedSource, forms: list[str], keys: list[str]
) -> Iterator[Problem]:
    city = shared.city
    found = [*article.document.problems, *check_article(article, city)]
    yield from found
    if not found:
        yield from check_targets(article, forms, keys)
        yield from lint_article(article, city.languages[0] if city and city.languages else "")


def _project(
    folder: Path,
    files: SpecFiles,
    shared: SharedSource,
    sources: Sources,
    articles: Mapping[str, ArticleSource],
    read: Mapping[str, ArticleSummary],
) -> Project:
    summed_up = {*sources, *articles, files.city, files.dictionary}
    problems = [*files.problems, *shared.summary.problems, *_same_names(sources)]
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
    )


def _same_names(sources: Sources) -> Iterable[Problem]:
    first: dict[str, FormSource] = {}
    for source in sources.values():
        found = first.setdefault(source.summary.name, source)
        if found is not source and source.summary.named_at is not None:
            yield source.summary.named_at.problem(
                "E320",
                f"There is already a form “{source.summary.name}”, in {found.document.file}.",
                "Give one of them another name; names are shared by all agencies.",
            )
