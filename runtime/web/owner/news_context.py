"""The template values of the news on the portal: what waits for the owner, and what has changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from forms.model.form import Form
from forms.model.workflow import statuses
from forms.pages.portal import News as NewsShown
from forms.pages.portal import NewsEntry, WhatIsNew
from forms.text.messages import message
from forms.text.text import in_one_line
from runtime.dataset.records.cases import News
from runtime.dataset.records.facts import Fact
from runtime.dataset.records.outbox import Message
from runtime.dataset.records.submissions import Sent
from runtime.services.cases.case_reading import news
from runtime.services.display import display_value
from runtime.services.filling.form_state import parse
from runtime.services.submissions.submissions import submissions_in_status
from runtime.web.http.request_context import RequestContext
from runtime.web.http.words import moment
from runtime.web.owner.known_text import language_of_fact, marks
from runtime.web.owner.sent_context import sent_entry

_FACTS = 5  # more new facts, as after an import, are listed on “My business” only


_ASKING = frozenset(name for name, status in statuses().items() if status.asks)


def news_context(ctx: RequestContext) -> NewsShown:
    """Two lists: what waits for the owner, and the news since the last visit, which is empty at the first."""
    return {"waiting": _waiting(ctx), **_news(ctx)}


def _waiting(ctx: RequestContext) -> list[NewsEntry]:
    """What waits for the owner, until it is done."""
    if ctx.session is None:
        return []
    return [_step(ctx, sent) for sent in submissions_in_status(ctx, _ASKING)]


def _news(ctx: RequestContext) -> WhatIsNew:
    """What has changed since the account's last visit."""
    if ctx.session is None or ctx.session.since is None:
        return {"news": (), "news_since": "", "more_news": False}
    found = news(ctx, ctx.session)
    facts = list(_facts(ctx, _own_facts(ctx, found.facts)))
    day = moment(ctx.session.since, ctx.city.timezone, ctx.language.locale)[0]
    return {
        "news": [*_of_submissions(ctx, found), *facts[:_FACTS]],
        "news_since": ctx.language.say(message("Since you were last here on {day}", day=day)),
        "more_news": len(facts) > _FACTS,
    }


def _of_submissions(ctx: RequestContext, found: News) -> Iterator[NewsEntry]:
    """Submissions with a new status, then letters without one, newest first."""
    for sent in found.sent:
        if sent.status not in _ASKING:
            yield _step(ctx, sent)
    for letter in reversed(found.messages):
        yield _letter(ctx, letter)


def _step(ctx: RequestContext, sent: Sent) -> NewsEntry:
    entry = sent_entry(ctx, sent)
    return {
        "title": entry["title"],
        "url": entry["url"],
        "status": entry["status"],
        "status_name": entry["status_name"],
        "said": "",
        "hint": f"{entry['agency']} · {_day(ctx, sent.moved or sent.at)}",
        **marks(ctx, ctx.language),
    }


def _letter(ctx: RequestContext, letter: Message) -> NewsEntry:
    return {
        "title": letter.subject,
        "url": ctx.url("submissions", letter.about),
        "status": "",
        "status_name": "",
        "said": "",
        "hint": _day(ctx, letter.at),
        **marks(ctx, ctx.language),
    }


def _own_facts(ctx: RequestContext, facts: Sequence[Fact]) -> Sequence[Fact]:
    """The facts without those that other locations of the business have for themselves."""
    of = ctx.owner.business.of
    each: Collection[str] = ctx.site.each_location if of else ()
    return [fact for fact in facts if fact.party != of or fact.master not in each]


def _facts(ctx: RequestContext, facts: Sequence[Fact]) -> Iterator[NewsEntry]:
    """The new facts that are still current, newest first."""
    current = {fact.master: fact for fact in facts}
    forms = ctx.site.fact_forms(ctx.language.code) if current else {}
    for fact in sorted(current.values(), key=lambda fact: fact.version, reverse=True):
        if fact.master in forms:
            yield _fact(ctx, forms, fact)


def _fact(ctx: RequestContext, forms: Mapping[str, Form], fact: Fact) -> NewsEntry:
    field, language = forms[fact.master].pages[0].fields[0], language_of_fact(ctx, fact.master)
    return {
        "title": field.label,
        **marks(ctx, language),
        "url": ctx.url("business", fact.master),
        "status": "",
        "status_name": "",
        "said": in_one_line(display_value(language, field, parse(field, fact.value))),
        "hint": ctx.provenance(fact),
    }


def _day(ctx: RequestContext, at: datetime) -> str:
    return moment(at, ctx.city.timezone, ctx.language.locale)[0]
