"""``onceonly new``: scaffold a city, an agency, a form, an article or a theme."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from generator.authoring.city_repository import new_city
from generator.authoring.scaffold import (
    Called,
    CannotScaffold,
    new_agency,
    new_article,
    new_form,
    new_theme,
)
from generator.problems import errors_among
from generator.project.load import load_project
from generator.sources.city_folder import CityFolder, city_folder
from onceonly.in_city import folder_option, given_folder, in_city, product_version, themes_option
from onceonly.problems import tell


def _key(*flags: str, of: str = "it") -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The option for titles without Latin letters."""
    return click.option(
        *flags,
        default="",
        help=f"What {of} is called in files and addresses, in letters from a to z; else made of its title.",
    )


@click.group(name="new")
@folder_option
def command() -> None:
    """Begin a city, an agency, a form, an article or a theme."""


@command.command()
@click.argument("name")
@click.option("--languages", help="Their codes, the one of the specs first: en,es. Else asked for, or en.")
@click.option("--agency", help="What the first agency is called. Else asked for, or City Hall.")
@_key("--key", of="the city")
@_key("--agency-key", of="the agency")
@folder_option
def city(name: str, languages: str | None, agency: str | None, key: str, agency_key: str) -> None:
    """Begin a city called NAME in a folder of its own, new or empty: a repository to put under git.

    The folder is called as the city, unless --folder names another.
    """
    languages = languages or _answer("Which languages, the one of the specs first?", "en")
    agency = agency or _answer("What is the first agency called?", "City Hall")
    codes = languages.replace(",", " ").split()
    called = Called(name, key, "city")
    first = Called(agency, agency_key, "agency", "--agency-key")
    written = _written(lambda: new_city(given_folder(), product_version(), called, codes, first))
    begun = city_folder(next(path for path in written if path.name == "city.yaml").parent)
    _stop_at_errors(begun)
    click.echo(f"Next: cd {begun.root}, then “onceonly new form” and “onceonly preview”.")


@command.command()
@click.option("--name", prompt="What is the agency called?")
@_key("--key")
@in_city
def agency(city: CityFolder, name: str, key: str) -> None:
    """Add an agency to the city."""
    _scaffold(city, lambda: new_agency(city.specs, Called(name, key, "agency")))
    click.echo(f"Next: {_in_folder('onceonly new form')}")


@command.command()
@click.option("--agency", prompt="Which agency?")
@click.option("--title", prompt="What does the form let people do?")
@_key("--name", "--key", "name")
@in_city
def form(city: CityFolder, agency: str, title: str, name: str) -> None:
    """Begin a form of an agency."""
    _scaffold(city, lambda: new_form(city.specs, agency, Called(title, name, "form", "--name")))
    click.echo(f"Next: {_in_folder('onceonly preview')}, and change the file while you look at it.")


@command.command()
@click.option("--agency", prompt="Which agency?")
@click.option("--title", prompt="What is the article called?")
@_key("--name", "--key", "name")
@in_city
def article(city: CityFolder, agency: str, title: str, name: str) -> None:
    """Begin an article of an agency."""
    _scaffold(city, lambda: new_article(city.specs, agency, Called(title, name, "article", "--name")))
    click.echo(f"Next: {_in_folder('onceonly preview')}, and change the file while you look at it.")


@command.command()
@themes_option
@click.option("--name", prompt="What is the theme called?")
@click.option("--extends", default="base", show_default=True, help="The theme that it stands on.")
@_key("--key")
@in_city
def theme(city: CityFolder, themes: Path | None, name: str, extends: str, key: str) -> None:
    """Begin a theme with the tokens that are changed first."""
    (path,) = _written(lambda: new_theme(themes or city.themes, Called(name, key, "theme"), extends))
    click.echo(f"Write “theme: {path.parent.name}” into city.yaml and start “onceonly preview”.")


def _answer(question: str, otherwise: str) -> str:
    """What somebody at a terminal answers; where nobody can be asked, ``otherwise``."""
    return str(click.prompt(question, default=otherwise)) if sys.stdin.isatty() else otherwise


def _in_folder(command: str) -> str:
    """The command as it is typed for the folder that was named."""
    folder = given_folder()
    return f"{command} --folder {folder}" if folder else command


def _scaffold(city: CityFolder, write: Callable[[], list[Path]]) -> None:
    _written(write)
    _stop_at_errors(city)


def _stop_at_errors(city: CityFolder) -> None:
    errors = errors_among(load_project(city.specs).problems)
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
