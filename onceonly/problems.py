"""How commands tell people about problems, and when they stop at them."""

from __future__ import annotations

from collections.abc import Sequence

import click

from generator.problems import Problem, errors_among
from generator.problems.show import Lines, as_text
from generator.project import Project


def tell(problems: Sequence[Problem], lines: Lines | None = None) -> None:
    """Print problems with their lines and carets, and how many there are; ``lines`` reads files."""
    if not problems:
        return
    errors = len(errors_among(problems))
    click.echo(as_text(problems, lines), err=True)
    click.echo(f"{told(errors, 'error')}, {told(len(problems) - errors, 'warning')}.", err=True)


def stop_at_problems(project: Project) -> None:
    """Print the errors of a project, if there are any, and stop with exit code 1."""
    errors = errors_among(project.problems)
    if errors:
        tell(errors)
        raise SystemExit(1)


def told(count: int, thing: str) -> str:
    """``1 form``, ``2 forms``."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
