"""The template values of the check page, the receipt and a submission's page."""

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
from runtime.dataset.records.submissions import Submission
from runtime.services.display import display_value
from runtime.services.filling.form_state import FormState, parse
from runtime.services.filling.review import ReviewedAnswer, conflicts
from runtime.services.site.agencies import agency_title
from runtime.services.submissions.submission_translation import (
    TranslatedQuestion,
    display_title,
    translate_questions,
)
from runtime.web.http.request_context import RequestContext
from runtime.web.http.template_values import Link
from runtime.web.http.words import direction, moment
from runtime.web.owner.case_context import case_context, display_status, waits_for_agency
from runtime.web.owner.known_text import known_text
from runtime.web.owner.page_context import conflict_links, display_conflict, revision_text

NOTES: Mapping[Outcome, Message] = {
    Outcome.CONFIRMED: message("You confirmed that this is still right."),
    Outcome.UPDATED: message("The city's records will be updated for all agencies."),
    Outcome.PROPOSED: message("The change is proposed: the agency that keeps this record checks it first."),
    Outcome.KEPT_HERE: message("The change stays on this form only."),
}
"""Texts for outcomes on the check page; outcomes without a text are not listed."""


def check_context(
    ctx: RequestContext, state: FormState, reviewed: Sequence[ReviewedAnswer], errors: Sequence[Link]
) -> CheckPage:
    """The values of the check page. A conflict is news when first shown, and an error when not decided."""
    form = state.form
    changed = () if errors else conflict_links(ctx, conflicts(reviewed))
    return {
        "title": form.title,
        "back": ctx.url("forms", form.name, state.route.stops[-1].page.name),
        "sections": check_sections(ctx, state, reviewed, wrong=bool(errors)),
        "key": revision_text(state.draft),
        "action": ctx.url("forms", form.name, "check"),
        "error_links": errors,
        "changed": changed,
    }


def submission_context(ctx: RequestContext, sent: Submission) -> SubmissionPage:
    """The values of the receipt and of a submission's page."""
    form = ctx.site.form(ctx.language.code, sent.form)
    return {
        "reference": sent.reference,
        "title": display_title(ctx, sent),
        "sent_in": _sent_in(ctx, sent),
        "agency": agency_title(ctx.city, sent.agency),
        "sent_at": sent_at(ctx, sent),
        "status": display_status(ctx, sent.status),
        "sections": sent_sections(ctx, sent),
        "next_steps": Markup(form.next_steps) if form and waits_for_agency(sent) else "",  # noqa: S704  cleaned at build
        "copy_to": ctx.owner.account.email if form and "receipt" in form.actions else "",
        "pdf_url": ctx.url("submissions", f"{sent.reference}.pdf") if ctx.services.pdf.is_there else "",
        **case_context(ctx, sent),
    }


def _sent_in(ctx: RequestContext, sent: Submission) -> Language | None:
    """The language of the answers, if it is not the user's and the city still publishes it."""
    return ctx.site.languages.get(sent.language) if sent.language != ctx.language.code else None


def check_sections(
    ctx: RequestContext, state: FormState, reviewed: Iterable[ReviewedAnswer], *, wrong: bool = False
) -> list[CheckSection]:
    """The answers by page, each with its outcome and a link to change it.

    ``wrong``: the form was sent without a required decision.
    """
    return [
        {
            "title": page.title,
            "change_url": ctx.url("forms", state.form.name, page.name),
            "rows": [_row(ctx, state, item, wrong=wrong) for item in items],
        }
        for page, items in groupby(reviewed, key=lambda item: item.page)
    ]


def sent_sections(ctx: RequestContext, submission: Submission) -> list[SentSection]:
    """The answers of a submission as it was sent, in the reader's words."""
    return [
        {"title": page, **_marks_of(ctx, asked_in), "rows": [_sent_row(ctx, one) for one in questions]}
        for (page, asked_in), questions in groupby(
            translate_questions(ctx, submission), key=attrgetter("question.page", "asked_in")
        )
    ]


def sent_at(ctx: RequestContext, submission: Submission) -> str:
    """When a submission was sent, in the city's time zone."""
    day, time = moment(submission.at, ctx.city.timezone, ctx.language.locale)
    return ctx.language.say(message("{day} at {time}", day=day, time=time))


def _row(ctx: RequestContext, state: FormState, item: ReviewedAnswer, *, wrong: bool) -> CheckRow:
    field = item.field
    known = state.known(field)
    asked = field.shared is not None and field.shared.when_changed == "ask"
    changed = item.outcome in (Outcome.UPDATED, Outcome.KEPT_HERE)
    url = ctx.url("forms", state.form.name, item.page.name)
    return {
        "label": field.label,
        "said": display_value(ctx.language, item.field, item.value),
        "change_url": f"{url}#{field.name}-field" if field.asks else "",
        "change_label": field.label,
        "known": known_text(ctx, field, known) if known else "",
        "outcome_note": _note(ctx, item.outcome) or _left_empty(ctx, state, item),
        "ask_record": field.name if asked and changed else "",
        "recorded": item.outcome != Outcome.KEPT_HERE,
        "conflict": _conflict(ctx, item, wrong=wrong),
    }


def _left_empty(ctx: RequestContext, state: FormState, item: ReviewedAnswer) -> str:
    """The outcome for a field that showed a fact and was then emptied: the fact stays."""
    if item.value is not None or item.field.prefill == "never" or state.fact(item.field) is None:
        return ""
    return ctx.language.say(message("You left this empty here. The city's record stays as it is."))


def _conflict(ctx: RequestContext, item: ReviewedAnswer, *, wrong: bool) -> Conflict | None:
    if item.outcome != Outcome.CONFLICTING or item.fact is None:
        return None
    theirs = parse(item.field, item.fact.value)
    return {
        "ours": display_value(ctx.language, item.field, item.value),
        "theirs": display_value(ctx.language, item.field, theirs),
        "source": ctx.provenance(item.fact),
        "field": item.field.name,
        "version": item.fact.version,
        "problem": display_conflict(ctx, item.field),
        "wrong": wrong,
    }


def _sent_row(ctx: RequestContext, translate_questions: TranslatedQuestion) -> SentRow:
    return {
        "label": translate_questions.question.label,
        "said": translate_questions.question.said,
        **_marks_of(ctx, translate_questions.said_in if translate_questions.question.said else ""),
        "outcome_note": _note(ctx, translate_questions.question.outcome),
    }


def _marks_of(ctx: RequestContext, language: str) -> Marks:
    """``lang`` and ``dir`` of a text; empty if it is in the user's language."""
    return {"lang": language, "dir": direction(ctx.site.languages, language) if language else ""}


def _note(ctx: RequestContext, outcome: Outcome | None) -> str:
    note = NOTES.get(outcome) if outcome else None
    return ctx.language.say(note) if note else ""
