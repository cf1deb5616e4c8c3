"""``onceonly build`` and ``onceonly i18n`` as people type them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.sources.sources import Sources
from generator.translate.catalogues import read_catalogue
from onceonly.command_line import main
from tests.builds.small_city import change


def run(sources: Sources, *words: str) -> Result:
    """Run ``onceonly <command> <folders> <other words>``."""
    folders = ["--folder", sources.specs, "--themes", sources.themes, "--locales", sources.locales]
    command, *others = words
    return CliRunner().invoke(main, [command, *map(str, folders), *others])


def build(sources: Sources, *words: str) -> Result:
    # The product's own Spanish is not the matter of these tests, so they are lenient.
    return run(sources, "build", "--output", str(sources.specs.parent / "output"), "--lenient", *words)


def spanish(sources: Sources, domain: str) -> Path:
    return sources.locales / "es" / "LC_MESSAGES" / f"{domain}.po"


def test_a_build_says_what_it_did_in_a_few_words(sources: Sources) -> None:
    result = build(sources)
    assert result.exit_code == 0, result.output
    assert "2 forms in 2 languages are ready" in result.output
    assert "21 parts made anew, 0 unchanged." in result.output
    assert "0 parts made anew, 21 unchanged." in build(sources).output


def test_a_refused_build_tells_all_problems_and_ends_with_1(sources: Sources) -> None:
    change(sources.specs / "fire/inspection.yaml", "type: integer", "type: interger")
    change(sources.specs / "clerk/trade_name.yaml", "type: text", "type: txt")
    result = build(sources)
    assert result.exit_code == 1
    assert "inspection.yaml:15:15" in result.output
    assert "trade_name.yaml:12:15" in result.output
    assert "Nothing was built" in result.output
    assert "Traceback" not in result.output


def test_a_build_into_a_folder_of_something_else_is_refused_in_words(sources: Sources) -> None:
    precious = sources.specs.parent / "output" / "thesis.txt"
    precious.parent.mkdir()
    precious.write_text("years of work")
    result = build(sources)
    assert result.exit_code == 1
    assert "no build has written" in result.output
    assert precious.exists()


def test_a_build_that_cannot_write_says_where_and_why(sources: Sources) -> None:
    in_the_way = sources.specs.parent / "in-the-way"
    in_the_way.write_text("a file")
    result = run(sources, "build", "--lenient", "--output", str(in_the_way / "output"))
    assert result.exit_code == 1
    assert f"{in_the_way}: " in result.output
    assert "Nothing was built" in result.output
    assert "and build again." in result.output
    assert in_the_way.read_text() == "a file"


def test_a_strict_build_refuses_missing_translations(sources: Sources) -> None:
    spanish(sources, "forms").unlink()
    result = build(sources, "--strict")
    assert result.exit_code == 1
    assert "are not translated into “es”" in result.output


def test_update_asks_for_every_text_of_every_language(sources: Sources) -> None:
    change(sources.specs / "city.yaml", "[en, es]", "[en, es, ko]")
    result = run(sources, "i18n", "update")
    assert result.exit_code == 0, result.output
    assert "ko/LC_MESSAGES/forms.po: 18 new, 0 stale, 0 gone." in result.output
    assert "es/LC_MESSAGES/forms.po: 0 new, 0 stale, 0 gone." in result.output
    korean = read_catalogue(sources.locales / "ko" / "LC_MESSAGES" / "portal.po")
    assert ("", "{label}: enter an answer.") in korean.entries  # OnceOnly does not speak Korean
    assert not (sources.locales / "en").exists()


def test_places_in_catalogues_do_not_depend_on_whose_disk_it_is(sources: Sources) -> None:
    run(sources, "i18n", "update")
    assert "#: fire/inspection.yaml\n" in spanish(sources, "forms").read_text()
    assert str(sources.specs.parent) not in spanish(sources, "forms").read_text()


def test_update_marks_what_has_changed(sources: Sources) -> None:
    change(sources.specs / "fire/inspection.yaml", "Number of seats", "Number of chairs")
    assert "forms.po: 0 new, 1 stale, 0 gone." in run(sources, "i18n", "update").output


def test_status_counts_each_form(sources: Sources) -> None:
    change(sources.specs / "fire/inspection.yaml", "Number of seats", "Number of chairs")
    lines = run(sources, "i18n", "status").output.splitlines()
    (inspection,) = [line for line in lines if "inspection" in line]
    assert inspection.split() == ["es", "inspection", "5", "of", "6", "0", "missing,", "1", "stale"]


def test_status_keeps_its_columns_whatever_the_names(sources: Sources) -> None:
    article = sources.specs / "fire/articles/what_an_inspector_looks_at_and_what_not.md"
    article.parent.mkdir()
    article.write_text("# What we look at\n\nWe look at ways out.\n")
    *lines, _ = run(sources, "i18n", "status").output.splitlines()
    assert any("articles.fire.what-an-inspector-looks-at-and-what-not" in line for line in lines)
    assert len({line.index(" of ") for line in lines}) == 1


def test_one_form_is_ready_and_two_are(sources: Sources) -> None:
    (sources.specs / "clerk/trade_name.yaml").unlink()
    assert "1 form in 2 languages is ready" in build(sources).output


def test_status_for_other_programs_is_json(sources: Sources) -> None:
    areas = json.loads(run(sources, "i18n", "status", "--format", "json").stdout)
    assert {area["area"] for area in areas} >= {"inspection", "trade-name", "business", "city", "portal"}
    assert all(area["language"] == "es" for area in areas)


def test_check_tells_each_wrong_translation_with_its_line(sources: Sources) -> None:
    change(spanish(sources, "forms"), "Nombre legal", "<b>Nombre</b>")
    result = run(sources, "i18n", "check")
    assert result.exit_code == 1
    assert "forms.po:27:1: E405" in result.output
    assert '  | msgstr "<b>Nombre</b>' in result.output


def test_check_for_other_programs_is_json(sources: Sources) -> None:
    change(spanish(sources, "forms"), "Nombre legal", "<b>Nombre</b>")
    problems = json.loads(run(sources, "i18n", "check", "--format", "json").stdout)
    assert "E405" in {problem["code"] for problem in problems}


def test_extract_writes_templates_for_translation_tools(sources: Sources) -> None:
    result = run(sources, "i18n", "extract")
    assert "asks for 18 texts" in result.output
    assert 'msgctxt "inspection.fields.seats.label"' in (sources.locales / "forms.pot").read_text()
    assert 'msgid "{label}: enter an answer."' in (sources.locales / "portal.pot").read_text()


def test_broken_specs_are_told_before_their_texts_are_asked_for(sources: Sources) -> None:
    change(sources.specs / "fire/inspection.yaml", "type: integer", "type: interger")
    result = run(sources, "i18n", "update")
    assert result.exit_code == 1
    assert "inspection.yaml:15:15" in result.output


def test_an_unreadable_catalogue_is_told_and_never_overwritten(sources: Sources) -> None:
    spanish(sources, "forms").write_text('msgid "half\n')
    result = run(sources, "i18n", "update")
    assert result.exit_code == 1
    assert "forms.po:1:1: E401" in result.output
    assert spanish(sources, "forms").read_text() == 'msgid "half\n'


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ('msgstr "half', "a quotation mark is missing"),
        ('msgstr "the "inner" one"', "inside a text"),
        ("<<<<<<< HEAD", "two versions"),
        ("msgstr nothing", "breaks the rules"),
    ],
)
def test_a_broken_line_of_a_catalogue_is_the_only_problem_of_it(
    sources: Sources, line: str, cause: str
) -> None:
    path = spanish(sources, "portal")
    entry = 'msgid "{label}: enter an answer."\n'
    path.write_text(path.read_text("utf-8").replace(entry, f"{entry}{line}\n"), "utf-8")
    result = run(sources, "i18n", "check")
    assert cause in result.output
    assert "1 error, 0 warnings." in result.output


def test_waiting_for_a_translator_is_no_error_of_a_lenient_build(sources: Sources) -> None:
    change(
        sources.specs / "fire/inspection.yaml",
        "type: integer",
        "hint: Chairs and stools\n        type: integer",
    )
    result = build(sources)
    assert result.exit_code == 0
    assert "Waiting for translators: " in result.output
    assert "error" not in result.output
