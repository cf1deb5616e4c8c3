"""``onceonly check``: every problem of every spec at once."""

from __future__ import annotations

import json

import click

from generator.problems.show import as_json
from generator.project.load import load_project
from generator.sources.city_folder import CityFolder
from onceonly.in_city import folder_argument, in_city
from onceonly.problems import pluralize, tell
from onceonly.progress import working


@click.command(name="check")
@folder_argument
@click.option(
    "--format", "shape", type=click.Choice(["text", "json"]), default="text", help="For people or editors."
)
@click.option("--strict", is_flag=True, help="Take advice (W codes) as seriously as errors.")
@in_city
def command(city: CityFolder, shape: str, strict: bool) -> None:
    """Check all specs of a city, and write nothing. Ends with exit code 1 if anything is wrong."""
    with working("Checking the specs"):
        project = load_project(city.specs)
    if shape == "json":
        click.echo(json.dumps(as_json(project.problems), ensure_ascii=False, indent=1))
    else:
        tell(project.problems)
        if project.is_sound:
            articles = f" and {pluralize(len(project.articles), 'article')}" if project.articles else ""
            click.echo(f"{pluralize(len(project.summaries), 'form')}{articles} can be built.")
    if not project.is_sound or (strict and project.problems):
        raise SystemExit(1)
