"""What a build makes anew, and what it takes over from the one before."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from generator.build.build import Built
from generator.build.build import build as cold_build
from generator.sources.sources import Sources
from tests.builds.small_city import SPANISH, build, change, snapshot, write, write_spanish

# Assets, two schemas; per language words, city, screens, facts, search, two tabs and two forms.
ALL_OF_TWO_LANGUAGES = 21


def test_two_builds_of_the_same_sources_are_the_same_bytes(sources: Sources, output: Path) -> None:
    build(sources, output)
    again = output.with_name("again")
    build(sources, again)
    assert snapshot(output) == snapshot(again)


def test_an_incremental_build_gives_the_same_bytes_as_a_full_one(sources: Sources, output: Path) -> None:
    build(sources, output)
    change(sources.specs / "fire/inspection.yaml", "min: 0", "min: 1")
    change(sources.locales / "es/LC_MESSAGES/forms.po", "Nombre legal", "Nombre legal del negocio")
    build(sources, output)
    fresh = output.with_name("fresh")
    build(sources, fresh)
    assert snapshot(output) == snapshot(fresh)


def test_the_first_build_makes_everything_and_the_second_nothing(sources: Sources, output: Path) -> None:
    assert len(build(sources, output).made) == ALL_OF_TWO_LANGUAGES
    second = build(sources, output)
    assert (second.made, len(second.kept)) == ((), ALL_OF_TWO_LANGUAGES)


def test_after_a_changed_question_only_the_pages_of_its_form_are_made(sources: Sources, output: Path) -> None:
    build(sources, output)
    change(sources.specs / "fire/inspection.yaml", "min: 0", "min: 1")
    assert set(build(sources, output).made) == {
        "schemas/inspection",
        "en/forms/inspection",
        "es/forms/inspection",
    }


def test_after_a_change_of_what_its_card_says_the_tab_and_the_search_are_made_too(
    sources: Sources, output: Path
) -> None:
    build(sources, output)
    change(sources.specs / "fire/inspection.yaml", "Book an inspection.", "Book a visit.")
    assert set(build(sources, output, strict=False).made) == {
        "schemas/inspection",
        *("en/forms/inspection", "en/portal/fire", "en/search"),
        *("es/forms/inspection", "es/portal/fire", "es/search"),
    }


def test_after_one_changed_translation_only_its_form_in_that_language_is_made(
    sources: Sources, output: Path
) -> None:
    build(sources, output)
    change(sources.locales / "es/LC_MESSAGES/forms.po", "El nombre", "Cómo se llama")
    assert build(sources, output).made == ("es/forms/trade-name",)


def test_after_a_changed_translation_of_a_master_field_the_whole_language_is_made(
    sources: Sources, output: Path
) -> None:
    build(sources, output)
    change(sources.locales / "es/LC_MESSAGES/forms.po", "Nombre legal", "Razón social")
    made = build(sources, output).made
    assert {"es/forms/inspection", "es/forms/trade-name"} <= set(made)
    assert not [part for part in made if part.startswith("en/")]


def test_after_a_changed_master_field_every_form_is_made(sources: Sources, output: Path) -> None:
    build(sources, output)
    change(sources.specs / "master_fields.yaml", "steward: clerk", "steward: fire")
    assert len(build(sources, output).made) > ALL_OF_TWO_LANGUAGES - 2


def test_a_full_build_makes_everything(sources: Sources, output: Path) -> None:
    build(sources, output)
    assert len(build(sources, output, full=True).made) == ALL_OF_TWO_LANGUAGES


def test_a_lost_file_is_made_again(sources: Sources, output: Path) -> None:
    build(sources, output)
    (output / "current/en/portal/fire.html").unlink()
    assert build(sources, output).made == ("en/portal/fire",)


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"format": 99}', '{"format": 1, "parts": 7}', "\udcff"])
def test_a_damaged_manifest_makes_everything_anew(sources: Sources, output: Path, damage: str) -> None:
    build(sources, output)
    (output / "current/manifest.json").write_bytes(damage.encode("utf-8", "surrogateescape"))
    assert len(build(sources, output).made) == ALL_OF_TWO_LANGUAGES


def test_a_form_that_is_gone_leaves_nothing_behind(sources: Sources, output: Path) -> None:
    build(sources, output)
    (sources.specs / "clerk/trade_name.yaml").unlink()
    build(sources, output)
    assert not [name for name in snapshot(output) if "trade-name" in name]


def test_what_one_build_has_read_serves_the_next(sources: Sources, output: Path) -> None:
    first = build(sources, output)
    second = build(sources, output, before=first)
    assert second.project.documents == first.project.documents
    assert second.product is first.product
    assert second.bundle is first.bundle


def test_a_process_that_never_built_gives_the_same_bytes(sources: Sources, output: Path) -> None:
    build(sources, output)
    cold = output.with_name("cold")
    cold_build(sources, cold)
    assert snapshot(output) == snapshot(cold)


def test_what_was_read_before_does_not_hide_a_change(sources: Sources, output: Path) -> None:
    first: Built = build(sources, output)
    change(sources.specs / "fire/inspection.yaml", "Number of seats", "Seats")
    write_spanish(sources, {**SPANISH, ("inspection.fields.seats.label", "Seats"): "Asientos"})
    build(sources, output, before=first)
    assert "Seats" in (output / "current/en/forms/inspection.premises.html").read_text()


def test_a_template_that_moves_to_another_folder_means_something_else(
    sources: Sources, output: Path, tmp_path: Path
) -> None:
    themes = tmp_path / "themes"
    shutil.copytree(sources.themes, themes)
    sources = replace(sources, themes=themes)
    named = 'id="[[ control.id() ]]" name="[[ control.name() ]]" value="[[ control.value() ]]"'
    control = f'<input class="input mine" {named}[[ control.aria() ]]>'
    write(themes / "foggyton/templates/email/control.html", control)
    build(sources, output)
    (themes / "foggyton/templates/email").rename(themes / "foggyton/templates/text")
    build(sources, output)
    assert "input mine" in (output / "current/en/forms/trade-name.name.html").read_text("utf-8")
