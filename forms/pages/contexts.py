"""The template values of each template, by the template's name."""

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
"""Names with the annotations of their types."""

DESK = "desk"
"""The block that the page script requests without the page around it."""

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
"""The values of each page besides `EveryPage` and `Words`."""

PAPERS: Mapping[str, type] = {"blank": BlankPaper, "receipt": ReceiptPaper}
"""The values of printed templates: none for a blank form; for the others `Words` besides."""

DESKS: Mapping[str, type] = {"business": BusinessTab, "may_apply": MayApplyTab, "portal": AgencyTab}
"""The values of the block `DESK` besides `DeskPart` and `Words`, when it is requested by itself."""


@cache
def given_to(template: str) -> Hints:
    """All values of a page or a printed template, by name."""
    if template in PAPERS:
        of_paper = get_type_hints(PAPERS[template])
        return {**get_type_hints(Words), **of_paper} if of_paper else {}
    return {**get_type_hints(Words), **get_type_hints(EveryPage), **get_type_hints(PAGES[template])}


@cache
def given_to_desk(template: str) -> Hints:
    """All values of the block `DESK` of a page when it is requested by itself."""
    return {**get_type_hints(Words), **get_type_hints(DeskPart), **get_type_hints(DESKS[template])}


def callables_in(hints: Hints) -> frozenset[str]:
    """The names among these that are callable."""
    return frozenset(name for name, hint in hints.items() if get_origin(hint) is Callable)
