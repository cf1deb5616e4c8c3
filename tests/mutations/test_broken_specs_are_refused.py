"""Broken spec sets and bombs, more than two hundred: each is a clear problem, quickly, and nothing else."""

from __future__ import annotations

import json
import resource
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from onceonly.command_line import main
from tests.mutations.bombs import BOMBS
from tests.mutations.mutate import BREAKS, Broken, broken, mutations
from tests.unit.generator.dunes import FORM, written
from tests.work import calls, comes_to_an_end

SEED, CASES = 20_260_301, 255
MOST_CALLS = 5_000_000
"""The most work that one set may take; on common machines that is a few seconds."""


def assert_refused(case: Broken, folder: Path) -> None:
    specs = written(folder / "specs", case.files)
    results: list[Result] = []
    command = ["check", str(specs), "--format", "json"]
    with comes_to_an_end():
        work = calls(lambda: results.append(CliRunner().invoke(main, command)))
    (result,) = results
    assert work < MOST_CALLS, case.how
    assert isinstance(result.exception, SystemExit), f"{case.how}: {result.exception!r}"
    assert result.exit_code == 1, f"{case.how} passed: {case.files[case.file][:2000]!r}"
    assert "Traceback" not in result.output
    found = json.loads(result.stdout)
    assert any(problem["severity"] == "error" for problem in found)
    for problem in found:
        assert_clear(problem, specs)
    if case.how not in ("twice", "misplaced"):
        assert str(specs / case.file) in {problem["file"] for problem in found}, (case.how, found)


def assert_clear(problem: Mapping[str, Any], specs: Path) -> None:
    """A place that exists, and two whole sentences."""
    path = Path(problem["file"])
    assert specs in path.parents
    assert 1 <= problem["line"] <= path.read_bytes().count(b"\n") + 2
    assert 1 <= problem["column"] < problem["end_column"]
    for sentence in (problem["message"], problem["remedy"]):
        assert sentence.rstrip("”)")[-1] in ".?:…", sentence
        assert sentence[0].isupper() or sentence[0] in "“'" or problem["code"].startswith("E2"), sentence
        assert len(sentence) < 700


@pytest.mark.parametrize("how", sorted(BREAKS))
def test_specs_broken_in_this_way_are_refused(how: str, tmp_path: Path) -> None:
    cases = [case for case in mutations(SEED, CASES) if case.how == how]
    assert len(cases) == CASES // len(BREAKS)
    for number, case in enumerate(cases):
        assert_refused(case, tmp_path / str(number))


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_little_time_and_memory(name: str, tmp_path: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert_refused(broken(name, FORM, BOMBS[name]), tmp_path)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 200_000  # kilobytes


@pytest.mark.parametrize("how", sorted(BREAKS))
def test_a_build_of_broken_specs_leaves_the_old_output_alone(how: str, tmp_path: Path) -> None:
    case = next(case for case in mutations(SEED + 1, CASES) if case.how == how)
    specs, output = written(tmp_path / "specs", case.files), tmp_path / "output"
    old = {"manifest.json": "{}", "en/city.json": "{}"}
    written(output, old)
    result = CliRunner().invoke(main, ["build", "--folder", str(specs), "--output", str(output)])
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == 1
    left = {path.relative_to(output).as_posix(): path.read_text() for path in output.rglob("*.json")}
    assert left == old
    assert {path.name for path in tmp_path.iterdir()} - {"var"} == {
        "output",
        "specs",
    }  # var: what it remembers


def test_there_are_at_least_two_hundred_cases_and_they_are_different() -> None:
    cases = list(mutations(SEED, CASES))
    assert len(cases) >= 200
    assert len(BOMBS) >= 20
    different = {(case.file, case.files[case.file]) for case in cases}
    assert len(different) > 150
