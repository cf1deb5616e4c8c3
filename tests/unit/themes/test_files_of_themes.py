"""What lies in a theme's folders: what is used of it, and what is told about the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cache.digests import digest_of_files
from generator.themes.themes import read_theme
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


@pytest.mark.parametrize(
    "name", ["templates/art.html", "static/8-own.css", "static/own.png", "templates/own"]
)
def test_a_link_that_leads_nowhere_is_told(tmp_path: Path, name: str) -> None:
    themes = written(tmp_path, "extends: base")
    (themes / "own" / name).symlink_to(tmp_path / "nowhere")
    assert told(themes) == [
        f"E517 themes/own/{name}:1:1 This link leads to no file."
        " Put the file there to which it leads, or remove the link."
    ]


def test_a_file_that_vanishes_before_it_is_read_counts_as_absent(tmp_path: Path) -> None:
    there, gone = tmp_path / "art.html", tmp_path / "4913"
    there.write_text("<hr>", encoding="utf-8")
    files = [("art.html", there)]
    assert digest_of_files([*files, ("4913", gone)]) == digest_of_files(files)
