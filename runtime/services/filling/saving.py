"""Saving a page: read it, validate it, and store answers or, when something is wrong, what was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from forms.fields.base import AnswerError, Stored
from forms.fields.repeating_group import RepeatingGroup
from forms.model.form import Page
from forms.model.route import Stop
from forms.text.messages import message
from runtime.dataset import StaleDraft, Unavailable
from runtime.services.access import require
from runtime.services.context import ServiceContext
from runtime.services.filling.answer_errors import NO_ERRORS, AnswerErrors, html_key
from runtime.services.filling.files import files_held, without_files
from runtime.services.filling.form_state import FormState, build_state, new_draft
from runtime.services.filling.merge import Merge, merge, stored
from runtime.services.filling.post import Post
from runtime.services.filling.reading import AnswerField, read_page
from runtime.services.filling.unsaved_input import is_never_typed, preview_state, without_unreadable

_TRIES = 200  # concurrent saves of one draft; each failed try means that another window has saved


@dataclass(frozen=True)
class PageResult:
    """The result of a post: the form after it, and its errors (none: the page is done)."""

    state: FormState
    errors: AnswerErrors
    post: Post  # as the page shows it again
    conflicting: bool = False  # another window has changed the same answer


def save_page(
    ctx: ServiceContext,
    state: FormState,
    page: Page,
    post: Post,
    refused: AnswerErrors = NO_ERRORS,
    *,
    accept: bool = True,
) -> PageResult:
    """Read a page and save it: as answers when nothing is wrong, else as typed text.

    ``refused`` holds errors of uploads. Without ``accept`` the page is always saved as typed: for a row that
    was added, or a change of language.
    """
    for _ in range(_TRIES):
        result = evaluate_page(ctx, state, page, post, refused, accept=accept)
        try:
            return replace(result, state=save(ctx, result.state))
        except StaleDraft:
            before, state = state, newest(ctx, state)
            post = without_files(page, post, set(before.draft.files).difference(state.draft.files))
    raise Unavailable("Too many windows save this draft at once; nothing of this one was written.")


def evaluate_page(
    ctx: ServiceContext,
    state: FormState,
    page: Page,
    post: Post,
    refused: AnswerErrors = NO_ERRORS,
    *,
    accept: bool = True,
) -> PageResult:
    """The result of a post without writing anything."""
    read = read_page(page, post, ctx.language, state.scope(page.name), state.values)
    merged = merge(ctx.settings.secret, state, post, read, ctx.language)
    after = without_unreadable(_answered(state, page, post, read, merged), read)
    errors = {**_errors(after, page, post, read), **merged.conflicts, **refused}
    post = merged.post
    if merged.conflicts:
        return PageResult(_undecided(ctx, state, after, page, post), errors, post, conflicting=True)
    if errors or not accept:
        after = _unaccepted(state, after, page, post)
    return PageResult(after, errors, post)


def save(ctx: ServiceContext, state: FormState) -> FormState:
    """Write the draft; raises StaleDraft when another window has saved meanwhile."""
    draft = state.draft
    require(ctx.actor, "write draft", draft)
    files = files_held(state.form, draft, ctx.language)
    saved = replace(
        draft,
        form_version=state.form.version,
        language=ctx.language.code,
        started=draft.started if draft.id else ctx.now,
        saved=ctx.now,
        files=files,
    )
    return replace(state, draft=ctx.dataset.drafts.save(saved, same_files=files == draft.files))


def newest(ctx: ServiceContext, state: FormState) -> FormState:
    """The same form with the stored draft, which another window may have saved or sent."""
    owner = ctx.owner
    account, business = owner.account.id, owner.business.id
    none = new_draft(account, business, state.form, ctx.language.code)
    require(ctx.actor, "read draft", none)
    draft = ctx.dataset.drafts.open(account, business, state.form.name) or none
    return build_state(state.form, draft, state.facts, state.today)


def _answered(
    state: FormState,
    page: Page,
    post: Post,
    read: Mapping[str, AnswerField],
    merged: Merge,
) -> FormState:
    draft = state.draft
    given = {
        name: stored(answer)
        for name, answer in read.items()
        if answer.shown
        and answer.question.asks
        and not answer.reading.errors
        and merged.sides[name] == "ours"
    }
    confirmed = (set(draft.confirmed) - set(read)) | set(post.confirmed)
    after = replace(
        draft,
        answers={**draft.answers, **given},
        typed={name: typed for name, typed in draft.typed.items() if name != page.name},
        done=(*_without(draft.done, page.name), page.name),
        seen={**draft.seen, **{name: post.seen[name].version for name in read if name in post.seen}},
        confirmed=tuple(sorted(confirmed)),
    )
    return build_state(state.form, after, state.facts, state.today)


def _errors(
    after: FormState, page: Page, post: Post, read: Mapping[str, AnswerField]
) -> dict[str, Sequence[AnswerError]]:
    stop = after.route.stop(page.name)
    errors: dict[str, Sequence[AnswerError]] = {}
    for field in stop.fields if stop else ():
        found = read[field.name].reading.errors or _lacking(read[field.name], stop)
        found = found or _unconfirmed(after, read[field.name], post)
        if found:
            errors[field.name] = found
    return errors


def _lacking(answer: AnswerField, stop: Stop | None) -> Sequence[AnswerError]:
    """The errors of an answer, keyed by the rows of the page: rows of the draft are renumbered."""
    field = answer.question
    found = stop.errors.get(field.name, ()) if stop else ()
    if found and answer.data is not None and isinstance(field, RepeatingGroup):
        return field.lacking(answer.data) or found
    return found


def _unconfirmed(after: FormState, answer: AnswerField, post: Post) -> tuple[AnswerError, ...]:
    field = answer.question
    fact = after.known(field)
    if fact is None or field.name in post.confirmed or not after.must_confirm(field, fact):
        return ()
    text = message("{label}: tick the box if this is still right, or change the answer.", label=field.label)
    return (AnswerError(text, "confirm"),)


def _unaccepted(state: FormState, after: FormState, page: Page, post: Post) -> FormState:
    """The page as typed with the earlier answers; secrets and files are accepted, as they cannot be typed
    again.
    """
    answers = {**state.draft.answers, **_never_typed_again(after, page)}
    draft = replace(state.draft, answers=answers, seen=after.draft.seen, confirmed=after.draft.confirmed)
    return replace(
        _with_typed(replace(state, draft=draft), page, post), values=after.values, route=after.route
    )


def _undecided(ctx: ServiceContext, state: FormState, after: FormState, page: Page, post: Post) -> FormState:
    """The draft of the other window, and the form as this window shows it: its answers are saved when it is
    sent again, so accepted answers are never lost.
    """
    answers = {**state.draft.answers, **_never_typed_again(after, page)}
    draft = replace(state.draft, answers=answers)
    # Calculated values follow the answers of this window.
    shown = preview_state(state, page, post, ctx.language).route
    return replace(state, draft=draft, values=after.values, route=shown)


def _never_typed_again(after: FormState, page: Page) -> dict[str, Stored]:
    """The new answers that no page shows again (secrets and files); they are saved at once."""
    answers = after.draft.answers
    never = (field.name for field in page.fields if is_never_typed(field))
    return {name: answers[name] for name in never if name in answers}


def _with_typed(state: FormState, page: Page, post: Post) -> FormState:
    draft = state.draft
    typed = {**draft.typed, page.name: _typed(page, post)}
    return replace(state, draft=replace(draft, typed=typed, done=_without(draft.done, page.name)))


def _typed(page: Page, post: Post) -> dict[str, Sequence[str]]:
    return {
        html_key(field.name, part): list(texts)
        for field in page.fields
        if not is_never_typed(field)
        for part, texts in post.of(field.name).items()
    }


def _without(done: tuple[str, ...], page: str) -> tuple[str, ...]:
    return tuple(name for name in done if name != page)
