"""The promises of style that a tool can check: sizes, names, docstrings, switches on types."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.architecture.tree import ROOT, functions, parsed, python_files, shown
from tests.each import each, named

FILES = python_files()
AVOIDED = re.compile(r"(^|_)(manager|helper|helpers|util|utils|handler|data|info)(_|$)", re.IGNORECASE)


def test_there_are_files_to_check() -> None:
    assert len(FILES) > 60


def test_no_file_is_longer_than_500_lines() -> None:
    tests = python_files("tests")
    long = {shown(path): lines for path in [*FILES, *tests] if (lines := len(_lines(path))) > 500}
    assert long == {}


def test_most_files_are_short(record_property: Callable[[str, object], None]) -> None:
    sizes = {shown(path): len(_lines(path)) for path in FILES}
    longest = max(sizes, key=lambda path: sizes[path])
    middle = round(median(sizes.values()))
    record_property("code", f"{len(sizes)} files; median {middle} lines; longest {longest}, {sizes[longest]}")
    assert middle <= 110


def test_no_function_is_longer_than_50_lines_and_most_are_short() -> None:
    sizes = {
        f"{shown(path)}:{function.name}": (function.end_lineno or function.lineno) - function.lineno + 1
        for path in FILES
        for function in functions(path)
    }
    assert {name: size for name, size in sizes.items() if size > 50} == {}
    assert median(sizes.values()) <= 8


@each(named(FILES, shown))
def test_every_module_says_in_one_sentence_what_lives_there(path: Path) -> None:
    docstring = ast.get_docstring(parsed(path))
    assert docstring, f"{shown(path)} has no docstring"


def test_names_avoid_words_that_say_nothing() -> None:
    named = [path.stem for path in FILES]
    named += [node.name for path in FILES for node in ast.walk(parsed(path)) if _is_definition(node)]
    assert [name for name in named if AVOIDED.search(name)] == []


def test_nothing_is_left_unfinished() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK|NotImplemented\b)")
    found = [
        f"{shown(path)}:{number}"
        for path in FILES
        for number, line in enumerate(_lines(path), 1)
        if marks.search(line)
    ]
    assert found == []


def test_nobody_outside_the_field_types_switches_on_a_type() -> None:
    switches = []
    for path in FILES:
        if (ROOT / "forms" / "fields") in path.parents:
            continue
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Compare) and _is_field_type(node.left):
                switches.append(f"{shown(path)}:{node.lineno}")
    assert switches == []


def test_templates_never_ask_for_a_type() -> None:
    controls = [*ROOT.glob("forms/fields/types/*/control.html")]
    templates = [*ROOT.glob("themes/**/*.html"), *controls]
    asking = [shown(path) for path in templates if re.search(r"field\.type\s*(==|!=|in\b)", path.read_text())]
    assert len(controls) > 20
    assert asking == []


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()


def _is_definition(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)


def _is_field_type(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and node.attr == "type"
        and isinstance(node.value, ast.Name)
        and node.value.id in {"field", "column", "master"}
    )
