"""Lists of what a business has sent: each submission with where it stands and its last step."""

from __future__ import annotations

import math
from collections.abc import Sequence

from forms.pages.submissions import SentEntry, SubmissionsPage
from forms.text.messages import message
from runtime.agencies import agency_title
from runtime.cases import status_said
from runtime.dataset import Sent
from runtime.rereading import title_said
from runtime.visit import Visit
from runtime.words import moment

NEWEST = 5  # on the portal; all others have pages of their own
_A_PAGE = 50


def sent_list(visit: Visit, submissions: Sequence[Sent]) -> list[SentEntry]:
    """Submissions as entries of a list, in their order."""
    return [sent_entry(visit, sent) for sent in submissions]


def sent_page(visit: Visit, number: int) -> SubmissionsPage:
    """One page of all submissions, the first being the newest; a number beyond the last gives the last."""
    business = visit.owner.business.id
    pages = max(1, math.ceil(visit.store.submissions.count(business) / _A_PAGE))
    number = min(max(number, 1), pages)
    found = visit.store.submissions.sent(business, most=_A_PAGE, after=(number - 1) * _A_PAGE)
    url = visit.url("submissions")
    return {
        "submissions": sent_list(visit, found),
        "newer": f"{url}?page={number - 1}" if number > 1 else "",
        "older": f"{url}?page={number + 1}" if number < pages else "",
    }


def sent_entry(visit: Visit, sent: Sent) -> SentEntry:
    """One submission."""
    zone, locale = visit.city.timezone, visit.language.locale
    sent_on, moved_on = moment(sent.at, zone, locale)[0], moment(sent.moved or sent.at, zone, locale)[0]
    return {
        "reference": sent.reference,
        "title": title_said(visit, sent),
        "agency": agency_title(visit.city, sent.agency),
        "when": visit.language.say(message("Sent on {day}", day=sent_on)),
        "stepped": visit.language.say(message("Last step on {day}", day=moved_on)) if sent.moved else "",
        "status": status_said(visit, sent.status),
        "status_name": sent.status,
        "url": visit.url("submissions", sent.reference),
    }
