"""The build as a whole, on a small city: what it writes, what it makes anew, and what it refuses."""

from __future__ import annotations

import gettext
import html
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from forms.form import City, Form
from forms.serialise import from_json
from generator.build import BuildRefused, Built
from generator.build import build as cold_build
from generator.publishing import CannotPublish, publishing
from generator.sources import Sources
from tests.unit.build.small_city import ROOT, SPANISH, change, small_city, warm, write, write_spanish

ALL_OF_TWO_LANGUAGES = 15  # assets, two schemas, and per language words, city, screens, portal and two forms


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    return small_city(tmp_path)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output"


def build(sources: Sources, output: Path, *, before: Built | None = None, **options: bool) -> Built:
    """A build in a process that has built before, which is quicker."""
    return cold_build(sources, output, before=before or warm(), **options)


def snapshot(output: Path) -> dict[str, bytes]:
    files = (path for path in output.rglob("*") if path.is_file())
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in files}


def codes(sources: Sources, output: Path, **options: bool) -> list[str]:
    with pytest.raises(BuildRefused) as refused:
        build(sources, output, **options)
    return [problem.code for problem in refused.value.problems]


def test_a_build_writes_every_file_that_the_runtime_reads(sources: Sources, output: Path) -> None:
    build(sources, output)
    files = set(snapshot(output))
    for language in ("en", "es"):
        assert {
            f"{language}/city.json",
            f"{language}/messages.mo",
            f"{language}/portal.html",
            f"{language}/check.html",
            f"{language}/not_found.html",
            f"{language}/forms/inspection/form.json",
            f"{language}/forms/inspection/start.html",
            f"{language}/forms/inspection/premises.html",
            f"{language}/forms/trade-name/name.html",
        } <= files
    assert {"manifest.json", "schemas/inspection.json", "schemas/trade-name.json"} <= files
    assert not [name for name in files if name.endswith(".new")]


def test_the_manifest_lists_languages_forms_in_the_order_of_tabs_and_assets(
    sources: Sources, output: Path
) -> None:
    build(sources, output)
    manifest = json.loads((output / "manifest.json").read_text())
    assert (manifest["format"], manifest["source_language"]) == (1, "en")
    assert manifest["languages"][1] == {
        "code": "es",
        "locale": "es_US",
        "name": "Español",
        "direction": "ltr",
    }
    assert list(manifest["forms"]) == ["inspection", "trade-name"]
    assert manifest["forms"]["trade-name"]["agency"] == "clerk"
    assert manifest["forms"]["inspection"]["pages"] == ["premises"]
    for name in ("page.css", "page.js"):
        assert (output / "assets" / manifest["assets"][name]).is_file()
        assert (output / "assets" / f"{manifest['assets'][name]}.gz").is_file()


def test_forms_differ_between_languages_in_their_words_only(sources: Sources, output: Path) -> None:
    build(sources, output)
    english, spanish = (
        from_json(Form, json.loads((output / code / "forms/inspection/form.json").read_text()))
        for code in ("en", "es")
    )
    assert (english.title, spanish.title) == ("Ask for an inspection", "Pida una inspección")
    assert english.field("legal_name").label == "Legal name"
    assert spanish.field("legal_name").label == "Nombre legal"
    assert spanish.next_steps.startswith("<ol>")
    assert english.version == spanish.version
    assert [field.name for field in english.fields()] == [field.name for field in spanish.fields()]


def test_pages_are_written_in_their_language(sources: Sources, output: Path) -> None:
    build(sources, output)
    page = (output / "es/forms/inspection/premises.html").read_text()
    assert 'lang="es"' in page
    assert "Número de asientos" in page
    assert "Number of seats" not in page
    city = from_json(City, json.loads((output / "es/city.json").read_text()))
    assert city.title == "Pueblo de Dunas"


def test_the_products_words_travel_as_gettext_reads_them(sources: Sources, output: Path) -> None:
    portal = sources.locales / "es/LC_MESSAGES/portal.po"
    change(portal, 'msgstr "{label}: enter an answer."', 'msgstr "{label}: escriba una respuesta."')
    build(sources, output)
    with (output / "es/messages.mo").open("rb") as file:
        said = gettext.GNUTranslations(file)
    assert said.gettext("{label}: enter an answer.") == "{label}: escriba una respuesta."


def test_the_schema_of_a_submission_says_what_is_always_there(sources: Sources, output: Path) -> None:
    build(sources, output)
    schema = json.loads((output / "schemas/trade-name.json").read_text())
    assert schema["required"] == ["legal_name"]
    assert schema["properties"]["trade_name"]["type"] == "string"
    assert schema["properties"]["legal_name"]["masterField"] == "business.legal_name"
    assert schema["additionalProperties"] is False


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


def test_after_one_changed_form_only_its_pages_and_the_portal_are_made(
    sources: Sources, output: Path
) -> None:
    build(sources, output)
    change(sources.specs / "fire/inspection.yaml", "min: 0", "min: 1")
    assert set(build(sources, output).made) == {
        "schemas/inspection",
        *("en/forms/inspection", "en/portal"),
        *("es/forms/inspection", "es/portal"),
    }


