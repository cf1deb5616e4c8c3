"""Who may import whom: the contracts of pyproject.toml hold, and no import hides inside a function."""

from __future__ import annotations

import ast
import subprocess
import sys

from tests.architecture.tree import ROOT, functions, python_files, shown


def test_the_import_contracts_hold() -> None:
    run = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "0 broken" in run.stdout


def test_no_import_hides_inside_a_function() -> None:
    hidden = [
        f"{shown(path)}:{node.lineno}"
        for path in python_files()
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []
