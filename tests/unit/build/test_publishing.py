"""A build takes the place of the old one whole or not at all."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator import publishing as module
from generator.publishing import CannotPublish, publishing, take_over


def published(output: Path, **files: str) -> None:
    with publishing(output) as folder:
        for name, content in files.items():
            (folder / f"{name}.json").write_text(content)


def contents(output: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in output.iterdir()}


def test_the_first_build_makes_the_folder(tmp_path: Path) -> None:
    published(tmp_path / "deep" / "output", manifest="1")
    assert contents(tmp_path / "deep" / "output") == {"manifest.json": "1"}


def test_a_second_build_replaces_everything_but_the_readme(tmp_path: Path) -> None:
    output = tmp_path / "output"
    output.mkdir()
    (output / "README.md").write_text("kept")
    published(output, manifest="1", old="x")
    published(output, manifest="2")
    assert contents(output) == {"README.md": "kept", "manifest.json": "2"}
    assert [path.name for path in tmp_path.iterdir()] == ["output"]


def test_a_build_that_fails_leaves_the_old_output_and_no_rest(tmp_path: Path) -> None:
    output = tmp_path / "output"
    published(output, manifest="1")
    with pytest.raises(OSError, match="File name too long"):
        published(output, manifest="2", **{"x" * 300: ""})
    assert contents(output) == {"manifest.json": "1"}
    assert [path.name for path in tmp_path.iterdir()] == ["output"]


def test_a_second_build_at_the_same_time_is_refused_in_words(tmp_path: Path) -> None:
    output = tmp_path / "output"
    with publishing(output) as folder:
        (folder / "manifest.json").write_text("1")
        with pytest.raises(CannotPublish, match="Wait until it has finished"), publishing(output):
            pytest.fail("two builds at once")
    assert contents(output) == {"manifest.json": "1"}


def test_a_folder_that_no_build_wrote_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(CannotPublish, match="no build has written"), publishing(tmp_path):
        pytest.fail("replaced")
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_without_an_exchange_two_renames_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_renameat2", lambda: None)
    output = tmp_path / "output"
    published(output, manifest="1")
    published(output, manifest="2")
    assert contents(output) == {"manifest.json": "2"}
    assert [path.name for path in tmp_path.iterdir()] == ["output"]


def test_a_build_killed_between_two_renames_is_mended_by_the_next(tmp_path: Path) -> None:
    output = tmp_path / "output"
    published(output, manifest="1")
    output.rename(tmp_path / ".output.old")
    with pytest.raises(ZeroDivisionError), publishing(output):
        raise ZeroDivisionError
    assert contents(output) == {"manifest.json": "1"}


def test_a_file_is_taken_over_without_a_copy_where_the_disk_allows_it(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    (old / "en").mkdir(parents=True)
    (old / "en" / "a.json").write_text("1")
    take_over(old, new, ["en/a.json"])
    assert (new / "en" / "a.json").stat().st_ino == (old / "en" / "a.json").stat().st_ino


LOOP = """
import sys, itertools
from pathlib import Path
from generator.publishing import publishing
for number in itertools.count():
    with publishing(Path(sys.argv[1])) as folder:
        (folder / "manifest.json").write_text(str(number))
        for name in range(40):
            (folder / f"{name}.json").write_text(str(number))
    if number == 3:
        print("in full swing", flush=True)
"""


@pytest.mark.parametrize("seed", range(8))
def test_kill_9_at_any_moment_leaves_one_whole_build(tmp_path: Path, seed: int) -> None:
    output = tmp_path / "output"
    with publishing(output) as folder:
        for name in ["manifest", *map(str, range(40))]:
            (folder / f"{name}.json").write_text("0")
    running = subprocess.Popen(
        [sys.executable, "-c", LOOP, str(output)],
        cwd=Path(__file__).parents[3],
        stdout=subprocess.PIPE,
    )
    assert running.stdout is not None
    assert running.stdout.readline() == b"in full swing\n"
    time.sleep(random.Random(seed).random() / 20)
    os.kill(running.pid, signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    running.stdout.close()
    found = contents(output)
    assert len(found) == 41
    assert len(set(found.values())) == 1
    with publishing(output) as folder:  # and the next build is not in its way
        (folder / "manifest.json").write_text("next")
    assert [path.name for path in tmp_path.iterdir()] == ["output"]
