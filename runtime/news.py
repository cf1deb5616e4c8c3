"""What to know first on the portal: what waits for the owner, and what others did since she was here."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from forms.model.form import Form
from forms.model.workflow import statuses
from forms.pages.portal import News as NewsShown
from forms.pages.portal import NewsEntry, WhatIsNew
from forms.text.messages import message
from forms.text.text import in_one_line
from runtime.dataset import Fact, Message, News, Sent
from runtime.filling import parse
from runtime.sent import sent_entry
from runtime.telling import language_of_fact, marks, value_said
from runtime.visit import Visit
from runtime.words import moment

_FACTS = 5  # a large import is no news: “My business” shows all of it


_ASKING = frozenset(name for name, status in statuses().items() if status.asks)


def news_context(visit: Visit) -> NewsShown:
    """The lists for the portal: what waits for her, until it moves on; and the news, of which there are none
    for those who are here for the first time.
    """
    return {"waiting": _waiting(visit), **_news(visit)}


def _waiting(visit: Visit) -> list[NewsEntry]:
    """What waits for the owner, however often she has been here since."""
    if visit.session is None:
        return []
    return [
        _step(visit, sent) for sent in visit.store.submissions.in_status(visit.owner.business.id, _ASKING)
    ]


def _news(visit: Visit) -> WhatIsNew:
    """What changed since she was last here."""
    if visit.session is None or visit.session.since is None:
        return {"news": (), "news_since": "", "more_news": False}
    found = visit.store.cases.news(visit.session)
    facts = list(_facts(visit, _hers(visit, found.facts)))
    day = moment(visit.session.since, visit.city.timezone, visit.language.locale)[0]
    return {
        "news": [*_of_submissions(visit, found), *facts[:_FACTS]],
        "news_since": visit.language.say(message("Since you were last here on {day}", day=day)),
        "more_news": len(facts) > _FACTS,
    }


def _of_submissions(visit: Visit, found: News) -> Iterator[NewsEntry]:
    """Where submissions stand that moved, then letters that came on their own; the newest first."""
    for sent in found.sent:
        if sent.status not in _ASKING:
            yield _step(visit, sent)
    for letter in reversed(found.messages):
        yield _letter(visit, letter)


def _step(visit: Visit, sent: Sent) -> NewsEntry:
    entry = sent_entry(visit, sent)
    return {
        "title": entry["title"],
        "url": entry["url"],
        "status": entry["status"],
        "status_name": entry["status_name"],
        "said": "",
        "hint": f"{entry['agency']} · {_day(visit, sent.moved or sent.at)}",
        **marks(visit, visit.language),
    }


def _letter(visit: Visit, letter: Message) -> NewsEntry:
    return {
        "title": letter.subject,
        "url": visit.url("submissions", letter.about),
        "status": "",
        "status_name": "",
        "said": "",
        "hint": _day(visit, letter.at),
        **marks(visit, visit.language),
    }


def _hers(visit: Visit, facts: Sequence[Fact]) -> Sequence[Fact]:
    """What other locations of the business have for themselves is no news here."""
    of = visit.owner.business.of
    each: Collection[str] = visit.edition.each_location if of else ()
    return [fact for fact in facts if fact.party != of or fact.master not in each]


def _facts(visit: Visit, facts: Sequence[Fact]) -> Iterator[NewsEntry]:
    """The current ones of those that are new, the newest first."""
    current = {fact.master: fact for fact in facts}
    forms = visit.edition.fact_forms(visit.language.code) if current else {}
    for fact in sorted(current.values(), key=lambda fact: fact.version, reverse=True):
        if fact.master in forms:
            yield _fact(visit, forms, fact)


def _fact(visit: Visit, forms: Mapping[str, Form], fact: Fact) -> NewsEntry:
    field, language = forms[fact.master].pages[0].fields[0], language_of_fact(visit, fact.master)
    return {
        "title": field.label,
        **marks(visit, language),
        "url": visit.url("business", fact.master),
        "status": "",
        "status_name": "",
        "said": in_one_line(value_said(visit, field, parse(field, fact.value), language)),
        "hint": visit.provenance(fact),
    }


def _day(visit: Visit, at: datetime) -> str:
    return moment(at, visit.city.timezone, visit.language.locale)[0]
