"""Sending a form: a submission with its facts and messages is written exactly once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from forms.actions import actions
from forms.actions.base import REFERENCE, Letter, Sending
from forms.fields.files import FileField
from forms.model.form import Agency, Form
from forms.model.outcome import Outcome
from forms.text.language import Language
from runtime.dataset import NewFact, NewMessage, NewSubmission, Question, Source, Submission
from runtime.services import parties
from runtime.services.access import can, require
from runtime.services.context import ServiceContext
from runtime.services.display import display_answer, display_value
from runtime.services.filling.form_state import FormState
from runtime.services.filling.review import ReviewedAnswer
from runtime.services.logs import Event, event

_RECORDED = {Outcome.NEW, Outcome.CONFIRMED, Outcome.UPDATED, Outcome.PROPOSED}
_NAMES = {"business": "business.legal_name", "person": "person.name"}
"""The master field that holds the name of a party."""


def send(
    ctx: ServiceContext, state: FormState, reviewed: tuple[ReviewedAnswer, ...], revision: int
) -> Submission:
    """Write the submission; raises the errors of `Dataset.submit`, and then nothing is written."""
    facts = tuple(_fact(ctx, state, item) for item in reviewed if item.outcome in _RECORDED)
    new = replace(
        _nothing_new(ctx, state.form, state.draft.id, revision),
        account=state.draft.account,
        business=state.draft.business,
        questions=tuple(as_question(ctx.language, item) for item in reviewed),
        facts=facts,
        expected=_expected(ctx, reviewed),
        messages=_messages(ctx, state.form, reviewed),
        names=_names(ctx, reviewed),
        files=_files(ctx, reviewed),
        draft_files=state.draft.files,
    )
    require(ctx.actor, "submit", new)
    sent = ctx.dataset.submissions.submit(new)
    event(Event.SUBMISSION_SENT, reference=sent.reference, form=new.form)
    return sent


def send_again(ctx: ServiceContext, form: Form, draft: str, revision: int) -> Submission | None:
    """The submission of one of the actor's drafts, or None when it was not sent.

    Raises SentDifferently when another revision of the draft was sent.
    """
    sent = ctx.dataset.submissions.of_draft(draft) if draft else None
    if sent is None or not can(ctx.actor, "send again", sent):
        return None
    return ctx.dataset.submissions.submit(_nothing_new(ctx, form, draft, revision))


def _nothing_new(ctx: ServiceContext, form: Form, draft: str, revision: int) -> NewSubmission:
    """An empty submission of a draft."""
    owner = ctx.owner
    return NewSubmission(
        draft=draft,
        revision=revision,
        account=owner.account.id,
        business=owner.business.id,
        form=form.name,
        form_version=form.version,
        agency=form.agency,
        title=form.title,
        language=ctx.language.code,
        at=ctx.now,
        questions=(),
        facts=(),
        expected={},
    )


def as_message(letter: Letter) -> NewMessage:
    """A letter of an action as a new message of the outbox."""
    return NewMessage(letter.to, letter.subject, letter.body, letter.language, attachment=letter.attachment)


def party_of(ctx: ServiceContext, item: ReviewedAnswer) -> str:
    """The party that the fact of an answer is about."""
    assert item.field.shared is not None  # noqa: S101  only shared fields have outcomes
    return parties.party_of(ctx.owner, item.field.shared)


def _fact(ctx: ServiceContext, state: FormState, item: ReviewedAnswer) -> NewFact:
    form, shared, outcome = state.form, item.field.shared, item.outcome
    assert shared is not None and outcome is not None  # noqa: S101, PT018  only shared fields have outcomes
    return NewFact(
        party=party_of(ctx, item),
        master=shared.master,
        value=item.field.to_json(item.value),
        said_at=ctx.now,
        source=Source("submission", form.name, form.agency),
        said_by=ctx.owner.account.id,
        status="proposed" if outcome == Outcome.PROPOSED else "accepted",
        outcome=outcome,
    )


def as_question(language: Language, item: ReviewedAnswer) -> Question:
    """A question and its answer in ``language``, as a submission stores them."""
    field = item.field
    return Question(
        field=field.name,
        label=field.label,
        value=None if item.value is None else field.to_submission(item.value),
        said=display_value(language, field, item.value),
        page=item.page.title,
        master=field.shared.master if field.shared else "",
        outcome=item.outcome,
    )


def _expected(ctx: ServiceContext, reviewed: tuple[ReviewedAnswer, ...]) -> dict[tuple[str, str], int]:
    return {
        (party_of(ctx, item), item.field.shared.master): item.fact.version if item.fact else 0
        for item in reviewed
        if item.outcome is not None and item.field.shared is not None
    }


def _messages(
    ctx: ServiceContext, form: Form, reviewed: tuple[ReviewedAnswer, ...]
) -> tuple[NewMessage, ...]:
    site = ctx.site
    staff = site.languages[site.source_language]
    sending = Sending(
        form=form,
        agency=_agency(ctx, form),
        city=ctx.city,
        language=ctx.language,
        owner=ctx.owner.account.email,
        business=_names(ctx, reviewed).get(ctx.owner.business.id) or ctx.owner.business.name,
        answers=tuple(
            (item.field.label, display_answer(ctx.language, item.field, item.value)) for item in reviewed
        ),
        values={item.field.name: item.value for item in reviewed},
        url=ctx.settings.public_url + ctx.url("submissions", REFERENCE),
        staff_form=site.form(staff.code, form.name) or form,
        staff_language=staff,
    )
    return tuple(as_message(letter) for name in form.actions for letter in actions()[name](sending))


def _files(ctx: ServiceContext, reviewed: tuple[ReviewedAnswer, ...]) -> tuple[str, ...]:
    kept = (
        item.field.kept(item.value, ctx.language) for item in reviewed if isinstance(item.field, FileField)
    )
    return tuple(file.id for files in kept for file in files)


def _agency(ctx: ServiceContext, form: Form) -> Agency:
    return next(agency for agency in ctx.city.agencies if agency.name == form.agency)


def _names(ctx: ServiceContext, reviewed: tuple[ReviewedAnswer, ...]) -> Mapping[str, str]:
    return {
        party_of(ctx, item): item.field.display(item.value, ctx.language)
        for item in reviewed
        if item.outcome in (Outcome.NEW, Outcome.UPDATED)
        and item.field.shared
        and item.field.shared.master == _NAMES[item.field.shared.party]
    }
