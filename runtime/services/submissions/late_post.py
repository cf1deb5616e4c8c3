"""A page that is posted after its form was sent: how its answers differ from the submission."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from forms.fields.base import Field, Value
from forms.fields.files import FileField
from forms.fields.parts import posted
from forms.model.form import Form, Page
from runtime.dataset import Submission
from runtime.services.access import require
from runtime.services.context import ServiceContext
from runtime.services.display import display_value
from runtime.services.filling.files import IncomingFiles
from runtime.services.filling.form_state import build_state, new_draft, parse
from runtime.services.filling.post import Post
from runtime.services.filling.reading import AnswerField, read_page


@dataclass(frozen=True)
class LateAnswer:
    """An answer that was posted after its form was sent, as text."""

    label: str
    text: str


def late_answers(
    ctx: ServiceContext, form: Form, page: Page, post: Post, files: IncomingFiles, sent: Submission
) -> tuple[LateAnswer, ...]:
    """The answers of a page that differ from the submission."""
    require(ctx.actor, "send again", sent)
    read = _read(ctx, form, page, post, sent)
    before = {question.field: question.value for question in sent.questions}
    return (*_otherwise(ctx, read, post, before), *_uploaded(page, files))


def _read(
    ctx: ServiceContext, form: Form, page: Page, post: Post, sent: Submission
) -> Mapping[str, AnswerField]:
    """The answers of the post, read in the state of the submission."""
    answers = {question.field: question.value for question in sent.questions}
    draft = replace(new_draft(sent.account, sent.business, form, sent.language), answers=answers)
    state = build_state(form, draft, {}, sent.at.astimezone(ctx.timezone).date())  # read as on that day
    return read_page(page, post, ctx.language, state.scope(page.name), state.values)


def _otherwise(
    ctx: ServiceContext, read: Mapping[str, AnswerField], post: Post, before: Mapping[str, Value]
) -> Iterator[LateAnswer]:
    for name, answer in read.items():
        field = answer.question
        if not (answer.shown and field.asks) or isinstance(field, FileField):
            continue
        was = parse(field, before.get(name))
        if answer.reading.errors or _plain(field, answer.data) != _plain(field, was):
            yield LateAnswer(field.label, _as_text(ctx, answer, post))


def _plain(field: Field, value: Value) -> object:
    """A value for comparison: without row ids, which change with each post of new rows."""
    return None if value is None else field.plain(value)


def _as_text(ctx: ServiceContext, answer: AnswerField, post: Post) -> str:
    """The answer as text; if it could not be read, as typed, unless it is secret."""
    field = answer.question
    if not answer.reading.errors:
        return display_value(ctx.language, field, answer.data)
    if field.secret:
        return "•" * 8
    aloud = posted(field.typed_without_secrets(post.of(field.name)))
    return ", ".join(text for texts in aloud.values() for text in texts if text)


def _uploaded(page: Page, files: IncomingFiles) -> Iterator[LateAnswer]:
    for field in page.fields:
        names = [file.filename for file in files.get(field.name, ()) if file.filename]
        if names and isinstance(field, FileField):
            yield LateAnswer(field.label, ", ".join(names))
