"""The values of pages with questions: the start of a form, its pages, and the page of a fact."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Literal, TypedDict

from markupsafe import Markup

from forms.fields.shown import KeptFile, ShownRow, Suggestion
from forms.pages.every_page import Link


class Controls(TypedDict):
    """The values of controls, by HTML key (``phone``, ``address.zip``) or by field name.

    A missing key reads as empty text or as an empty list.
    """

    v: Mapping[str, str | Sequence[str]]  # values by HTML key
    e: Mapping[str, str]  # errors by HTML key; "name." means that the error is in some parts only
    known: Mapping[str, str | Markup]  # the source of a field's value
    confirm: Mapping[str, bool]  # whether a known value must be confirmed
    masked: Mapping[str, str]  # the masked secret that is kept when its control is left empty
    shown: Mapping[str, bool]  # whether a field is shown with the present answers
    calc: Mapping[str, str]  # calculated values
    rows: Mapping[str, Sequence[ShownRow]]  # rows of repeating groups
    offered: Mapping[str, Collection[str]]  # keys of the options that may be chosen at present
    kept: Mapping[str, Sequence[KeptFile]]  # files that were uploaded before
    suggested: Mapping[str, Sequence[Suggestion]]  # answers that match the typed text


class Step(TypedDict):
    """The page's number, and the number of pages."""

    number: int
    of: int


class QuestionsPage(Controls):
    """A page of questions: of a form, or of one fact."""

    error_links: Sequence[Link]
    seen: str  # facts and answers that the page shows; posted back as _seen
    revision: str  # of the draft, and version of the form; posted back as _revision
    draft: str  # the identifier of the draft; empty while there is none
    action: str  # the address to post to
    back: str  # the address of the page before
    scope: Callable[[Iterable[str]], str]  # scope(names): answers of other pages as JSON for the page script
    step: Step
    saved: str  # when the draft was saved last, or empty


StateName = Literal["new", "known", "begun", "done"]
"""The progress of a page."""


class PageProgress(TypedDict):
    """One page in the list on the form's start page."""

    name: str
    title: str
    url: str  # empty while it cannot be opened yet
    state: StateName


class FormProgress(TypedDict):
    """The progress of a form."""

    known: int  # questions whose answers the city knows
    asked: int  # all questions
    minutes: int  # for the rest
    days_left: int  # until the last day to send it
    pages: Sequence[PageProgress]
    draft: bool  # whether there is a draft
    continue_url: str
    discard_url: str  # empty while there is no draft


class StartPage(TypedDict):
    """The start page of a form."""

    form_state: FormProgress


class DiscardPage(TypedDict):
    """The confirmation before a draft is discarded."""

    title: str  # of the form
    back: str
    action: str
