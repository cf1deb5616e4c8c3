"""Imports translations from a workbook: each cell passes the checks, or is refused with place and reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.check.translations.entries import problems_of_entries
from generator.problems import Problem, in_order
from generator.translate.catalogues import Catalogue, Entry
from generator.translate.plurals import Plurals
from generator.translate.wording import Wording, short
from generator.translate.workbook.reading import MAX_ROWS, Sheet, Text, UnreadableWorkbook, read_workbook
from generator.translate.workbook.slots import Slot
from generator.translate.workbook.writing import KEY, SOURCE

_HEADING = re.compile(r"Translation \(([A-Za-z0-9-]+)\)")

ByKey = Mapping[tuple[str, str], tuple[str, ...]]  # translations by catalogue key


@dataclass(frozen=True)
class Taken:
    """The result of an import: translations of one language, and problems of refused cells."""

    said: ByKey = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class _Cell:
    """One translation with its place and slot."""

    file: str
    row: int
    slot: Slot
    text: str


def language_of(path: Path) -> str:
    """The language in the headings of a workbook. Raises UnreadableWorkbook."""
    found = {match[1] for sheet in read_workbook(path) for match in _translation_headings(sheet)}
    if len(found) != 1:
        languages = ", ".join(sorted(found)) or "none"
        raise UnreadableWorkbook(f"its headings name {languages}, where one language is expected")
    return found.pop()


def take(path: Path, slots: Iterable[Slot], plurals: Plurals) -> Taken:
    """The new, valid translations of the workbook at ``path``. Raises UnreadableWorkbook."""
    problems: list[Problem] = []
    by_key = {slot.key: slot for slot in slots}
    cells: dict[str, _Cell] = {}
    for sheet in read_workbook(path):
        for cell in _cells(sheet, f"{path}, sheet {sheet.name}", by_key, problems):
            twin = cells.setdefault(cell.slot.key, cell)
            if twin.text != cell.text:
                problems.append(_twice(cell, twin))
    accepted = _checked(cells, by_key, plurals, problems)
    return Taken(accepted, in_order(problems))


def _cells(sheet: Sheet, file: str, by_key: Mapping[str, Slot], problems: list[Problem]) -> Iterator[_Cell]:
    columns = _columns(sheet)
    if columns is None:
        problems.append(_headless(file))
        return
    if sheet.cut:
        problems.append(_too_long(file))
    key, source, target = columns
    for number, texts in sheet.rows:
        if texts[target].odd and not _is_meant(texts[target], texts[source]):
            problems.append(_odd(file, number, target, texts[target]))
        elif texts[target].text:
            yield from _understood(file, number, (texts[key], texts[source], texts[target]), by_key, problems)


def _is_meant(cell: Text, source: Text) -> bool:
    """Whether a typed number is right, because the source text is one, such as a year."""
    return bool(cell.text) and source.text.isdecimal() and cell.text.isdecimal()


def _understood(
    file: str,
    number: int,
    texts: tuple[Text, Text, Text],
    by_key: Mapping[str, Slot],
    problems: list[Problem],
) -> Iterator[_Cell]:
    key, source, target = texts
    slot = by_key.get(key.text)
    if slot is None:
        problems.append(_nobody_asked(file, number, key))
    elif source.text != slot.source.strip():
        problems.append(_other_source(file, number, source, slot))
    else:
        yield _Cell(file, number, slot, target.text)


def _checked(
    cells: Mapping[str, _Cell], by_key: Mapping[str, Slot], plurals: Plurals, problems: list[Problem]
) -> ByKey:
    """The translations that pass all checks and differ from the catalogue."""
    accepted: dict[tuple[str, str], tuple[str, ...]] = {}
    asked: dict[Wording, list[Slot]] = {}
    for slot in by_key.values():
        asked.setdefault(slot.wording, []).append(slot)
    for wording, forms in asked.items():
        given = [cells[slot.key] for slot in forms if slot.key in cells]
        texts = tuple(cells[slot.key].text if slot.key in cells else slot.said for slot in forms)
        if given and texts != tuple(slot.said for slot in forms):
            wrong = list(_problems(given[0], texts, plurals, wording))
            problems += wrong
            if not wrong:
                accepted[wording.key] = texts
    return accepted


def _problems(first: _Cell, texts: tuple[str, ...], plurals: Plurals, wording: Wording) -> Iterator[Problem]:
    entry = Entry(wording.text, texts, wording.plural, wording.context, line=first.row)
    alone = Catalogue(Path(first.file), {entry.key: entry})
    return problems_of_entries(alone, plurals, (wording,))


def _columns(sheet: Sheet) -> tuple[int, int, int] | None:
    headings = list(sheet.headings)
    targets = [place for place, text in enumerate(headings) if _HEADING.fullmatch(text)]
    if len(targets) != 1 or headings.count(KEY) != 1 or headings.count(SOURCE) != 1:
        return None
    return headings.index(KEY), headings.index(SOURCE), targets[0]


def _translation_headings(sheet: Sheet) -> Iterator[re.Match[str]]:
    return (match for text in sheet.headings if (match := _HEADING.fullmatch(text)))


def _headless(file: str) -> Problem:
    return Problem(
        "E412",
        file,
        1,
        1,
        2,
        "The first row does not have the headings of an exported sheet, so nothing of it was read.",
        f"Put back “{KEY}”, “{SOURCE}” and “Translation (…)”, each once; columns may change places.",
    )


def _too_long(file: str) -> Problem:
    remedy = "Take the rows that were added out again, or export the workbook anew."
    return Problem(
        "E412", file, MAX_ROWS + 1, 1, 2, f"Rows after the first {MAX_ROWS:,} were not read.", remedy
    )


def _odd(file: str, row: int, column: int, cell: Text) -> Problem:
    return Problem(
        "E413",
        file,
        row,
        column + 1,
        column + 2,
        f"The cell {cell.place} holds {cell.odd}, not a text.",
        "Format the cell as text and type the translation.",
    )


def _nobody_asked(file: str, row: int, key: Text) -> Problem:
    named = f"“{short(key.text)}”, which is no text of this city" if key.text else "nothing"
    return Problem(
        "E414",
        file,
        row,
        1,
        2,
        f"The key in {key.place} is {named}, so nobody knows what the row translates.",
        "Copy the row's key from a new export; keys are not translated.",
    )


def _other_source(file: str, row: int, source: Text, slot: Slot) -> Problem:
    return Problem(
        "E415",
        file,
        row,
        1,
        2,
        f"The source text in {source.place} is not, or no longer, “{short(slot.source)}”.",
        "Export the workbook again and translate the text as it is now.",
    )


def _twice(cell: _Cell, twin: _Cell) -> Problem:
    return Problem(
        "E414",
        cell.file,
        cell.row,
        1,
        2,
        f"“{short(cell.slot.key)}” is translated a second time, and differently than in row {twin.row} of "
        f"{twin.file.rpartition(', ')[2]}, which was taken.",
        "Keep one of the two rows.",
    )
