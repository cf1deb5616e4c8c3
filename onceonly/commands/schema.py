"""``onceonly schema``: the JSON Schema of the spec language, for editors."""

from __future__ import annotations

from pathlib import Path

import click

from forms.fields import field_types
from generator.authoring.city_repository import SCHEMA
from generator.authoring.spec_schema import schema_files
from generator.sources.city_folder import CityFolder
from onceonly.in_city import FOLDER, folder_argument, in_city


@click.command(name="schema")
@folder_argument
@click.option("--to", type=FOLDER, help="The folder to write to; else .vscode/schema/ in the city's folder.")
@in_city
def command(city: CityFolder, to: Path | None) -> None:
    """Write the schemas of city.yaml, master_fields.yaml and forms."""
    to = to or city.root / SCHEMA
    to.mkdir(parents=True, exist_ok=True)
    for name, text in schema_files(field_types()).items():
        (to / name).write_text(text, encoding="utf-8")
        click.echo(f"Written: {to / name}")
