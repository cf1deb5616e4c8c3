"""Modules that are loaded when they are first used: most commands never need most libraries."""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import Any


class _Later(ModuleType):
    """Stands for a module until something of it is asked for, then looks there."""

    # Any: a module may hold anything; type checkers are told of the module itself where this is used.
    def __getattr__(self, name: str) -> Any:
        found = getattr(importlib.import_module(self.__name__), name)
        setattr(self, name, found)
        return found


def later(module: str) -> ModuleType:
    """The module of that name, imported when something of it is first used.

    Write it beside an ``if TYPE_CHECKING`` import of the same name, so that types stay known.
    """
    return _Later(module)
