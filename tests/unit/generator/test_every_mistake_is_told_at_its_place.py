"""One mistake in a good city: its code, and the very characters that are at fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.problems.codes import all_codes
from tests.unit.generator.dunes import FORM, changed, marked, project
from tests.unit.generator.mistake import Mistake
from tests.unit.generator.mistakes import MISTAKES


@pytest.mark.parametrize(
    "mistake", MISTAKES, ids=lambda mistake: f"{mistake.code} {mistake.new.strip()[:40]}"
)
def test_one_mistake_is_one_problem_at_its_characters(mistake: Mistake, tmp_path: Path) -> None:
    found = project(tmp_path, changed(mistake.file, mistake.old, mistake.new)).problems

    assert [problem.code for problem in found] == [mistake.code], found
    problem = found[0]
    assert Path(problem.file) == tmp_path / mistake.file
    assert mistake.says in f"{problem.message} {problem.remedy}"
    if mistake.at:
        assert marked(problem) == mistake.at


def test_options_without_a_label_are_not_told_to_be_alike(tmp_path: Path) -> None:
    good = "{field: what, type: text, label: What}"
    bad = '{field: what, type: choice, label: What, options: {a: "", b: "", c: , d: {label: ""}}}'
    found = project(tmp_path, changed(FORM, good, bad)).problems
    assert {problem.code for problem in found} == {"E112"}


def test_every_code_of_specs_and_advice_is_among_these_mistakes() -> None:
    tried = {mistake.code for mistake in MISTAKES}
    elsewhere = {"E101", "E102", "E103", "E107", "E113", "E115", "E116", "E320"}  # whole files: test_files
    elsewhere |= {"W650", "W651", "W652"}  # about themes: test_advice
    elsewhere |= {"W640", "W641"}  # about catalogues: test_plurals, test_city_words
    elsewhere |= {"E117", "E118", "E119", "E120", "E121"}  # about onceonly.toml: test_city_file
    known = {code for codes in all_codes().values() for code in codes if code[:2] in ("E1", "E3", "W6")}
    assert known - tried - elsewhere == set()


def test_the_city_of_these_tests_has_no_problems(tmp_path: Path) -> None:
    assert project(tmp_path).problems == ()
