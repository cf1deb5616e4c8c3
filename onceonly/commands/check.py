"""``onceonly check``: every problem of every spec at once."""

from __future__ import annotations

import json
from pathlib import Path

import click

from generator.problems.show import as_json
from generator.project.load import load_project
from onceonly.problems import pluralize, tell


@click.command(name="check")
@click.argument("folder", type=click.Path(path_type=Path), default="form_specs")
@click.option(
    "--format", "shape", type=click.Choice(["text", "json"]), default="text", help="For people or editors."
)
@click.option("--strict", is_flag=True, help="Take advice (W codes) as seriously as errors.")
def command(folder: Path, shape: str, strict: bool) -> None:
    """Check all specs in FOLDER. Ends with exit code 1 if anything is wrong."""
    project = load_project(folder)
    if shape == "json":
        click.echo(json.dumps(as_json(project.problems), ensure_ascii=False, indent=1))
    else:
        tell(project.problems)
        if project.is_sound:
            articles = f" and {pluralize(len(project.articles), 'article')}" if project.articles else ""
            click.echo(f"{pluralize(len(project.summaries), 'form')}{articles} can be built.")
    if not project.is_sound or (strict and project.problems):
        raise SystemExit(1)
