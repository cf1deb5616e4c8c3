"""The template values of a case: its transitions, the next steps, and letters about it."""

from __future__ import annotations

from forms.model.outcome import Outcome
from forms.model.workflow import of_agency, statuses
from forms.pages.submissions import Case, CaseStep
from forms.text.messages import Message, message
from runtime.dataset.records.cases import Transition
from runtime.dataset.records.submissions import Submission
from runtime.services.cases.case_reading import letters_about, steps
from runtime.services.site.agencies import agency_of, agency_title
from runtime.services.site.provenance import is_master
from runtime.web.http.request_context import RequestContext
from runtime.web.http.words import direction, moment
from runtime.web.owner.mailbox_context import letter_entry


def case_context(ctx: RequestContext, sent: Submission) -> Case:
    """The values of a submission's page except its answers."""
    form = ctx.site.form(ctx.language.code, sent.form)
    status = statuses()[sent.status]
    agency = agency_of(ctx.city, sent.agency)
    return {
        "status_name": sent.status,
        "steps": [_step(ctx, sent, step) for step in steps(ctx, sent)],
        "next_said": _recorded(ctx, sent) if is_master(sent.form) else _as_text(ctx, sent, status.next),
        "time_frame": form.time_frame if form and waits_for_agency(sent) else "",
        "contact": agency.contact if agency else None,
        "letters": [letter_entry(ctx, letter) for letter in letters_about(ctx, sent)],
    }


def display_status(ctx: RequestContext, status: str) -> str:
    """The title of a status."""
    return ctx.language.say(statuses()[status].label)


def waits_for_agency(sent: Submission) -> bool:
    """Whether it waits for its agency, so that the form's text about the next steps still applies."""
    return statuses()[sent.status].waits


def _step(ctx: RequestContext, sent: Submission, step: Transition) -> CaseStep:
    status = statuses()[step.status]
    day, time = moment(step.at, ctx.city.timezone, ctx.language.locale)
    return {
        "label": display_status(ctx, step.status),
        "said": _as_text(ctx, sent, status.happened),
        "when": ctx.language.say(message("{day} at {time}", day=day, time=time)),
        "note": step.note,
        "language": step.language or ctx.language.code,
        "direction": direction(ctx.site.languages, step.language or ctx.language.code),
    }


def _recorded(ctx: RequestContext, sent: Submission) -> str:
    """The result of changing one fact; no agency works on it unless it is proposed."""
    if any(question.outcome == Outcome.PROPOSED for question in sent.questions):
        sentence = message("Your change is proposed. Until the agency agrees, the old record counts.")
        return ctx.language.say(sentence)
    return ctx.language.say(message("The city's record is up to date, for all agencies."))


def _as_text(ctx: RequestContext, sent: Submission, sentence: Message) -> str:
    return ctx.language.say(of_agency(sentence, agency_title(ctx.city, sent.agency)))
