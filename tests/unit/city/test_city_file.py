"""``onceonly.toml``: every mistake in it is told at its place, all of them together."""

from __future__ import annotations

from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

from generator.problems import Problem
from generator.sources.city_file import fitting, problems_of_city_file

VERSION = "1.4.2"
GOOD = 'requires = "~=1.4"\nspec = 1\n'


def problems(folder: Path, text: str, version: str = VERSION) -> tuple[Problem, ...]:
    path = folder / "onceonly.toml"
    path.write_text(text, "utf-8")
    return problems_of_city_file(path, version)


@pytest.mark.parametrize("text", [GOOD, "", 'requires = ">=1,<2"', "spec = 1 # fine", 'requires = "==1.4.*"'])
def test_what_fits_is_no_problem(text: str, tmp_path: Path) -> None:
    assert problems(tmp_path, text) == ()


def test_a_city_need_not_have_the_file(tmp_path: Path) -> None:
    assert problems_of_city_file(tmp_path / "onceonly.toml", VERSION) == ()


@pytest.mark.parametrize(
    ("text", "code", "place", "says"),
    [
        ('spec = 1\nrequires = "~=1.5"', "E120", (2, 1), "this is 1.4.2, which is older"),
        ('requires = ">=2"', "E120", (1, 1), "docs/operating.md"),
        ('requires = "==2.*"', "E120", (1, 1), "older"),
        ('requires = "<1.4"', "E120", (1, 1), "this is 1.4.2, which is newer"),
        ('requires = "~=1.3.0"', "E120", (1, 1), 'requires = "~=1.4"'),
        ('requires = "!=1.4.2"', "E120", (1, 1), "one that it excludes"),
        ('requires = "1.4 or newer"', "E119", (1, 1), 'requires = "~=1.4"'),
        ('requires = ""', "E119", (1, 1), "PEP 440"),
        ("  requires = 1.4", "E119", (1, 3), "“1.4”"),
        ("spec = 2", "E121", (1, 1), "Install a newer OnceOnly"),
        ("spec = 0", "E121", (1, 1), "Install an older OnceOnly"),
        ('spec = "1"', "E119", (1, 1), "whole number"),
        ("spec = true", "E119", (1, 1), "spec = 1"),
        ('\nrequire = "~=1.4"', "E118", (2, 1), "Did you mean requires?"),
        ("[requires_]\nx = 1", "E118", (1, 2), "Did you mean requires?"),
        ('colour = "red"', "E118", (1, 1), "requires, spec"),
        ("spec = 1\nrequires ~= 1.4", "E117", (2, 10), "not valid TOML"),
        ('spec = 1\nrequires = "~=1.4', "E117", (2, 1), "not valid TOML"),
        ("spec = 1\nspec = 1", "E117", (2, 1), "not valid TOML"),
    ],
)
def test_a_mistake_is_told_at_its_place(
    text: str, code: str, place: tuple[int, int], says: str, tmp_path: Path
) -> None:
    found = problems(tmp_path, text)
    assert [problem.code for problem in found] == [code]
    assert (found[0].line, found[0].column) == place
    assert found[0].file == str(tmp_path / "onceonly.toml")
    assert says in f"{found[0].message} {found[0].remedy}"


def test_all_mistakes_are_told_together(tmp_path: Path) -> None:
    found = problems(tmp_path, 'requires = ">=7"\nspec = "one"\nspek = 1\ncolour = 1\n')
    assert [(problem.code, problem.line) for problem in found] == [
        ("E120", 1),
        ("E119", 2),
        ("E118", 3),
        ("E118", 4),
    ]


def test_a_file_that_is_no_text_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "onceonly.toml"
    path.write_bytes(b"\xff\xfe")
    assert [problem.code for problem in problems_of_city_file(path, VERSION)] == ["E103"]
    path.unlink()
    path.mkdir()
    assert [problem.code for problem in problems_of_city_file(path, VERSION)] == ["E101"]


@pytest.mark.parametrize(
    ("version", "wanted"), [("0.1.0", "~=0.1.0"), ("1.4.2", "~=1.4"), ("2.0rc1", "~=2.0")]
)
def test_a_new_city_requires_what_is_compatible(version: str, wanted: str) -> None:
    assert fitting(version) == wanted
    assert SpecifierSet(wanted).contains("0.2" if version[0] == "0" else "9.0") is False


def test_a_version_before_a_release_counts_too(tmp_path: Path) -> None:
    assert problems(tmp_path, 'requires = "~=1.4"', "1.5.dev3") == ()
