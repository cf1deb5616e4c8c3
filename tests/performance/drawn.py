"""The forty questions as SurveyJS and react-jsonschema-form (RJSF) want to be told of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.performance.questions import QUESTIONS, Known

# Any in this module: what the libraries read is JSON of their own shapes.
Json = dict[str, Any]


def for_surveyjs() -> Json:
    """A survey of one page with every answer known."""
    elements = [_element(known) for known in QUESTIONS]
    form = {"title": "About the profile", "pages": [{"name": "profile", "elements": elements}]}
    return {"form": form, "known": {known.name: known.stored for known in QUESTIONS}}


def for_rjsf() -> Json:
    """A JSON Schema, how to show it, and every answer."""
    properties = {known.name: _property(known) for known in QUESTIONS}
    shown = {known.name: _WIDGETS[known.type] for known in QUESTIONS if known.type in _WIDGETS}
    schema = {
        "type": "object",
        "title": "About the profile",
        "required": list(properties),
        "properties": properties,
    }
    return {"schema": schema, "uiSchema": shown, "known": {known.name: _typed(known) for known in QUESTIONS}}


def _element(known: Known) -> Json:
    words = {"name": known.name, "title": known.label, "description": known.hint, "isRequired": True}
    choices = [{"value": key, "text": label} for key, label in known.options.items()]
    return {
        **words,
        **_QUESTIONS.get(known.type, {"type": "text"}),
        **({"choices": choices} if choices else {}),
    }


def _property(known: Known) -> Json:
    words = {"title": known.label, **({"description": known.hint} if known.hint else {})}
    choices = [{"const": key, "title": label} for key, label in known.options.items()]
    if known.type == "multi_choice":
        return {**words, "type": "array", "uniqueItems": True, "items": {"type": "string", "oneOf": choices}}
    shape = _SHAPES.get(known.type, {"type": "string"})
    return {**words, **shape, **({"oneOf": choices} if choices else {})}


def _typed(known: Known) -> Any:
    return float(known.stored) if known.type in ("money", "percentage") else known.stored


_QUESTIONS: Mapping[str, Json] = {
    "choice": {"type": "radiogroup"},
    "date": {"type": "text", "inputType": "date"},
    "email": {"type": "text", "inputType": "email"},
    "integer": {"type": "text", "inputType": "number"},
    "long_text": {"type": "comment"},
    "money": {"type": "text", "inputType": "number"},
    "multi_choice": {"type": "checkbox"},
    "percentage": {"type": "text", "inputType": "number"},
    "phone": {"type": "text", "inputType": "tel"},
    "select": {"type": "dropdown"},
    "url": {"type": "text", "inputType": "url"},
    "yes_no": {"type": "boolean"},
}
_SHAPES: Mapping[str, Json] = {
    "date": {"type": "string", "format": "date"},
    "email": {"type": "string", "format": "email"},
    "integer": {"type": "integer"},
    "money": {"type": "number"},
    "percentage": {"type": "number"},
    "url": {"type": "string", "format": "uri"},
    "yes_no": {"type": "boolean"},
}
_WIDGETS: Mapping[str, Json] = {
    "choice": {"ui:widget": "radio"},
    "long_text": {"ui:widget": "textarea"},
    "multi_choice": {"ui:widget": "checkboxes"},
    "yes_no": {"ui:widget": "radio"},
}
