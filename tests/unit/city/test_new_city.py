"""``onceonly new city``: a repository of its own, which never takes the place of anything."""

from __future__ import annotations

import json
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.project.load import load_project
from generator.sources.city_file import problems_of_city_file
from onceonly.command_line import main

BILINGUAL = ("new", "city", "Harbor City", "--languages", "en,es")


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A city that has just begun; tests only read it, or copy it."""
    folder = tmp_path_factory.mktemp("begun") / "harbor-city"
    assert run(*BILINGUAL, "--folder", str(folder)).exit_code == 0
    return folder


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*words: str) -> Result:
    result = CliRunner().invoke(main, list(words))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_it_stands_in_a_folder_called_as_the_city() -> None:
    result = run(*BILINGUAL)
    assert result.exit_code == 0, result.output
    assert {path.name for path in Path("harbor-city").iterdir()} == {
        *("form_specs", "themes", "locales", "output", ".gitignore", "README.md", ".vscode", "onceonly.toml")
    }
    assert "cd harbor-city" in result.output
    assert run("check", "harbor-city").exit_code == 0


def test_it_stands_where_it_is_told() -> None:
    assert run("--folder", "repository", *BILINGUAL).exit_code == 0
    assert Path("repository/form_specs/city.yaml").is_file()
    assert sorted(path.name for path in Path().iterdir()) == ["repository"]


def test_its_file_says_what_it_requires(begun: Path) -> None:
    said = tomllib.loads((begun / "onceonly.toml").read_text("utf-8"))
    assert sorted(said) == ["requires", "spec"]
    assert said["spec"] == 1
    assert problems_of_city_file(begun / "onceonly.toml", "99.0") != ()


def test_editors_find_a_schema_for_every_spec(begun: Path) -> None:
    shutil.copytree(begun, "harbor-city")
    run("new", "form", "--agency", "City Hall", "--title", "Ask", "--folder", "harbor-city")
    root = Path("harbor-city")
    mapped = json.loads((root / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    covered = {path for pattern in mapped.values() for path in root.glob(pattern)}
    assert covered == set(root.glob("form_specs/**/*.yaml"))
    assert len(covered) == 3
    assert [schema for schema in mapped if "$schema" not in json.loads((root / schema).read_text())] == []


def test_git_takes_what_people_write_and_leaves_out_what_is_made(begun: Path) -> None:
    root = Path(shutil.copytree(begun, "harbor-city"))
    for made in ("output/index.html", "var/onceonly.db", "locales/forms.pot", ".output.compiled/x"):
        (root / made).parent.mkdir(exist_ok=True)
        (root / made).touch()
    git = ("git", "-C", str(root))
    subprocess.run([*git, "init", "-q"], check=True)
    listed = [*git, "ls-files", "--others", "--exclude-standard"]
    kept = subprocess.run(listed, capture_output=True, text=True, check=True).stdout.splitlines()
    assert {"onceonly.toml", "form_specs/city.yaml", "output/README.md", ".vscode/settings.json"} <= set(kept)
    assert [path for path in kept if path.startswith("var/") or path.endswith((".pot", ".html", "/x"))] == []


def test_a_folder_that_holds_anything_is_refused_and_stays_as_it_is(tmp_path: Path) -> None:
    precious = tmp_path / "harbor-city" / "thesis.txt"
    precious.parent.mkdir()
    precious.write_text("years of work")
    for words in (
        BILINGUAL,
        (*BILINGUAL, "--folder", "harbor-city"),
        (*BILINGUAL, "--folder", str(precious)),
    ):
        result = run(*words)
        assert result.exit_code != 0
        assert "and was not touched" in result.output or "is a file" in result.output
    assert [path.name for path in precious.parent.iterdir()] == ["thesis.txt"]
    assert precious.read_text() == "years of work"


def test_an_existing_city_is_refused_and_stays_as_it_is(tmp_path: Path, begun: Path) -> None:
    shutil.copytree(begun, "harbor-city")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert "not touched" in run(*BILINGUAL).output
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_repository_without_files_is_taken() -> None:
    Path("fresh/.git").mkdir(parents=True)
    assert run(*BILINGUAL, "--folder", "fresh").exit_code == 0


def test_an_unknown_language_leaves_nothing_behind(tmp_path: Path) -> None:
    result = run("new", "city", "Harbor", "--languages", "en,esp")
    assert result.exit_code == 1
    assert "“esp” is not the code of a language" in result.output
    assert list(tmp_path.iterdir()) == []


def test_where_nobody_can_be_asked_it_speaks_english_and_has_a_city_hall() -> None:
    assert run("new", "city", "Harbor").exit_code == 0
    city = load_project(Path("harbor/form_specs")).city
    assert (tuple(city.languages), [agency.title for agency in city.agencies]) == (("en",), ["City Hall"])


def test_ways_out_are_not_named_where_they_lead_nowhere(begun: Path) -> None:
    shutil.copytree(begun, "harbor-city")
    Path("harbor-city/form_specs/city.yaml").write_text("city: [")
    assert "--lenient" not in run("build", "harbor-city").output
