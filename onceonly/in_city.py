"""Which city a command is about: FOLDER and --folder mean the same in every command."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import click

from generator.sources.city_file import problems_of_city_file
from generator.sources.city_folder import CityFolder, city_folder
from onceonly.problems import tell

P = ParamSpec("P")
R = TypeVar("R")

FOLDER = click.Path(path_type=Path, file_okay=False)
_GIVEN = "onceonly.folder"


def _remember(context: click.Context, parameter: click.Parameter, folder: Path | None) -> None:
    """Keep the folder for `given_folder`; raises UsageError when another one was given too."""
    if folder is None:
        return
    before = context.meta.setdefault(_GIVEN, folder)
    if before != folder:
        raise click.UsageError(f"Two folders are named, {before} and {folder}: name one of them.")


folder_option = click.option(
    "--folder",
    "named_folder",
    type=FOLDER,
    expose_value=False,
    callback=_remember,
    help="The city's folder, or that of its specs; else the one you are in.",
)
folder_argument = click.argument(
    "folder", required=False, type=FOLDER, expose_value=False, callback=_remember
)
"""The same without “--folder”, for commands that take no other words."""

output_option = click.option(
    "--output", type=FOLDER, help="What `onceonly build` wrote; else output/ in the city's folder."
)
themes_option = click.option(
    "--themes", type=FOLDER, help="The folder of themes; else themes/ in the city's folder."
)
locales_option = click.option(
    "--locales", type=FOLDER, help="The folder of translations; else locales/ in the city's folder."
)


def in_city(function: Callable[Concatenate[CityFolder, P], R]) -> Callable[P, R]:
    """Give a command its city as the first argument, and the option --folder.

    Ends the command with the problems of the city's onceonly.toml, if it has any.
    """

    @folder_option
    @wraps(function)
    def command(*args: P.args, **options: P.kwargs) -> R:
        return function(_fitting_city(), *args, **options)

    return command


def given_folder() -> Path | None:
    """The folder named on the command line of the command that runs."""
    folder: Path | None = click.get_current_context().meta.get(_GIVEN)
    return folder


def product_version() -> str:
    """The version of OnceOnly; raises ClickException when its code runs without being installed."""
    try:
        return version("onceonly")
    except PackageNotFoundError:
        message = "OnceOnly is not installed, so its version is not known: say “make setup” in its folder."
        raise click.ClickException(message) from None


def refuse_unfit(city: CityFolder) -> None:
    """End the command with the problems of the city's onceonly.toml, if it has any."""
    problems = problems_of_city_file(city.file, product_version())
    if problems:
        tell(problems)
        raise SystemExit(1)


def _fitting_city() -> CityFolder:
    city = city_folder(given_folder() or Path())
    refuse_unfit(city)
    return city
