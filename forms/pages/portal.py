"""The values of the portal: around its tabs, and in each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypedDict

from markupsafe import Markup

from forms.pages.every_page import Marks
from forms.pages.submissions import SentEntry
from forms.text.language import Language


class DraftEntry(TypedDict):
    """A draft that can be continued."""

    url: str
    title: str  # of the form
    agency: str
    saved: str  # when it was saved last
    kept: str  # until when it is kept, if that is soon; else empty


class NewsEntry(Marks):
    """One entry of what waits for the owner, or of the news since the last visit."""

    title: str
    url: str
    status: str  # of a submission, in words; empty for letters and facts
    status_name: str  # its name, for styles
    said: str  # the new value of a fact, or empty
    hint: str  # who and when


class WhatIsNew(TypedDict):
    """News since the last visit."""

    news: Sequence[NewsEntry]  # empty at the first visit
    news_since: str  # “Since you were last here on …”, or empty
    more_news: bool  # whether more facts changed than are shown


class News(WhatIsNew):
    """News and what waits for the owner."""

    waiting: Sequence[NewsEntry]  # submissions that wait for the owner


class AroundTheDesk(News):
    """The values above and below the open tab."""

    greeting: str
    drafts: Sequence[DraftEntry]
    submissions: Sequence[SentEntry]  # the newest
    more_submissions: bool  # whether there are more than these


class Elsewhere(TypedDict):
    """A language in which a form can be filled in."""

    language: Language
    url: str


class Card(TypedDict):
    """One form on the portal, with how much of it is known."""

    known: int
    asked: int
    minutes: int
    draft_url: str  # empty while there is no draft
    last_sent: str  # the day, or empty
    days_left: int
    elsewhere: Sequence[Elsewhere]  # other languages, if the form is not in the user's


class AgencyTab(TypedDict):
    """The tab of one agency."""

    tab: str  # the name of the agency
    cards: Mapping[str, Card]  # by the name of the form


class FactRow(Marks):
    """One known fact, or a proposal that waits for its steward."""

    label: str
    said: str  # the value, or empty
    known: str  # its source
    verified: str  # who verified it, or empty
    waiting: str | Markup  # what waits for its steward, or empty
    url: str  # where it is changed


class FactSection(TypedDict):
    """The facts of one steward, or those about the person."""

    title: str
    rows: Sequence[FactRow]


class UnknownFact(Marks):
    """A fact that the city does not know yet."""

    label: str
    url: str


class BusinessTab(TypedDict):
    """The tab “My business”."""

    tab: str
    known_count: int
    sections: Sequence[FactSection]
    unknown: Sequence[UnknownFact]
    locations: Sequence[str]  # the names of the further locations
    location: str  # the one acted for; empty for the business itself


class DecidingQuestion(Marks):
    """A fact that would decide whether a form applies."""

    label: str
    url: str


class ApplicableForm(TypedDict):
    """A form with the verdict of its eligibility."""

    title: str
    summary: str
    agency: str
    url: str
    because: Sequence[str]  # the conditions behind the verdict
    questions: Sequence[DecidingQuestion]


class MayApplyTab(TypedDict):
    """The tab “What may apply to me”."""

    tab: str
    likely: Sequence[ApplicableForm]
    unsure: Sequence[ApplicableForm]
    no: Sequence[ApplicableForm]


class PortalPage(AroundTheDesk, AgencyTab):
    """The portal with the tab of an agency open."""


class BusinessPage(AroundTheDesk, BusinessTab):
    """The portal with “My business” open."""


class MayApplyPage(AroundTheDesk, MayApplyTab):
    """The portal with “What may apply to me” open."""


class DeskPart(TypedDict):
    """Additional values of the open tab when it is requested without the page around it."""

    business_id: str
