"""Text that was typed on a page, now or before it was accepted: sorting it and showing it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from forms.fields.base import Field, Posted, Value
from forms.fields.files import FileField
from forms.fields.parts import posted
from forms.model.form import Page
from forms.model.route import route
from forms.text.language import Language
from runtime.services.filling.form_state import FormState
from runtime.services.filling.post import Post, Sent, sort_post
from runtime.services.filling.reading import AnswerField, read_page


def parse_post(state: FormState, page: Page, sent: Sent, language: Language) -> Post:
    """The post just sent, cut to the limits of the fields; values that the page showed are never cut."""

    def shown(field: Field) -> Posted:
        value = state.values.get(field.name)
        return {} if value is None else posted(field.typed(value, language))

    return sort_post(sent, page, shown)


def restore_post(state: FormState, page: Page, language: Language) -> Post | None:
    """The text typed on a page that is not accepted yet."""
    typed = state.draft.typed.get(page.name)
    if typed is None:
        return None
    return parse_post(state, page, typed, language)


def preview_state(state: FormState, page: Page, post: Post, language: Language) -> FormState:
    """The form state as if typed text were answers, so that calculated and hidden fields fit the page.

    Answers that cannot be read count as unknown, so that no total is shown beside other numbers than its own.
    Secrets and files keep their answers.
    """
    read = read_page(page, post, language, state.scope(page.name), state.values)
    typed = {name: answer.data for name, answer in read.items() if not is_never_typed(answer.question)}
    return _with_route(state, {**state.values, **typed})


def without_unreadable(state: FormState, read: Mapping[str, AnswerField]) -> FormState:
    """The form after a post without earlier answers to questions whose new answer cannot be read."""
    unreadable = {name for name, answer in read.items() if answer.reading.errors}
    if not unreadable:
        return state
    return _with_route(state, {**state.values, **dict.fromkeys(unreadable)})


def is_never_typed(field: Field) -> bool:
    """Secrets are not shown again and browsers do not refill file inputs, so both are kept as answers at
    once.
    """
    return field.secret or isinstance(field, FileField)


def _with_route(state: FormState, answers: Mapping[str, Value]) -> FormState:
    known = {name: value for name, value in answers.items() if value is not None}
    return replace(state, route=route(state.form, known, state.draft.done, state.today))
