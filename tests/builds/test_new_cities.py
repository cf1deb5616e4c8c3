"""A city that has just begun can be built, and speaks the words that come along."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from generator.translate.catalogues import read_catalogue
from tests.unit.generator.test_commands import run


def test_a_new_city_in_an_empty_folder_builds_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert (
        run("new", "city", "Fresh", "--folder", ".", "--languages", "en", "--agency", "Fire").exit_code == 0
    )
    assert run("new", "form", "--agency", "fire", "--title", "Ask").exit_code == 0
    built = run("build")
    assert built.exit_code == 0, built.output
    assert run("new", "theme", "--name", "Own", "--extends", "plain").exit_code == 0
    city = tmp_path / "form_specs" / "city.yaml"
    city.write_text(city.read_text("utf-8").replace("theme: plain", "theme: own"), encoding="utf-8")
    assert run("build").exit_code == 0


def test_a_new_city_speaks_the_products_words_in_every_language_that_comes_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    new = ("new", "city", "Fresh", "--folder", ".", "--languages", "en, es", "--agency", "Fire")
    assert run(*new).exit_code == 0
    refused = run("build")
    assert "E402" in refused.output  # the city's own words are not translated yet
    assert "onceonly build --lenient" in refused.output
    assert "onceonly build --only-complete" in refused.output
    assert run("build", "--lenient").exit_code == 0
    assert "portal.po" not in refused.output
    updated = run("i18n", "update")
    portal = Path("locales/es/LC_MESSAGES/portal.po")
    assert f"{portal}: 0 new, 0 stale, 0 gone." in updated.output
    assert not portal.exists()  # the city says nothing differently


def test_a_translator_of_a_city_changes_single_words_of_the_product(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    new = ("new", "city", "Fresh", "--folder", ".", "--languages", "en, es", "--agency", "Fire")
    assert run(*new).exit_code == 0
    portal, usual = Path("locales/es/LC_MESSAGES/portal.po"), said_in_workbook("Sign in", "Entre, por favor")
    assert [entry.said for entry in read_catalogue(portal).entries.values()] == [("Entre, por favor",)]
    said_in_workbook("Sign in", usual)
    assert read_catalogue(portal).entries == {}
    portal.write_text(portal.read_text("utf-8") + f'\nmsgid "Sign in"\nmsgstr "{usual}"\n', encoding="utf-8")
    updated = run("i18n", "update").output
    assert "taken out, because OnceOnly says the same by itself: “Sign in”." in updated


def said_in_workbook(text: str, said: str) -> str:
    """Translate a sentence of the product as a translator does; what its cell held before."""
    path = "es.xlsx"
    exported = run("i18n", "export", "--language", "es", "--xlsx", path)
    assert exported.exit_code == 0, exported.output
    book = load_workbook(path)
    (cell,) = [row[4] for row in book["the portal itself"].iter_rows() if row[2].value == text]
    before, cell.value = str(cell.value), said
    book.save(path)
    imported = run("i18n", "import", path)
    assert imported.exit_code == 0, imported.output
    assert "1 translations were taken into “es”." in imported.output
    return before
