"""Workbooks for translators, out and in again; needs the extra “translate”."""

from __future__ import annotations

from pathlib import Path

import click

from generator.check.translations.workbook import language_of, take
from generator.problems import errors_among
from generator.translate.update import put_translations
from generator.translate.workbook.reading import UnreadableWorkbook
from generator.translate.workbook.writing import write_workbook
from onceonly.problems import stop_at
from onceonly.progress import working
from onceonly.translation.desk import TranslationDesk


def export(desk: TranslationDesk, language: str, path: Path) -> None:
    """Write the workbook of a language, and say how much there is to translate."""
    with working("Writing the workbook"):
        desk.prepare()
    _expect_translated(desk, language)
    with working("Writing the workbook"):
        sheets = desk.sheets(language)
        write_workbook(path, language, sheets)
    asked = [slot for slots in sheets.values() for slot in slots]
    open_ones = sum(not slot.said for slot in asked)
    click.echo(
        f"{path} holds {len(asked)} texts on {len(sheets)} sheets; {open_ones} of them are to be translated."
    )


def take_in(desk: TranslationDesk, path: Path) -> None:
    """Take translations from a workbook; ends the command at refused cells, when the others are taken."""
    try:
        with working("Reading the workbook"):
            language = language_of(path)
            desk.prepare()
        _expect_translated(desk, language)
        with working("Checking its cells"):
            by_domain = desk.slots(language)
            asked = [slot for slots in by_domain.values() for slot in slots]
            taken = take(path, asked, desk.spoken(language).plurals)
    except UnreadableWorkbook as error:
        raise click.ClickException(f"{path} cannot be read: {error}.") from error
    for domain, slots in by_domain.items():
        wanted = {slot.wording.key for slot in slots} & taken.said.keys()
        if wanted:
            file, _ = desk.update(language, domain, wanted)
            put_translations(file, {key: taken.said[key] for key in wanted})
            desk.update(language, domain)  # without what the product now says alike
    click.echo(f"{len(taken.said)} translations were taken into “{language}”.")
    stop_at(taken.problems)


def _expect_translated(desk: TranslationDesk, language: str) -> None:
    """Stop unless ``language`` is a translation of the city, and its catalogues can be read."""
    stop_at(errors_among(desk.translations.problems))
    known = list(dict.fromkeys(code for code, _ in desk.wanted()))
    if language not in known:
        raise click.ClickException(
            f"“{language}” is no language that this city translates into. "
            f"Those are: {', '.join(known) or 'none'}."
        )
