"""Compiles the examples that every field type has."""

from __future__ import annotations

import dataclasses
import datetime
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

import yaml

from forms.expressions import NUMBER, compile_expression
from forms.fields import FOLDER, field_types
from forms.fields.base import Field, Option, Posted

TODAY = datetime.date(2026, 3, 3)
"""The date that all examples use as today."""

# Any in this module: the content of examples depends on the field type.


@dataclass(frozen=True)
class Example:
    """One example of a type: its field, valid and invalid input, and whether it needs no answer."""

    title: str
    field: Field
    accepts: Sequence[Posted]
    refuses: Sequence[Posted]
    shows: str
    answers: Mapping[str, Any]


@cache  # types and their examples are part of the product
def examples(type_name: str) -> tuple[Example, ...]:
    """The examples of one type, in the order of the file."""
    text = (FOLDER / type_name / "examples.yaml").read_text("utf-8")
    # Every scalar stays text, as in specs; this loader creates no other objects.
    entries = yaml.load(text, yaml.CBaseLoader) or ()  # noqa: S506
    return tuple(_example(type_name, entry) for entry in entries)


def _example(type_name: str, entry: Mapping[str, Any]) -> Example:
    answers = dict(entry.get("answers", {}))
    today = datetime.date.fromisoformat(answers.get("today", TODAY.isoformat()))
    return Example(
        title=entry["title"],
        field=_field(type_name, "answer", entry["spec"], entry.get("given", {})),
        accepts=[_posted(one["typed"]) for one in entry.get("accepts", ())],
        refuses=[_posted(one["typed"]) for one in entry.get("refuses", ())],
        shows=entry.get("calculates", {}).get("said", ""),
        answers={**answers, "today": today},
    )


def _posted(typed: Any) -> Posted:
    parts = typed if isinstance(typed, dict) else {"": typed}
    return {part: tuple(text) if isinstance(text, list) else (text,) for part, text in parts.items()}


def _field(type_name: str, name: str, spec: Mapping[str, Any], given: Mapping[str, str]) -> Field:
    kind = field_types()[type_name]
    hints = typing.get_type_hints(kind)
    attributes = {
        attribute.name: _treated(attribute, hints[attribute.name], spec[attribute.name], given)
        for attribute in dataclasses.fields(kind)
        if attribute.name in spec
    }
    return kind(name=name, **attributes)


def _treated(attribute: Any, hint: Any, value: Any, given: Mapping[str, str]) -> Any:
    treatments: Mapping[str, Callable[[], Any]] = {
        "options": lambda: _options(value),
        "references": lambda: _options(value),
        "fields": lambda: tuple(_column(entry) for entry in value),
        "expression": lambda: compile_expression(value, dict.fromkeys(given, NUMBER)),
    }
    treat = treatments.get(attribute.metadata.get("treatment", "plain"))
    return treat() if treat else _typed(hint, value)


def _options(choices: Mapping[str, Any]) -> tuple[Option, ...]:
    return tuple(
        Option(key, **words) if isinstance(words, dict) else Option(key, words)
        for key, words in choices.items()
    )


def _column(entry: Mapping[str, Any]) -> Field:
    spec = {key: value for key, value in entry.items() if key not in ("field", "type")}
    return _field(entry["type"], entry["field"], spec, {})


def _typed(hint: Any, value: Any) -> Any:
    accepted = typing.get_args(hint) or (hint,)
    if bool in accepted:
        return value == "true"
    for number in (int, Decimal):
        if number in accepted and typing.get_origin(hint) is not tuple:
            return number(value)
    return tuple(value) if isinstance(value, list) else value
