"""Sample pages: every page for a small city, and one for each field type."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import NamedTuple

from forms.fields import field_types
from forms.fields.base import Field, Shared
from forms.model.article import Article
from forms.model.form import Agency, City, Contact, Form, Page
from forms.text.language import ENGLISH
from generator.compile.examples import examples
from generator.render.renderer import PAPERS, SCREENS, Renderer

CONTROL = "control"


class Sample(NamedTuple):
    """One page: its template's name, and how to render it."""

    name: str
    render: Callable[[Renderer], str]
    fields: tuple[Field, ...] = ()  # of a page for a field type
    is_paper: bool = False

    @property
    def template(self) -> str:
        """The file of its template."""
        return f"{self.name}.html"


def pages() -> Iterator[Sample]:
    """Every page, with one text question."""
    languages = (ENGLISH,)
    around = (_CITY, ENGLISH, languages)
    yield Sample("form", lambda renderer: renderer.form_page(_FORM, _FORM.pages[0], *around))
    yield Sample("start", lambda renderer: renderer.start(_FORM, *around))
    yield Sample("fact", lambda renderer: renderer.fact(_FORM, *around))
    yield Sample("article", lambda renderer: renderer.article(_ARTICLE, (_FORM,), *around))
    for name in SCREENS:
        yield Sample(name, _screen(name))
    for name in PAPERS:
        yield Sample(name, _screen(name), is_paper=True)
    yield Sample("blank", lambda renderer: renderer.blank(_FORM, _CITY, ENGLISH, "https://x"), is_paper=True)


def pages_of_types() -> Iterator[Sample]:
    """One page per field type, with a question for each of its examples."""
    for name in sorted(field_types()):
        fields = tuple(_question(example.field, number) for number, example in enumerate(examples(name), 1))
        yield Sample(f"{name}/{CONTROL}", _form_of(fields), fields)


def _screen(name: str) -> Callable[[Renderer], str]:
    return lambda renderer: renderer.screen(name, _CITY, ENGLISH, (ENGLISH,), (_FORM,), (_ARTICLE,))


def _form_of(fields: tuple[Field, ...]) -> Callable[[Renderer], str]:
    page = Page(name="page", title="Sample page", fields=fields)
    form = dataclasses.replace(_FORM, pages=(page,))
    return lambda renderer: renderer.form_page(form, page, _CITY, ENGLISH, (ENGLISH,))


def _question(field: Field, number: int) -> Field:
    shared = _SHARED if field.asks else None
    return dataclasses.replace(field, name=f"question{number}", hint="Sample hint", shared=shared)


_SHARED = Shared("business.question", "business", confirm_after=365)
_QUESTION = field_types()["text"](
    name="question", label="Sample question", hint="Sample hint", help="Sample help", shared=_SHARED
)
_FORM = Form(
    name="sample",
    agency="sample",
    title="Sample form",
    summary="Sample summary",
    audience="Sample audience",
    purpose="Sample purpose",
    fee="Free",
    time_frame="Ten days",
    deadline="2030-01-31",
    pages=(Page(name="page", title="Sample page", fields=(_QUESTION,)),),
)
_ARTICLE = Article(name="sample", agency="sample", title="Sample article", body="<p>Sample words</p>")
_HELP = Contact(
    email="help@sampleton.example",
    phone="+1 415 555 0100",
    hours="Monday to Friday",
    address="1 Sample Street",
)
_CITY = City(
    name="sample",
    title="Sampleton",
    tagline="Sample tagline",
    contact=_HELP,
    agencies=(Agency(name="sample", title="Sample agency", summary="Sample words", contact=_HELP),),
)
