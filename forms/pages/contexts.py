"""Which template is given what on request, by the template's name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import get_origin, get_type_hints

from forms.pages.every_page import EveryPage, Words
from forms.pages.portal import (
    AgencyTab,
    BusinessPage,
    BusinessTab,
    DeskPart,
    MayApplyPage,
    MayApplyTab,
    PortalPage,
)
from forms.pages.questions import DiscardPage, QuestionsPage, StartPage
from forms.pages.screens import (
    ArticlePage,
    ExplainedPage,
    LocationPage,
    MailboxPage,
    SearchPage,
    SessionsPage,
    SignInLinkPage,
    SignInPage,
    SignInSentPage,
)
from forms.pages.submissions import (
    BlankPaper,
    CheckPage,
    ReceiptPaper,
    SubmissionPage,
    SubmissionsPage,
    TooLatePage,
)

Hints = Mapping[str, object]
"""Names with their types, as annotations say them."""

DESK = "desk"
"""The block that the page script fetches without the page around it."""

PAGES: Mapping[str, type] = {
    "article": ArticlePage,
    "business": BusinessPage,
    "check": CheckPage,
    "discard": DiscardPage,
    "fact": QuestionsPage,
    "form": QuestionsPage,
    "location": LocationPage,
    "mailbox": MailboxPage,
    "may_apply": MayApplyPage,
    "not_found": ExplainedPage,
    "portal": PortalPage,
    "problem": ExplainedPage,
    "search": SearchPage,
    "sent": SubmissionPage,
    "sessions": SessionsPage,
    "sign_in": SignInPage,
    "sign_in_link": SignInLinkPage,
    "sign_in_sent": SignInSentPage,
    "start": StartPage,
    "submission": SubmissionPage,
    "submissions": SubmissionsPage,
    "too_late": TooLatePage,
}
"""What each page is given besides `EveryPage` and `Words`."""

PAPERS: Mapping[str, type] = {"blank": BlankPaper, "receipt": ReceiptPaper}
"""What is printed as PDF: a blank form is given nothing at all, the others are given `Words` besides."""

DESKS: Mapping[str, type] = {"business": BusinessTab, "may_apply": MayApplyTab, "portal": AgencyTab}
"""What the block `DESK` of a page is given besides `DeskPart` and `Words`: it is fetched by itself, too."""


@cache
def given_to(template: str) -> Hints:
    """Everything that a page or a paper is given, by name."""
    if template in PAPERS:
        of_paper = get_type_hints(PAPERS[template])
        return {**get_type_hints(Words), **of_paper} if of_paper else {}
    return {**get_type_hints(Words), **get_type_hints(EveryPage), **get_type_hints(PAGES[template])}


@cache
def given_to_desk(template: str) -> Hints:
    """What the block `DESK` of a page is given when it is fetched by itself."""
    return {**get_type_hints(Words), **get_type_hints(DeskPart), **get_type_hints(DESKS[template])}


def callables_in(hints: Hints) -> frozenset[str]:
    """The names among these that templates may call."""
    return frozenset(name for name, hint in hints.items() if get_origin(hint) is Callable)
