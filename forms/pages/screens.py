"""What all other pages are given: signing in, searching, the demo's mailbox, what went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from forms.pages.every_page import Link
from forms.pages.submissions import LetterEntry


class ArticlePage(TypedDict):
    """An article is finished at build: it is given what every page is given."""


class ExplainedPage(TypedDict):
    """What went wrong."""

    what: str
    why: str
    next: str  # what to do now
    asks_to_sign_in: bool


class FoundEntry(TypedDict):
    """A form, an agency or an article that fits a search."""

    title: str
    said: str
    agency: str  # empty where the entry is an agency
    url: str


class SearchPage(TypedDict):
    """What a search found."""

    q: str  # what was typed
    found: Sequence[FoundEntry]


class LocationPage(TypedDict):
    """The page on which a location is added."""

    name: str  # what was typed
    error_links: Sequence[Link]


class MailboxPage(TypedDict):
    """The demo's mailbox."""

    messages: Sequence[LetterEntry]
    more: int  # how many older ones are not shown


class SignInPage(TypedDict):
    """Where people ask for a link."""

    email: str  # what was typed
    error_links: Sequence[Link]


class SignInSentPage(TypedDict):
    """The page after that."""

    email: str
    link_code: str  # which another browser needs to use the link


class SignInLinkPage(TypedDict):
    """The page behind the link."""

    action: str
    email: str
    wants_code: bool  # whether this is another browser than the one that asked
    typed: str  # the code as it was typed
    error_links: Sequence[Link]


class SignedInBrowser(TypedDict):
    """A browser in which the account is signed in."""

    mark: str  # what the page calls it
    agent: str  # the browser and the device, as far as known
    is_this: bool
    opened: str
    seen: str


class SessionsPage(TypedDict):
    """The browsers in which the account is signed in, this one first."""

    sessions: Sequence[SignedInBrowser]
