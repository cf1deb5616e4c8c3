"""What the check page, the receipt and a stored submission show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter

from markupsafe import Markup

from forms.model.outcome import Outcome
from forms.pages.every_page import Marks
from forms.pages.submissions import (
    CheckPage,
    CheckRow,
    CheckSection,
    Conflict,
    SentRow,
    SentSection,
    SubmissionPage,
)
from forms.text.language import Language
from forms.text.messages import Message, message
from runtime.agencies import agency_title
from runtime.cases import case_context, goes_on, status_said
from runtime.checking import Judged, conflicts
from runtime.context import Link
from runtime.dataset import Submission
from runtime.filling import Filling, parse
from runtime.page_context import conflict_links, conflict_said, revision_text
from runtime.rereading import Reread, reread, title_said
from runtime.telling import known_text, value_said
from runtime.visit import Visit
from runtime.words import direction, moment

NOTES: Mapping[Outcome, Message] = {
    Outcome.CONFIRMED: message("You confirmed that this is still right."),
    Outcome.UPDATED: message("The city's records will be updated for all agencies."),
    Outcome.PROPOSED: message("The change is proposed: the agency that keeps this record checks it first."),
    Outcome.KEPT_HERE: message("The change stays on this form only."),
}
"""What is said about an answer on the check page; what needs no words is not here."""


def check_context(
    visit: Visit, filling: Filling, judged: Sequence[Judged], problems: Sequence[Link]
) -> CheckPage:
    """The whole check page. Somebody else's change is news at first; that nobody chose is an error."""
    form = filling.form
    changed = () if problems else conflict_links(visit, conflicts(judged))
    return {
        "title": form.title,
        "back": visit.url("forms", form.name, filling.route.stops[-1].page.name),
        "sections": check_sections(visit, filling, judged, wrong=bool(problems)),
        "key": revision_text(filling.draft),
        "action": visit.url("forms", form.name, "check"),
        "problems": problems,
        "changed": changed,
    }


def submission_context(visit: Visit, sent: Submission) -> SubmissionPage:
    """The receipt, and the submission whenever it is read again."""
    form = visit.edition.form(visit.language.code, sent.form)
    return {
        "reference": sent.reference,
        "title": title_said(visit, sent),
        "sent_in": _sent_in(visit, sent),
        "agency": agency_title(visit.city, sent.agency),
        "sent_at": sent_at(visit, sent),
        "status": status_said(visit, sent.status),
        "sections": sent_sections(visit, sent),
        "next_steps": Markup(form.next_steps) if form and goes_on(sent) else "",  # noqa: S704  cleaned at build
        "copy_to": visit.owner.account.email if form and "receipt" in form.actions else "",
        **case_context(visit, sent),
    }


def _sent_in(visit: Visit, sent: Submission) -> Language | None:
    """The language of the answers, where it is not the reader's and the city still speaks it."""
    return visit.edition.languages.get(sent.language) if sent.language != visit.language.code else None


def said(visit: Visit, item: Judged) -> str:
    """An answer as people read it."""
    return value_said(visit, item.field, item.value)


def check_sections(
    visit: Visit, filling: Filling, judged: Iterable[Judged], *, wrong: bool = False
) -> list[CheckSection]:
    """The answers by page, each with a link to change it and what it would do.

    ``wrong`` says that a choice is overdue: the form was sent without it.
    """
    return [
        {
            "title": page.title,
            "change_url": visit.url("forms", filling.form.name, page.name),
            "rows": [_row(visit, filling, item, wrong=wrong) for item in items],
        }
        for page, items in groupby(judged, key=lambda item: item.page)
    ]


def sent_sections(visit: Visit, submission: Submission) -> list[SentSection]:
    """The answers of a submission as it was sent, in the reader's words."""
    return [
        {"title": page, **_spoken(visit, asked_in), "rows": [_sent_row(visit, one) for one in questions]}
        for (page, asked_in), questions in groupby(
            reread(visit, submission), key=attrgetter("question.page", "asked_in")
        )
    ]


def sent_at(visit: Visit, submission: Submission) -> str:
    """When a submission was sent, by the city's clock."""
    day, time = moment(submission.at, visit.city.timezone, visit.language.locale)
    return visit.language.say(message("{day} at {time}", day=day, time=time))


def _row(visit: Visit, filling: Filling, item: Judged, *, wrong: bool) -> CheckRow:
    field = item.field
    known = filling.known(field)
    asked = field.shared is not None and field.shared.when_changed == "ask"
    changed = item.outcome in (Outcome.UPDATED, Outcome.KEPT_HERE)
    url = visit.url("forms", filling.form.name, item.page.name)
    return {
        "label": field.label,
        "said": said(visit, item),
        "change_url": f"{url}#{field.name}-field" if field.asks else "",
        "change_label": field.label,
        "known": known_text(visit, field, known) if known else "",
        "outcome_note": _note(visit, item.outcome) or _left_empty(visit, filling, item),
        "ask_record": field.name if asked and changed else "",
        "recorded": item.outcome != Outcome.KEPT_HERE,
        "conflict": _conflict(visit, item, wrong=wrong),
    }


def _left_empty(visit: Visit, filling: Filling, item: Judged) -> str:
    """What becomes of a record that was shown and then emptied: nobody may think that it is gone."""
    if item.value is not None or item.field.prefill == "never" or filling.fact(item.field) is None:
        return ""
    return visit.language.say(message("You left this empty here. The city's record stays as it is."))


def _conflict(visit: Visit, item: Judged, *, wrong: bool) -> Conflict | None:
    if item.outcome != Outcome.CONFLICTING or item.fact is None:
        return None
    theirs = Judged(item.page, item.field, parse(item.field, item.fact.value))
    return {
        "mine": said(visit, item),
        "theirs": said(visit, theirs),
        "source": visit.provenance(item.fact),
        "field": item.field.name,
        "version": item.fact.version,
        "problem": conflict_said(visit, item.field),
        "wrong": wrong,
    }


def _sent_row(visit: Visit, reread: Reread) -> SentRow:
    return {
        "label": reread.question.label,
        "said": reread.question.said,
        **_spoken(visit, reread.said_in if reread.question.said else ""),
        "outcome_note": _note(visit, reread.question.outcome),
    }


def _spoken(visit: Visit, language: str) -> Marks:
    """The language of a text for its ``lang`` and ``dir``; nothing where it is the reader's own."""
    return {"lang": language, "dir": direction(visit.edition.languages, language) if language else ""}


def _note(visit: Visit, outcome: Outcome | None) -> str:
    note = NOTES.get(outcome) if outcome else None
    return visit.language.say(note) if note else ""
