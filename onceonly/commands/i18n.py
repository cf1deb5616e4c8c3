"""``onceonly i18n``: update translation files, and report what is missing, stale or wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, wraps
from pathlib import Path
from typing import Concatenate, ParamSpec

import click

from forms.text.untranslated import PRODUCT_LANGUAGE
from generator.check.translations.catalogues import problems_of_forms, problems_of_portal
from generator.check.translations.workbook import language_of, take
from generator.problems import Problem, errors_among, in_order
from generator.problems.show import as_json as problems_as_json
from generator.project.project import Project, load_project
from generator.project.words import product_words, spec_words
from generator.sources.city_folder import CityFolder
from generator.sources.sources import Sources
from generator.translate.catalogues import read_catalogue
from generator.translate.overlay import path_of, shipped_portal
from generator.translate.status import Progress, as_json
from generator.translate.translations import (
    Key,
    Translation,
    Translations,
    Wordings,
    progress_of,
    read_translations,
)
from generator.translate.update import (
    Basis,
    Changes,
    put_translations,
    update_catalogue,
    write_template,
)
from generator.translate.wording import short
from generator.translate.workbook.reading import UnreadableWorkbook
from generator.translate.workbook.slots import Slot, slots
from generator.translate.workbook.writing import write_workbook
from onceonly.in_city import folder_argument, folder_option, in_city, locales_option, themes_option
from onceonly.problems import stop_at_problems, tell

P = ParamSpec("P")
FILE = click.Path(path_type=Path, dir_okay=False, writable=True)

# Names of sheets; agencies' names have no spaces, so they never clash.
_SHARED, _PRODUCT = "all agencies", "the portal itself"
_NAMED = 20  # texts that a message names


@dataclass(frozen=True)
class TranslationDesk:
    """The project and translations that the subcommands share."""

    sources: Sources
    project: Project

    @cached_property
    def words(self) -> dict[str, Wordings]:
        """All texts by catalogue."""
        return {"forms": spec_words(self.project), "portal": product_words(self.sources).wordings}

    @cached_property
    def translations(self) -> Translations:
        """The translations of all catalogues."""
        codes, city_file = self.project.city.languages, str(self.sources.specs / "city.yaml")
        return read_translations(self.sources.locales, codes, city_file, product=self.sources.product)

    def spoken(self, code: str) -> Translation:
        """The translation into the language ``code``."""
        return next(one for one in self.translations.languages if one.language.code == code)

    def update(self, code: str, domain: str, wanted: Set[Key] = frozenset()) -> tuple[Path, Changes]:
        """Bring a catalogue of the city up to date, with texts of the keys ``wanted`` in any case."""
        path, plurals = path_of(self.sources.locales, code, domain), self.spoken(code).plurals
        shipped = shipped_portal(self.sources.locales, code, self.sources.product)
        below = read_catalogue(shipped) if shipped and domain == "portal" else None
        basis = Basis(plurals, below, wanted)
        return path, update_catalogue(path, code, self.words[domain], basis)

    def problems(self) -> tuple[Problem, ...]:
        """All problems of the translations."""
        found = list(self.translations.problems)
        for spoken in self.translations.languages:
            found += problems_of_forms(spoken, self.words["forms"])
            found += problems_of_portal(spoken, self.words["portal"])
        return in_order(found)

    def progress(self) -> Iterator[Progress]:
        """The progress of each language."""
        for spoken in self.translations.languages:
            yield from progress_of(spoken, self.words["forms"], self.words["portal"])

    def slots(self, code: str) -> dict[str, list[Slot]]:
        """The texts to translate into the language ``code``, by catalogue."""
        spoken = self.spoken(code)
        catalogues = {"forms": spoken.forms, "portal": spoken.portal}
        return {
            domain: list(slots(self.words[domain], catalogues[domain], spoken.plurals))
            for language, domain in self.wanted()
            if language == code
        }

    def sheets(self, code: str) -> dict[str, list[Slot]]:
        """The same by sheet: one for shared texts, one per agency, one for the product's texts."""
        agencies = {form.name: form.agency for form in self.project.forms}
        agencies |= {article.area: article.agency for article in self.project.articles}
        sheets: dict[str, list[Slot]] = {}
        for domain, asked in self.slots(code).items():
            for slot in asked:
                name = agencies.get(slot.wording.area, _SHARED) if domain == "forms" else _PRODUCT
                sheets.setdefault(name, []).append(slot)
        return sheets

    def wanted(self) -> Iterator[tuple[str, str]]:
        """(language, catalogue) of every translation that the city needs."""
        source, *others = self.project.city.languages
        if source != PRODUCT_LANGUAGE:
            yield source, "portal"
        for code in others:
            yield code, "forms"
            if code != PRODUCT_LANGUAGE:
                yield code, "portal"


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
    for domain, wordings in desk.words.items():
        path = desk.sources.locales / f"{domain}.pot"
        write_template(path, wordings)
        click.echo(f"{path} asks for {len(wordings)} texts.")


@command.command()
@folder_argument
@at_desk
def update(desk: TranslationDesk) -> None:
    """Bring the catalogues of every language of the city up to date. Nothing is guessed or lost."""
    _stop_at([problem for problem in desk.translations.problems if problem.is_error])
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
    _expect_translated(desk, language)
    sheets = desk.sheets(language)
    write_workbook(path, language, sheets)
    asked = [slot for slots in sheets.values() for slot in slots]
    open_ones = sum(not slot.said for slot in asked)
    click.echo(
        f"{path} holds {len(asked)} texts on {len(sheets)} sheets; {open_ones} of them are to be translated."
    )


@command.command(name="import")
@click.argument("path", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@at_desk
def import_workbook(desk: TranslationDesk, path: Path) -> None:
    """Take translations from a workbook. What is wrong with a cell is said; the others are taken."""
    try:
        language = language_of(path)
        _expect_translated(desk, language)
        by_domain = desk.slots(language)
        asked = [slot for slots in by_domain.values() for slot in slots]
        taken = take(path, asked, desk.spoken(language).plurals)
    except UnreadableWorkbook as error:
        raise click.ClickException(f"{path} cannot be read: {error}.") from error
    for domain, asked in by_domain.items():
        translations = {
            slot.wording.key: taken.said[slot.wording.key] for slot in asked if slot.wording.key in taken.said
        }
        if translations:
            file, _ = desk.update(language, domain, translations.keys())
            put_translations(file, translations)
            desk.update(language, domain)  # without what the product now says alike
    click.echo(f"{len(taken.said)} translations were taken into “{language}”.")
    _stop_at(taken.problems)


@command.command()
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text")
@folder_argument
@at_desk
def status(desk: TranslationDesk, shape: str) -> None:
    """Say how far each language has come, form by form."""
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
    problems = desk.problems()
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


def _expect_translated(desk: TranslationDesk, language: str) -> None:
    """Stop unless ``language`` is a translation of the city, and its catalogues can be read."""
    _stop_at([problem for problem in desk.translations.problems if problem.is_error])
    known = list(dict.fromkeys(code for code, _ in desk.wanted()))
    if language not in known:
        raise click.ClickException(
            f"“{language}” is no language that this city translates into. "
            f"Those are: {', '.join(known) or 'none'}."
        )


def _line(area: Progress, width: int) -> str:
    mark = "done" if area.complete else f"{len(area.missing)} missing, {len(area.stale)} stale"
    return f"{area.language:8}{area.area:{width}} {area.done:5} of {area.total:<5} {mark}"


def _stop_at(problems: tuple[Problem, ...] | list[Problem]) -> None:
    if problems:
        tell(problems)
        raise SystemExit(1)
