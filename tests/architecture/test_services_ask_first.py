"""What an actor may do is decided in one place, and no way to the dataset leads around it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, functions, python_files, shown

SERVICES = ROOT / "runtime" / "services"

ASKING = {"can", "require", "facts_for", "with_shared"}
"""`can` and `require` of access.py; the two others of parties.py ask for each party that they read."""

NOT_ASKING = {
    "health.health_problems": "looks whether the dataset answers, with a cookie that nobody has",
    "identity.sessions._read": "finds out who the actor is",
    "identity.sessions._is_open": "notes that she was here, or that her session has ended",
    "identity.sessions._close": "ends a session that has ended",
    "identity.sign_in._account": "called by `enter`, which asks",
    "background.clearing._batches": "called by `clear`, which asks",
    "cases.case_transitions._letters": "called by `take_step`, which asks",
}
"""Functions that use the dataset unasked, with the reason."""


def uses_dataset(node: ast.AST) -> bool:
    """Whether code reaches for a repository, as in ``ctx.dataset.facts`` or ``self._dataset.jobs``."""
    return any(
        isinstance(part, ast.Attribute)
        and (
            (isinstance(part.value, ast.Attribute) and part.value.attr in ("dataset", "_dataset"))
            or (isinstance(part.value, ast.Name) and part.value.id in ("dataset", "_dataset"))
        )
        for part in ast.walk(node)
    )


def asks(node: ast.AST) -> bool:
    return any(
        isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id in ASKING
        for part in ast.walk(node)
    )


def in_services() -> Iterator[tuple[str, ast.AST]]:
    for path in python_files("runtime/services"):
        module = ".".join(path.relative_to(SERVICES).with_suffix("").parts)
        yield from ((f"{module}.{found.name}", found) for found in functions(path))


def test_every_service_asks_before_it_uses_the_dataset() -> None:
    using = {name for name, found in in_services() if uses_dataset(found)}
    unasked = {name for name, found in in_services() if uses_dataset(found) and not asks(found)}
    assert len(using) > 40
    assert unasked == set(NOT_ASKING)


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("def f(ctx):\n    return ctx.dataset.drafts.get('x')", True),
        ("def f(self):\n    return self._dataset.jobs.take()", True),
        ("def f(dataset):\n    return dataset.facts.current(())", True),
        ("def f(ctx):\n    require(ctx.actor, 'read draft')\n    ctx.dataset.drafts.get('x')", False),
    ],
)
def test_the_check_sees_who_does_not_ask(code: str, seen: bool) -> None:
    found = ast.parse(code)
    assert (uses_dataset(found) and not asks(found)) is seen


def test_the_website_never_reaches_for_the_dataset() -> None:
    reaching = [
        f"{shown(path)}: {found.name}"
        for path in python_files("runtime/web")
        for found in functions(path)
        if uses_dataset(found)
    ]
    assert reaching == []


def test_every_exception_names_a_file_that_is_there() -> None:
    modules = {Path(SERVICES, *name.split(".")[:-1]).with_suffix(".py") for name in NOT_ASKING}
    assert all(path.exists() for path in modules)
