"""What an owner is told about a submission on its way: its steps, what comes next, letters about it."""

from __future__ import annotations

from forms.model.outcome import Outcome
from forms.model.workflow import of_agency, statuses
from forms.pages.submissions import Case, CaseStep
from forms.text.messages import Message, message
from runtime.agencies import agency_of, agency_title
from runtime.dataset import Message as Letter
from runtime.dataset import Submission, Transition
from runtime.mailbox import letter_entry
from runtime.provenance import is_master
from runtime.visit import Visit
from runtime.words import direction, moment


def case_context(visit: Visit, sent: Submission) -> Case:
    """Everything on the page of a submission beyond its answers."""
    form = visit.edition.form(visit.language.code, sent.form)
    status = statuses()[sent.status]
    agency = agency_of(visit.city, sent.agency)
    return {
        "status_name": sent.status,
        "steps": [_step(visit, sent, step) for step in visit.store.cases.transitions(sent.reference)],
        "next_said": _recorded(visit, sent) if is_master(sent.form) else _told(visit, sent, status.next),
        "time_frame": form.time_frame if form and goes_on(sent) else "",
        "contact": agency.contact if agency else None,
        "letters": [letter_entry(visit, letter) for letter in _letters(visit, sent)],
    }


def status_said(visit: Visit, status: str) -> str:
    """A status in words."""
    return visit.language.say(statuses()[status].label)


def goes_on(sent: Submission) -> bool:
    """Whether what a form says about the time after sending still lies ahead."""
    return statuses()[sent.status].waits


def _step(visit: Visit, sent: Submission, step: Transition) -> CaseStep:
    status = statuses()[step.status]
    day, time = moment(step.at, visit.city.timezone, visit.language.locale)
    return {
        "label": status_said(visit, step.status),
        "said": _told(visit, sent, status.happened),
        "when": visit.language.say(message("{day} at {time}", day=day, time=time)),
        "note": step.note,
        "language": step.language or visit.language.code,
        "direction": direction(visit.edition.languages, step.language or visit.language.code),
    }


def _letters(visit: Visit, sent: Submission) -> list[Letter]:
    """The newest first; letters to the agency, or to another account, are not hers to read."""
    own = visit.owner.account.email.casefold()
    return [one for one in reversed(visit.store.outbox.about(sent.reference)) if one.to.casefold() == own]


def _recorded(visit: Visit, sent: Submission) -> str:
    """What becomes of a change of one fact, which no agency works on unless it is proposed."""
    if any(question.outcome == Outcome.PROPOSED for question in sent.questions):
        sentence = message("Your change is proposed. Until the agency agrees, the old record counts.")
        return visit.language.say(sentence)
    return visit.language.say(message("The city's record is up to date, for all agencies."))


def _told(visit: Visit, sent: Submission, sentence: Message) -> str:
    return visit.language.say(of_agency(sentence, agency_title(visit.city, sent.agency)))
