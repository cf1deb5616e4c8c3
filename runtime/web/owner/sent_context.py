"""The template values of lists of submissions, each with its status and last transition."""

from __future__ import annotations

import math
from collections.abc import Sequence

from forms.pages.submissions import SentEntry, SubmissionsPage
from forms.text.messages import message
from runtime.dataset.records.submissions import Sent
from runtime.services.site.agencies import agency_title
from runtime.services.submissions.submission_translation import display_title
from runtime.services.submissions.submissions import count_submissions, submissions
from runtime.web.http.request_context import RequestContext
from runtime.web.http.words import moment
from runtime.web.owner.case_context import display_status

NEWEST = 5  # on the portal; the others are on pages of their own
_A_PAGE = 50


def sent_list(ctx: RequestContext, found: Sequence[Sent]) -> list[SentEntry]:
    """Submissions as entries of a list, in their order."""
    return [sent_entry(ctx, sent) for sent in found]


def sent_page(ctx: RequestContext, number: int) -> SubmissionsPage:
    """One page of all submissions, the first being the newest; a number beyond the last gives the last."""
    pages = max(1, math.ceil(count_submissions(ctx) / _A_PAGE))
    number = min(max(number, 1), pages)
    found = submissions(ctx, most=_A_PAGE, after=(number - 1) * _A_PAGE)
    url = ctx.url("submissions")
    return {
        "submissions": sent_list(ctx, found),
        "newer": f"{url}?page={number - 1}" if number > 1 else "",
        "older": f"{url}?page={number + 1}" if number < pages else "",
    }


def sent_entry(ctx: RequestContext, sent: Sent) -> SentEntry:
    """One submission."""
    zone, locale = ctx.city.timezone, ctx.language.locale
    sent_on, moved_on = moment(sent.at, zone, locale)[0], moment(sent.moved or sent.at, zone, locale)[0]
    return {
        "reference": sent.reference,
        "title": display_title(ctx, sent),
        "agency": agency_title(ctx.city, sent.agency),
        "when": ctx.language.say(message("Sent on {day}", day=sent_on)),
        "stepped": ctx.language.say(message("Last step on {day}", day=moved_on)) if sent.moved else "",
        "status": display_status(ctx, sent.status),
        "status_name": sent.status,
        "url": ctx.url("submissions", sent.reference),
    }
