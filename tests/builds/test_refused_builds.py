"""What stops a build, and what a lenient one lets pass."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from markupsafe import escape

from forms.text.messages import message
from generator.build.build import BuildRefused
from generator.build.publishing import CannotPublish, publishing
from generator.sources.sources import Sources
from runtime.services.site.published_site import newest_site
from tests.builds.small_city import SPANISH, build, change, small_city, snapshot, write, write_spanish


def codes(sources: Sources, output: Path, **options: bool) -> list[str]:
    with pytest.raises(BuildRefused) as refused:
        build(sources, output, **options)
    return [problem.code for problem in refused.value.problems]


def test_a_spec_error_stops_the_build_and_the_old_output_stays(sources: Sources, output: Path) -> None:
    build(sources, output)
    before = snapshot(output)
    change(sources.specs / "fire/inspection.yaml", "type: integer", "type: interger")
    assert codes(sources, output)
    assert snapshot(output) == before


def test_a_missing_translation_stops_a_strict_build(sources: Sources, output: Path) -> None:
    write_spanish(sources, {key: said for key, said in SPANISH.items() if key[1] != "Number of seats"})
    assert codes(sources, output) == ["E402"]
    assert not output.exists()


def test_a_changed_source_text_stops_a_strict_build(sources: Sources, output: Path) -> None:
    change(sources.specs / "fire/inspection.yaml", "Number of seats", "Number of chairs")
    assert codes(sources, output) == ["E403"]


def test_a_lenient_build_shows_the_source_text_and_says_its_language(sources: Sources, output: Path) -> None:
    write_spanish(sources, {key: said for key, said in SPANISH.items() if key[1] != "Number of seats"})
    built = build(sources, output, strict=False)
    assert [problem.code for problem in built.problems] == ["E402"]
    page = (output / "current/es/forms/inspection.premises.html").read_text()
    assert '<span lang="en" dir="ltr">Number of seats</span>' in page
    assert "\ue0f0" not in page + (output / "current/es/forms/inspection.json").read_text()


def test_a_lenient_build_says_the_language_of_the_products_words_too(sources: Sources, output: Path) -> None:
    write(sources.locales / "es/LC_MESSAGES/portal.po", "")
    build(sources, output, strict=False)
    page = (output / "current/es/forms/inspection.premises.html").read_text()
    assert '<span lang="en" dir="ltr">Continue</span>' in page
    assert '<span lang="en" dir="ltr">{{ fill("Page ' in page
    assert "\ue0f2" not in page
    spanish = newest_site(output).languages["es"]
    said = spanish.say(message("Saved on {day} at {time}", day="lunes", time="9:00"))
    assert escape(said) == '<span lang="en" dir="ltr">Saved on lunes at 9:00</span>'
    assert said == "Saved on lunes at 9:00"


def test_a_strict_build_does_not_take_over_what_a_lenient_one_let_pass(
    sources: Sources, output: Path
) -> None:
    write_spanish(sources, {key: said for key, said in SPANISH.items() if key[1] != "Number of seats"})
    build(sources, output, strict=False)
    assert codes(sources, output) == ["E402"]
    write_spanish(sources, SPANISH)
    build(sources, output)
    assert "Number of seats" not in (output / "current/es/forms/inspection.premises.html").read_text()


def test_missing_words_of_the_product_stop_a_strict_build_every_time(sources: Sources, output: Path) -> None:
    write(sources.locales / "es/LC_MESSAGES/portal.po", "")
    assert codes(sources, output) == ["E402"]
    build(sources, output, strict=False)
    assert codes(sources, output) == ["E402"]


def test_a_language_that_nobody_knows_stops_even_a_lenient_build(tmp_path: Path, output: Path) -> None:
    sources = small_city(tmp_path, languages="[en, es, qqx]")
    assert codes(sources, output, strict=False)


def test_a_city_may_write_its_specs_in_another_language_than_the_product(
    tmp_path: Path, output: Path
) -> None:
    sources = small_city(tmp_path, languages="[es]")
    build(sources, output)
    assert json.loads((output / "current/manifest.json").read_text())["source_language"] == "es"
    assert not (output / "current/en").exists()


def test_a_translation_that_smuggles_markup_stops_even_a_lenient_build(
    sources: Sources, output: Path
) -> None:
    hostile = '<img src=x onerror="alert(1)">{{ config }}'
    write_spanish(sources, {**SPANISH, ("inspection.fields.seats.label", "Number of seats"): hostile})
    assert set(codes(sources, output, strict=False)) == {"E404", "E405"}


def test_all_problems_are_told_at_once(sources: Sources, output: Path) -> None:
    write_spanish(
        sources,
        {
            **{key: said for key, said in SPANISH.items() if key[1] != "The name"},
            ("city.tagline", "Sand and business"): "<b>Arena</b>",
            ("agencies.fire.name", "Fire Department"): "Bomberos {x}",
        },
    )
    assert sorted(codes(sources, output)) == ["E402", "E404", "E405"]


def test_two_builds_at_once_are_refused(sources: Sources, output: Path) -> None:
    with publishing(output) as new:
        with pytest.raises(CannotPublish):
            build(sources, output)
        new.put("manifest.json", b"{}")
