"""What pages of questions are given: the start of a form, one of its pages, and the page of one fact."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Literal, TypedDict

from markupsafe import Markup

from forms.fields.shown import KeptFile, ShownRow, Suggestion
from forms.pages.every_page import Link


class Controls(TypedDict):
    """What controls print, by HTML key (``phone``, ``address.zip``) or by the name of the field.

    A key that is not there reads as empty text, or as nothing in a row.
    """

    v: Mapping[str, str | Sequence[str]]  # values by HTML key
    e: Mapping[str, str]  # errors by HTML key; "name." says that the fault is in some parts only
    known: Mapping[str, str | Markup]  # where the value of a field came from
    confirm: Mapping[str, bool]  # whether a known value must be confirmed
    masked: Mapping[str, str]  # the disguised secret that stays when its control is left empty
    shown: Mapping[str, bool]  # whether the answers so far lead to the field
    calc: Mapping[str, str]  # calculated values
    rows: Mapping[str, Sequence[ShownRow]]  # rows of repeating groups
    offered: Mapping[str, Collection[str]]  # keys of the options that may be chosen now
    kept: Mapping[str, Sequence[KeptFile]]  # files that were uploaded before
    suggested: Mapping[str, Sequence[Suggestion]]  # answers that fit what was typed


class Step(TypedDict):
    """Which page of how many this is."""

    number: int
    of: int


class QuestionsPage(Controls):
    """A page of questions: of a form, or of one fact."""

    error_links: Sequence[Link]
    seen: str  # which facts and answers the page shows; posted back as _seen
    revision: str  # of the draft; posted back as _revision
    draft: str  # the identifier of the draft; empty while there is none
    action: str  # the address to post to
    back: str  # the address of the page before
    scope: Callable[[Iterable[str]], str]  # scope(names): answers of other pages as JSON for the page script
    step: Step
    saved: str  # when the draft was saved last, or empty


StateName = Literal["new", "known", "begun", "done"]
"""How far a page is filled in."""


class PageProgress(TypedDict):
    """One page of a form, in the list on its start."""

    name: str
    title: str
    url: str  # empty while it cannot be opened yet
    state: StateName


class FormProgress(TypedDict):
    """How far a form is filled in."""

    known: int  # questions whose answers the city knows
    asked: int  # all questions
    minutes: int  # that the rest takes
    days_left: int  # until the last day to send it
    pages: Sequence[PageProgress]
    draft: bool  # whether somebody has begun it
    continue_url: str
    discard_url: str  # empty while there is no draft


class StartPage(TypedDict):
    """Where a form begins."""

    form_state: FormProgress


class DiscardPage(TypedDict):
    """The question before a draft is discarded."""

    title: str  # of the form
    back: str
    action: str
