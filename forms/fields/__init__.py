"""The base of all field types; types are found by walking the folder `types`."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from forms.fields.base import Field

FOLDER = Path(__file__).with_name("types")


@cache
def field_types() -> Mapping[str, type[Field]]:
    """Every field type by its name in specs, in alphabetical order."""
    names = sorted(path.parent.name for path in FOLDER.glob("*/__init__.py"))
    return {name: _type_in(name) for name in names}


def _type_in(name: str) -> type[Field]:
    module = importlib.import_module(f"forms.fields.types.{name}")
    found = [
        member
        for _, member in inspect.getmembers(module, inspect.isclass)
        if issubclass(member, Field) and vars(member).get("type") == name
    ]
    if len(found) != 1:
        raise LookupError(f"forms/fields/types/{name} must define exactly one field type called {name!r}")
    return found[0]
