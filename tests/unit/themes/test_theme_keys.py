"""A value of another kind than its key wants is told at its line, and never passed over in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.themes.themes_folder import told, written


@pytest.mark.parametrize(
    ("line", "start"),
    [
        ("extends: [uswds]", "1:10 “extends” wants the name of a theme, but this is a list."),
        ("extends: {a: b}", "1:10 “extends” wants the name of a theme, but this is a mapping"),
        ("extends:", "1:1 “extends” wants the name of a theme, but this is nothing."),
        ("tokens: hello", "1:9 “tokens” wants a mapping of keys to values, but this is text."),
        ("dark: []", "1:7 “dark” wants a mapping of keys to values, but this is a list."),
        ("contrast: x", "1:11 “contrast” wants a mapping of keys to values, but this is text."),
        (
            "contrast: {much: {color.text: [color.page]}}",
            "1:12 A ratio is expected here, but this is “much”.",
        ),
        ('contrast: {"²": {color.text: [color.page]}}', "1:12 A ratio is expected here, but this is “²”."),
        ('contrast: {"7": [color.text]}', "1:17 “7” wants a mapping of tokens to lists of tokens, but"),
        ('contrast: {"7": {color.text: color.page}}', "1:30 “color.text” wants a list of tokens, but"),
    ],
)
def test_a_value_of_another_kind_is_refused(tmp_path: Path, line: str, start: str) -> None:
    (problem,) = told(written(tmp_path, line))
    assert problem.startswith(f"E518 themes/own/theme.yaml:{start}")


def test_a_key_without_a_value_holds_no_token_and_no_promise(tmp_path: Path) -> None:
    assert told(written(tmp_path, "extends: base\ntokens:\ndark:\ncontrast:")) == []
