"""All field types, found by walking this folder: one folder each."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from forms.fields.base import Field

FOLDER = Path(__file__).parent


@cache
def field_types() -> Mapping[str, type[Field]]:
    """Every field type by its name in specs, in alphabetical order; each is imported when it is asked for."""
    return _FieldTypes(tuple(sorted(path.parent.name for path in FOLDER.glob("*/__init__.py"))))


class _FieldTypes(Mapping[str, type[Field]]):
    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = names

    def __getitem__(self, name: str) -> type[Field]:
        if name not in self._names:
            raise KeyError(name)
        return _type_in(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


@cache
def _type_in(name: str) -> type[Field]:
    module = importlib.import_module(f"forms.fields.{name}")
    found = [
        member
        for _, member in inspect.getmembers(module, inspect.isclass)
        if issubclass(member, Field) and vars(member).get("type") == name
    ]
    if len(found) != 1:
        raise LookupError(f"forms/fields/{name} must define exactly one field type called {name!r}")
    return found[0]
