"""Taking in a page: read it, find what is wrong, and save what was said without losing anything typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from forms.fields.base import AnswerError, Stored
from forms.fields.parts import posted
from forms.fields.repeating_group import RepeatingGroup
from forms.model.form import Page
from forms.model.route import Stop
from forms.text.messages import message
from forms.text.text import in_one_line
from runtime.controls import NOTHING_WRONG, Problems, html_key
from runtime.dataset import StaleDraft, Unavailable
from runtime.files import files_held, without_files
from runtime.filling import Filling, fill_in, new_draft
from runtime.posting import AnswerField, Post, read_page
from runtime.typed import as_typed, is_never_typed, without_unreadable
from runtime.visit import Visit
from runtime.windows import Stands, stands

_TRIES = 200  # windows that save in the very same moment; each that fails means that another one was saved


@dataclass(frozen=True)
class Taken:
    """What became of a post: the form after it, and what is wrong (nothing: the page is done)."""

    filling: Filling
    problems: Problems
    post: Post  # as the page shows it again
    clashed: bool = False  # another window answered a question otherwise meanwhile


def take_page(
    visit: Visit,
    filling: Filling,
    page: Page,
    post: Post,
    refused: Problems = NOTHING_WRONG,
    *,
    accept: bool = True,
) -> Taken:
    """Read a page and save it: as answers when nothing is wrong, else as typed, for next time.

    ``refused`` says what is wrong with files that came along. Without ``accept`` it is saved as typed in any
    case: a row was added, or the language switched.
    """
    for _ in range(_TRIES):
        taken = judge(visit, filling, page, post, refused, accept=accept)
        try:
            return replace(taken, filling=save(visit, taken.filling))
        except StaleDraft:
            before, filling = filling, newest(visit, filling)
            post = without_files(page, post, set(before.draft.files).difference(filling.draft.files))
    raise Unavailable("Too many windows save this draft at once; nothing of this one was written.")


def judge(
    visit: Visit,
    filling: Filling,
    page: Page,
    post: Post,
    refused: Problems = NOTHING_WRONG,
    *,
    accept: bool = True,
) -> Taken:
    """What would become of a post, writing nothing."""
    read = read_page(page, post, visit.language, filling.scope(page.name), filling.values)
    settled = {name: _settle(visit, filling, post, answer) for name, answer in read.items()}
    after = without_unreadable(_answered(filling, page, post, read, settled), read)
    clashes = {name: (_clash(visit, filling, read[name]),) for name, how in settled.items() if how == "clash"}
    problems = {**_problems(after, page, post, read), **clashes, **refused}
    post = _with_theirs(visit, filling, post, read, settled)
    if clashes:
        return Taken(_undecided(visit, filling, after, page, post), problems, post, clashed=True)
    if problems or not accept:
        after = _unaccepted(filling, after, page, post)
    return Taken(after, problems, post)


def save(visit: Visit, filling: Filling) -> Filling:
    """Write the draft as it is now; raises StaleDraft when another window was quicker."""
    draft = filling.draft
    files = files_held(filling.form, draft, visit.language)
    saved = replace(
        draft,
        form_version=filling.form.version,
        language=visit.language.code,
        started=draft.started if draft.id else visit.now,
        saved=visit.now,
        files=files,
    )
    return replace(filling, draft=visit.store.drafts.save(saved, same_files=files == draft.files))


def newest(visit: Visit, filling: Filling) -> Filling:
    """The same form with its draft as stored now: another window may have saved or sent it."""
    owner = visit.owner
    account, business = owner.account.id, owner.business.id
    draft = visit.store.drafts.open(account, business, filling.form.name)
    draft = draft or new_draft(account, business, filling.form, visit.language.code)
    return fill_in(filling.form, draft, filling.facts, filling.today)


def _settle(visit: Visit, filling: Filling, post: Post, answer: AnswerField) -> Stands:
    return stands(visit.settings.secret, filling, post, answer.question, _stored(answer))


def _with_theirs(
    visit: Visit,
    filling: Filling,
    post: Post,
    read: Mapping[str, AnswerField],
    settled: Mapping[str, Stands],
) -> Post:
    """The post with what another window answered meanwhile, where this one only brings back what was there.

    The page comes again with new marks of what it shows: the old answer would pass for a new one then.
    """
    for name in (name for name, how in settled.items() if how == "theirs"):
        field, value = read[name].question, filling.values.get(name)
        if not is_never_typed(field):
            typed = {} if value is None else field.typed(value, visit.language)
            post = post.with_field(name, posted(typed))
    return post


def _stored(answer: AnswerField) -> Stored:
    return None if answer.data is None else answer.question.to_json(answer.data)


def _answered(
    filling: Filling,
    page: Page,
    post: Post,
    read: Mapping[str, AnswerField],
    settled: Mapping[str, Stands],
) -> Filling:
    draft = filling.draft
    said = {
        name: _stored(answer)
        for name, answer in read.items()
        if answer.shown and answer.question.asks and not answer.reading.errors and settled[name] == "mine"
    }
    confirmed = (set(draft.confirmed) - set(read)) | set(post.confirmed)
    after = replace(
        draft,
        answers={**draft.answers, **said},
        typed={name: typed for name, typed in draft.typed.items() if name != page.name},
        done=(*_without(draft.done, page.name), page.name),
        seen={**draft.seen, **{name: post.seen[name].version for name in read if name in post.seen}},
        confirmed=tuple(sorted(confirmed)),
    )
    return fill_in(filling.form, after, filling.facts, filling.today)


def _problems(
    after: Filling, page: Page, post: Post, read: Mapping[str, AnswerField]
) -> dict[str, Sequence[AnswerError]]:
    stop = after.route.stop(page.name)
    problems: dict[str, Sequence[AnswerError]] = {}
    for field in stop.fields if stop else ():
        found = read[field.name].reading.errors or _lacking(read[field.name], stop)
        found = found or _unconfirmed(after, read[field.name], post)
        if found:
            problems[field.name] = found
    return problems


def _lacking(answer: AnswerField, stop: Stop | None) -> Sequence[AnswerError]:
    """What the answer lacks, by the rows of the page: those of the draft are numbered anew."""
    field = answer.question
    found = stop.errors.get(field.name, ()) if stop else ()
    if found and answer.data is not None and isinstance(field, RepeatingGroup):
        return field.lacking(answer.data) or found
    return found


def _unconfirmed(after: Filling, answer: AnswerField, post: Post) -> tuple[AnswerError, ...]:
    field = answer.question
    fact = after.known(field)
    if fact is None or field.name in post.confirmed or not after.must_confirm(field, fact):
        return ()
    text = message("{label}: tick the box if this is still right, or change the answer.", label=field.label)
    return (AnswerError(text, "confirm"),)


def _clash(visit: Visit, filling: Filling, answer: AnswerField) -> AnswerError:
    field = answer.question
    other = filling.values.get(field.name)
    said = "—" if other is None or field.secret else in_one_line(field.display(other, visit.language))
    return AnswerError(
        message(
            "{label}: in another window you answered “{other}” meanwhile."
            " Send this page again to keep what stands here.",
            label=field.label,
            other=said,
        )
    )


def _unaccepted(filling: Filling, after: Filling, page: Page, post: Post) -> Filling:
    """The page as typed, but the answers as before; only secrets and files cannot be typed again."""
    answers = {**filling.draft.answers, **_never_typed_again(after, page)}
    draft = replace(filling.draft, answers=answers, seen=after.draft.seen, confirmed=after.draft.confirmed)
    return replace(
        _with_typed(replace(filling, draft=draft), page, post), values=after.values, route=after.route
    )


def _undecided(visit: Visit, filling: Filling, after: Filling, page: Page, post: Post) -> Filling:
    """The draft as the other window left it, and the form as this one shows it: what it says counts only when
    it is sent again. So whoever never comes back to it loses nothing that was accepted.
    """
    answers = {**filling.draft.answers, **_never_typed_again(after, page)}
    draft = replace(filling.draft, answers=answers)
    # What is calculated follows what this window shows, not what the other one said.
    shown = as_typed(filling, page, post, visit.language).route
    return replace(filling, draft=draft, values=after.values, route=shown)


def _never_typed_again(after: Filling, page: Page) -> dict[str, Stored]:
    """Secrets and files as they were answered now: no page shows them again, so they are kept at once."""
    answers = after.draft.answers
    never = (field.name for field in page.fields if is_never_typed(field))
    return {name: answers[name] for name in never if name in answers}


def _with_typed(filling: Filling, page: Page, post: Post) -> Filling:
    draft = filling.draft
    typed = {**draft.typed, page.name: _typed(page, post)}
    return replace(filling, draft=replace(draft, typed=typed, done=_without(draft.done, page.name)))


def _typed(page: Page, post: Post) -> dict[str, Sequence[str]]:
    return {
        html_key(field.name, part): list(texts)
        for field in page.fields
        if not is_never_typed(field)
        for part, texts in post.of(field.name).items()
    }


def _without(done: tuple[str, ...], page: str) -> tuple[str, ...]:
    return tuple(name for name in done if name != page)
