"""The values that all pages have, and small types that many pages share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Protocol, TypedDict

from markupsafe import Markup


class Words(TypedDict):
    """Functions and mappings for all templates, printed ones included; they depend on the language only."""

    say: Callable[..., Markup]  # say(text, **values): a sentence with its gaps filled
    fill: Callable[..., Markup]  # the same; what [[ say(…) ]] prints
    nsay: Callable[..., Markup]  # nsay(one, many, count, **values): the plural form that the count needs
    assets: Mapping[str, str]  # published names of the files in static/, by their own names


class Link(NamedTuple):
    """One entry of the error summary: the error, and the address of its control (empty: the whole page)."""

    href: str
    text: str


class LanguageLink(TypedDict):
    """The same page in one of the city's languages."""

    code: str
    url: str
    current: bool  # whether it is the language of this page


class PartyShown(Protocol):
    """A business or location in the switcher."""

    @property
    def id(self) -> str:
        """The identifier that the switcher posts."""

    @property
    def kind(self) -> str:
        """Always “business” on pages."""

    @property
    def name(self) -> str:
        """Its name; empty while unknown."""

    @property
    def of(self) -> str:
        """The identifier of the business that a location belongs to; empty for the business itself."""


class EveryPage(TypedDict):
    """The values that every page has besides its own; printed templates do not."""

    csrf: str  # the CSRF token; empty without a session
    who: str  # the e-mail address of the signed-in account, or empty
    business: str  # the name of the business acted for
    business_id: str  # its identifier
    businesses: Sequence[PartyShown]  # those that the account may act for
    language_links: Sequence[LanguageLink]
    demo: bool  # whether the site is a demo with invented businesses
    flash: str  # one sentence about what has just happened, or empty
    error_links: Sequence[Link]  # the error summary; empty where nothing is wrong
    code: str  # the code of an error page to quote to support, or empty


class Marks(TypedDict):
    """``lang`` and ``dir`` of text in another language than the page; else both are empty."""

    lang: str
    dir: str
