"""Colours that stand on each other can be told apart, and the remedy for those that cannot really is one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.authoring.scaffold import Called, new_theme
from generator.check.themes.contrast_ratio import contrast, nearest_passing
from generator.themes.themes import read_theme
from tests.unit.rendering.test_foggytons_face import BORDER_ON, TEXT_ON
from tests.unit.themes.themes_folder import THEMES, told, written

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_an_unreadable_pair_is_told_with_both_names_the_ratio_and_the_nearest_value(tmp_path: Path) -> None:
    themes = written(tmp_path, "tokens:\n  color:\n    soft: {$value: '#a0a8ae'}\n")
    first = told(themes)[0]
    assert first.startswith("E507 themes/own/theme.yaml:3:20 color.soft (#a0a8ae) on color.error-tint")
    assert "the contrast is 2.1" in first
    assert "It is too close to card.face, color.page, color.paper as well." in first
    assert len(told(themes)) == 1
    assert "It must be 4.5 to 1." in first
    better = re.search(r"The nearest value that passes is (#[0-9a-f]{6}) for color.soft", first)
    assert better
    (themes / "own" / "theme.yaml").write_text(f"tokens: {{color: {{soft: {{$value: '{better[1]}'}}}}}}")
    assert told(themes) == []


def test_the_dark_is_looked_at_too(tmp_path: Path) -> None:
    (problem,) = told(written(tmp_path, "dark:\n  color:\n    soft: {$value: '#444444'}\n"))
    assert problem.startswith("E507 themes/own/theme.yaml:3:20 color.soft (#444444) on ")
    assert "cannot be read in the dark" in problem


def test_a_value_that_spoils_much_is_told_once_and_its_remedy_mends_all_of_it(tmp_path: Path) -> None:
    themes = written(tmp_path, "tokens:\n  brand:\n    blue: {$value: '#9cc8e8'}\n")
    (problem,) = told(themes)
    assert problem.startswith(
        "E507 themes/own/theme.yaml:3:20 With #9cc8e8 for brand.blue these cannot be read: "
    )
    assert re.search(r"color\.header-focus on color\.header \(1\.\d+ instead of 3 to 1\)", problem)
    assert " and " in problem
    _mend(themes, problem, "#9cc8e8")
    assert told(themes) == []


@pytest.mark.parametrize("colour", ["#c9a24a", "#ffffff", "#7f7f7f", "#00ff88", "#e8b4cd"])
def test_following_the_advice_leads_out(tmp_path: Path, colour: str) -> None:
    """However bad a brand colour is: each round mends what it names, and makes nothing else worse."""
    themes = tmp_path / "new"
    new_theme(themes, Called("Own", "", "theme"), "base")
    starter = (themes / "own" / "theme.yaml").read_text("utf-8")
    themes = written(tmp_path, starter.replace("#1f4d3a", colour))
    problems = told(themes)
    assert len(problems) == 1
    _mend(themes, problems[0], colour)
    assert told(themes) == []


def test_where_the_light_and_the_dark_need_different_colours_the_remedy_says_so(tmp_path: Path) -> None:
    clay = "{$value: '#8c3a1e'}"
    light = f"header: {{$value: '#ffffff'}}\n    on-header: {clay}\n    header-focus: {clay}"
    dark = "header: {$value: '#4a1c0d'}\n    header-focus: {$value: '#ffd27a'}"
    themes = written(tmp_path, f"tokens:\n  color:\n    {light}\ndark:\n  color:\n    {dark}\n")
    (problem,) = told(themes)
    assert problem.startswith("E507 themes/own/theme.yaml:4:25 color.on-header (#8c3a1e) on ")
    better = re.search(r"below “dark:”: color: \{on-header: \{\$value: \"(#[0-9a-f]{6})\"\}\}", problem)
    assert better
    dark = f"{dark}\n    on-header: {{$value: '{better[1]}'}}"
    (themes / "own" / "theme.yaml").write_text(
        f"tokens:\n  color:\n    {light}\ndark:\n  color:\n    {dark}\n"
    )
    assert told(themes) == []


def _mend(themes: Path, problem: str, wrong: str) -> None:
    """Write the colour that a problem names in place of the wrong one."""
    (better,) = set(re.findall(r"#[0-9a-f]{6}", problem.partition("The nearest value")[2]))
    path = themes / "own" / "theme.yaml"
    path.write_text(path.read_text("utf-8").replace(wrong, better), encoding="utf-8")


def test_a_theme_may_promise_more_than_it_must(tmp_path: Path) -> None:
    themes = written(tmp_path, "contrast:\n  '12':\n    color.soft: [color.paper]\n")
    found = told(themes)
    assert found
    assert [problem for problem in found if "It must be 12 to 1." not in problem] == []
    # Although the theme has chosen neither colour, it is told what to choose.
    light, dark = (re.search(r"#[0-9a-f]{6}", one.partition("must be")[2]) for one in found)
    assert light
    assert dark
    assert ["below “dark:”" in one for one in found] == [False, True]
    (themes / "own" / "theme.yaml").write_text(
        f"tokens: {{color: {{soft: {{$value: '{light[0]}'}}}}}}\n"
        f"dark: {{color: {{soft: {{$value: '{dark[0]}'}}}}}}\n"
        "contrast:\n  '12':\n    color.soft: [color.paper]\n"
    )
    assert told(themes) == []


def test_a_promise_about_a_colour_that_is_not_there_is_told(tmp_path: Path) -> None:
    (problem,) = told(written(tmp_path, "contrast:\n  '7':\n    color.softe: [color.paper]\n"))
    assert problem.startswith("E504 themes/own/theme.yaml:3:5")
    assert "Did you mean color.soft" in problem


@pytest.mark.parametrize("pair", [*TEXT_ON, *BORDER_ON], ids="-on-".join)
def test_what_every_page_needs_is_promised_by_the_base(pair: tuple[str, str]) -> None:
    promised = {(one.front.text, one.back.text) for one in read_theme(THEMES, "base").pairs}
    components = {"color.action": "button.face", "color.on-action": "button.text"}
    wanted = tuple(f"color.{name}" for name in pair)
    same = tuple({**components, "color.action-over": "button.over"}.get(name, name) for name in wanted)
    assert wanted in promised or same in promised


@settings(max_examples=60)
@given(COLOURS, st.lists(COLOURS, min_size=1, max_size=3), st.sampled_from([3.0, 4.5]))
def test_the_nearest_colour_passes_and_a_passing_colour_stays(
    colour: str, others: list[str], ratio: float
) -> None:
    found = nearest_passing(colour, [(other, ratio) for other in others])
    extremes = [
        one for one in ("#000000", "#ffffff") if all(contrast(one, other) >= ratio for other in others)
    ]
    assert (found is None) <= (extremes == [])
    if found:
        assert all(contrast(found, other) >= ratio for other in others)
    if all(contrast(colour, other) >= ratio for other in others):
        assert found == colour


def test_contrast_is_that_of_the_guidelines() -> None:
    assert round(contrast("#000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
