"""What lies in a theme's folders: what is used of it, and what is told about the rest."""

from __future__ import annotations

from pathlib import Path

from generator.rendering.themes import read_theme
from tests.unit.themes.themes_folder import put, told, written


def test_what_editors_and_systems_leave_in_static_is_neither_read_nor_published(tmp_path: Path) -> None:
    themes = written(tmp_path, "extends: base", css=".own { color: red }")
    whole = read_theme(themes, "own").assets()
    put(themes, "static/._9-own.css", b"\x00\x05\x16\xff")
    put(themes, "static/.h.css", "p { color: blue }")
    put(themes, "static/#9-own.css#", "p {")
    put(themes, "static/.DS_Store", b"\x00")
    assert told(themes) == []
    assert read_theme(themes, "own").assets() == whole
