"""What a template prints is escaped."""

from __future__ import annotations

from pathlib import Path

import pytest
from markupsafe import Markup, escape

from forms.text.untranslated import Untranslated
from runtime.web.http.templates import environment


def _printed(folder: Path, value: object) -> str:
    output = folder / "output"
    output.mkdir()
    (output / "page.html").write_text("{% set again %}{{ value }}{% endset %}{{ value }}|{{ again }}")
    return environment(output, output.parent / "compiled").get_template("page.html").render(value=value)


@pytest.mark.parametrize(
    "value",
    [
        "".join(map(chr, range(1, 0x250))),
        *"<>&\"'",
        "Dumplings & Dim Sum",
        "plain",
        "",
        Markup("<b>said before</b>"),
        Untranslated("A “sentence” & <more>"),
        12,
        ["<a>"],
    ],
)
def test_a_value_is_printed_as_it_is_escaped_everywhere_else(tmp_path: Path, value: object) -> None:
    assert _printed(tmp_path, value) == f"{escape(value)}|{escape(value)}"
