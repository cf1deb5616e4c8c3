"""Makes the spec model of a field type's options from its dataclass."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, ClassVar, cast

from pydantic import Field as Key
from pydantic import create_model

from forms.fields.base import Field
from forms.fields.options import Treatment
from generator.specs.base import Spec
from generator.specs.models import ColumnSpec, OptionSpec
from generator.specs.values import (
    Exact,
    FieldName,
    Formula,
    Line,
    OptionKey,
    PlainName,
    Prose,
    Truth,
    Whole,
    Written,
)

# Any in this module: annotations and defaults of any type.


@dataclasses.dataclass(frozen=True)
class TypeOption:
    """One declared option of a field type."""

    name: str
    annotation: Any
    default: Any  # dataclasses.MISSING: required
    explanation: str
    treatment: Treatment


class OptionsSpec(Spec):
    """The options of one field type."""

    type: ClassVar[str] = ""


def type_options(field_type: type[Field]) -> tuple[TypeOption, ...]:
    """The options of a field type, in the order of declaration."""
    return _type_options(cast("Any", field_type))  # mypy considers classes of frozen dataclasses unhashable


def options_model(field_type: type[Field]) -> type[OptionsSpec]:
    """The spec model of the options of ``field_type``."""
    return _options_model(cast("Any", field_type))


@lru_cache(maxsize=256)  # type hints are slow to evaluate, and every field needs them
def _type_options(field_type: type[Field]) -> tuple[TypeOption, ...]:
    hints = typing.get_type_hints(field_type)
    return tuple(
        TypeOption(
            attribute.name,
            hints[attribute.name],
            _default(attribute),
            attribute.metadata["explanation"],
            attribute.metadata["treatment"],
        )
        for attribute in dataclasses.fields(field_type)
        if "treatment" in attribute.metadata
    )


@lru_cache(maxsize=256)  # creating a model takes longer than reading a spec with it
def _options_model(field_type: type[Field]) -> type[OptionsSpec]:
    keys: dict[str, Any] = {}
    for option in type_options(field_type):
        if option.treatment == "fields":
            keys["of"] = (
                PlainName,
                Key("", description="the row shape in master_fields.yaml that the rows have"),
            )
        keys[option.name] = (_spec_annotation(option), _key(option))
    model = create_model(f"{field_type.__name__}Options", __base__=OptionsSpec, **keys)
    model.type = field_type.type
    model.called = f"field of type {field_type.type}"
    return model


def _key(option: TypeOption) -> Any:
    if option.treatment == "fields":  # either this or `of`: a check reports that better
        return Key((), description=option.explanation)
    if option.default is dataclasses.MISSING:
        return Key(description=option.explanation, examples=[_EXAMPLES.get(option.treatment, "…")])
    return Key(_spec_default(option), description=option.explanation)


def _spec_default(option: TypeOption) -> Any:
    if option.treatment in ("text", "markdown", "expression"):
        return ""
    return {} if option.treatment == "options" else option.default


_EXAMPLES: Mapping[str, str] = {
    "options": "{yes: I did, no: I did not}",
    "expression": "seats * 2",
    "text": "I declare that this is true.",
    "markdown": "Bring your certificate with you.",
}

_BY_TREATMENT: Mapping[str, Any] = {
    "text": Line,
    "markdown": Prose,
    "expression": Formula,
    "options": dict[OptionKey, OptionSpec],
    "fields": tuple[ColumnSpec, ...],
    "references": tuple[FieldName, ...],
}


def _spec_annotation(option: TypeOption) -> Any:
    return _BY_TREATMENT.get(option.treatment) or _from_text(option.annotation)


def _from_text(annotation: Any) -> Any:
    """The annotation with types that are read from text."""
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is tuple:
        return tuple.__class_getitem__((_from_text(arguments[0]), ...))
    if origin in (types.UnionType, typing.Union):
        kept = [_from_text(argument) for argument in arguments if argument is not type(None)]
        return typing.Optional[kept[0]] if len(kept) < len(arguments) else kept[0]  # noqa: UP045
    return annotation


_PLAIN: Mapping[Any, Any] = {str: Written, int: Whole, bool: Truth, Decimal: Exact}


def _default(attribute: dataclasses.Field[Any]) -> Any:
    if attribute.default_factory is not dataclasses.MISSING:
        return attribute.default_factory()
    return attribute.default
