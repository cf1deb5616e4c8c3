"""FOLDER and --folder mean the same in every command, before and after its name."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.sources.city_folder import city_folder
from onceonly.command_line import main
from tests.unit.city.commands import BEGINS, NO_OTHER_WORDS, WORDS, every_command
from tests.unit.generator.dunes import written

UNFIT = 'requires = ">=99"\nspek = 1\n'


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A city in a folder beside the one that commands are called in."""
    root = tmp_path / "harbor"
    written(root / "form_specs")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    return root


def run(*words: str) -> Result:
    result = CliRunner().invoke(main, list(words))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def ways(name: str, folder: Path) -> Iterator[list[str]]:
    """All ways to name the folder for one command."""
    first, *rest = name.split()
    more = [word.format(folder=folder, file=__file__) for word in WORDS[name]]
    yield ["--folder", str(folder), first, *rest, *more]
    yield [first, *rest, *more, "--folder", str(folder)]
    yield [first, *rest, "--folder", str(folder), *more]
    if rest:
        yield [first, "--folder", str(folder), *rest, *more]
    if name in NO_OTHER_WORDS or name == "i18n export":
        yield [first, *rest, *more, str(folder)]


def test_the_table_has_every_command() -> None:
    assert {name for name, _ in every_command()} == {*WORDS, BEGINS}


@pytest.mark.parametrize("name", WORDS)
def test_every_command_finds_the_city_however_its_folder_is_named(name: str, city: Path) -> None:
    (city / "onceonly.toml").write_text(UNFIT)
    told = f"{city}/onceonly.toml:1:1: E120"
    for words in [*ways(name, city), next(ways(name, city / "form_specs"))]:
        result = run(*words)
        assert result.exit_code == 1, (words, result.output)
        assert told in result.output, (words, result.output)
        assert "E118" in result.output, words
        assert "2 errors" in result.output, words
    assert [path.name for path in city.iterdir() if path.name not in ("form_specs", "onceonly.toml")] == []
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("name", WORDS)
def test_every_command_looks_at_the_city_around_it(
    name: str, city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (city / "onceonly.toml").write_text(UNFIT)
    words = [*name.split(), *(word.format(folder=".", file=__file__) for word in WORDS[name])]
    if name == "demo":
        words.append(".")  # else it has a folder of its own
    for here in (city, city / "form_specs"):
        monkeypatch.chdir(here)
        result = run(*words)
        assert result.exit_code == 1
        assert "onceonly.toml:1:1: E120" in result.output


def test_a_folder_of_specs_by_another_name_belongs_to_the_folder_around_it(tmp_path: Path) -> None:
    specs = written(tmp_path / "practice")
    found = city_folder(specs)
    assert (found.specs, found.root, found.output) == (specs, tmp_path, tmp_path / "output")


def test_a_folder_without_a_city_is_not_searched_for_specs(tmp_path: Path) -> None:
    written(tmp_path / "some" / "project" / "deep")
    found = city_folder(tmp_path / "some")
    assert found.specs == tmp_path / "some" / "form_specs"
    told = run("check", str(tmp_path / "some"))
    assert f"{found.specs}:1:1: E101" in told.output
    assert "onceonly new city" in told.output
    assert "1 error" in told.output


def test_a_folder_of_specs_may_lack_its_city(tmp_path: Path) -> None:
    specs = written(tmp_path / "practice")
    (specs / "city.yaml").unlink()
    assert "practice/city.yaml:1:1: E101 The city has no city.yaml" in run("check", str(specs)).output


def test_the_demo_never_builds_into_the_folder_of_a_city(city: Path) -> None:
    for folder in (city, city / "form_specs"):
        refused = run("demo", "--folder", str(folder))
        assert refused.exit_code == 1
        assert "the folder of a city of its own" in refused.output
    assert [path.name for path in city.iterdir()] == ["form_specs"]


def test_two_folders_are_refused(city: Path) -> None:
    for words in (["--folder", str(city), "check", "other"], ["check", "other", "--folder", str(city)]):
        result = run(*words)
        assert result.exit_code == 2
        assert "Two folders are named" in result.output
    assert run("--folder", str(city), "check", str(city)).exit_code == 0


def test_explicit_folders_are_those_of_the_caller(city: Path) -> None:
    theme = ("new", "theme", "--folder", str(city), "--name", "Own")
    assert run(*theme).exit_code == 0
    assert (city / "themes/own/theme.yaml").is_file()
    assert run(*theme, "--themes", "mine").exit_code == 0
    assert Path("mine/own/theme.yaml").is_file()


@pytest.mark.parametrize(
    "words", [["check"], ["burden"], ["i18n", "check"], ["i18n", "status"]], ids=" ".join
)
def test_what_only_looks_writes_nothing_anywhere(words: list[str], city: Path) -> None:
    before = _all_below(city.parent)
    run(*words, str(city / "form_specs"))
    assert _all_below(city.parent) == before


def test_check_reads_a_folder_that_nobody_may_write(city: Path) -> None:
    shutil.copytree(city, "locked")
    for path in [Path("locked"), *Path("locked").rglob("*")]:
        path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        assert run("check", "locked").exit_code == 0
    finally:
        for path in [Path("locked"), *Path("locked").rglob("*")]:
            path.chmod(0o700)


def test_the_package_runs_as_a_module() -> None:
    asked = [sys.executable, "-m", "onceonly", "--version"]
    said = subprocess.run(asked, capture_output=True, text=True, check=True, timeout=60)
    assert said.stdout == f"onceonly, version {version('onceonly')}\n"


def _all_below(folder: Path) -> dict[str, tuple[int, int]]:
    """Each path with its size and time of change."""
    found = {path: path.stat() for path in folder.rglob("*")}
    return {str(path): (stat.st_size, stat.st_mtime_ns) for path, stat in found.items()}