def test_after_one_changed_translation_only_its_form_in_that_language_is_made(
    sources: Sources, output: Path
) -> None:
    build(sources, output)
    change(sources.locales / "es/LC_MESSAGES/forms.po", "El nombre", "Cómo se llama")
    assert set(build(sources, output).made) == {"es/forms/trade-name", "es/portal"}


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
    (output / "en/portal.html").unlink()
    assert build(sources, output).made == ("en/portal",)


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"format": 99}', '{"format": 1, "parts": 7}', "\udcff"])
def test_a_damaged_manifest_makes_everything_anew(sources: Sources, output: Path, damage: str) -> None:
    build(sources, output)
    (output / "manifest.json").write_bytes(damage.encode("utf-8", "surrogateescape"))
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
    assert second.dress is first.dress


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
    assert "Seats" in (output / "en/forms/inspection/premises.html").read_text()


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
    page = (output / "es/forms/inspection/premises.html").read_text()
    assert '<span lang="en">Number of seats</span>' in page
    assert "\ue0f0" not in page + (output / "es/forms/inspection/form.json").read_text()


def test_a_strict_build_does_not_take_over_what_a_lenient_one_let_pass(
    sources: Sources, output: Path
) -> None:
    write_spanish(sources, {key: said for key, said in SPANISH.items() if key[1] != "Number of seats"})
    build(sources, output, strict=False)
    assert codes(sources, output) == ["E402"]
    write_spanish(sources, SPANISH)
    build(sources, output)
    assert '<span lang="en">' not in (output / "es/forms/inspection/premises.html").read_text()


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
    assert json.loads((output / "manifest.json").read_text())["source_language"] == "es"
    assert not (output / "en").exists()


def test_a_translation_that_smuggles_markup_stops_even_a_lenient_build(
    sources: Sources, output: Path
) -> None:
    hostile = '<img src=x onerror="alert(1)">{{ config }}'
    write_spanish(sources, {**SPANISH, ("inspection.fields.seats.label", "Number of seats"): hostile})
    assert set(codes(sources, output, strict=False)) == {"E404", "E405"}


@pytest.mark.parametrize("odd", ["a\"b'c", "100 % & 3 < 4", "'); alert(1)//", "C:\\new", 'x = "y" onfocus=z'])
def test_whatever_passes_the_checks_stays_text(sources: Sources, output: Path, odd: str) -> None:
    write_spanish(sources, {**SPANISH, ("inspection.fields.seats.label", "Number of seats"): odd})
    build(sources, output)
    page = (output / "es/forms/inspection/premises.html").read_text()
    assert odd in html.unescape(page)
    assert not set(odd) & set("\"'<&") or odd not in page


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
    with publishing(output) as folder:
        with pytest.raises(CannotPublish):
            build(sources, output)
        write(folder / "manifest.json", "{}")


KEEP_BUILDING = """
import sys, itertools
from pathlib import Path
from generator.build import build
from generator.sources import Sources
sources = Sources(*map(Path, sys.argv[1:5]))
form = sources.specs / "fire" / "inspection.yaml"
before = None
print("ready", flush=True)
for number in itertools.count(1):
    form.write_text(form.read_text().replace(f"min: {number - 1}\\n", f"min: {number}\\n"))
    before = build(sources, Path(sys.argv[5]), before=before)
"""


def test_kill_9_during_builds_always_leaves_a_whole_output(sources: Sources, output: Path) -> None:
    build(sources, output)
    folders = [sources.specs, sources.themes, sources.locales, sources.product, output]
    chance = random.Random(20260303)
    for _ in range(6):
        change(sources.specs / "fire/inspection.yaml", _minimum(sources), "min: 0\n")
        running = subprocess.Popen(
            [sys.executable, "-c", KEEP_BUILDING, *map(str, folders)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        )
        assert running.stdout is not None
        assert running.stdout.readline() == b"ready\n"
        time.sleep(0.05 + chance.random() / 4)
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
        running.stdout.close()
        assert_whole(output)
    build(sources, output)
    assert not list(output.parent.glob(".output.*"))


def assert_whole(output: Path) -> None:
    manifest = json.loads((output / "manifest.json").read_text())
    promised = {file for part in manifest["parts"].values() for file in part["files"]}
    assert set(snapshot(output)) == promised | {"manifest.json"}
    assert _built_minimum(output, "en") == _built_minimum(output, "es")


def _built_minimum(output: Path, code: str) -> object:
    form = from_json(Form, json.loads((output / code / "forms/inspection/form.json").read_text()))
    return form.field("seats").min


def _minimum(sources: Sources) -> str:
    lines = (sources.specs / "fire/inspection.yaml").read_text().splitlines()
    return next(line.strip() for line in lines if "min:" in line) + "\n"
