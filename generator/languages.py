"""A project in one language: its city and forms compiled, and every text that can be translated."""

from __future__ import annotations

from collections.abc import Iterator

from forms.form import City, Form
from generator.checked import Project
from generator.compiler.cities import make_city
from generator.compiler.forms import make_form
from generator.compiler.wording import SourceText, Translate, translated


def compile_city(project: Project, translate: Translate) -> City:
    """The city with its texts as ``translate`` gives them."""
    if project.shared.city is None:
        return project.city
    return make_city(project.shared.city, translated(translate))


def compile_form(project: Project, form: str, translate: Translate) -> Form:
    """A form with its texts as ``translate`` gives them; structure and version are those of every language.

    Raises KeyError for a form that the project does not have.
    """
    source = project.source(form)
    study = source.study
    return make_form(study.plan, translated(translate), study.expressions, source.form.version)


def texts(project: Project) -> Iterator[SourceText]:
    """Every text that can be translated, once for each context, by file and line."""
    found: dict[str, SourceText] = {}

    def note(source: SourceText) -> str:
        found.setdefault(source.context, source)
        return source.text

    if project.shared.city is not None:
        make_city(project.shared.city, note)
    for source in project.form_sources.values():
        make_form(source.study.plan, note, source.study.expressions)
    yield from sorted(found.values(), key=lambda source: (source.file, source.line, source.context))
