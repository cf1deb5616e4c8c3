"""The version of a form: it changes when the meaning of answers may change."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any

from forms.fields.base import Field
from forms.model.form import Form
from forms.model.serialise import to_json
from generator.compile.forms import TEXTS
from generator.compile.wording import KEYS
from generator.specs.field_models import TypeOption, type_options

LENGTH = 12

_NOT_MEANING = frozenset(
    [
        "version",
        "agency",
        "deadline",
        "workflow",
        "actions",
        "eligibility",
        "autocomplete",
        "prefill",
        "source",
        "steward",
        "sensitivity",
        "when_changed",
        "confirm_after",
        "each_location",
    ]
)
"""Keys without effect on the meaning of answers."""

_WORDING = frozenset({*KEYS} - {"statement", "text", "row_label"})
"""Texts without effect on the meaning of answers."""


def version_of(form: Form) -> str:
    """A short hash of structure, rules, options, and the statements that people agree to."""
    canonical = json.dumps(_meaning(to_json(_reworded(form))), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:LENGTH]


def _reworded(form: Form) -> Form:
    """The form without texts that may be reworded."""
    pages = (replace(page, title="", intro="", fields=tuple(map(_field, page.fields))) for page in form.pages)
    texts: dict[str, Any] = dict.fromkeys((*TEXTS, "next_steps"), "")
    return replace(form, **texts, pages=tuple(pages))


def _field(field: Field) -> Field:
    rules = tuple(replace(rule, message="") for rule in field.valid_if)
    own = {option.name: _option(option, getattr(field, option.name)) for option in type_options(type(field))}
    return replace(field, label="", hint="", help="", errors={}, valid_if=rules, **own)


def _option(option: TypeOption, value: Any) -> Any:
    """Texts of a type's own options, such as the statement of a declaration, affect the meaning."""
    if option.treatment in ("options", "references"):
        return tuple(replace(choice, label="", hint="") for choice in value)
    if option.treatment == "fields":
        return tuple(map(_field, value))
    return "" if option.treatment in ("text", "markdown") and option.name in _WORDING else value


def _meaning(stored: Any) -> Any:
    """The JSON without keys that have no effect. Any: it is JSON."""
    if isinstance(stored, dict):
        return {key: _meaning(value) for key, value in stored.items() if key not in _NOT_MEANING}
    return [_meaning(value) for value in stored] if isinstance(stored, list) else stored
