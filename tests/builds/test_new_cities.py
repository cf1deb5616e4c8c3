"""A city that has just begun can be built, and speaks the words that come along."""

from __future__ import annotations

from pathlib import Path

import pytest

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
    assert 'msgstr "Error:"' in portal.read_text("utf-8")
