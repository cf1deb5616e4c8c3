"""``onceonly reference``: the reference pages of the spec language and of all problems."""

from __future__ import annotations

from pathlib import Path

import click

from forms.fields import field_types
from generator.authoring.reference import problem_reference, spec_reference


@click.command(name="reference")
@click.option(
    "--to", type=click.Path(path_type=Path, file_okay=False), default="docs", help="The folder to write to."
)
def command(to: Path) -> None:
    """Write docs/spec-reference.md and docs/problems.md."""
    pages = {"spec-reference.md": spec_reference(field_types()), "problems.md": problem_reference()}
    to.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (to / name).write_text(text, encoding="utf-8")
        click.echo(f"Written: {to / name}")
