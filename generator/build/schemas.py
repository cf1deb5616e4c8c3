"""The JSON Schema of a form's submissions, for agencies that receive answers."""

from __future__ import annotations

from collections.abc import Iterator

from forms.fields.base import Field
from forms.model.form import Form, Page

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def submission_schema(form: Form) -> dict[str, object]:
    """The schema of the answers of one submission, by field name, in their stored form."""
    asked = [(page, field) for page in form.pages for field in page.fields if field.asks]
    return {
        "$schema": DRAFT,
        "title": form.title,
        "description": form.summary,
        "version": form.version,
        "type": "object",
        "properties": {field.name: _property(field) for _, field in asked},
        "required": list(_always_there(asked)),
        "additionalProperties": False,
    }


def _property(field: Field) -> dict[str, object]:
    shared = {"masterField": field.shared.master} if field.shared else {}
    return {"title": field.label, **shared, **field.json_schema()}


def _always_there(asked: list[tuple[Page, Field]]) -> Iterator[str]:
    """Fields that every submission answers: required, and without conditions."""
    for page, field in asked:
        conditions = (page.show_if, field.show_if, field.required_if)
        if field.required and not any(conditions):
            yield field.name
