"""``onceonly i18n``: update translation files, and report what is missing, stale or wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec

import click

from forms.text.extras import MissingExtra, with_extra
from generator.problems import errors_among
from generator.problems.show import as_json as problems_as_json
from generator.project.project import load_project
from generator.sources.city_folder import CityFolder
from generator.translate.status import Progress, as_json
from generator.translate.update import Changes, write_template
from generator.translate.wording import short
from onceonly.in_city import folder_argument, folder_option, in_city, locales_option, themes_option
from onceonly.problems import stop_at, stop_at_problems, tell
from onceonly.progress import working
from onceonly.translation.desk import TranslationDesk

P = ParamSpec("P")
FILE = click.Path(path_type=Path, dir_okay=False, writable=True)

_NAMED = 20  # texts that a message names


@dataclass(frozen=True)
class _Folders:
    """What was said before the subcommand."""

    themes: Path | None
    locales: Path | None


def at_desk(function: Callable[Concatenate[TranslationDesk, P], None]) -> Callable[P, None]:
    """Give a subcommand the translations of its city; ends it at errors in the city's specs."""

    @in_city
    @wraps(function)
    def command(city: CityFolder, /, *args: P.args, **options: P.kwargs) -> None:
        folders = click.get_current_context().find_object(_Folders) or _Folders(None, None)
        with working("Reading the specs"):
            project = load_project(city.specs)
        stop_at_problems(project)
        function(TranslationDesk(city.sources(folders.themes, folders.locales), project), *args, **options)

    return command


@click.group(name="i18n")
@folder_option
@themes_option
@locales_option
@click.pass_context
def command(context: click.Context, themes: Path | None, locales: Path | None) -> None:
    """Look after translations."""
    context.obj = _Folders(themes, locales)


@command.command()
@folder_argument
@at_desk
def extract(desk: TranslationDesk) -> None:
    """Write forms.pot and portal.pot, for translation tools that start from templates."""
    with working("Finding all sentences"):
        words = desk.words
    for domain, wordings in words.items():
        path = desk.sources.locales / f"{domain}.pot"
        write_template(path, wordings)
        click.echo(f"{path} asks for {len(wordings)} texts.")


@command.command()
@folder_argument
@at_desk
def update(desk: TranslationDesk) -> None:
    """Bring the catalogues of every language of the city up to date. Nothing is guessed or lost."""
    with working("Finding all sentences"):
        desk.prepare()
    stop_at(errors_among(desk.translations.problems))
    for code, domain in desk.wanted():
        path, changes = desk.update(code, domain)
        click.echo(f"{path}: {changes.new} new, {changes.stale} stale, {changes.gone} gone.")
        if domain == "portal":
            _tell_of_portal(changes)


@command.command(name="export")
@click.option("--language", required=True, help="The language to translate into, such as vi.")
@click.option("--xlsx", "path", type=FILE, required=True, help="The workbook to write.")
@folder_argument
@at_desk
def export_workbook(desk: TranslationDesk, language: str, path: Path) -> None:
    """Write a workbook for a translator who lives in spreadsheets: one sheet for each agency."""
    _workbooks().export(desk, language, path)


@command.command(name="import")
@click.argument("path", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@at_desk
def import_workbook(desk: TranslationDesk, path: Path) -> None:
    """Take translations from a workbook. What is wrong with a cell is said; the others are taken."""
    _workbooks().take_in(desk, path)


@command.command()
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text")
@folder_argument
@at_desk
def status(desk: TranslationDesk, shape: str) -> None:
    """Say how far each language has come, form by form."""
    with working("Counting translations"):
        areas = tuple(desk.progress())
    if shape == "json":
        click.echo(json.dumps(as_json(areas), ensure_ascii=False, indent=2))
        return
    width = max((len(area.area) for area in areas), default=0)
    for area in areas:
        click.echo(_line(area, width))
    complete = sum(area.complete for area in areas)
    click.echo(f"{complete} of {len(areas)} areas are complete.")


@command.command()
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text")
@folder_argument
@at_desk
def check(desk: TranslationDesk, shape: str) -> None:
    """Check every translation; a language with a problem is not published."""
    with working("Checking translations into") as tell_language:
        problems = desk.problems(tell_language)
    if shape == "json":
        click.echo(json.dumps(problems_as_json(problems), ensure_ascii=False, indent=2))
        raise SystemExit(1 if errors_among(problems) else 0)
    tell(problems)
    if errors_among(problems):
        raise SystemExit(1)
    languages = ", ".join(desk.project.city.languages)
    click.echo(f"All texts are there, and nothing is wrong with them: {languages}.")


def _tell_of_portal(changes: Changes) -> None:
    """Say which of the city's own translations of the product's words were taken out, and why."""
    if changes.alike:
        click.echo(f"  taken out, because OnceOnly says the same by itself: {_listed(changes.alike)}")
    if changes.gone_texts:
        click.echo(
            "  kept at the end as a comment, because nothing says it any more: " + _listed(changes.gone_texts)
        )


def _listed(texts: Sequence[str]) -> str:
    named = ", ".join(f"“{short(text)}”" for text in texts[:_NAMED])
    more = len(texts) - _NAMED
    return f"{named} and {more} more." if more > 0 else f"{named}."


def _workbooks() -> Any:  # Any: a module that is imported where its libraries are needed
    try:
        return with_extra("translate", "onceonly.translation.workbooks")
    except MissingExtra as error:
        raise click.ClickException(str(error)) from error


def _line(area: Progress, width: int) -> str:
    mark = "done" if area.complete else f"{len(area.missing)} missing, {len(area.stale)} stale"
    return f"{area.language:8}{area.area:{width}} {area.done:5} of {area.total:<5} {mark}"
