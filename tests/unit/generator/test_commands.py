"""The commands of spec authors, as they are typed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from forms.fields import field_types
from generator.authoring.reference import problem_reference, spec_reference
from generator.authoring.spec_schema import schemas
from generator.problems import Problem
from generator.problems.codes import all_codes
from generator.problems.show import as_text
from generator.project.project import load_project
from onceonly.command_line import main
from tests.unit.generator.dunes import FILES, FORM, changed, written

ROOT = Path(__file__).parents[3]


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_check_says_that_all_is_well(tmp_path: Path) -> None:
    result = run("check", str(written(tmp_path)))
    assert (result.exit_code, result.stdout) == (0, "2 forms and 1 article can be built.\n")


def test_check_points_at_the_mistake_and_ends_with_1(tmp_path: Path) -> None:
    result = run("check", str(written(tmp_path, changed(FORM, "kind == 'other'", "knd == 'other'"))))
    assert result.exit_code == 1
    lines = result.stderr.split("\n")
    assert lines[0].startswith(f"{tmp_path / FORM}:35:18: E211 ")
    assert lines[1] == "  |         show_if: knd == 'other'"
    assert lines[2] == "  |                  ^^^"
    assert "kind" in lines[3]


def test_check_lets_advice_pass_unless_it_is_strict(tmp_path: Path) -> None:
    folder = str(written(tmp_path, changed(FORM, "label: Which kind?", 'label: "Which kind:"')))
    assert run("check", folder).exit_code == 0
    assert run("check", folder, "--strict").exit_code == 1


def test_check_speaks_json_to_editors(tmp_path: Path) -> None:
    result = run("check", str(written(tmp_path, changed(FORM, "max: 500", "max: many"))), "--format", "json")
    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert [(entry["code"], entry["severity"], entry["line"]) for entry in found] == [("E304", "error", 44)]
    assert found[0]["end_column"] - found[0]["column"] == len("many")


def test_check_of_nothing_is_a_problem_and_no_traceback(tmp_path: Path) -> None:
    assert run("check", str(tmp_path / "nowhere")).exit_code == 1


def test_hostile_text_cannot_steer_the_terminal() -> None:
    problem = Problem("E301", "a\x1b[2J.yaml", 1, 1, 3, "“\x1b]0;x\x07” is wrong.", "Use \u202e another.")
    told = as_text([problem], lambda file: ["\x1b[31mred"])
    assert all(character.isprintable() or character == "\n" for character in told)


@pytest.mark.parametrize("name", ["Harbor City", 'Café "Größe": #1 {x} [y] & *z', "- no", "Ville d'été"])
def test_a_new_city_agency_and_form_pass_the_check(name: str, tmp_path: Path) -> None:
    folder = str(tmp_path / "city")
    begin = ("new", "city", "--folder", folder, "--languages", "en, es", "--agency", name)
    assert run(*begin, "--", name).exit_code == 0
    assert run("new", "agency", "--folder", folder, "--name", f"Second {name}").exit_code == 0
    second = load_project(Path(folder, "form_specs")).city.agencies[1]
    assert second.title == f"Second {name}"
    form = ("new", "form", "--folder", folder, "--agency", second.name)
    assert run(*form, "--title", f"Ask for {name}").exit_code == 0
    checked = run("check", folder, "--strict")
    assert (checked.exit_code, checked.stdout) == (0, "1 form can be built.\n")


def test_a_title_without_latin_letters_gets_its_name_from_an_option(tmp_path: Path) -> None:
    folder = str(tmp_path / "specs")
    named = ("雾城", "--agency", "消防局")
    city = ("new", "city", *named, "--folder", folder, "--languages", "zh-Hans")
    refused = run(*city).stderr
    assert "“雾城” has no letters from a to z that the city could" in refused
    assert "--key my-city" in refused
    assert "--agency-key my_agency" in run(*city, "--key", "wucheng").stderr
    assert run(*city, "--key", "wucheng", "--agency-key", "fire").exit_code == 0
    agency = ("new", "agency", "--folder", folder, "--name", "公园")
    assert "--key my_agency" in run(*agency).stderr
    assert run(*agency, "--key", "parks").exit_code == 0
    form = ("new", "form", "--folder", folder, "--agency", "fire", "--title", "申请许可")
    assert "--name my-form" in run(*form).stderr
    assert "Write --name fire-permit" in run(*form, "--name", "Fire permit").stderr
    assert run(*form, "--name", "fire-permit").exit_code == 0
    assert load_project(Path(folder, "form_specs")).forms[0].name == "fire-permit"
    article = ("new", "article", "--folder", folder, "--agency", "fire", "--title", "来访之前")
    assert "--name my_article" in run(*article).stderr
    assert run(*article, "--name", "before_we_come").exit_code == 0
    theme = ("new", "theme", "--themes", str(ROOT / "themes"), "--name", "港口")
    assert "--key my-theme" in run(*theme).stderr


def test_new_never_overwrites(tmp_path: Path) -> None:
    folder = str(written(tmp_path))
    for arguments in (
        ("city", "X", "--languages", "en", "--agency", "Y"),
        ("agency", "--name", "Fire"),
        ("form", "--agency", "clerk", "--title", "Trade name"),
    ):
        result = run("new", arguments[0], "--folder", folder, *arguments[1:])
        assert result.exit_code == 1
        assert "already" in result.stderr
    assert {name: (tmp_path / name).read_text("utf-8") for name in FILES} == FILES


def test_a_form_of_an_unknown_agency_is_refused(tmp_path: Path) -> None:
    result = run("new", "form", "--folder", str(written(tmp_path)), "--agency", "police", "--title", "X")
    assert result.exit_code == 1
    assert "onceonly new agency" in result.stderr
    assert "fire, clerk" in result.stderr


def test_an_agency_may_be_named_as_people_call_it(tmp_path: Path) -> None:
    folder = str(tmp_path / "specs")
    run("new", "city", "X", "--folder", folder, "--languages", "en", "--agency", "Parks & Recreation")
    result = run("new", "form", "--folder", folder, "--agency", "Parks & Recreation", "--title", "Picnic")
    assert result.exit_code == 0
    assert (tmp_path / "specs/form_specs/parks_recreation" / "picnic.yaml").is_file()
    assert f"onceonly preview --folder {folder}" in result.stdout


def test_a_city_with_an_unknown_language_is_not_begun(tmp_path: Path) -> None:
    result = run(
        "new",
        "city",
        "X",
        "--folder",
        str(tmp_path / "specs"),
        "--languages",
        "english",
        "--agency",
        "Y",
    )
    assert result.exit_code == 1
    assert "Write en." in result.stderr
    assert not (tmp_path / "specs").exists()


@pytest.mark.parametrize("name", ["city.json", "form.json", "master_fields.json"])
def test_the_published_schemas_are_fresh(name: str) -> None:
    stored = json.loads((ROOT / "docs" / "schema" / name).read_text("utf-8"))
    assert stored == schemas(field_types())[name], "run: onceonly schema"


def test_the_reference_pages_are_fresh() -> None:
    pages = {"spec-reference.md": spec_reference(field_types()), "problems.md": problem_reference()}
    for name, text in pages.items():
        assert (ROOT / "docs" / name).read_text("utf-8") == text, "run: onceonly reference"


def test_schema_and_reference_write_where_they_are_told(tmp_path: Path) -> None:
    assert run("schema", "--to", str(tmp_path / "schema")).exit_code == 0
    assert run("reference", "--to", str(tmp_path)).exit_code == 0
    assert sorted(path.name for path in tmp_path.rglob("*.*")) == [
        "city.json",
        "form.json",
        "master_fields.json",
        "problems.md",
        "spec-reference.md",
    ]


def test_every_code_in_the_product_is_documented_and_used() -> None:
    documented = {code for codes in all_codes().values() for code in codes}
    sources = [
        path for package in ("generator", "onceonly", "forms") for path in (ROOT / package).rglob("*.py")
    ]
    text = "\n".join(path.read_text("utf-8") for path in sources if "codes" not in path.parts)
    used = set(re.findall(r"\"([EW][0-9]{3})\"", text))
    assert len(documented) > 100
    assert used - documented == set()
    assert documented - used == set()


def test_new_article_passes_the_check_and_keeps_what_is_there(tmp_path: Path) -> None:
    folder = str(written(tmp_path))
    result = run(
        "new", "article", "--folder", folder, "--agency", "Fire Department", "--title", "Before we come!"
    )
    assert result.exit_code == 1
    assert "There is no agency “Fire Department”" in result.stderr
    run("new", "article", "--folder", folder, "--agency", "fire", "--title", "Before we come!")
    assert load_project(tmp_path).problems == ()
    assert (tmp_path / "fire/articles/before_we_come.md").read_text("utf-8").startswith("# Before we come!\n")
    again = run("new", "article", "--folder", folder, "--agency", "fire", "--title", "Before we come!")
    assert (again.exit_code, "is there already" in again.stderr) == (1, True)
