"""All workflow actions, found by walking this folder: one module each, named as specs name it."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from forms.actions.base import Action

FOLDER = Path(__file__).parent


@cache
def actions() -> Mapping[str, Action]:
    """Every action by its name in specs, in alphabetical order."""
    return {name: importlib.import_module(f"forms.actions.{name}").letters for name in _names()}


def _names() -> list[str]:
    return sorted({path.stem for path in FOLDER.glob("[a-z]*.py")} - {"base"})
