"""Compiles a project in one language: city, forms, facts and articles.

Without ``translate`` they are in the source language, in which most of them were made for the checks already.
"""

from __future__ import annotations

import json
from dataclasses import replace

from forms.model.article import Article
from forms.model.form import City, Form
from forms.model.serialise import to_json
from generator.articles.compile import make_article
from generator.articles.source import ArticleSource
from generator.compile.cities import make_city
from generator.compile.form_analysis import form_in
from generator.compile.forms import make_form
from generator.compile.markdown import is_safe
from generator.compile.wording import Translate, in_source_language, translated
from generator.project.model import Project
from generator.specs.models import MasterSpec
from generator.translate import fallback


def compile_city(project: Project, translate: Translate | None) -> City:
    """The city with texts translated by ``translate``."""
    if translate is None or project.shared.city is None:
        return project.city
    return make_city(project.shared.city, translated(translate))


def compile_form(project: Project, form: str, translate: Translate | None) -> Form:
    """A form with texts translated by ``translate``; structure and version do not depend on the language.

    Raises KeyError for an unknown form.
    """
    source = project.source(form)
    return source.form if translate is None else form_in(source.analysis, translated(translate))


def compile_card(project: Project, form: str, translate: Translate | None) -> Form:
    """A form as other pages show it: without questions, rules and version."""
    source = project.source(form)
    if translate is None:
        whole = source.form
    else:  # questions are not shown, so they need no translation
        whole = make_form(replace(source.analysis.plan, pages=()), translated(translate))
    return replace(whole, pages=(), eligibility=(), version="")


def compile_facts(project: Project, translate: Translate | None) -> tuple[tuple[Form, ...], list[str]]:
    """All facts as forms of one question, in the order of the dictionary, and names of untranslated ones.

    When one text of a fact is not translated, all its texts are in the source language, so that a page can
    state one language for the whole.
    """
    read = project.shared.read
    if translate is None:
        return tuple(read.facts()), []
    forms = tuple(read.facts(translated(translate)))
    untranslated = [
        form.name for form in forms if fallback.is_marked(json.dumps(to_json(form), ensure_ascii=False))
    ]
    if not untranslated:
        return forms, []
    source = read.facts(translated(lambda _, text: fallback.mark(text) if text else ""))
    in_source = {form.name: form for form in source}
    return tuple(in_source[form.name] if form.name in untranslated else form for form in forms), untranslated


def located_masters(project: Project) -> list[str]:
    """The master fields with a value of their own for each location, including files."""
    return [
        f"{party}.{name}"
        for party, specs in project.shared.dictionary.items()
        for name, spec in specs.items()
        if isinstance(spec, MasterSpec) and spec.each_location
    ]


def compile_article(
    project: Project, source: ArticleSource, translate: Translate | None, language: str
) -> Article:
    """An article with texts translated by ``translate``, and links to the pages in ``language``."""
    forms = {f"form:{form.name}": f"/{language}/forms/{form.name}" for form in project.summaries}
    others = {f"article:{other.key}": f"/{language}/articles/{other.key}" for other in project.articles}
    places = forms | others

    def address(target: str) -> str:
        return places.get(target, target if is_safe(target) else "")

    say = translated(translate) if translate else in_source_language
    return make_article(source, say, address)
