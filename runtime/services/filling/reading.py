"""Reading a page: WTForms iterates over it, and each answer is read by its field type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from wtforms import Field as WtField
from wtforms.form import BaseForm
from wtforms.meta import DefaultMeta
from wtforms.validators import StopValidation

from forms.expressions import evaluate
from forms.fields.base import Field, Reading, Value
from forms.fields.calculating import CalculatedField
from forms.fields.repeating_group import RepeatingGroup
from forms.model.form import Page
from forms.text.language import Language
from runtime.services.filling.post import Post


class AnswerField(WtField):
    """The only WTForms field; the field type does the reading."""

    def __init__(self, question: Field, **bound: Any) -> None:  # Any: arguments that WTForms passes to fields
        super().__init__(label=question.label, **bound)
        self.question = question
        self.reading = Reading()
        self.shown = False

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read the parts of this question unless earlier answers hide it."""
        self.process_errors = []
        scope = self.meta.scope
        self.shown = _is_shown(self.question, scope)
        self.data = self._settled(scope) if self.shown else None
        if self.data is None:
            scope.pop(self.name, None)
        else:
            scope[self.name] = self.question.plain(self.data)

    def _settled(self, scope: Mapping[str, object]) -> Value:
        if isinstance(self.question, CalculatedField):
            return self.question.calculated(scope)  # later questions on this page may depend on it
        if not self.question.asks:
            return None
        post = self.meta.post
        self.reading = self.question.read(post.of(self.name), self.meta.language, scope)
        if self.name in post.beyond and not self.reading.errors:
            self.reading = Reading(errors=(post.beyond[self.name],))
        return self.meta.settle(self.question, self.reading)

    def pre_validate(self, form: BaseForm) -> None:
        """Stop validation of an answer that could not be read."""
        for error in self.reading.errors:
            raise StopValidation(self.meta.language.say(error.message))


@dataclass
class _Meta(DefaultMeta):
    """What the fields of one page need while they are read."""

    post: Post
    language: Language
    scope: dict[str, object]
    current: Mapping[str, Value]
    locales: Literal[False] = False  # field types translate their own messages
    csrf: bool = False  # checked before a page is read

    def settle(self, question: Field, reading: Reading) -> Value:
        """The value after reading; a part that the page masked or left out keeps its earlier value."""
        if reading.errors:
            return None
        before = self.current.get(question.name)
        if reading.value is None and question.secret:
            return before
        if isinstance(question, RepeatingGroup):
            return question.merge(before, reading.value)
        return reading.value


def read_page(
    page: Page,
    post: Post,
    language: Language,
    scope: Mapping[str, object],
    current: Mapping[str, Value],
) -> Mapping[str, AnswerField]:
    """Read the whole page in order, each question with the answers before it in scope.

    ``scope`` holds the plain values of earlier pages, ``current`` the values that the page showed.
    """
    questions = {question.name: _unbound(question) for question in page.fields}
    form = BaseForm(questions, meta=_Meta(post, language, dict(scope), current))
    form.process()
    form.validate()
    return {answer.name: answer for answer in form if isinstance(answer, AnswerField)}


def _unbound(question: Field) -> Any:  # Any: WTForms gives an UnboundField until a form binds it
    return AnswerField(question)


def _is_shown(question: Field, scope: Mapping[str, object]) -> bool:
    return question.show_if is None or evaluate(question.show_if.tree, scope) is True
