"""A page that comes after its form was sent: what it says otherwise than what was sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from werkzeug.datastructures import FileStorage, MultiDict

from forms.fields.base import Field, Value
from forms.fields.parts import posted
from forms.model.form import Form, Page
from forms.pages.every_page import Marks
from forms.pages.submissions import SentRow, TooLatePage
from runtime.agencies import agency_title
from runtime.dataset import Submission
from runtime.filling import fill_in, new_draft, parse
from runtime.posting import AnswerField, Post, read_page
from runtime.telling import value_said
from runtime.visit import Visit
from runtime.words import moment

_OWN_LANGUAGE: Marks = {"lang": "", "dir": ""}
Uploads = MultiDict[str, FileStorage]


def too_late(
    visit: Visit, form: Form, page: Page, post: Post, uploads: Uploads, sent: Submission
) -> TooLatePage | None:
    """What the page about it shows, or None when the post says nothing but what was sent."""
    read = _read(visit, form, page, post, sent)
    before = {question.field: question.value for question in sent.questions}
    rows = [*_otherwise(visit, read, post, before), *_uploaded(page, uploads)]
    if not rows:
        return None
    day, time = moment(sent.at, visit.city.timezone, visit.language.locale)
    return {
        "title": form.title,
        "day": day,
        "time": time,
        "reference": sent.reference,
        "agency": agency_title(visit.city, sent.agency),
        "sections": [{"title": page.title, **_OWN_LANGUAGE, "rows": rows}],
        "sent_url": visit.url("submissions", sent.reference),
        "form_url": visit.url("forms", form.name),
    }


def _read(visit: Visit, form: Form, page: Page, post: Post, sent: Submission) -> Mapping[str, AnswerField]:
    """The post, read beside the answers that were sent."""
    answers = {question.field: question.value for question in sent.questions}
    draft = replace(new_draft(sent.account, sent.business, form, sent.language), answers=answers)
    filling = fill_in(form, draft, {}, sent.at.astimezone(visit.timezone).date())  # read as on that day
    return read_page(page, post, visit.language, filling.scope(page.name), filling.values)


def _otherwise(
    visit: Visit, read: Mapping[str, AnswerField], post: Post, before: Mapping[str, Value]
) -> Iterator[SentRow]:
    for name, answer in read.items():
        field = answer.question
        if not (answer.shown and field.asks) or field.takes_files:
            continue
        was = parse(field, before.get(name))
        if answer.reading.problems or _plain(field, answer.data) != _plain(field, was):
            yield _row(field, _said(visit, answer, post))


def _plain(field: Field, value: Value) -> object:
    """What a value says: rows get new ids with each post of a page that has none for them yet."""
    return None if value is None else field.plain(value)


def _said(visit: Visit, answer: AnswerField, post: Post) -> str:
    """As it was read; what could not be read as it was typed, unless it is secret."""
    field = answer.question
    if not answer.reading.problems:
        return value_said(visit, field, answer.data)
    if field.secret:
        return "•" * 8
    aloud = posted(field.typed_aloud(post.of(field.name)))
    return ", ".join(text for texts in aloud.values() for text in texts if text)


def _uploaded(page: Page, uploads: Uploads) -> Iterator[SentRow]:
    for field in page.fields:
        names = [upload.filename for upload in uploads.getlist(field.name) if upload.filename]
        if field.takes_files and names:
            yield _row(field, ", ".join(names))


def _row(field: Field, said: str) -> SentRow:
    return {"label": field.label, "said": said, "outcome_note": "", **_OWN_LANGUAGE}
