"""The JSON Schema of the spec language, for completion and hover in editors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from forms.fields.base import Field
from forms.fields.files import FileField
from generator.specs.base import Spec
from generator.specs.dictionary import PARTIES
from generator.specs.field_models import options_model, type_options
from generator.specs.models import (
    CitySpec,
    ColumnSpec,
    FormSpec,
    LocalSpec,
    MasterSpec,
    PageSpec,
    ShapeSpec,
    TypedSpec,
    UseSpec,
)
from generator.specs.reading import keys_for

Schema = dict[str, Any]
"""A JSON Schema. Any: it is JSON."""

Types = Mapping[str, type[Field]]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_files(types: Types) -> Mapping[str, str]:
    """The texts of the schema files by name."""
    return {
        name: json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        for name, schema in schemas(types).items()
    }


def schemas(types: Types) -> Mapping[str, Schema]:
    """The schemas by file name, one per kind of spec file."""
    return {
        "city.json": _root("A city", _of(CitySpec)),
        "form.json": _root("A form", _form(types)),
        "master_fields.json": _root("The data dictionary", _dictionary(types)),
    }


def _root(title: str, schema: Schema) -> Schema:
    return {"$schema": DIALECT, "title": title, **{key: schema[key] for key in schema if key != "title"}}


def _form(types: Types) -> Schema:
    page = _of(PageSpec)
    page["properties"]["fields"]["items"] = {"oneOf": [_of(UseSpec), *_each(LocalSpec, types)]}
    form = _of(FormSpec)
    form["properties"]["pages"]["items"] = page
    return {**form, "$defs": _columns(types)}


def _dictionary(types: Types) -> Schema:
    groups = {
        "facts": _group({"oneOf": _each(MasterSpec, types)}),
        "shape": _group({"oneOf": _each(ShapeSpec, _column_types(types))}),
    }
    return {
        "type": "object",
        "properties": {party: {"$ref": "#/$defs/facts"} for party in PARTIES},
        "additionalProperties": {"$ref": "#/$defs/shape"},
        "$defs": {**groups, **_columns(types)},
    }


def _columns(types: Types) -> Schema:
    """The schema of columns, defined once and referenced, because lists would repeat all other types."""
    return {"column": {"oneOf": _each(ColumnSpec, _column_types(types))}}


def _group(entry: Schema) -> Schema:
    return {"type": "object", "additionalProperties": entry}


def _each(model: type[TypedSpec], types: Types) -> list[Schema]:
    """One schema per field type: the common keys and those of the type."""
    return [_typed(model, field_type) for field_type in types.values()]


def _typed(model: type[TypedSpec], field_type: type[Field]) -> Schema:
    schema, own = _of(model), _of(options_model(field_type))
    for option in type_options(field_type):
        if option.treatment == "fields":
            own["properties"][option.name]["items"] = {"$ref": "#/$defs/column"}
    common = {
        key: schema["properties"][key] for key in schema["properties"] if key in keys_for(model, field_type)
    }
    schema["properties"] = {**common, **own["properties"], "type": {"const": field_type.type}}
    schema["required"] = sorted({*schema.get("required", ()), *own.get("required", ()), "type"})
    schema["title"] = field_type.type
    schema["description"] = (field_type.__doc__ or "").split("\n")[0]
    return schema


def _column_types(types: Types) -> Types:
    return {
        name: field_type
        for name, field_type in types.items()
        if field_type.asks
        and not issubclass(field_type, FileField)
        and all(option.treatment != "fields" for option in type_options(field_type))
    }


def _of(model: type[Spec]) -> Schema:
    """A model's schema without references, allowing a text where it is shorthand for a mapping."""
    schema = model.model_json_schema()
    found: Schema = _inlined(schema, schema.pop("$defs", {}))
    return found


def _inlined(schema: Any, definitions: Mapping[str, Any]) -> Any:
    if isinstance(schema, list):
        return [_inlined(item, definitions) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        found = _inlined(definitions[name], definitions)
        described = {key: value for key, value in schema.items() if key != "$ref"}
        return (
            {"anyOf": [{"type": ["string", "number"]}, found]}
            if name == "OptionSpec"
            else {**found, **described}
        )
    # title by pydantic, made from the key; a property may also be named title
    named = isinstance(schema.get("title"), str)
    return {
        key: _inlined(value, definitions) for key, value in schema.items() if not (named and key == "title")
    }
