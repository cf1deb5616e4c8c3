"""A project in one language: its city and forms compiled, and every text that can be translated."""

from __future__ import annotations

from collections.abc import Iterator

from forms.article import Article
from forms.form import City, Form
from generator.articles.source import ArticleSource
from generator.checked import Project
from generator.checks.cities import decided_by
from generator.checks.dictionaries import study_party
from generator.compiler.articles import make_article
from generator.compiler.cities import make_city
from generator.compiler.facts import make_facts
from generator.compiler.forms import make_form
from generator.compiler.markdown import is_safe
from generator.compiler.wording import Say, SourceText, Translate, translated
from generator.specs.reading import PARTIES


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


def compile_facts(project: Project, translate: Translate) -> tuple[Form, ...]:
    """Every fact that is kept about a party as a form of one question, in the order of the dictionary."""
    return tuple(_facts(project, translated(translate)))


def compile_article(project: Project, source: ArticleSource, translate: Translate, language: str) -> Article:
    """An article with its texts as ``translate`` gives them, and links to the pages in ``language``."""
    forms = {f"form:{form.name}": f"/{language}/forms/{form.name}" for form in project.forms}
    articles = {f"article:{other.key}": f"/{language}/articles/{other.key}" for other in project.articles}
    places = forms | articles

    def address(target: str) -> str:
        return places.get(target, target if is_safe(target) else "")

    return make_article(source, translated(translate), address)


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
    for _ in _facts(project, note):
        continue
    for article in project.articles:
        make_article(article, note, str)
    yield from sorted(found.values(), key=lambda source: (source.file, source.line, source.context))


def _facts(project: Project, say: Say) -> Iterator[Form]:
    city, dictionary = project.shared.city, project.shared.dictionary
    if city is None or not city.agencies:
        return
    for party in PARTIES:
        if party in dictionary:
            study = study_party(party, dictionary, _no_text, decided_by(city))
            yield from make_facts(study, say, city.agencies[0].agency)


def _no_text(path: str) -> str:
    """Only problems need the text of a file, and a dictionary with problems was told of before."""
    return ""
