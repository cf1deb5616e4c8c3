"""Reads a translated workbook; as input is untrusted, sizes are limited and unusual cells are reported."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

MAX_BYTES = 8 * 1024 * 1024
MAX_UNPACKED = 48 * 1024 * 1024  # as declared; never more than declared is unpacked
MAX_PARTS, MAX_ROWS, MAX_COLUMNS = 500, 20_000, 26


class UnreadableWorkbook(Exception):
    """A file that is no workbook, or cannot be opened; the message says why."""


@dataclass(frozen=True)
class Text:
    """The text of a cell; ``odd`` names its type if it is no text. Numbers have both."""

    place: str  # "E12"
    text: str = ""
    odd: str = ""


@dataclass(frozen=True)
class Sheet:
    """One sheet: headings by column, and rows by number."""

    name: str
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[int, tuple[Text, ...]], ...] = field(default=(), repr=False)
    cut: bool = False  # more rows than the limit


def read_workbook(path: Path) -> tuple[Sheet, ...]:
    """All sheets of the workbook at ``path``. Raises UnreadableWorkbook."""
    _check_sizes(path)
    try:
        book = load_workbook(path, read_only=True, keep_links=False)
        try:
            return tuple(_sheet(sheet) for sheet in book.worksheets)
        finally:
            book.close()
    except Exception as error:  # openpyxl raises many types of errors for damaged files
        raise UnreadableWorkbook("it is damaged, or no workbook in the .xlsx format") from error


def _check_sizes(path: Path) -> None:
    """Before unpacking, because a small file may declare gigabytes."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableWorkbook(f"it is larger than {MAX_BYTES // 1024 // 1024} MB")
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
    except (OSError, zipfile.BadZipFile) as error:
        raise UnreadableWorkbook("it is damaged, or no workbook in the .xlsx format") from error
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED or len(parts) > MAX_PARTS:
        raise UnreadableWorkbook(f"it unpacks to {unpacked // 1024 // 1024} MB in {len(parts)} parts")
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableWorkbook("it is protected by a password")


# Any: openpyxl's read-only sheets and cells have no common type.
def _sheet(sheet: Any) -> Sheet:
    sheet.reset_dimensions()  # the declared dimensions may be wrong
    rows = sheet.iter_rows(max_row=MAX_ROWS + 2, max_col=MAX_COLUMNS)
    read = [(number, _texts(number, cells)) for number, cells in enumerate(rows, start=1)]
    filled = [(number, texts) for number, texts in read if any(text.text or text.odd for text in texts)]
    headings = tuple(text.text for text in filled[0][1]) if filled else ()
    return Sheet(
        sheet.title, headings, tuple(filled[1:]), cut=any(number > MAX_ROWS + 1 for number, _ in filled)
    )


def _texts(number: int, cells: Sequence[Any]) -> tuple[Text, ...]:
    return tuple(_text(f"{get_column_letter(column)}{number}", cell) for column, cell in _numbered(cells))


def _numbered(cells: Sequence[Any]) -> Iterator[tuple[int, Any]]:
    return enumerate(cells, start=1)


def _text(place: str, cell: Any) -> Text:
    value = cell.value
    if value is None:
        return Text(place)
    if cell.data_type == "f":
        return Text(place, odd="a formula")
    if cell.data_type == "e":
        return Text(place, odd="an error of the spreadsheet")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Text(place, str(value), odd="a number")  # spreadsheets convert texts such as 2026 to numbers
    if isinstance(value, str):
        return Text(place, value.replace("_x000D_", "").replace("\r\n", "\n").strip())
    return Text(place, odd="a date or a truth value")
