"""A submission as somebody reads it in another language than the one it was sent in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from forms.fields.base import Field
from forms.model.form import Form
from forms.text.language import Language
from forms.text.messages import message
from runtime.dataset import Question, Sent, Submission
from runtime.services.context import ServiceContext
from runtime.services.filling.form_state import parse
from runtime.services.site.provenance import is_master


@dataclass(frozen=True)
class Reread:
    """A question of a submission in a reader's words; what is in another language says in which."""

    question: Question
    asked_in: str = ""  # of page and label; "" is the reader's own
    said_in: str = ""


def reread(ctx: ServiceContext, sent: Submission) -> Iterator[Reread]:
    """The questions with pages, labels and answers in the reader's language, as far as that is certain.

    It is while the form has not changed since; and an answer is only said anew if, said in the language in
    which it was sent, it still reads as it was sent. What people typed stays as they typed it.
    """
    if sent.language == ctx.language.code:
        yield from map(Reread, sent.questions)
        return
    before, now = _fields(ctx, sent, sent.language), _fields(ctx, sent, ctx.language.code)
    spoken = ctx.site.languages.get(sent.language)
    for question in sent.questions:
        if spoken and question.field in before and question.field in now:
            yield _reworded(question, before[question.field], spoken, now[question.field], ctx.language)
        else:
            yield Reread(question, sent.language, sent.language)


def display_title(ctx: ServiceContext, sent: Sent) -> str:
    """What was sent, in the reader's words where the form still exists."""
    form = _form(ctx, sent, ctx.language.code)
    if form is None:
        return sent.title
    return change_title(ctx.language, form.title) if is_master(form.name) else form.title


def change_title(language: Language, label: str) -> str:
    """What a change of one fact is called among the submissions."""
    return language.say(message("Change of your records: {label}", label=label))


_Asked = tuple[str, Field]  # the title of the page, and the question


def _fields(ctx: ServiceContext, sent: Submission, language: str) -> Mapping[str, _Asked]:
    form = _form(ctx, sent, language)
    if form is None or form.version != sent.form_version:
        return {}
    return {field.name: (page.title, field) for page in form.pages for field in page.fields}


def _form(ctx: ServiceContext, sent: Sent, language: str) -> Form | None:
    if language not in ctx.site.languages:
        return None
    if is_master(sent.form):
        return ctx.site.fact_forms(language).get(sent.form)
    return ctx.site.form(language, sent.form)


def _reworded(question: Question, before: _Asked, spoken: Language, now: _Asked, reader: Language) -> Reread:
    page, field = now
    asked = replace(question, page=page, label=field.label)
    if _said(question, before[1], spoken) != question.said:
        return Reread(asked, said_in=spoken.code)
    return Reread(replace(asked, said=_said(question, field, reader)))


def _said(question: Question, field: Field, language: Language) -> str:
    value = parse(field, question.value)
    if value is None:
        return ""
    return field.display_masked(value, language)
