"""``onceonly schema``: the JSON Schema of the spec language, for editors."""

from __future__ import annotations

import json
from pathlib import Path

import click

from forms.fields import field_types
from generator.authoring.spec_schema import schemas


@click.command(name="schema")
@click.option(
    "--to",
    type=click.Path(path_type=Path, file_okay=False),
    default="docs/schema",
    help="The folder to write to.",
)
def command(to: Path) -> None:
    """Write the schemas of city.yaml, master_fields.yaml and forms."""
    to.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas(field_types()).items():
        text = json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True)
        (to / name).write_text(text + "\n", encoding="utf-8")
        click.echo(f"Written: {to / name}")
