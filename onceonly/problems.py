"""Printing problems, and stopping commands at them."""

from __future__ import annotations

from collections.abc import Sequence

import click

from generator.problems import UNTRANSLATED, Problem, errors_among
from generator.problems.show import Lines, as_text
from generator.project.model import Project


def tell(problems: Sequence[Problem], lines: Lines | None = None) -> None:
    """Print problems with their lines and carets, and their number; ``lines`` reads files."""
    if not problems:
        return
    errors = len(errors_among(problems))
    click.echo(as_text(problems, lines), err=True)
    click.echo(f"{pluralize(errors, 'error')}, {pluralize(len(problems) - errors, 'warning')}.", err=True)


def tell_lenient(problems: Sequence[Problem], lines: Lines | None = None) -> None:
    """Print the problems of a lenient build: missing translations are no errors."""
    waiting = [problem for problem in problems if problem.code in UNTRANSLATED]
    tell([problem for problem in problems if problem.code not in UNTRANSLATED], lines)
    if waiting:
        click.echo(
            f"Waiting for translators: {pluralize(len(waiting), 'area')}. The source text is shown there; "
            "“onceonly i18n status” says where, and “onceonly build” refuses it without --lenient.",
            err=True,
        )


def stop_at_problems(project: Project) -> None:
    """Print the errors of a project, if any, and exit with code 1."""
    stop_at(errors_among(project.problems))


def stop_at(problems: Sequence[Problem]) -> None:
    """Print problems, if any, and exit with code 1."""
    if problems:
        tell(problems)
        raise SystemExit(1)


def pluralize(count: int, thing: str) -> str:
    """``1 form``, ``2 forms``."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
