"""Forms, pages, agencies and cities, frozen as the generator compiled them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forms.expressions import Expression
from forms.fields.base import Field, Rule
from forms.fields.files import FileField


@dataclass(frozen=True, kw_only=True)
class Page:
    """Some questions that belong together and are sent together."""

    name: str
    title: str
    intro: str = ""  # safe HTML, rendered at build from a Markdown subset
    show_if: Expression | None = None
    fields: tuple[Field, ...] = ()

    @property
    def takes_files(self) -> bool:
        """Whether a page has a file question, and so is posted as multipart."""
        return any(isinstance(field, FileField) for field in self.fields)


@dataclass(frozen=True, kw_only=True)
class Form:
    """One form of one agency in one language."""

    name: str
    agency: str
    title: str
    summary: str = ""
    audience: str = ""  # who it is for
    purpose: str = ""  # why the city asks; recorded with consent
    retention: str = ""
    fee: str = ""
    time_frame: str = ""
    deadline: str = ""  # ISO date
    next_steps: str = ""  # what happens after sending; safe HTML
    workflow: str = ""
    actions: tuple[str, ...] = ("receipt",)
    eligibility: tuple[Rule, ...] = ()  # over master fields by dotted name: who may apply
    version: str = ""  # short hash of everything that affects the meaning of answers
    pages: tuple[Page, ...] = ()

    def fields(self) -> Iterator[Field]:
        """All fields in order."""
        for page in self.pages:
            yield from page.fields

    def field(self, name: str) -> Field:
        """The field called ``name``; raises KeyError."""
        for field in self.fields():
            if field.name == name:
                return field
        raise KeyError(name)


@dataclass(frozen=True, kw_only=True)
class Contact:
    """How people reach an agency."""

    phone: str = ""
    email: str = ""
    address: str = ""
    hours: str = ""


@dataclass(frozen=True, kw_only=True)
class Agency:
    """An agency of the city: one tab of the portal."""

    name: str
    title: str
    summary: str = ""
    contact: Contact = Contact()
    attach_pdf: bool = False  # letters about new submissions have their PDF attached


@dataclass(frozen=True, kw_only=True)
class Register:
    """An agency's register from which facts were imported."""

    name: str
    agency: str
    title: str


@dataclass(frozen=True, kw_only=True)
class City:
    """The city in one language."""

    name: str
    title: str
    tagline: str = ""
    languages: tuple[str, ...] = ("en",)
    theme: str = "foggyton"
    currency: str = "USD"
    timezone: str = "America/Los_Angeles"
    contact: Contact = Contact()
    agencies: tuple[Agency, ...] = ()
    registers: tuple[Register, ...] = ()
