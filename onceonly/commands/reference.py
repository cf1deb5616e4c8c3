"""``onceonly reference``: the reference pages of the spec language and of all problems."""

from __future__ import annotations

from pathlib import Path

import click

from forms.fields import field_types
from generator.authoring.reference import problem_reference, spec_reference
from generator.sources.city_folder import CityFolder
from onceonly.in_city import FOLDER, folder_argument, in_city


@click.command(name="reference")
@folder_argument
@click.option("--to", type=FOLDER, help="The folder to write to; else docs/ in the city's folder.")
@in_city
def command(city: CityFolder, to: Path | None) -> None:
    """Write docs/spec-reference.md and docs/problems.md."""
    to = to or city.root / "docs"
    pages = {"spec-reference.md": spec_reference(field_types()), "problems.md": problem_reference()}
    to.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (to / name).write_text(text, encoding="utf-8")
        click.echo(f"Written: {to / name}")
