"""A small city, compiled from specs that stand in the test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from textwrap import dedent

from forms.fields.base import Field
from forms.model.form import Agency, City, Contact, Form, Page
from forms.text.language import ENGLISH, Language
from generator.problems import errors_among
from generator.project.project import Project, compile_city, compile_form, load_project
from generator.render.renderer import Renderer
from generator.themes.themes import read_theme
from tests import specs

THEMES = Path(__file__).parents[3] / "themes"
ARABIC = Language("ar", "ar", "العربية", "rtl")
LANGUAGES = (ENGLISH, Language("es", "es_US", "Español"), ARABIC)

CITY = City(
    name="foggyton",
    title="City of Foggyton",
    tagline="One city",
    contact=Contact(phone="+1 415 555 0100", email="a@b.example", address="Harbor Hall", hours="8 to 5"),
    agencies=(Agency(name="fire", title="Fire Department", summary="Inspects premises."),),
)


@dataclass(frozen=True)
class Compiled:
    """A city and its forms, in the source language."""

    city: City
    forms: Mapping[str, Form]


@cache
def renderer(theme: str = "foggyton") -> Renderer:
    """A renderer whose assets keep their names."""
    read = read_theme(THEMES, theme)
    return Renderer(read.template_folders, {name: name for name in read.assets()})


def form_of(*fields: Field, title: str = "A form") -> Form:
    """A form of one page."""
    page = Page(name="page", title="A page", fields=fields)
    return Form(name="a-form", agency="fire", title=title, pages=(page,))


def rendered(form: Form, language: Language = ENGLISH, languages: Sequence[Language] = (ENGLISH,)) -> str:
    """The request template of a form's first page."""
    return renderer().form_page(form, form.pages[0], CITY, language, languages)


def compiled(folder: Path, fields: str) -> Form:
    """The form whose only page has these fields, written as a spec into ``folder``."""
    (folder / "fire").mkdir(parents=True)
    (folder / "city.yaml").write_text(
        "city: c\nname: C\nlanguages: [en]\ntheme: foggyton\nagencies:\n  - {agency: fire, name: Fire}\n"
    )
    (folder / "master_fields.yaml").write_text("business:\n  name: {type: text, label: Name}\n")
    head = "form: a\ntitle: A form\npages:\n  - page: page\n    title: A page\n    fields:\n"
    spec = head + indented(dedent(fields), 6)
    (folder / "fire" / "a.yaml").write_text(spec)
    return _untranslated(load_project(folder)).forms["a"]


@cache
def foggyton() -> Compiled:
    """All forms of Foggyton, untranslated."""
    return _untranslated(specs.foggyton())


def _untranslated(project: Project) -> Compiled:
    assert not errors_among(project.problems), project.problems

    def same(context: str, text: str) -> str:
        return text

    names = [form.name for form in project.forms]
    return Compiled(compile_city(project, same), {name: compile_form(project, name, same) for name in names})


def indented(text: str, by: int) -> str:
    """Every line moved to the right."""
    return "".join(" " * by + line + "\n" for line in text.strip("\n").splitlines())
