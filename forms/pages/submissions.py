"""The values of pages about sending and submissions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypedDict

from markupsafe import Markup

from forms.model.form import Contact
from forms.pages.every_page import Link, Marks
from forms.text.language import Language


class Conflict(TypedDict):
    """An answer whose fact somebody else has changed meanwhile."""

    ours: str
    theirs: str
    source: str  # source of the other value
    field: str
    version: int  # of the fact that was shown
    problem: str  # what to decide
    wrong: bool  # whether the form was sent without a decision


class CheckRow(TypedDict):
    """One answer before it is sent."""

    label: str
    said: str  # empty when there is no answer
    change_url: str  # empty for what is only shown
    change_label: str
    known: str | Markup  # its source, or empty
    outcome_note: str  # what sending would do to the fact, or empty
    ask_record: str  # the field's name if the person decides whether the fact changes; else empty
    recorded: bool  # what was decided
    conflict: Conflict | None


class CheckSection(TypedDict):
    """The answers of one page."""

    title: str
    change_url: str
    rows: Sequence[CheckRow]


class CheckPage(TypedDict):
    """All answers, before anything is sent."""

    title: str  # of the form
    back: str
    sections: Sequence[CheckSection]
    key: str  # draft and revision; posted back as _key
    action: str
    error_links: Sequence[Link]
    changed: Sequence[Link]  # answers that have changed meanwhile, as news


class SentRow(Marks):
    """One answer as it was sent."""

    label: str
    said: str  # empty when there was no answer
    outcome_note: str


class SentSection(Marks):
    """The answers of one page as they were sent."""

    title: str
    rows: Sequence[SentRow]


class LetterEntry(TypedDict):
    """A letter by the city."""

    to: str
    language: str
    direction: str
    subject: str
    when: str
    body_html: Markup


class CaseStep(TypedDict):
    """One transition of a submission."""

    label: str  # the status in words
    said: str  # what happened
    when: str
    note: str  # of the agency, or empty
    language: str  # of the note
    direction: str


class Case(TypedDict):
    """The case of a submission."""

    status_name: str  # for styles
    steps: Sequence[CaseStep]
    next_said: str
    time_frame: str  # how long it takes, until then; else empty
    contact: Contact | None  # of the agency
    letters: Sequence[LetterEntry]


class SubmissionPage(Case):
    """A submission: right after sending, and whenever it is read again."""

    reference: str
    title: str
    sent_in: Language | None  # the language of the answers, if it is not the user's
    agency: str
    sent_at: str
    status: str  # in words
    sections: Sequence[SentSection]
    next_steps: str | Markup  # what happens after sending, as HTML; or empty
    copy_to: str  # the address that a copy goes to, or empty
    pdf_url: str  # where it can be saved as PDF; empty on a site that prints none


class ReceiptPaper(SubmissionPage):
    """The printed submission."""

    reads: Callable[[str], str]  # reads(text): the direction of a text, “ltr” or “rtl”
    address: str  # where it is online; empty on the copy for the agency
    business: str


class BlankPaper(TypedDict):
    """A form to fill in by pen is complete at build and has no values."""


class SentEntry(TypedDict):
    """One submission in a list."""

    reference: str
    title: str
    agency: str
    when: str
    stepped: str  # time of its last transition, or empty
    status: str
    status_name: str
    url: str


class SubmissionsPage(TypedDict):
    """One page of all submissions."""

    submissions: Sequence[SentEntry]
    newer: str  # the address of the page with newer ones, or empty
    older: str


class TooLatePage(TypedDict):
    """The page for a post that came after its form was sent."""

    title: str  # of the form
    day: str  # on which it was sent
    time: str
    reference: str
    agency: str
    sections: Sequence[SentSection]  # answers that differ from the submission
    sent_url: str
    form_url: str
