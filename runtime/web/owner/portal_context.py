"""The template values of the portal: the forms of one agency, open drafts and submissions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from forms.pages.portal import AgencyTab, AroundTheDesk, Card, DraftEntry, Elsewhere
from forms.text.messages import message
from runtime.dataset.records.drafts import Draft
from runtime.dataset.records.facts import Fact
from runtime.dataset.records.submissions import Sent
from runtime.services.facts.known_facts import known_facts
from runtime.services.filling.drafts import open_drafts
from runtime.services.filling.overview import Overview, overview
from runtime.services.site.agencies import agency_title
from runtime.services.submissions.submissions import last_sent, submissions
from runtime.web.http.request_context import RequestContext
from runtime.web.http.words import moment
from runtime.web.owner.deadlines import days_left
from runtime.web.owner.news_context import news_context
from runtime.web.owner.sent_context import NEWEST, sent_list

_TOLD_BEFORE = timedelta(days=30)
_NOTHING_KNOWN: Mapping[str, Fact] = MappingProxyType({})


@dataclass(frozen=True)
class Recent:
    """Newest drafts and submissions, read once per page."""

    drafts: Collection[Draft] = ()
    sent: Sequence[Sent] = ()  # one more than the portal shows, if there are more


def recent_of(ctx: RequestContext) -> Recent:
    """The drafts and submissions of the business acted for."""
    if ctx.session is None:
        return Recent()
    return Recent(open_drafts(ctx), submissions(ctx, most=NEWEST + 1))


def agency_context(ctx: RequestContext, tab: str, recent: Recent) -> AgencyTab:
    """The values of one agency's tab."""
    return {"tab": tab, "cards": _cards(ctx, tab, recent)}


def around_the_desk(ctx: RequestContext, recent: Recent) -> AroundTheDesk:
    """The values of the portal around the open tab."""
    return {
        "greeting": _greeting(ctx),
        "drafts": [_draft_entry(ctx, draft) for draft in recent.drafts if _can_continue(ctx, draft)],
        "submissions": sent_list(ctx, recent.sent[:NEWEST]),
        "more_submissions": len(recent.sent) > NEWEST,
        **news_context(ctx),
    }


def _cards(ctx: RequestContext, tab: str, recent: Recent) -> Mapping[str, Card]:
    open_drafts = {draft.form: draft for draft in recent.drafts}
    last = _last_sent(ctx, tab)
    cards: dict[str, Card] = {}
    for name, progress in _counted(ctx, tab, open_drafts).items():
        draft, sent_at = open_drafts.get(name), last.get(name)
        cards[name] = {
            "known": progress.known,
            "asked": progress.asked,
            "minutes": progress.minutes,
            "draft_url": ctx.url("drafts", draft.id) if draft else "",
            "last_sent": moment(sent_at, ctx.city.timezone, ctx.language.locale)[0] if sent_at else "",
            "days_left": days_left(ctx, name),
            "elsewhere": _elsewhere(ctx, name),
        }
    return cards


def _last_sent(ctx: RequestContext, tab: str) -> Mapping[str, datetime]:
    if ctx.session is None:
        return {}
    return last_sent(ctx, ctx.site.form_names_of(tab))


def _counted(ctx: RequestContext, tab: str, drafts: Mapping[str, Draft]) -> Mapping[str, Overview]:
    """How much of each form of a tab is known, by form name."""
    site, today = ctx.site, ctx.today
    facts = known_facts(ctx) if ctx.session else _NOTHING_KNOWN
    return {
        name: overview(site.question_plan(name), facts, drafts.get(name), today)
        for name in site.form_names_of(tab)
    }


def _elsewhere(ctx: RequestContext, form: str) -> list[Elsewhere]:
    """The languages in which a form is published, if the user's is not among them."""
    site = ctx.site
    if site.speaks(ctx.language.code, form):
        return []
    spoken = (known for known in site.languages.values() if site.speaks(known.code, form))
    return [{"language": known, "url": f"/{known.code}/forms/{form}"} for known in spoken]


def _can_continue(ctx: RequestContext, draft: Draft) -> bool:
    """Whether a draft can be continued: its form still exists in this language."""
    site = ctx.site
    return draft.form in site.form_names and site.speaks(ctx.language.code, draft.form)


def _draft_entry(ctx: RequestContext, draft: Draft) -> DraftEntry:
    form = ctx.form(draft.form)
    day, time = moment(draft.saved, ctx.city.timezone, ctx.language.locale)
    return {
        "url": ctx.url("drafts", draft.id),
        "title": form.title,
        "agency": agency_title(ctx.city, form.agency),
        "saved": ctx.language.say(message("Saved on {day} at {time}", day=day, time=time)),
        "kept": _kept_until(ctx, draft),
    }


def _kept_until(ctx: RequestContext, draft: Draft) -> str:
    """When a draft will be deleted, if that is soon; else empty text."""
    until = draft.saved + ctx.settings.draft_age
    if until - ctx.now >= _TOLD_BEFORE:
        return ""
    day = moment(until, ctx.city.timezone, ctx.language.locale)[0]
    return ctx.language.say(message("It is kept until {day}, or longer if you save it again.", day=day))


def _greeting(ctx: RequestContext) -> str:
    name = ctx.session.business.name if ctx.session else ""
    if name:
        return ctx.language.say(message("{business} and the city", business=name))
    return ctx.language.say(message("Your business with the city"))
