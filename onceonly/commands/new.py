"""``onceonly new``: the first lines of a city, an agency or a form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from generator.loading import load_project
from generator.problems import errors_among
from generator.scaffold import CannotScaffold, new_agency, new_city, new_form
from onceonly.problems import tell

FOLDER = click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default="form_specs",
    help="Where the specs are.",
)


@click.group(name="new")
def command() -> None:
    """Begin a city, an agency or a form."""


@command.command()
@FOLDER
@click.option("--name", prompt="What is the city called?")
@click.option("--languages", prompt="Which languages, the one of the specs first?", default="en")
@click.option("--agency", prompt="What is the first agency called?")
def city(folder: Path, name: str, languages: str, agency: str) -> None:
    """Begin a city with its first agency and a data dictionary."""
    codes = languages.replace(",", " ").split()
    _scaffold(folder, lambda: new_city(folder, name, codes, agency))


@command.command()
@FOLDER
@click.option("--name", prompt="What is the agency called?")
def agency(folder: Path, name: str) -> None:
    """Add an agency to the city."""
    _scaffold(folder, lambda: new_agency(folder, name))


@command.command()
@FOLDER
@click.option("--agency", prompt="Which agency (its folder)?")
@click.option("--title", prompt="What does the form let people do?")
def form(folder: Path, agency: str, title: str) -> None:
    """Begin a form of an agency."""
    _scaffold(folder, lambda: new_form(folder, agency, title))


def _scaffold(folder: Path, write: Callable[[], list[Path]]) -> None:
    try:
        written = write()
    except CannotScaffold as reason:
        raise click.ClickException(str(reason)) from reason
    for path in written:
        click.echo(f"Written: {path}")
    errors = errors_among(load_project(folder).problems)
    if errors:
        tell(errors)
        raise SystemExit(1)
