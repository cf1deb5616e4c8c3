"""What builds remember makes them quicker and never different, whatever changed or happened to it."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.build.build import BuildRefused, Built, build
from generator.project.load import load_project
from generator.sources.sources import Sources
from tests.builds.small_city import ROOT, SPANISH, change, small_city, snapshot, write, write_spanish

LENIENT = {"strict": False}
ARTICLE = "# Before we come\n\nPlease read [the form](form:inspection) first.\n\n- Bring a chair.\n"


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    """A small city with themes of its own."""
    shutil.copytree(ROOT / "themes", tmp_path / "themes")
    return replace(small_city(tmp_path), themes=tmp_path / "themes")


def clean(sources: Sources, output: Path) -> dict[str, bytes]:
    """What a build makes that never saw this city."""
    shutil.rmtree(output, ignore_errors=True)
    build(sources, output, strict=False)
    return snapshot(output)


# Every kind of input is edited here: specs of all sorts, translations, articles, templates, styles.
Edit = Callable[[Sources, str], None]


def _relabel(sources: Sources, word: str) -> None:
    _line(sources.specs / "fire/inspection.yaml", "        label: ", f"Number of seats {word}")


def _retitle(sources: Sources, word: str) -> None:
    _line(sources.specs / "clerk/trade_name.yaml", "title: ", f"Register a trade name {word}")


def _other_master(sources: Sources, word: str) -> None:
    _line(sources.specs / "master_fields.yaml", "    label: ", f"Legal name {word}")


def _other_tagline(sources: Sources, word: str) -> None:
    _line(sources.specs / "city.yaml", "tagline: ", f"Sand {word}")


def _translate(sources: Sources, word: str) -> None:
    write_spanish(sources, {**SPANISH, ("inspection.title", "Ask for an inspection"): f"Pida {word}"})


def _forget_translations(sources: Sources, word: str) -> None:
    kept = {key: said for key, said in SPANISH.items() if not key[0].startswith("trade-name")}
    write_spanish(sources, kept)


def _translate_product(sources: Sources, word: str) -> None:
    _line(sources.locales / "es/LC_MESSAGES/portal.po", 'msgstr "', f'{word}"', number=3)


def _article(sources: Sources, word: str) -> None:
    write(sources.specs / "fire/articles/before.md", f"{ARTICLE}\n{word}\n")


def _no_article(sources: Sources, word: str) -> None:
    (sources.specs / "fire/articles/before.md").unlink(missing_ok=True)


def _template(sources: Sources, word: str) -> None:
    path = sources.themes / "base/templates/start.html"
    path.write_text(path.read_text("utf-8") + f"[# {word} #]\n", encoding="utf-8")


def _style(sources: Sources, word: str) -> None:
    write(sources.themes / "base/static/9-own.css", f".{word} {{ margin: 0 }}\n")


def _new_form(sources: Sources, word: str) -> None:
    text = (sources.specs / "clerk/trade_name.yaml").read_text("utf-8")
    write(sources.specs / "clerk/stall.yaml", text.replace("form: trade-name", "form: stall"))


def _no_form(sources: Sources, word: str) -> None:
    (sources.specs / "clerk/stall.yaml").unlink(missing_ok=True)


def _same_again(sources: Sources, word: str) -> None:
    """Nothing."""


EDITS: list[Edit] = [
    _relabel,
    _retitle,
    _other_master,
    _other_tagline,
    _translate,
    _forget_translations,
    _translate_product,
    _article,
    _no_article,
    _template,
    _style,
    _new_form,
    _no_form,
    _same_again,
]


def _line(path: Path, start: str, text: str, number: int = 0) -> None:
    """Write ``text`` behind ``start`` in a line that begins so."""
    lines = path.read_text("utf-8").split("\n")
    found = [place for place, line in enumerate(lines) if line.startswith(start)]
    lines[found[number]] = f"{start}{text}"
    path.write_text("\n".join(lines), encoding="utf-8")


@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_edited_the_output_is_that_of_a_clean_build(
    sources: Sources, output: Path, seed: int
) -> None:
    chance = random.Random(seed)
    edits = chance.sample(EDITS, len(EDITS))
    before: Built | None = None
    for number, edit in enumerate(edits):
        edit(sources, f"word{seed}x{number}")
        stays = chance.random() < 0.5  # in the same process, or in a new one
        before = build(sources, output, before=before if stays else None, **LENIENT)
        assert snapshot(output) == clean(sources, output.with_name("clean")), edit.__name__


@pytest.mark.parametrize("name", ["business", "city", "agencies", "registers", "portal", "articles"])
def test_no_form_is_called_like_texts_of_another_kind(sources: Sources, name: str) -> None:
    form = sources.specs / "clerk/trade_name.yaml"
    form.write_text(form.read_text("utf-8").replace("form: trade-name", f"form: {name}"), encoding="utf-8")
    form.rename(form.with_name(f"{name}.yaml"))
    assert [problem.code for problem in load_project(sources.specs).problems] == ["E306"]


def test_a_form_that_moves_to_another_agency_is_made_anew(sources: Sources, output: Path) -> None:
    build(sources, output)
    (sources.specs / "clerk/trade_name.yaml").rename(sources.specs / "fire/trade_name.yaml")
    build(sources, output)
    assert snapshot(output) == clean(sources, output.with_name("clean"))


def test_problems_of_files_that_did_not_change_are_told_again(sources: Sources) -> None:
    change(sources.specs / "fire/inspection.yaml", "Number of seats", '"Number of seats:"')
    change(sources.specs / "clerk/trade_name.yaml", "use: business.legal_name", "use: business.legl_name")
    first = load_project(sources.specs)
    again = load_project(sources.specs, first)
    assert [problem.code for problem in again.problems] == ["E310", "W602"]
    assert again.problems == first.problems == load_project(sources.specs).problems


def test_what_was_refused_is_refused_again(sources: Sources, output: Path) -> None:
    change(sources.locales / "es/LC_MESSAGES/forms.po", 'msgstr "Nombre legal"', 'msgstr "<b>Nombre</b>"')
    found = []
    for _ in range(2):
        with pytest.raises(BuildRefused) as refused:
            build(sources, output)
        found.append(refused.value.problems)
    assert found[0] == found[1]
    assert "E405" in {problem.code for problem in found[0]}


def test_a_second_city_in_the_same_place_is_not_taken_for_the_first(sources: Sources, output: Path) -> None:
    build(sources, output)
    shutil.rmtree(sources.specs)
    small_city(sources.specs.parent, languages="[es]")
    found = build(sources, output, **LENIENT)
    assert [language.code for language in found.languages] == ["es"]
    assert snapshot(output) == clean(sources, output.with_name("clean"))
