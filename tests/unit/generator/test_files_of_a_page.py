"""Files that one page asks for count together only when they are asked for at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.generator.dunes import FORM, changed, project

NOTE = "      - field: note\n"


@pytest.mark.parametrize(
    ("conditions", "codes"),
    [
        (("kind == 'shop'", "kind == 'bar'"), []),  # 5 + 20: nobody is asked for both
        (("kind == 'shop'", "kind == 'shop'"), ["E339"]),
        (("", "kind == 'bar'"), ["E339"]),
        (("", ""), ["E339"]),
    ],
)
def test_questions_under_different_conditions_do_not_add_up(
    tmp_path: Path, conditions: tuple[str, str], codes: list[str]
) -> None:
    asked = "".join(
        f"      - field: photos{number}\n        type: file\n        label: Photos {number}\n"
        f"        max_mb: 20\n{f'        show_if: {condition}' if condition else ''}\n"
        for number, condition in enumerate(conditions)
    )
    found = project(tmp_path, changed(FORM, NOTE, asked + NOTE)).problems
    assert [problem.code for problem in found if problem.is_error] == codes
