"""What tests share is made once a run: never twice, never half."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.once import once


def test_who_asks_together_gets_one_folder_that_was_filled_once(tmp_path: Path) -> None:
    fillings: list[Path] = []

    def fill(folder: Path) -> None:
        fillings.append(folder)
        (folder / "city").write_text("built")

    with ThreadPoolExecutor(4) as people:
        folders = list(people.map(lambda _: once(tmp_path, "city", fill), range(20)))
    assert {(folder / "city").read_text() for folder in folders} == {"built"}
    assert fillings == [folders[0]]


def test_what_was_left_half_filled_is_filled_anew(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        (folder / "half").touch()
        raise OSError("The disk is full")

    with pytest.raises(OSError, match="disk"):
        once(tmp_path, "city", fail)
    folder = once(tmp_path, "city", lambda folder: (folder / "whole").touch())
    assert [path.name for path in folder.iterdir()] == ["whole"]
