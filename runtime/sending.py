"""Sending a form: one submission with its facts and letters, handed to the store exactly once."""

from __future__ import annotations

from collections.abc import Mapping

from forms.actions import actions
from forms.actions.base import REFERENCE, Letter, Sending
from forms.fields.files import FileField
from forms.model.form import Agency, Form
from forms.model.outcome import Outcome
from runtime import parties
from runtime.check_context import said
from runtime.checking import Judged
from runtime.dataset import NewFact, NewMessage, NewSubmission, Question, Source, Submission
from runtime.filling import Filling
from runtime.logs import Event, event
from runtime.telling import answer_said
from runtime.visit import Visit

_RECORDED = {Outcome.NEW, Outcome.CONFIRMED, Outcome.UPDATED, Outcome.PROPOSED}
_NAMES = {"business": "business.legal_name", "person": "person.name"}
"""The master field whose value is what a party is called."""


def send(visit: Visit, filling: Filling, judged: tuple[Judged, ...], revision: int) -> Submission:
    """Write the submission; raises what `Dataset.submit` raises, and then nothing was written."""
    facts = tuple(_fact(visit, filling, item) for item in judged if item.outcome in _RECORDED)
    form, draft = filling.form, filling.draft
    sent = visit.store.submissions.submit(
        NewSubmission(
            draft=draft.id,
            revision=revision,
            account=draft.account,
            business=draft.business,
            form=form.name,
            form_version=form.version,
            agency=form.agency,
            title=form.title,
            language=visit.language.code,
            at=visit.now,
            questions=tuple(as_question(item, said(visit, item)) for item in judged),
            facts=facts,
            expected=_expected(visit, judged),
            messages=_messages(visit, form, judged),
            names=_names(visit, judged),
            files=_files(visit, judged),
            draft_files=filling.draft.files,
        )
    )
    event(Event.SUBMISSION_SENT, reference=sent.reference, form=form.name)
    return sent


def send_again(visit: Visit, form: Form, draft: str, revision: int) -> Submission:
    """The submission that a draft became; raises SentDifferently when another revision of it was sent."""
    owner = visit.owner
    return visit.store.submissions.submit(
        NewSubmission(
            draft=draft,
            revision=revision,
            account=owner.account.id,
            business=owner.business.id,
            form=form.name,
            form_version=form.version,
            agency=form.agency,
            title=form.title,
            language=visit.language.code,
            at=visit.now,
            questions=(),
            facts=(),
            expected={},
        )
    )


def as_message(letter: Letter) -> NewMessage:
    """A letter of an action, as the store's outbox takes it."""
    return NewMessage(letter.to, letter.subject, letter.body, letter.language, attachment=letter.attachment)


def party_of(visit: Visit, item: Judged) -> str:
    """The party that an answer is a fact about."""
    assert item.field.shared is not None  # noqa: S101  only shared fields have outcomes
    return parties.party_of(visit.owner, item.field.shared)


def _fact(visit: Visit, filling: Filling, item: Judged) -> NewFact:
    form, shared, outcome = filling.form, item.field.shared, item.outcome
    assert shared is not None and outcome is not None  # noqa: S101, PT018  only shared fields have outcomes
    return NewFact(
        party=party_of(visit, item),
        master=shared.master,
        value=item.field.to_json(item.value),
        said_at=visit.now,
        source=Source("submission", form.name, form.agency),
        said_by=visit.owner.account.id,
        status="proposed" if outcome == Outcome.PROPOSED else "accepted",
        outcome=outcome,
    )


def as_question(item: Judged, said: str) -> Question:
    """A question and its answer, as the submission keeps it; ``said`` is the answer as people read it."""
    field = item.field
    return Question(
        field=field.name,
        label=field.label,
        value=None if item.value is None else field.to_submission(item.value),
        said=said,
        page=item.page.title,
        master=field.shared.master if field.shared else "",
        outcome=item.outcome,
    )


def _expected(visit: Visit, judged: tuple[Judged, ...]) -> dict[tuple[str, str], int]:
    return {
        (party_of(visit, item), item.field.shared.master): item.fact.version if item.fact else 0
        for item in judged
        if item.outcome is not None and item.field.shared is not None
    }


def _messages(visit: Visit, form: Form, judged: tuple[Judged, ...]) -> tuple[NewMessage, ...]:
    edition = visit.edition
    staff = edition.languages[edition.source_language]
    sending = Sending(
        form=form,
        agency=_agency(visit, form),
        city=visit.city,
        language=visit.language,
        owner=visit.owner.account.email,
        business=_names(visit, judged).get(visit.owner.business.id) or visit.owner.business.name,
        answers=tuple((item.field.label, answer_said(visit, item.field, item.value)) for item in judged),
        values={item.field.name: item.value for item in judged},
        url=visit.settings.public_url + visit.url("submissions", REFERENCE),
        staff_form=edition.form(staff.code, form.name) or form,
        staff_language=staff,
    )
    return tuple(as_message(letter) for name in form.actions for letter in actions()[name](sending))


def _files(visit: Visit, judged: tuple[Judged, ...]) -> tuple[str, ...]:
    kept = (
        item.field.kept(item.value, visit.language) for item in judged if isinstance(item.field, FileField)
    )
    return tuple(file.id for files in kept for file in files)


def _agency(visit: Visit, form: Form) -> Agency:
    return next(agency for agency in visit.city.agencies if agency.name == form.agency)


def _names(visit: Visit, judged: tuple[Judged, ...]) -> Mapping[str, str]:
    return {
        party_of(visit, item): item.field.display(item.value, visit.language)
        for item in judged
        if item.outcome in (Outcome.NEW, Outcome.UPDATED)
        and item.field.shared
        and item.field.shared.master == _NAMES[item.field.shared.party]
    }
