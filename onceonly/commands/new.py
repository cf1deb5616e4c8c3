"""``onceonly new``: scaffold a city, an agency, a form, an article or a theme."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from generator.authoring.scaffold import (
    Called,
    CannotScaffold,
    new_agency,
    new_article,
    new_city,
    new_form,
    new_theme,
)
from generator.problems import errors_among
from generator.project.load import load_project
from onceonly.problems import tell

FOLDER = click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default="form_specs",
    help="Where the specs are.",
)


def _key(*flags: str, of: str = "it") -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The option for titles without Latin letters."""
    return click.option(
        *flags,
        default="",
        help=f"What {of} is called in files and addresses, in letters from a to z; else made of its title.",
    )


@click.group(name="new")
def command() -> None:
    """Begin a city, an agency, a form, an article or a theme."""


@command.command()
@FOLDER
@click.option("--name", prompt="What is the city called?")
@click.option("--languages", prompt="Which languages, the one of the specs first?", default="en")
@click.option("--agency", prompt="What is the first agency called?")
@_key("--key", of="the city")
@_key("--agency-key", of="the agency")
def city(folder: Path, name: str, languages: str, agency: str, key: str, agency_key: str) -> None:
    """Begin a city with its first agency and a data dictionary."""
    codes = languages.replace(",", " ").split()
    called = Called(name, key, "city")
    first = Called(agency, agency_key, "agency", "--agency-key")
    _scaffold(folder, lambda: new_city(folder, called, codes, first))
    click.echo(f"Next: {_in(folder, 'onceonly new form')}")


@command.command()
@FOLDER
@click.option("--name", prompt="What is the agency called?")
@_key("--key")
def agency(folder: Path, name: str, key: str) -> None:
    """Add an agency to the city."""
    _scaffold(folder, lambda: new_agency(folder, Called(name, key, "agency")))
    click.echo(f"Next: {_in(folder, 'onceonly new form')}")


@command.command()
@FOLDER
@click.option("--agency", prompt="Which agency?")
@click.option("--title", prompt="What does the form let people do?")
@_key("--name", "--key", "name")
def form(folder: Path, agency: str, title: str, name: str) -> None:
    """Begin a form of an agency."""
    _scaffold(folder, lambda: new_form(folder, agency, Called(title, name, "form", "--name")))
    click.echo(f"Next: {_in(folder, 'onceonly preview')}, and change the file while you look at it.")


@command.command()
@FOLDER
@click.option("--agency", prompt="Which agency?")
@click.option("--title", prompt="What is the article called?")
@_key("--name", "--key", "name")
def article(folder: Path, agency: str, title: str, name: str) -> None:
    """Begin an article of an agency."""
    _scaffold(folder, lambda: new_article(folder, agency, Called(title, name, "article", "--name")))
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
@_key("--key")
def theme(themes: Path, name: str, extends: str, key: str) -> None:
    """Begin a theme with the tokens that are changed first."""
    (path,) = _written(lambda: new_theme(themes, Called(name, key, "theme"), extends))
    click.echo(f"Write “theme: {path.parent.name}” into city.yaml and start “onceonly preview”.")


def _in(folder: Path, command: str) -> str:
    """The command as typed for this folder."""
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
