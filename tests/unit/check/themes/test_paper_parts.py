"""A part may have styles when only paper includes it: no policy of pages holds there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.themes.themes_folder import THEMES, put, told, written

STYLED = "<style>p { margin: 0 }</style>"
BLANK = (THEMES / "base/templates/blank.html").read_text("utf-8")


def _with(part: str) -> str:
    return BLANK.replace("<h1>", f'[% include "{part}" %]<h1>')


def test_a_part_that_only_paper_includes_may_have_styles(tmp_path: Path) -> None:
    themes = written(
        tmp_path, "extends: base", blank=_with("stamp.html"), stamp='[% include "own/watermark.html" %]'
    )
    put(themes, "templates/watermark.html", STYLED)
    assert told(themes, "blank") == []


@pytest.mark.parametrize("include", ["watermark.html", "own/watermark.html"])
def test_a_part_that_a_page_includes_too_may_not(tmp_path: Path, include: str) -> None:
    themes = written(
        tmp_path, "extends: base", blank=_with("watermark.html"), art=f'[% include "{include}" %]'
    )
    put(themes, "templates/watermark.html", STYLED)
    (problem,) = told(themes)
    assert problem.startswith("E512 themes/own/templates/watermark.html:1:1 ")


def test_a_part_that_nothing_includes_may_not(tmp_path: Path) -> None:
    (problem,) = told(written(tmp_path, "extends: base", watermark=STYLED))
    assert problem.startswith("E512 themes/own/templates/watermark.html:1:1 ")


def test_paper_may_ask_no_other_server_either(tmp_path: Path) -> None:
    watermark = f'{STYLED}<img alt="" src="https://x.example/y.png">'
    (problem,) = told(written(tmp_path, "extends: base", blank=_with("watermark.html"), watermark=watermark))
    assert problem.startswith("E513 ")
