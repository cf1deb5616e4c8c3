"""Articles in a build: their pages, what makes them anew, and what does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.build.build import BuildRefused
from generator.project.project import load_project
from generator.sources.sources import Sources
from onceonly.commands.i18n import TranslationDesk
from tests.builds.small_city import SPANISH, build, change, snapshot, write, write_spanish

VISIT = "# The visit\n\nAn inspector comes. [Ask for it](form:inspection).\n"
NAMES = "# Names\n\nRead [the visit](article:fire/the-visit).\n"
SAID = {
    ("articles.fire.the-visit.title", "The visit"): "La visita",
    (
        "articles.fire.the-visit.1",
        "An inspector comes. [Ask for it](form:inspection).",
    ): "Viene un inspector. [Pídala](form:inspection).",
    ("articles.clerk.names.title", "Names"): "Nombres",
    ("articles.clerk.names.1", "Read [the visit](article:fire/the-visit)."): (
        "Lea sobre [la visita](article:fire/the-visit)."
    ),
}


@pytest.fixture
def told(sources: Sources) -> Sources:
    """A city with two articles, in both languages."""
    write(sources.specs / "fire/articles/the_visit.md", VISIT)
    write(sources.specs / "clerk/articles/names.md", NAMES)
    write_spanish(sources, {**SPANISH, **SAID})
    return sources


def test_every_language_has_its_page_and_finds_it(told: Sources, output: Path) -> None:
    build(told, output)
    page = (output / "current/es/articles/fire/the-visit.html").read_text("utf-8")
    assert "<h1>La visita</h1>" in page
    assert '<a href="/es/forms/inspection">Pídala</a>' in page
    assert ">Pida una inspección</a>" in page
    found = {
        entry["title"]: entry for entry in json.loads((output / "current/es/search.json").read_text("utf-8"))
    }
    assert found["La visita"]["article"] == "the-visit"
    assert found["La visita"]["said"] == "Viene un inspector."
    manifest = json.loads((output / "current/manifest.json").read_text("utf-8"))
    assert manifest["articles"] == ["fire/the-visit", "clerk/names"]


def test_a_changed_article_makes_itself_and_the_portal_anew(told: Sources, output: Path) -> None:
    build(told, output)
    change(told.specs / "clerk/articles/names.md", "Read [", "Please read [")
    made = build(told, output, strict=False).made
    assert set(made) == {
        f"{code}/{part}"
        for code in ("en", "es")
        for part in ("articles/clerk/names", "portal/clerk", "search")
    }


def test_a_changed_translation_makes_its_article_in_that_language_only(told: Sources, output: Path) -> None:
    build(told, output)
    change(told.locales / "es/LC_MESSAGES/forms.po", "Viene un", "Llega un")
    assert set(build(told, output).made) == {
        "es/articles/fire/the-visit",
        "es/portal/fire",
        "es/search",
    }


def test_the_title_of_a_form_is_new_in_the_articles_that_link_to_it(told: Sources, output: Path) -> None:
    build(told, output)
    change(told.locales / "es/LC_MESSAGES/forms.po", "Pida una inspección", "Solicite una visita")
    assert "es/articles/fire/the-visit" in build(told, output).made
    assert ">Solicite una visita</a>" in (output / "current/es/articles/fire/the-visit.html").read_text(
        "utf-8"
    )


def test_after_any_change_of_articles_the_bytes_are_those_of_a_full_build(
    told: Sources, output: Path
) -> None:
    build(told, output)
    (told.specs / "clerk/articles/names.md").unlink()
    write(told.specs / "clerk/articles/other.md", "# Other\n\nSee [it](article:fire/the-visit).\n")
    change(told.specs / "fire/articles/the_visit.md", "An inspector comes.", "We come.")
    build(told, output, strict=False)
    fresh = output.with_name("fresh")
    build(told, fresh, strict=False)
    assert snapshot(output) == snapshot(fresh)
    assert not (output / "current/en/articles/clerk/names.html").exists()


def test_an_article_that_is_not_translated_stops_a_strict_build(told: Sources, output: Path) -> None:
    write(told.specs / "fire/articles/more.md", "# More\n\nText.\n")
    with pytest.raises(BuildRefused) as refused:
        build(told, output)
    (problem,) = refused.value.problems
    assert (problem.code, "articles.fire.more" in problem.message) == ("E402", True)


def test_the_texts_of_an_article_stand_in_the_sheet_of_its_agency(told: Sources) -> None:
    desk = TranslationDesk(told, load_project(told.specs))
    keys = {sheet: [slot.key for slot in slots] for sheet, slots in desk.sheets("es").items()}
    assert "articles.fire.the-visit.1" in keys["fire"]
    assert "articles.clerk.names.title" in keys["clerk"]
