"""The project's own files, as the architecture tests walk them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("forms", "generator", "runtime", "onceonly")


def python_files(*folders: str) -> list[Path]:
    """Every Python file of these folders (by default of the four packages)."""
    found = {folder: list((ROOT / folder).rglob("*.py")) for folder in folders or PACKAGES}
    assert all(found.values()), f"no Python in {[folder for folder, files in found.items() if not files]}"
    return sorted(path for files in found.values() for path in files)


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of one file."""
    return ast.parse(path.read_text("utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of one file."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def shown(path: Path) -> str:
    """A path as people write it."""
    return str(path.relative_to(ROOT))
