"""All translatable texts of a project."""

from __future__ import annotations

from collections.abc import Iterator

from generator.compile.wording import SourceText
from generator.project.model import Project


def texts(project: Project) -> Iterator[SourceText]:
    """All translatable texts, once per context, by file and line."""
    found: dict[str, SourceText] = {}
    for source in _texts(project):
        found.setdefault(source.context, source)
    yield from sorted(found.values(), key=lambda source: (source.file, source.line, source.context))


def _texts(project: Project) -> Iterator[SourceText]:
    yield from project.shared.summary.city_texts
    for source in project.form_sources.values():
        yield from source.summary.texts
    yield from project.shared.summary.fact_texts
    for article in project.articles:
        yield from project.article_summaries[article.key].texts
