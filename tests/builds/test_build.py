"""What a build writes, on a small city."""

from __future__ import annotations

import gettext
import html
import json
from pathlib import Path

import pytest

from forms.model.form import City, Form
from forms.model.published import FORMAT
from forms.model.serialise import from_json
from generator.sources.sources import Sources
from tests.builds.small_city import SPANISH, build, change, snapshot, write_spanish


def test_a_build_writes_every_file_that_the_runtime_reads(sources: Sources, output: Path) -> None:
    build(sources, output)
    files = set(snapshot(output))
    for language in ("en", "es"):
        assert {
            f"{language}/city.json",
            f"{language}/facts.json",
            f"{language}/located.json",
            f"{language}/messages.mo",
            f"{language}/portal/fire.html",
            f"{language}/check.html",
            f"{language}/not_found.html",
            f"{language}/forms/inspection.json",
            f"{language}/forms/inspection.start.html",
            f"{language}/forms/inspection.premises.html",
            f"{language}/forms/trade-name.name.html",
        } <= files
    assert {"manifest.json", "schemas/inspection.json", "schemas/trade-name.json"} <= files
    assert not [name for name in files if name.endswith(".new")]


def test_the_manifest_lists_languages_forms_in_the_order_of_tabs_and_assets(
    sources: Sources, output: Path
) -> None:
    build(sources, output)
    manifest = json.loads((output / "current/manifest.json").read_text())
    assert (manifest["format"], manifest["source_language"]) == (FORMAT, "en")
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
        from_json(Form, json.loads((output / "current" / code / "forms/inspection.json").read_text()))
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
    page = (output / "current/es/forms/inspection.premises.html").read_text()
    assert 'lang="es"' in page
    assert "Número de asientos" in page
    assert "Number of seats" not in page
    city = from_json(City, json.loads((output / "current/es/city.json").read_text()))
    assert city.title == "Pueblo de Dunas"


def test_the_products_words_travel_as_gettext_reads_them(sources: Sources, output: Path) -> None:
    portal = sources.locales / "es/LC_MESSAGES/portal.po"
    change(portal, 'msgstr "{label}: enter an answer."', 'msgstr "{label}: escriba una respuesta."')
    build(sources, output)
    with (output / "current/es/messages.mo").open("rb") as file:
        said = gettext.GNUTranslations(file)
    assert said.gettext("{label}: enter an answer.") == "{label}: escriba una respuesta."


def test_languages_that_nobody_speaks_are_built_only_when_asked_for(sources: Sources, output: Path) -> None:
    build(sources, output)
    assert not (output / "current/en-XA").exists()
    build(sources, output, pseudo=True)
    assert "Ťööŵń ööƒ Ďûûńééš" in (output / "current/en-XA/portal/fire.html").read_text("utf-8")
    assert 'dir="rtl"' in (output / "current/ar-XB/portal/fire.html").read_text("utf-8")


def test_the_schema_of_a_submission_says_what_is_always_there(sources: Sources, output: Path) -> None:
    build(sources, output)
    schema = json.loads((output / "current/schemas/trade-name.json").read_text())
    assert schema["required"] == ["legal_name"]
    assert schema["properties"]["trade_name"]["type"] == "string"
    assert schema["properties"]["legal_name"]["masterField"] == "business.legal_name"
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize("odd", ["a\"b'c", "100 % & 3 < 4", "'); alert(1)//", "C:\\new", 'x = "y" onfocus=z'])
def test_whatever_passes_the_checks_stays_text(sources: Sources, output: Path, odd: str) -> None:
    write_spanish(sources, {**SPANISH, ("inspection.fields.seats.label", "Number of seats"): odd})
    build(sources, output)
    page = (output / "current/es/forms/inspection.premises.html").read_text()
    assert odd in html.unescape(page)
    assert not set(odd) & set("\"'<&") or odd not in page
