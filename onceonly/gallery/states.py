"""The states of a question, each as a field with the template values of a request."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from forms.fields.base import AnswerError, Field, Option, Posted, Shared, Typed
from forms.fields.files import FileField
from forms.fields.repeating_group import RepeatingGroup
from forms.fields.suggesting import SuggestingField
from forms.text.language import Language
from generator.compile.examples import Example
from runtime.services.filling.answer_errors import html_key
from runtime.web.http.template_values import Lists, Texts
from runtime.web.owner.controls import display_by_part

KNOWN = "From the sales tax register, March 3, 2026"
_LONG = (
    "A question that its agency could not say in fewer words, with Donaudampfschifffahrtsgesellschaftskapitän"
    " in the middle of it, and that goes on for quite a while after that"
)
_SHARED = Shared("business.example", "business", confirm_after=365)
_SECRET = dataclasses.replace(_SHARED, sensitivity="restricted")

# Any: contexts are read by templates only.


@dataclass(frozen=True)
class Piece:
    """One question in one state: title, field, and template values."""

    title: str
    field: Field
    context: dict[str, Any]


def pieces(example: Example, language: Language, number: int) -> Iterator[Piece]:
    """The states of one example: all for the first of its type, a selection for the others."""
    maker = _Maker(example, language, number)
    if not example.field.asks:
        yield maker.shown()
        return
    if number == 1:
        yield maker.empty()
    yield maker.filled()
    if number == 1:
        yield from maker.prefilled()
    yield maker.wrong()
    if number == 1:
        yield maker.long()


class _Maker:
    """Makes the pieces of one example, with unique field names so that all fit on one page."""

    def __init__(self, example: Example, language: Language, number: int) -> None:
        self._example, self._language, self._number = example, language, number

    def shown(self) -> Piece:
        """A field that is only shown."""
        field = self._named("shown")
        return Piece("Shown", field, _context(field, calc=Texts(**{field.name: self._example.shows})))

    def empty(self) -> Piece:
        """Nothing typed, nothing known."""
        return self._piece("Empty", self._named("empty"), {})

    def filled(self) -> Piece:
        """With an answer."""
        return self._piece("Filled in", self._named("filled"), self._accepted)

    def prefilled(self) -> Iterator[Piece]:
        """With a known value: certain, uncertain, and masked where the type has a mask."""
        known, confirm = self._named("known", shared=_SHARED), self._named("confirm", shared=_SHARED)
        if not known.secret:
            yield self._known("Known", known)
            yield self._known("To be confirmed", confirm, confirm=Texts(**{confirm.name: True}))
        if type(known).mask is not Field.mask:
            yield self._masked()

    def wrong(self) -> Piece:
        """With an error."""
        field = self._named("wrong")
        posted = next(iter(self._example.refuses), {})
        reading = field.read(posted, self._language, self._example.answers)
        problems = reading.errors or (AnswerError(field.missing()),)
        return self._piece("With an error", field, posted, problems)

    def long(self) -> Piece:
        """With very long texts."""
        changes: dict[str, Any] = {"label": _LONG, "hint": f"{_LONG}."}
        for attribute in dataclasses.fields(self._example.field):
            value = getattr(self._example.field, attribute.name)
            if isinstance(value, tuple) and value and all(isinstance(one, Option) for one in value):
                changes[attribute.name] = tuple(_lengthened(option) for option in value)
        field = self._named("long", **changes)
        return self._piece("Long words", field, self._accepted, (AnswerError(field.missing()),))

    @property
    def _accepted(self) -> Posted:
        return next(iter(self._example.accepts), {})

    def _named(self, state: str, **changes: Any) -> Field:
        return dataclasses.replace(self._example.field, name=f"{state}_{self._number}", **changes)

    def _masked(self) -> Piece:
        field = self._named("masked", shared=_SECRET)
        value = field.read(self._accepted, self._language, self._example.answers).value
        masked = Texts(**{field.name: field.mask(value, self._language)})
        return self._known("Masked", field, masked=masked)

    def _known(self, title: str, field: Field, **more: Any) -> Piece:
        piece = self._piece(title, field, {} if field.secret else self._accepted)
        about = Texts(**{field.name: KNOWN})
        return dataclasses.replace(piece, title=title, context={**piece.context, "known": about, **more})

    def _piece(self, title: str, field: Field, posted: Posted, problems: Sequence[AnswerError] = ()) -> Piece:
        value = field.read(posted, self._language, self._example.answers).value
        typed = field.typed_again(posted) if value is None else field.typed(value, self._language)
        errors = display_by_part(problems, self._language) if problems else {}
        listed: dict[str, Any] = {}
        if isinstance(field, RepeatingGroup):
            listed["rows"] = Lists({field.name: field.rows(typed, errors, value, self._language)})
        if isinstance(field, FileField):
            listed["kept"] = Lists({field.name: field.kept(value, self._language)})
        if isinstance(field, SuggestingField):
            listed["suggested"] = Lists({field.name: field.suggestions(posted, self._language)})
        context = _context(
            field,
            v=_by_key(field, {} if "rows" in listed else typed),
            e=_errors(field, errors),
            **listed,
        )
        return Piece(title, field, context)


def _context(field: Field, **more: Any) -> dict[str, Any]:
    blank = {name: Texts() for name in ("v", "e", "known", "confirm", "masked", "calc")}
    listed = {name: Lists() for name in ("rows", "kept", "suggested")}
    offered = Lists({field.name: {option.key for option in _options(field)}})
    shown = Texts(**{field.name: True})
    return {**blank, **listed, "offered": offered, "shown": shown, **more}


def _options(field: Field) -> Sequence[Option]:
    found: Sequence[Option] = getattr(field, "options", ())
    return found


def _by_key(field: Field, typed: Typed) -> Texts:
    return Texts(**{html_key(field.name, part): texts for part, texts in typed.items()})


def _errors(field: Field, errors: dict[str, str]) -> Texts:
    found = Texts(**{html_key(field.name, part): sentence for part, sentence in errors.items()})
    if errors and "" not in errors:
        found[field.name] = " ".join(dict.fromkeys(errors.values()))
        found[f"{field.name}."] = "yes"
    return found


def _lengthened(option: Option) -> Option:
    return dataclasses.replace(option, label=f"{option.label}: {_LONG.lower()}", hint=f"{_LONG}.")
