"""Writes a workbook for a translator: no formulas, and only cells for translations are editable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.worksheet.worksheet import Worksheet

from generator.translate.workbook.slots import Slot

KEY, NOTE, SOURCE, EARLIER = "Key", "Where, and what to mind", "Source text", "Translation of an older text"
_WIDTHS = (34, 44, 60, 40, 60)
_LONGEST_NAME = 31  # the limit of spreadsheets for names of sheets


def translation_heading(code: str) -> str:
    """The heading of the column for translations, which names the language."""
    return f"Translation ({code})"


def write_workbook(path: Path, code: str, sheets: Mapping[str, Iterable[Slot]]) -> None:
    """Write a workbook with these sheets for the language ``code``."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, slots in sheets.items():
        _fill(book.create_sheet(name[:_LONGEST_NAME]), code, slots)
    unfinished = path.with_name(f".{path.name}.new")
    book.save(unfinished)
    unfinished.replace(path)


def _fill(sheet: Worksheet, code: str, slots: Iterable[Slot]) -> None:
    _write_row(sheet, 1, (KEY, NOTE, SOURCE, EARLIER, translation_heading(code)))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, slot in enumerate(slots, start=2):
        _write_row(sheet, number, (slot.key, slot.note, slot.source, slot.earlier, slot.said))
        answer = sheet.cell(number, len(_WIDTHS))
        answer.protection = Protection(locked=False)
        if not slot.said:
            answer.fill = PatternFill("solid", fgColor="FFF3C4")
    for column, width in zip("ABCDE", _WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A2"
    # Locked against accidental changes, without a password; import detects changed keys.
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False


def _write_row(sheet: Worksheet, number: int, texts: tuple[str, ...]) -> None:
    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(number, column)
        assert isinstance(cell, Cell)  # noqa: S101 - no cells are merged
        cell.value = text or None
        if text:
            cell.data_type = "s"  # also for text that begins with =, + or -
        cell.quotePrefix = True
        cell.number_format = "@"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
