"""The values of all other pages: signing in, searching, the demo's mailbox, errors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from forms.pages.every_page import Link
from forms.pages.submissions import LetterEntry


class ArticlePage(TypedDict):
    """An article is complete at build: it has the values of every page only."""


class ExplainedPage(TypedDict):
    """An error page."""

    what: str
    why: str
    next: str  # what to do now
    asks_to_sign_in: bool


class FoundEntry(TypedDict):
    """A form, an agency or an article that matches a search."""

    title: str
    said: str
    agency: str  # empty where the entry is an agency
    url: str


class SearchPage(TypedDict):
    """The results of a search."""

    q: str  # what was typed
    found: Sequence[FoundEntry]


class LocationPage(TypedDict):
    """The page for adding a location."""

    name: str  # what was typed
    error_links: Sequence[Link]


class MailboxPage(TypedDict):
    """The demo's mailbox."""

    messages: Sequence[LetterEntry]
    more: int  # how many older ones are not shown


class SignInPage(TypedDict):
    """The page that asks for an e-mail address."""

    email: str  # what was typed
    error_links: Sequence[Link]


class SignInSentPage(TypedDict):
    """The page after a link was sent."""

    email: str
    link_code: str  # code that another browser needs to use the link


class SignInLinkPage(TypedDict):
    """The page that a sign-in link opens."""

    action: str
    email: str
    wants_code: bool  # whether this browser did not ask for the link
    typed: str  # the code as it was typed
    error_links: Sequence[Link]


class SignedInBrowser(TypedDict):
    """A session of the account."""

    mark: str  # its identifier on the page
    agent: str  # the browser and the device, as far as known
    is_this: bool
    opened: str
    seen: str


class SessionsPage(TypedDict):
    """The sessions of the account, the current one first."""

    sessions: Sequence[SignedInBrowser]
