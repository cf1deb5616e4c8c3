"""A form for paper: numbered questions, and conditions as sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from forms.expressions import Expression, Tree
from forms.fields.base import Field
from forms.model.form import Form, Page
from forms.text.language import Language
from forms.text.messages import Message, message

_COMPARED = {
    "==": message("The answer to question {number} is “{answer}”."),
    "!=": message("The answer to question {number} is not “{answer}”."),
    ">=": message("The answer to question {number} is {answer} or more."),
    ">": message("The answer to question {number} is more than {answer}."),
    "<=": message("The answer to question {number} is {answer} or less."),
    "<": message("The answer to question {number} is less than {answer}."),
}
_OPENINGS = {
    "": message("Only if this is true:"),
    "and": message("Only if all of this is true:"),
    "or": message("Only if at least one of these is true:"),
}
_UNSAID = message("Leave this empty if it does not apply to you.")


@dataclass(frozen=True)
class OnlyIf:
    """A condition in words: an introduction, and a sentence for each part."""

    opening: str
    clauses: tuple[str, ...] = ()


class Sheet:
    """One form in one language, for filling in by pen."""

    def __init__(self, form: Form, language: Language) -> None:
        self._language = language
        asked = [field for field in form.fields() if field.asks]
        self._numbers = {field.name: number for number, field in enumerate(asked, 1)}
        self._fields = {field.name: field for field in asked}

    def number(self, field: Field) -> int:
        """The number of a question; 0 for what is only shown."""
        return self._numbers.get(field.name, 0)

    def is_optional(self, field: Field) -> bool:
        """Whether the label says that the answer is optional."""
        return field.asks and not field.required and field.required_if is None

    def only_if(self, thing: Field | Page) -> OnlyIf | None:
        """The condition of a page or question; None means always."""
        if thing.show_if is None:
            return None
        return self._in_words(thing.show_if)

    def _in_words(self, condition: Expression) -> OnlyIf:
        joined, parts = _parts(condition.tree)
        clauses = tuple(self._clause(part) for part in parts)
        sentences = tuple(clause for clause in clauses if clause)
        if len(sentences) < len(clauses):  # a condition in part would be misleading
            return OnlyIf(self._language.say(_UNSAID))
        return OnlyIf(self._language.say(_OPENINGS[joined]), sentences)

    def _clause(self, tree: Tree) -> str:
        """One condition as a sentence; empty when it cannot be expressed."""
        match tree:
            case ["get", str(name)]:
                return self._compared("==", name, [True])
            case ["not", ["get", str(name)]]:
                return self._compared("==", name, [False])
            case ["in", ["get", str(name)], ["list", *constants]]:
                return self._compared("==", name, constants)
            case ["in", constant, ["get", str(name)]]:
                return self._ticked(name, constant)
            case [str(sign), ["get", str(name)], constant] if sign in _COMPARED:
                return self._compared(sign, name, [constant])
        return ""

    def _compared(self, sign: str, name: str, constants: Sequence[Tree]) -> str:
        answers = [self._answer(name, _value(constant)) for constant in constants]
        if not all(answers):
            return ""
        if len(answers) == 1:
            return self._sentence(_COMPARED[sign], name, answer=answers[0])
        one_of = message("The answer to question {number} is one of these: {answers}.")
        return self._sentence(one_of, name, answers=" · ".join(answers))

    def _ticked(self, name: str, constant: Tree) -> str:
        answer = self._answer(name, (constant,))
        ticked = message("“{answer}” is ticked at question {number}.")
        return self._sentence(ticked, name, answer=answer) if answer else ""

    def _answer(self, name: str, plain: object) -> str:
        """A value as text of the question; empty when the question has no such value."""
        field = self._fields.get(name)
        value = field.from_plain(plain) if field and plain is not None else None
        return field.display(value, self._language) if field and value is not None else ""

    def _sentence(self, words: Message, name: str, **values: str) -> str:
        return self._language.say(message(words.text, number=self._numbers[name], **values))


def _parts(tree: Tree) -> tuple[str, list[Tree]]:
    """The operator between the conditions ("", "and", "or"), and the conditions."""
    match tree:
        case ["and" | "or" as joined, *_]:
            return str(joined), list(_flat(tree, str(joined)))
    return "", [tree]


def _flat(tree: Tree, joined: str) -> Iterator[Tree]:
    if isinstance(tree, list) and tree and tree[0] == joined:
        for part in tree[1:]:
            yield from _flat(part, joined)
    else:
        yield tree


def _value(constant: Tree) -> object:
    """The plain value of a constant; None for other trees."""
    match constant:
        case bool() | str():
            return constant
        case ["num", str(text)]:
            return Decimal(text)
        case ["date", str(text)]:
            return date.fromisoformat(text)
        case ["time", str(text)]:
            return time.fromisoformat(text)
    return None
