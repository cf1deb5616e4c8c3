"""The examples of all field types, and fields built from their specs as the compiler would build them."""

from __future__ import annotations

import dataclasses
import datetime
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

import yaml

from forms.expressions import NUMBER, compile_expression
from forms.fields import FOLDER, field_types
from forms.fields.base import Field, Option, Posted, Stored

TODAY = datetime.date(2026, 3, 3)
"""Today, as all examples have it."""


@dataclass(frozen=True)
class Case:
    """One entry under ``accepts`` or ``refuses``: the field, what is typed, and what should come of it."""

    name: str
    field: Field
    answers: Mapping[str, Any]
    entry: Mapping[str, Any]

    @property
    def posted(self) -> Posted:
        typed = self.entry["typed"]
        parts = typed if isinstance(typed, dict) else {"": typed}
        return {part: tuple(text) if isinstance(text, list) else (text,) for part, text in parts.items()}


@cache
def examples(type_name: str) -> tuple[Mapping[str, Any], ...]:
    """The examples of one type; every scalar is text, so that a type sees what a spec author wrote."""
    path = FOLDER / type_name / "examples.yaml"
    if not path.exists():
        return ()  # a test says so, rather than all of them
    return tuple(yaml.load(path.read_text("utf-8"), yaml.CBaseLoader) or ())


@cache
def cases(key: str) -> Sequence[Case]:
    """All entries under ``key`` (accepts, refuses) of all types."""
    return list(_cases(key))


def _cases(key: str) -> Iterator[Case]:
    for type_name in field_types():
        for example in examples(type_name):
            field = built(type_name, example["spec"], example.get("given", {}))
            for number, entry in enumerate(example.get(key, ()), 1):
                name = f"{type_name}: {example['title']} {number}"
                yield Case(name, field, scope(example), entry)


@cache
def fields() -> Sequence[tuple[str, Field]]:
    """Every field of every example, with a name for the test."""
    return [
        (f"{type_name}: {example['title']}", built(type_name, example["spec"], example.get("given", {})))
        for type_name in field_types()
        for example in examples(type_name)
    ]


def scope(example: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that an example presumes, and today."""
    answers = dict(example.get("answers", {}))
    return {**answers, "today": datetime.date.fromisoformat(answers.get("today", TODAY.isoformat()))}


def built(
    type_name: str, spec: Mapping[str, Any], given: Mapping[str, str] | None = None, name: str = "answer"
) -> Field:
    """The field of a spec; ``given`` names the numbers that its expressions may read."""
    kind = field_types()[type_name]
    hints = _hints(kind)
    attributes = {
        attribute.name: _treated(attribute, hints[attribute.name], spec[attribute.name], given or {})
        for attribute in dataclasses.fields(kind)
        if attribute.name in spec
    }
    assert attributes.keys() == spec.keys(), f"{type_name} does not know all of {list(spec)}"
    return kind(name=name, **attributes)


def as_written(stored: Stored) -> Any:
    """A stored value as the examples write it: every scalar a text."""
    if isinstance(stored, dict):
        return {key: as_written(value) for key, value in stored.items()}
    if isinstance(stored, list):
        return [as_written(value) for value in stored]
    if isinstance(stored, bool):
        return "true" if stored else "false"
    return str(stored)


@cache
def _hints(kind: type[Field]) -> Mapping[str, Any]:
    return typing.get_type_hints(kind)


def _treated(attribute: Any, hint: Any, value: Any, given: Mapping[str, str]) -> Any:
    treatment = attribute.metadata.get("treatment", "plain")
    if treatment in ("options", "references"):
        return tuple(_option(key, words) for key, words in value.items())
    if treatment == "fields":
        return tuple(_column(entry) for entry in value)
    if treatment == "expression":
        return compile_expression(value, dict.fromkeys(given, NUMBER))
    return _typed(hint, value)


def _option(key: str, words: Any) -> Option:
    return Option(key, **words) if isinstance(words, dict) else Option(key, words)


def _column(entry: Mapping[str, Any]) -> Field:
    spec = {key: value for key, value in entry.items() if key not in ("field", "type")}
    return built(entry["type"], spec, name=entry["field"])


def _typed(hint: Any, value: Any) -> Any:
    accepted = typing.get_args(hint) or (hint,)
    if bool in accepted:
        return {"true": True, "false": False}[value]
    for number in (int, Decimal):
        if number in accepted and typing.get_origin(hint) is not tuple:
            return number(value)
    return tuple(value) if isinstance(value, list) else value
