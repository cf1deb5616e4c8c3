"""A submission in another language than the one it was sent in."""

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
class TranslatedQuestion:
    """A question of a submission in the user's language, with the language of each text that differs."""

    question: Question
    asked_in: str = ""  # language of page and label; "" is the user's own
    said_in: str = ""


def translate_questions(ctx: ServiceContext, sent: Submission) -> Iterator[TranslatedQuestion]:
    """Pages, labels and answers of a submission, in the user's language where that is certain.

    That requires an unchanged form; and an answer is translated only if its text in the original language is
    the same as when it was sent. Typed text stays as typed.
    """
    if sent.language == ctx.language.code:
        yield from map(TranslatedQuestion, sent.questions)
        return
    before, now = _fields(ctx, sent, sent.language), _fields(ctx, sent, ctx.language.code)
    spoken = ctx.site.languages.get(sent.language)
    for question in sent.questions:
        if spoken and question.field in before and question.field in now:
            yield _reworded(question, before[question.field], spoken, now[question.field], ctx.language)
        else:
            yield TranslatedQuestion(question, sent.language, sent.language)


def display_title(ctx: ServiceContext, sent: Sent) -> str:
    """The title of a submission, in the user's language if the form still exists."""
    form = _form(ctx, sent, ctx.language.code)
    if form is None:
        return sent.title
    return change_title(ctx.language, form.title) if is_master(form.name) else form.title


def change_title(language: Language, label: str) -> str:
    """The title of a submission that changes one fact."""
    return language.say(message("Change of your records: {label}", label=label))


_Asked = tuple[str, Field]  # page title and question


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


def _reworded(
    question: Question, before: _Asked, spoken: Language, now: _Asked, reader: Language
) -> TranslatedQuestion:
    page, field = now
    asked = replace(question, page=page, label=field.label)
    if _as_text(question, before[1], spoken) != question.said:
        return TranslatedQuestion(asked, said_in=spoken.code)
    return TranslatedQuestion(replace(asked, said=_as_text(question, field, reader)))


def _as_text(question: Question, field: Field, language: Language) -> str:
    value = parse(field, question.value)
    if value is None:
        return ""
    return field.display_masked(value, language)
