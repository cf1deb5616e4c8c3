"""``onceonly new``: the first lines of a city, an agency, a form, an article or a theme."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from generator.loading import load_project
from generator.problems import errors_among
from generator.scaffold import CannotScaffold, new_agency, new_article, new_city, new_form, new_theme
from onceonly.problems import tell

FOLDER = click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default="form_specs",
    help="Where the specs are.",
)


@click.group(name="new")
def command() -> None:
    """Begin a city, an agency, a form, an article or a theme."""


@command.command()
@FOLDER
@click.option("--name", prompt="What is the city called?")
@click.option("--languages", prompt="Which languages, the one of the specs first?", default="en")
@click.option("--agency", prompt="What is the first agency called?")
def city(folder: Path, name: str, languages: str, agency: str) -> None:
    """Begin a city with its first agency and a data dictionary."""
    codes = languages.replace(",", " ").split()
    _scaffold(folder, lambda: new_city(folder, name, codes, agency))
    click.echo(f"Next: {_in(folder, 'onceonly new form')}")


@command.command()
@FOLDER
@click.option("--name", prompt="What is the agency called?")
def agency(folder: Path, name: str) -> None:
    """Add an agency to the city."""
    _scaffold(folder, lambda: new_agency(folder, name))
    click.echo(f"Next: {_in(folder, 'onceonly new form')}")


@command.command()
@FOLDER
@click.option("--agency", prompt="Which agency?")
@click.option("--title", prompt="What does the form let people do?")
def form(folder: Path, agency: str, title: str) -> None:
    """Begin a form of an agency."""
    _scaffold(folder, lambda: new_form(folder, agency, title))
    click.echo(f"Next: {_in(folder, 'onceonly preview')}, and change the file while you look at it.")


@command.command()
@FOLDER
@click.option("--agency", prompt="Which agency?")
@click.option("--title", prompt="What is the article called?")
def article(folder: Path, agency: str, title: str) -> None:
    """Begin an article of an agency."""
    _scaffold(folder, lambda: new_article(folder, agency, title))
    click.echo(f"Next: {_in(folder, 'onceonly preview')}, and change the file while you look at it.")


@command.command()
@click.option(
    "--themes",
    type=click.Path(path_type=Path, file_okay=False),
    default="themes",
    help="Where the themes are.",
)
@click.option("--name", prompt="What is the theme called?")
@click.option("--extends", default="base", show_default=True, help="The theme that it stands on.")
def theme(themes: Path, name: str, extends: str) -> None:
    """Begin a theme with the tokens that are changed first."""
    (path,) = _written(lambda: new_theme(themes, name, extends))
    click.echo(f"Write “theme: {path.parent.name}” into city.yaml and start “onceonly preview”.")


def _in(folder: Path, command: str) -> str:
    """The command as it must be typed for this folder."""
    return command if folder == Path("form_specs") else f"{command} --folder {folder}"


def _scaffold(folder: Path, write: Callable[[], list[Path]]) -> None:
    _written(write)
    errors = errors_among(load_project(folder).problems)
    if errors:
        tell(errors)
        raise SystemExit(1)


def _written(write: Callable[[], list[Path]]) -> list[Path]:
    try:
        written = write()
    except CannotScaffold as reason:
        raise click.ClickException(str(reason)) from reason
    for path in written:
        click.echo(f"Written: {path}")
    return written
