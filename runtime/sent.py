"""The list of what a business has sent: each submission with where it stands and its last step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from forms.messages import message
from runtime.agencies import agency_title
from runtime.cases import status_said
from runtime.rereading import title_said
from runtime.stores import Submission
from runtime.visit import Visit
from runtime.words import moment

Entry = dict[str, Any]  # Any: read by templates only

NEWEST = 5  # on the portal; all others have a page of their own


def sent_list(visit: Visit, submissions: Sequence[Submission]) -> list[Entry]:
    """Submissions as entries of a list, in their order."""
    if not submissions:
        return []
    latest = visit.store.latest_transitions(visit.owner.business.id)
    return [sent_entry(visit, sent, latest[sent.reference].at) for sent in submissions]


def sent_entry(visit: Visit, sent: Submission, stepped: datetime) -> Entry:
    """One submission; ``stepped`` is the moment of its last step."""
    zone, locale = visit.city.timezone, visit.language.locale
    moved = stepped > sent.at
    sent_on, moved_on = moment(sent.at, zone, locale)[0], moment(stepped, zone, locale)[0]
    return {
        "reference": sent.reference,
        "title": title_said(visit, sent),
        "agency": agency_title(visit.city, sent.agency),
        "when": visit.language.say(message("Sent on {day}", day=sent_on)),
        "stepped": visit.language.say(message("Last step on {day}", day=moved_on)) if moved else "",
        "status": status_said(visit, sent.status),
        "status_name": sent.status,
        "url": visit.url("submissions", sent.reference),
    }
