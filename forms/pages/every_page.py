"""What every page is given, and the small values that many pages share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Protocol, TypedDict

from markupsafe import Markup


class Words(TypedDict):
    """What every template can call or look up, papers included; it depends on the language only."""

    say: Callable[..., Markup]  # say(text, **values): a sentence with its gaps filled
    fill: Callable[..., Markup]  # the same; what [[ say(…) ]] prints
    nsay: Callable[..., Markup]  # nsay(one, many, count, **values): the plural form that the count needs
    assets: Mapping[str, str]  # names under which files of static/ are served, by their own names


class Link(NamedTuple):
    """One line of the error summary: what is wrong, and where to put it right (empty: the whole page)."""

    href: str
    text: str


class LanguageLink(TypedDict):
    """The same page in one of the city's languages."""

    code: str
    url: str
    current: bool  # whether it is the language of this page


class PartyShown(Protocol):
    """A business, or a further location of one, as the switcher shows it."""

    @property
    def id(self) -> str:
        """The identifier that the switcher posts."""

    @property
    def kind(self) -> str:
        """Always “business” on pages."""

    @property
    def name(self) -> str:
        """What it is called; empty until that is known."""

    @property
    def of(self) -> str:
        """The identifier of the business that a location belongs to; empty for the business itself."""


class EveryPage(TypedDict):
    """What each page is given besides its own values; papers are not."""

    csrf: str  # the token against forged posts; empty where nobody has a session
    who: str  # the email address of whoever is signed in, else empty
    business: str  # the name of the business acted for
    business_id: str  # its identifier
    businesses: Sequence[PartyShown]  # those that the account may act for
    language_links: Sequence[LanguageLink]
    demo: bool  # whether the site is a demo with invented businesses
    flash: str  # one sentence about what has just happened, or empty
    error_links: Sequence[Link]  # the error summary; empty where nothing is wrong
    code: str  # what to say on the phone about a page that nobody asked for, or empty


class Marks(TypedDict):
    """The language of words that are not in the language of the page; both are empty for those that are."""

    lang: str
    dir: str
