"""Changing one fact on its own page, with the same reading and rules as in any form."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from forms.fields.base import AnswerError
from forms.model.form import Page
from forms.model.outcome import Outcome
from forms.text.messages import message
from forms.text.text import in_one_line
from runtime.dataset import Draft, FactsMoved, StaleDraft
from runtime.services.context import ServiceContext
from runtime.services.display import display_value
from runtime.services.facts.known_facts import known_facts
from runtime.services.filling.answer_errors import AnswerErrors
from runtime.services.filling.drafts import discard_draft
from runtime.services.filling.form_state import FormState, build_state, new_draft, parse
from runtime.services.filling.post import Post
from runtime.services.filling.review import ReviewedAnswer, review_answers
from runtime.services.filling.saving import evaluate_page, save
from runtime.services.parties import Facts
from runtime.services.submissions.sending import send
from runtime.services.submissions.submission_translation import change_title
from runtime.services.user_errors import no_such_page

_SAY = {Outcome.PROPOSED: "fact-proposed", Outcome.UNCHANGED: "fact-unchanged"}


@dataclass(frozen=True)
class Change:
    """The result of a post: the name of the sentence to show (see FLASHES), or errors."""

    state: FormState
    say: str = ""
    errors: AnswerErrors = field(default_factory=dict)
    conflicting: bool = False  # somebody else changed the fact meanwhile


def fact_state(ctx: ServiceContext, master: str, facts: Facts) -> FormState:
    """The form of one question about a master field, filled with what the city knows."""
    form = ctx.site.fact_forms(ctx.language.code).get(master)
    if form is None:
        raise no_such_page()
    owner = ctx.owner
    draft = new_draft(owner.account.id, owner.business.id, form, ctx.language.code)
    return build_state(form, draft, facts, ctx.today)


def change_fact(
    ctx: ServiceContext, state: FormState, page: Page, post: Post, earlier: Draft | None
) -> Change:
    """Take one answer in and record what it changes, in one transaction; an unchanged answer writes nothing.

    ``earlier`` is an open draft of the same question: it holds a change that was never sent, and is deleted.
    """
    result = evaluate_page(ctx, state, page, post)
    if result.errors:
        return Change(result.state, errors=result.errors)
    (item,) = review_answers(result.state)
    if item.outcome is None:
        return _left_empty(result.state, item)
    if item.outcome == Outcome.CONFLICTING:
        return _changed_meanwhile(ctx, result.state, item)
    if item.outcome != Outcome.UNCHANGED and not _record(ctx, result.state, item, earlier):
        return _changed_meanwhile(ctx, _known_now(ctx, result.state), item)
    return Change(result.state, _SAY.get(item.outcome, "fact-saved"))


def _left_empty(state: FormState, item: ReviewedAnswer) -> Change:
    """An optional fact may stay unknown; a known one is not deleted by leaving the field empty."""
    if item.field.shared is None or item.field.shared.master not in state.facts:
        return Change(state, "fact-unchanged")
    text = message("{label}: enter the new answer. A known answer cannot be emptied.", label=item.field.label)
    return Change(state, errors={item.field.name: (AnswerError(text),)})


def _changed_meanwhile(ctx: ServiceContext, state: FormState, item: ReviewedAnswer) -> Change:
    fact = state.fact(item.field)
    theirs = parse(item.field, fact.value) if fact else None
    text = message(
        "{label}: somebody changed this to “{other}” meanwhile. Save again to keep what you entered.",
        label=item.field.label,
        other=in_one_line(display_value(ctx.language, item.field, theirs)) or "—",
    )
    return Change(state, errors={item.field.name: (AnswerError(text),)}, conflicting=True)


def _record(ctx: ServiceContext, state: FormState, item: ReviewedAnswer, earlier: Draft | None) -> bool:
    """Write the change as a submission; False when the fact or draft has changed meanwhile."""
    if earlier:
        discard_draft(ctx, earlier)
    try:
        saved = save(ctx, state)
    except StaleDraft:
        return False
    try:
        send(ctx, _named(ctx, saved), (item,), saved.draft.revision)
    except (FactsMoved, StaleDraft):
        discard_draft(ctx, saved.draft)
        return False
    return True


def _named(ctx: ServiceContext, state: FormState) -> FormState:
    title = change_title(ctx.language, state.form.title)
    return replace(state, form=replace(state.form, title=title))


def _known_now(ctx: ServiceContext, state: FormState) -> FormState:
    return state.with_facts(known_facts(ctx))
