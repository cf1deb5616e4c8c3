"""All problem codes, found by walking this folder: one module per part."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Code:
    """The meaning of a code, with an example of the mistake and its correction."""

    explanation: str
    wrong: str = ""
    right: str = ""


def all_codes() -> Mapping[str, Mapping[str, Code]]:
    """Title of each part → its codes, by code."""
    modules = [importlib.import_module(f"{__name__}.{path.stem}") for path in FOLDER.glob("[a-z]*.py")]
    parts = sorted(
        ((min(module.CODES), module.TITLE, module.CODES) for module in modules), key=lambda p: p[0]
    )
    return {title: dict(sorted(codes.items())) for _, title, codes in parts}
