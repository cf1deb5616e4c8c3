"""Workbooks for translators: what comes back is understood, or refused cell by cell."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from generator.check.translations.workbook import Taken, language_of, take
from generator.sources.sources import Sources
from generator.translate.catalogues import Catalogue, Entry, read_catalogue
from generator.translate.plurals import first_plurals
from generator.translate.wording import Wording
from generator.translate.workbook.reading import MAX_UNPACKED, UnreadableWorkbook, read_workbook
from generator.translate.workbook.slots import slots
from generator.translate.workbook.writing import write_workbook
from onceonly.command_line import main

SEATS = Wording("Number of seats", context="inspection.fields.seats.label", longest=30)
TITLE = Wording("Ask {name} for an inspection", context="inspection.title")
HINT = Wording("=1+1 is two", context="inspection.fields.seats.hint")
FILES = Wording("{count} file", plural="{count} files")
WORDINGS = (SEATS, TITLE, HINT, FILES)
ASKED = tuple(slots(WORDINGS, Catalogue(Path("es.po")), first_plurals("es")))
KEY, SOURCE, SAID = 1, 3, 5  # columns
SEATS_ROW, TITLE_ROW, HINT_ROW, FILE_ROW, FILES_ROW = 2, 3, 4, 5, 6

Change = Callable[[Worksheet], object]


def returned(folder: Path, change: Change, code: str = "es") -> Path:
    """A workbook as it comes back when a translator has made a change."""
    path = folder / "es.xlsx"
    write_workbook(path, code, {"fire": ASKED})
    book = load_workbook(path)
    change(book["fire"])
    book.save(path)
    return path


def taken(folder: Path, change: Change) -> Taken:
    return take(returned(folder, change), ASKED, first_plurals("es"))


def put(texts: Mapping[int, object]) -> Change:
    """Types translations into rows."""

    def type_them(sheet: Worksheet) -> None:
        for row, text in texts.items():
            sheet.cell(row, SAID).value = text  # type: ignore[assignment]  # anything may be typed

    return type_them


def codes(found: Taken) -> list[str]:
    return [problem.code for problem in found.problems]


def test_what_a_translator_typed_is_taken(tmp_path: Path) -> None:
    found = taken(
        tmp_path,
        put({SEATS_ROW: " Asientos\r\n", FILE_ROW: "{count} archivo", FILES_ROW: "{count} archivos"}),
    )
    assert found == Taken({SEATS.key: ("Asientos",), FILES.key: ("{count} archivo", "{count} archivos")})


def test_rows_and_columns_may_change_places(tmp_path: Path) -> None:
    def shuffle(sheet: Worksheet) -> None:
        put({SEATS_ROW: "Asientos"})(sheet)
        sheet.move_range("A2:E2", rows=20)
        sheet.move_range("A1:A22", cols=8)
        sheet.title = "My work"

    assert taken(tmp_path, shuffle) == Taken({SEATS.key: ("Asientos",)})


def test_a_good_cell_is_taken_whatever_is_wrong_with_its_neighbours(tmp_path: Path) -> None:
    found = taken(tmp_path, put({SEATS_ROW: "Asientos", TITLE_ROW: "Pida {nombre}", HINT_ROW: 3.5}))
    assert found.said == {SEATS.key: ("Asientos",)}
    assert codes(found) == ["E404", "E413"]
    assert [(problem.file.endswith("es.xlsx, sheet fire"), problem.line) for problem in found.problems] == [
        (True, TITLE_ROW),
        (True, HINT_ROW),
    ]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (put({SEATS_ROW: "=HYPERLINK(A1)"}), "E413"),
        (put({SEATS_ROW: "=1+1"}), "E413"),
        (put({SEATS_ROW: True}), "E413"),
        (put({SEATS_ROW: 12345}), "E413"),
        (put({SEATS_ROW: 2.5}), "E413"),
        (put({SEATS_ROW: "#REF!"}), "E413"),
        (put({SEATS_ROW: "<b>Asientos</b>"}), "E405"),
        (put({FILE_ROW: "{count} archivo"}), "E406"),
        (put({SEATS_ROW: "A\u202eB"}), "E407"),
        (put({SEATS_ROW: "x" * 31}), "E408"),
        (put({SEATS_ROW: "[aquí](https://evil.example)"}), "E411"),
        (lambda sheet: (put({SEATS_ROW: "A"})(sheet), sheet.delete_cols(KEY)), "E412"),
        (lambda sheet: (put({SEATS_ROW: "A"})(sheet), sheet.cell(SEATS_ROW, KEY, "x")), "E414"),
        (
            lambda sheet: (
                put({SEATS_ROW: "A"})(sheet),
                sheet.cell(SEATS_ROW, KEY).__setattr__("value", None),
            ),
            "E414",
        ),
        (lambda sheet: (put({SEATS_ROW: "A"})(sheet), sheet.cell(SEATS_ROW, KEY, TITLE.context)), "E415"),
        (lambda sheet: (put({SEATS_ROW: "A"})(sheet), sheet.cell(SEATS_ROW, SOURCE, "Seats")), "E415"),
        (lambda sheet: sheet.append([SEATS.context, "", SEATS.text, "", "B"]), ""),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_reason(tmp_path: Path, change: Change, code: str) -> None:
    found = taken(tmp_path, change)
    assert codes(found) == [code] * bool(code)
    assert bool(found.said) == (not code)


def test_two_translations_of_one_text_are_not_chosen_from_in_silence(tmp_path: Path) -> None:
    def twice(sheet: Worksheet) -> None:
        put({SEATS_ROW: "Asientos"})(sheet)
        sheet.append([SEATS.context, "", SEATS.text, "", "Sillas"])

    found = taken(tmp_path, twice)
    assert found.said == {SEATS.key: ("Asientos",)}
    assert codes(found) == ["E414"]


def test_a_number_is_taken_for_a_text_that_is_a_number(tmp_path: Path) -> None:
    year = Wording("2025", context="inspection.fields.years.options.last.label")
    asked = tuple(slots((year, SEATS), Catalogue(Path("es.po")), first_plurals("es")))
    path = tmp_path / "es.xlsx"
    write_workbook(path, "es", {"fire": asked})
    book = load_workbook(path)
    put({2: 2025, 3: 2026})(book["fire"])
    book.save(path)
    found = take(path, asked, first_plurals("es"))
    assert found.said == {year.key: ("2025",)}
    assert [(problem.code, problem.message) for problem in found.problems] == [
        ("E413", "The cell E3 holds a number, not a text.")
    ]


def test_nothing_in_a_workbook_is_live_and_only_translations_are_unlocked(tmp_path: Path) -> None:
    path = tmp_path / "es.xlsx"
    prefixed = Catalogue(
        Path("es.po"), {SEATS.key: Entry(SEATS.text, ("=cmd|' /C calc'!A0",), "", SEATS.context)}
    )
    write_workbook(path, "es", {"fire": slots(WORDINGS, prefixed, first_plurals("es"))})
    with zipfile.ZipFile(path) as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")
    sheet = load_workbook(path)["fire"]
    assert sheet.protection.sheet
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells if cell.value} == {"s"}
    assert {cell.column for cell in cells if not cell.protection.locked} == {SAID}
    assert all(cell.quotePrefix for cell in cells)


def test_stale_translations_stand_beside_the_empty_cell(tmp_path: Path) -> None:
    stale = Entry("Seats", ("Sillas",), context=SEATS.context)
    (slot,) = slots([SEATS], Catalogue(Path("es.po"), {stale.key: stale}), first_plurals("es"))
    assert (slot.said, slot.earlier) == ("", "Sillas")


def test_plural_forms_say_for_which_numbers_they_stand() -> None:
    found = slots([FILES], Catalogue(Path("ru.po")), first_plurals("ru"))
    assert [slot.counts.split(", ")[:3] for slot in found] == [
        ["1", "21", "31"],
        ["2", "3", "4"],
        ["0", "5", "6"],
    ]


def test_the_headings_name_the_language(tmp_path: Path) -> None:
    assert language_of(returned(tmp_path, put({}), "zh-Hant")) == "zh-Hant"
    with pytest.raises(UnreadableWorkbook, match="its headings name none"):
        language_of(returned(tmp_path, lambda sheet: sheet.delete_rows(1)))


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr("xl/workbook.xml", b" " * (MAX_UNPACKED + 1))
    with pytest.raises(UnreadableWorkbook, match="it unpacks to 48 MB in 1 parts"):
        read_workbook(path)


def test_a_sheet_that_claims_to_be_endless_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    path = tmp_path / "wide.xlsx"
    book = Workbook()
    book.worksheets[0]["A1"] = "Key"
    book.worksheets[0]["XFD1048576"] = "far away"
    book.save(path)
    (sheet,) = read_workbook(path)
    assert sheet.rows == ()


@pytest.mark.parametrize("content", [b"", b"Key;Source", b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18])
def test_other_files_are_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "es.xlsx"
    path.write_bytes(content)
    with pytest.raises(UnreadableWorkbook, match="it is damaged, or no workbook"):
        read_workbook(path)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return returned(tmp_path_factory.mktemp("whole"), put({SEATS_ROW: "Asientos"}))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_file_is_refused_or_read_and_never_crashes(whole: Path, data: st.DataObject) -> None:
    content = bytearray(whole.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    damaged = whole.with_name("damaged.xlsx")
    damaged.write_bytes(content[: data.draw(st.integers(len(content) // 2, len(content)))])
    try:
        found = take(damaged, ASKED, first_plurals("es"))
    except UnreadableWorkbook:
        return
    assert set(found.said) <= {wording.key for wording in WORDINGS}


def run(sources: Sources, *words: str) -> Result:
    folders = ["--folder", sources.specs, "--themes", sources.themes, "--locales", sources.locales]
    return CliRunner().invoke(main, ["i18n", *map(str, folders), *words])


def test_the_round_trip_of_a_translator(sources: Sources, tmp_path: Path) -> None:
    path = tmp_path / "es.xlsx"
    catalogue = sources.locales / "es/LC_MESSAGES/forms.po"
    catalogue.write_text(catalogue.read_text("utf-8").replace("Número de asientos", ""), "utf-8")
    assert run(sources, "update").exit_code == 0
    exported = run(sources, "export", "--language", "es", "--xlsx", str(path))
    assert exported.exit_code == 0, exported.output
    assert "4 sheets" in exported.output
    book = load_workbook(path)
    assert book.sheetnames == ["all agencies", "clerk", "fire", "the portal itself"]
    for key, *_, said in book["fire"].iter_rows():
        if key.value == "inspection.fields.seats.label":
            said.value = "Cuántos asientos"
    book.save(path)
    imported = run(sources, "import", str(path))
    assert imported.exit_code == 0, imported.output
    assert "1 translations were taken into “es”." in imported.output
    found = read_catalogue(catalogue)
    assert found.translation("inspection.fields.seats.label", "Number of seats") == "Cuántos asientos"
    assert found.translation("inspection.title", "Ask for an inspection") == "Pida una inspección"


def test_a_language_that_the_city_does_not_speak_is_refused(sources: Sources, tmp_path: Path) -> None:
    result = run(sources, "export", "--language", "vi", "--xlsx", str(tmp_path / "vi.xlsx"))
    assert result.exit_code == 1
    assert "“vi” is no language that this city translates into. Those are: es." in result.output
