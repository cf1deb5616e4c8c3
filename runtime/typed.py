"""What was typed on a page, now or before it was accepted: sorted, shown again, with all that follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from werkzeug.datastructures import MultiDict

from forms.fields.base import Field, Posted, Value
from forms.fields.files import FileField
from forms.fields.parts import posted
from forms.model.form import Page
from forms.model.route import route
from forms.text.language import Language
from runtime.filling import Filling
from runtime.posting import AnswerField, Post, read_page, sort_post


def typed_now(filling: Filling, page: Page, sent: MultiDict[str, str], language: Language) -> Post:
    """What was just sent, as far as the page has room for it; what it showed itself always comes through."""

    def shown(field: Field) -> Posted:
        value = filling.values.get(field.name)
        return {} if value is None else posted(field.typed(value, language))

    return sort_post(sent, page, shown)


def typed_before(filling: Filling, page: Page, language: Language) -> Post | None:
    """What was typed on a page and not accepted yet."""
    typed = filling.draft.typed.get(page.name)
    if typed is None:
        return None
    sent: MultiDict[str, str] = MultiDict({key: list(texts) for key, texts in typed.items()})
    return typed_now(filling, page, sent, language)


def as_typed(filling: Filling, page: Page, post: Post, language: Language) -> Filling:
    """The form as if what was typed were answered: what is calculated and asked fits what the page shows.

    What cannot be read is unknown, though it was answered before: nobody may read a total beside other
    numbers than its own. Secrets and files are never typed, so they stay.
    """
    read = read_page(page, post, language, filling.scope(page.name), filling.values)
    typed = {name: answer.data for name, answer in read.items() if not is_never_typed(answer.question)}
    return _with_route(filling, {**filling.values, **typed})


def without_unreadable(filling: Filling, read: Mapping[str, AnswerField]) -> Filling:
    """The form after a post, but nothing follows from earlier answers to what cannot be read now."""
    unreadable = {name for name, answer in read.items() if answer.reading.errors}
    if not unreadable:
        return filling
    return _with_route(filling, {**filling.values, **dict.fromkeys(unreadable)})


def is_never_typed(field: Field) -> bool:
    """Secrets are not shown again, and browsers do not fill in files: both are kept as answers at once."""
    return field.secret or isinstance(field, FileField)


def _with_route(filling: Filling, answers: Mapping[str, Value]) -> Filling:
    known = {name: value for name, value in answers.items() if value is not None}
    return replace(filling, route=route(filling.form, known, filling.draft.done, filling.today))
