"""What the portal shows: the forms of one agency, open drafts, and everything that was sent."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from forms.messages import message
from runtime.agencies import agency_title
from runtime.news import news_context
from runtime.overview import overview
from runtime.sent import NEWEST, sent_list
from runtime.stores import Draft, Submission
from runtime.visit import Visit
from runtime.words import moment

Entry = dict[str, Any]  # Any: read by templates only

def portal_context(visit: Visit, tab: str) -> dict[str, object]:
    """The portal with the tab of one agency open."""
    drafts = _drafts(visit)
    submissions = _submissions(visit)
    return {
        "tab": tab,
        "greeting": _greeting(visit),
        "cards": _cards(visit, tab, drafts, submissions),
        "drafts": [_draft_entry(visit, draft) for draft in drafts if draft.form in visit.edition.form_names],
        "submissions": sent_list(visit, submissions[:NEWEST]),
        "more_submissions": len(submissions) > NEWEST,
        **news_context(visit, submissions),
    }


def known_masters(visit: Visit) -> Collection[str]:
    """The master fields that the city knows about the business and the person."""
    return visit.known_facts().keys() if visit.session else ()


def _cards(
    visit: Visit, tab: str, drafts: Collection[Draft], submissions: Collection[Submission]
) -> Mapping[str, Entry]:
    masters = known_masters(visit)
    open_drafts = {draft.form: draft for draft in drafts}
    last = {sent.form: sent for sent in sorted(submissions, key=lambda sent: sent.at)}
    cards: dict[str, Entry] = {}
    for name in visit.edition.form_names_of(tab):
        counted = overview(visit.edition.asked(name), masters)
        draft, sent = open_drafts.get(name), last.get(name)
        cards[name] = {
            "known": counted.known,
            "asked": counted.asked,
            "minutes": counted.minutes,
            "draft_url": visit.url("drafts", draft.id) if draft else "",
            "last_sent": moment(sent.at, visit.city.timezone, visit.language.locale)[0] if sent else "",
        }
    return cards


def _drafts(visit: Visit) -> Collection[Draft]:
    if visit.session is None:
        return ()
    return visit.store.drafts(visit.session.account.id, visit.session.business.id)


def _submissions(visit: Visit) -> Sequence[Submission]:
    return visit.store.submissions(visit.session.business.id) if visit.session else ()


def _draft_entry(visit: Visit, draft: Draft) -> Entry:
    form = visit.form(draft.form)
    day, time = moment(draft.saved, visit.city.timezone, visit.language.locale)
    return {
        "url": visit.url("drafts", draft.id),
        "title": form.title,
        "agency": agency_title(visit.city, form.agency),
        "saved": visit.language.say(message("Saved on {day} at {time}", day=day, time=time)),
    }


def _greeting(visit: Visit) -> str:
    name = visit.session.business.name if visit.session else ""
    if name:
        return visit.language.say(message("{business} and the city", business=name))
    return visit.language.say(message("Your business with the city"))
