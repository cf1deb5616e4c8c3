"""A block that fills nothing is told: a designer would wait for it in vain."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.check.themes.blocks import unknown_blocks
from tests.unit.themes.themes_folder import told, written


@pytest.mark.parametrize(
    ("template", "source", "start"),
    [
        (
            "layout",
            '[% extends "base/layout.html" %]\n[% block barnd %]x[% endblock %]',
            "E520 themes/own/templates/layout.html:2:1 layout.html fills the block “barnd”, which"
            " base/layout.html does not have. Did you mean brand",
        ),
        (
            "submissions",
            '[% extends "layout.html" %]\n\n[% block mian %]x[% endblock %]',
            "E520 themes/own/templates/submissions.html:3:1 ",
        ),
        (
            "business",
            '[% extends "base/business.html" %][% block dsek %]x[% endblock %]',
            "E520 themes/own/templates/business.html:1:1 ",
        ),
    ],
)
def test_a_block_that_nothing_shows_is_told_where_it_stands(
    tmp_path: Path, template: str, source: str, start: str
) -> None:
    found = told(written(tmp_path, "extends: base", **{template: source}))
    assert [problem for problem in found if problem.startswith(start)]


@pytest.mark.parametrize(
    ("template", "source"),
    [
        ("layout", '[% extends "base/layout.html" %][% block footer %][[ super() ]]<p>x</p>[% endblock %]'),
        # One of its own inside of one that is there, and one that only the grandparent has.
        (
            "portal",
            '[% extends "base/portal.html" %][% block above %][% block mine %]<p>x</p>[% endblock %]'
            "[[ super() ]][% endblock %][% block footer %][[ super() ]][% endblock %]",
        ),
    ],
)
def test_a_block_that_is_shown_is_left_alone(tmp_path: Path, template: str, source: str) -> None:
    assert told(written(tmp_path, "extends: base", **{template: source}), "portal") == []


def test_templates_that_extend_each_other_come_to_an_end(tmp_path: Path) -> None:
    themes = written(
        tmp_path,
        "extends: base",
        search='[% extends "sent.html" %][% block a %][% endblock %]',
        sent='[% extends "search.html" %][% block b %][% endblock %]',
    )
    assert [*unknown_blocks([themes / "own", themes / "base"])] == []
