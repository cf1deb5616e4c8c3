"""Sends the demo's past submissions and takes their transitions through the usual services."""

from __future__ import annotations

from dataclasses import replace

from forms.actions import actions
from forms.actions.base import REFERENCE, Sending
from forms.model.form import Form
from forms.text.language import ENGLISH, Language
from onceonly.demo.past import (
    COUNTED,
    LAST_VISIT,
    OPENED,
    SECOND_LOCATION,
    Past,
    noon,
    of_golden_gate_dumplings,
    of_others,
)
from onceonly.demo.register import Business
from runtime.dataset import Account, Draft, NewFact, NewSubmission, Question, Source, Submission
from runtime.services.access import System
from runtime.services.cases.case_transitions import CaseContext, take_step
from runtime.services.filling.form_state import FormState, build_state
from runtime.services.filling.review import review_answers
from runtime.services.site.agencies import agency_of
from runtime.services.submissions.sending import as_message, as_question

CLERK = System("Jordan Lee")  # the actor of past transitions
_SEATS = 30  # counted again by the inspector after the owner's last visit


def send_past(context: CaseContext, businesses: tuple[Business, ...]) -> int:
    """Send all past submissions in a dataset that has the businesses; returns how many."""
    others = list(of_others(businesses[1:]))
    for business, past in others:
        _take(context, business, past)
    _open_second_location(context, businesses[0])
    mine = of_golden_gate_dumplings()
    for past in mine:
        _take(context, businesses[0], past)
    _visit(context, businesses[0])
    return len(others) + len(mine)


def _open_second_location(context: CaseContext, business: Business) -> None:
    """Add a second location with a fact of its own; facts shared with the business are not repeated."""
    account = _account(context, business)
    party = context.dataset.parties.create_location(account.id, account.businesses[0].id, SECOND_LOCATION)
    address = {"street": SECOND_LOCATION, "city": "Foggyton", "state": "CA", "zip": "94118"}
    source = Source("register", "licenses", "licensing")
    context.dataset.facts.record(
        [NewFact(party.id, "business.premises_address", address, noon(OPENED), source)]
    )


def _visit(context: CaseContext, business: Business) -> None:
    """Record a visit of the owner; later changes are news."""
    account = _account(context, business)
    at = noon(LAST_VISIT)
    context.dataset.identity.open_session("the past", account.id, account.businesses[0].id, "", at)
    context.dataset.identity.close_session("the past")
    source = Source("register", "food_safety", "health")
    counted = NewFact(account.businesses[0].id, "business.seats", _SEATS, noon(COUNTED), source)
    context.dataset.facts.record([counted])


def _take(context: CaseContext, business: Business, past: Past) -> None:
    sent = _sent(context, business, past)
    for status, day, note in past.steps:
        take_step(context, sent.reference, status, noon(day), note)


def _sent(context: CaseContext, business: Business, past: Past) -> Submission:
    site, account = context.site, _account(context, business)
    spoken = business.language if business.language in site.languages else site.source_language
    language, form = site.languages[spoken], site.form(spoken, past.form)
    assert form is not None  # noqa: S101  the past uses Foggyton's own forms
    state = _state(context, account, form, past, language)
    answered = (item for item in review_answers(state) if item.value is not None)
    # the registers have these facts already
    reviewed = tuple(replace(item, outcome=None) for item in answered)
    questions = tuple(as_question(language, item) for item in reviewed)
    letters = actions()["receipt"](_sending(context, business, form, language, questions))
    draft = context.dataset.drafts.save(state.draft)
    return context.dataset.submissions.submit(
        NewSubmission(
            draft=draft.id,
            revision=draft.revision,
            account=account.id,
            business=draft.business,
            form=form.name,
            form_version=form.version,
            agency=form.agency,
            title=form.title,
            language=language.code,
            at=noon(past.on),
            questions=questions,
            facts=(),
            expected={},
            messages=tuple(as_message(letter) for letter in letters),
        )
    )


def _state(context: CaseContext, account: Account, form: Form, past: Past, language: Language) -> FormState:
    """The form as it was sent: answers of the past, and known facts."""
    business, person = account.businesses[0].id, account.person.id
    at, answers = noon(past.on), {}
    for name, typed in past.typed.items():
        field = form.field(name)
        read = field.read(typed, ENGLISH, {"today": past.on})
        assert read.value is not None, (form.name, name, read.errors)  # noqa: S101  covered by a test
        answers[name] = field.to_json(read.value)
    draft = Draft("", account.id, business, form.name, form.version, language.code, at, at, answers=answers)
    return build_state(form, draft, context.dataset.facts.current((business, person)), past.on)


def _sending(
    context: CaseContext, business: Business, form: Form, language: Language, questions: tuple[Question, ...]
) -> Sending:
    site = context.site
    city, staff = site.city(language.code), site.languages[site.source_language]
    agency = agency_of(city, form.agency)
    assert agency is not None  # noqa: S101  a form is in the folder of its agency
    return Sending(
        form=form,
        agency=agency,
        city=city,
        language=language,
        owner=business.email,
        business=business.name,
        answers=tuple((question.label, question.said) for question in questions),
        values={},  # the past has no letters to agencies
        url=f"{context.public_url}/{language.code}/submissions/{REFERENCE}",
        staff_form=form,
        staff_language=staff,
    )


def _account(context: CaseContext, business: Business) -> Account:
    account = context.dataset.identity.account(business.email)
    assert account is not None  # noqa: S101  created by `fill`
    return account
