"""What the portal shows: the forms of one agency, open drafts, and everything that was sent."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from forms.pages.portal import AgencyTab, AroundTheDesk, Card, DraftEntry, Elsewhere
from forms.text.messages import message
from runtime.agencies import agency_title
from runtime.dataset import Draft, Fact, Sent
from runtime.deadlines import days_left
from runtime.news import news_context
from runtime.overview import Overview, overview
from runtime.sent import NEWEST, sent_list
from runtime.visit import Visit
from runtime.words import moment

_TOLD_BEFORE = timedelta(days=30)
_NOTHING_KNOWN: Mapping[str, Fact] = MappingProxyType({})


@dataclass(frozen=True)
class Papers:
    """What somebody has begun and sent last: read once for a page, whatever shows it."""

    drafts: Collection[Draft] = ()
    sent: Sequence[Sent] = ()  # one more than the portal shows, if there are more


def papers_of(visit: Visit) -> Papers:
    """The drafts and submissions of the business acted for."""
    if visit.session is None:
        return Papers()
    account, business = visit.session.account.id, visit.session.business.id
    return Papers(
        visit.store.drafts.of_business(account, business),
        visit.store.submissions.sent(business, most=NEWEST + 1),
    )


def agency_context(visit: Visit, tab: str, papers: Papers) -> AgencyTab:
    """What stands in the tab of one agency."""
    return {"tab": tab, "cards": _cards(visit, tab, papers)}


def around_the_desk(visit: Visit, papers: Papers) -> AroundTheDesk:
    """What stands around the open tab, whichever it is."""
    return {
        "greeting": _greeting(visit),
        "drafts": [_draft_entry(visit, draft) for draft in papers.drafts if _goes_on(visit, draft)],
        "submissions": sent_list(visit, papers.sent[:NEWEST]),
        "more_submissions": len(papers.sent) > NEWEST,
        **news_context(visit),
    }


def _cards(visit: Visit, tab: str, papers: Papers) -> Mapping[str, Card]:
    open_drafts = {draft.form: draft for draft in papers.drafts}
    last = _last_sent(visit, tab)
    cards: dict[str, Card] = {}
    for name, counted in _counted(visit, tab, open_drafts).items():
        draft, sent_at = open_drafts.get(name), last.get(name)
        cards[name] = {
            "known": counted.known,
            "asked": counted.asked,
            "minutes": counted.minutes,
            "draft_url": visit.url("drafts", draft.id) if draft else "",
            "last_sent": moment(sent_at, visit.city.timezone, visit.language.locale)[0] if sent_at else "",
            "days_left": days_left(visit, name),
            "elsewhere": _elsewhere(visit, name),
        }
    return cards


def _last_sent(visit: Visit, tab: str) -> Mapping[str, datetime]:
    if visit.session is None:
        return {}
    return visit.store.submissions.last_sent(visit.session.business.id, visit.edition.form_names_of(tab))


def _counted(visit: Visit, tab: str, drafts: Mapping[str, Draft]) -> Mapping[str, Overview]:
    """How much of each form of a tab is known."""
    edition, today = visit.edition, visit.today
    facts = visit.known_facts() if visit.session else _NOTHING_KNOWN
    return {
        name: overview(edition.asking(name), facts, drafts.get(name), today)
        for name in edition.form_names_of(tab)
    }


def _elsewhere(visit: Visit, form: str) -> list[Elsewhere]:
    """The languages in which a form can be filled in, when the reader's is not one of them."""
    edition = visit.edition
    if edition.speaks(visit.language.code, form):
        return []
    spoken = (known for known in edition.languages.values() if edition.speaks(known.code, form))
    return [{"language": known, "url": f"/{known.code}/forms/{form}"} for known in spoken]


def _goes_on(visit: Visit, draft: Draft) -> bool:
    """Whether a draft can be continued: its form is still there, in this language."""
    edition = visit.edition
    return draft.form in edition.form_names and edition.speaks(visit.language.code, draft.form)


def _draft_entry(visit: Visit, draft: Draft) -> DraftEntry:
    form = visit.form(draft.form)
    day, time = moment(draft.saved, visit.city.timezone, visit.language.locale)
    return {
        "url": visit.url("drafts", draft.id),
        "title": form.title,
        "agency": agency_title(visit.city, form.agency),
        "saved": visit.language.say(message("Saved on {day} at {time}", day=day, time=time)),
        "kept": _kept_until(visit, draft),
    }


def _kept_until(visit: Visit, draft: Draft) -> str:
    """When a draft is forgotten, once that comes near."""
    until = draft.saved + visit.settings.draft_age
    if until - visit.now >= _TOLD_BEFORE:
        return ""
    day = moment(until, visit.city.timezone, visit.language.locale)[0]
    return visit.language.say(message("It is kept until {day}, or longer if you save it again.", day=day))


def _greeting(visit: Visit) -> str:
    name = visit.session.business.name if visit.session else ""
    if name:
        return visit.language.say(message("{business} and the city", business=name))
    return visit.language.say(message("Your business with the city"))
