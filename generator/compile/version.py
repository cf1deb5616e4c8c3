"""The version of a form: equal as long as the same answers mean the same."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from forms.model.serialise import to_json
from generator.compile.fields import Expressions
from generator.compile.forms import make_form
from generator.compile.plan import FormPlan
from generator.compile.wording import KEYS, SourceText

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
"""What may change without a change of what answers mean."""

_WORDING = frozenset({*KEYS} - {"statement", "text", "row_label"})
"""Texts that may be reworded without a change of what answers mean."""


def version_of(plan: FormPlan, expressions: Expressions) -> str:
    """A short hash over structure, rules, options and the statements that people agree to."""
    form = make_form(plan, _agreed_only, expressions)
    canonical = json.dumps(_meaning(to_json(form)), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:LENGTH]


def _agreed_only(source: SourceText) -> str:
    """A type's own texts, such as the statement of a declaration, are part of what an answer means."""
    words = source.context.split(".")
    is_rule = words[-2] == "valid_if"
    return "" if is_rule or words[-1] in _WORDING else source.text


def _meaning(stored: Any) -> Any:
    """The JSON without what does not matter. Any: it is JSON."""
    if isinstance(stored, dict):
        return {key: _meaning(value) for key, value in stored.items() if key not in _NOT_MEANING}
    return [_meaning(value) for value in stored] if isinstance(stored, list) else stored
