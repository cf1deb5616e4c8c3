"""Send what the invented owners sent in the past and take the steps that followed, by the usual ways."""

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
from runtime.agencies import agency_of
from runtime.checking import judge_all
from runtime.dataset import Account, Draft, NewFact, NewSubmission, Question, Source, Submission
from runtime.filling import Filling, fill_in
from runtime.moving import Desk, move
from runtime.sending import as_message, as_question

_SEATS = 30  # the inspector counted again after the owner's last visit


def send_past(desk: Desk, businesses: tuple[Business, ...]) -> int:
    """Everything of the past, into a dataset that knows the businesses; how many submissions that were."""
    others = list(of_others(businesses[1:]))
    for business, past in others:
        _take(desk, business, past)
    _open_second_location(desk, businesses[0])
    mine = of_golden_gate_dumplings()
    for past in mine:
        _take(desk, businesses[0], past)
    _visit(desk, businesses[0])
    return len(others) + len(mine)


def _open_second_location(desk: Desk, business: Business) -> None:
    """Licensing heard of it first; what the two places share is not said again."""
    account = _account(desk, business)
    party = desk.store.parties.create_location(account.id, account.businesses[0].id, SECOND_LOCATION)
    address = {"street": SECOND_LOCATION, "city": "Foggyton", "state": "CA", "zip": "94118"}
    source = Source("register", "licenses", "licensing")
    desk.store.facts.record([NewFact(party.id, "business.premises_address", address, noon(OPENED), source)])


def _visit(desk: Desk, business: Business) -> None:
    """The owner looked in once more; what came after her visit is news to her."""
    account = _account(desk, business)
    at = noon(LAST_VISIT)
    desk.store.identity.open_session("the past", account.id, account.businesses[0].id, "", at)
    desk.store.identity.close_session("the past")
    source = Source("register", "food_safety", "health")
    counted = NewFact(account.businesses[0].id, "business.seats", _SEATS, noon(COUNTED), source)
    desk.store.facts.record([counted])


def _take(desk: Desk, business: Business, past: Past) -> None:
    sent = _sent(desk, business, past)
    for status, day, note in past.steps:
        move(desk, sent.reference, status, noon(day), note)


def _sent(desk: Desk, business: Business, past: Past) -> Submission:
    edition, account = desk.edition, _account(desk, business)
    spoken = business.language if business.language in edition.languages else edition.source_language
    language, form = edition.languages[spoken], edition.form(spoken, past.form)
    assert form is not None  # noqa: S101  the past knows Foggyton's own forms
    filling = _filling(desk, account, form, past, language)
    answered = (item for item in judge_all(filling) if item.value is not None)
    judged = tuple(replace(item, outcome=None) for item in answered)  # the register told the facts already
    questions = tuple(as_question(item, item.field.display_masked(item.value, language)) for item in judged)
    letters = actions()["receipt"](_sending(desk, business, form, language, questions))
    draft = desk.store.drafts.save(filling.draft)
    return desk.store.submissions.submit(
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


def _filling(desk: Desk, account: Account, form: Form, past: Past, language: Language) -> Filling:
    """The form as it was sent: the owner's own answers, and what the city knew."""
    business, person = account.businesses[0].id, account.person.id
    at, answers = noon(past.on), {}
    for name, typed in past.typed.items():
        field = form.field(name)
        read = field.read(typed, ENGLISH, {"today": past.on})
        assert read.value is not None, (form.name, name, read.errors)  # noqa: S101  told by a test
        answers[name] = field.to_json(read.value)
    draft = Draft("", account.id, business, form.name, form.version, language.code, at, at, answers=answers)
    return fill_in(form, draft, desk.store.facts.current((business, person)), past.on)


def _sending(
    desk: Desk, business: Business, form: Form, language: Language, questions: tuple[Question, ...]
) -> Sending:
    edition = desk.edition
    city, staff = edition.city(language.code), edition.languages[edition.source_language]
    agency = agency_of(city, form.agency)
    assert agency is not None  # noqa: S101  a form's agency is the folder that it is in
    return Sending(
        form=form,
        agency=agency,
        city=city,
        language=language,
        owner=business.email,
        business=business.name,
        answers=tuple((question.label, question.said) for question in questions),
        values={},  # the past tells no agency
        url=f"{desk.public_url}/{language.code}/submissions/{REFERENCE}",
        staff_form=form,
        staff_language=staff,
    )


def _account(desk: Desk, business: Business) -> Account:
    account = desk.store.identity.account(business.email)
    assert account is not None  # noqa: S101  `fill` made it
    return account
