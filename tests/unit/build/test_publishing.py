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
from generator.new_output import NewOutput, files_in
from generator.publishing import CannotPublish, publishing


def published(output: Path, **files: str) -> None:
    with publishing(output) as new:
        for name, content in files.items():
            new.put(f"{name}.json", content.encode())


def contents(output: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in output.iterdir()}


def beside(output: Path) -> set[str]:
    """What lies beside an output."""
    return {path.name for path in output.parent.iterdir()} - {output.name}


BEFORE = {".output.before"}  # the old output, for the next build


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
    published(output, manifest="3")  # into the folder that still holds what the first build wrote
    assert contents(output) == {"README.md": "kept", "manifest.json": "3"}
    assert beside(output) == BEFORE


def test_a_build_that_fails_leaves_the_old_output_and_no_rest(tmp_path: Path) -> None:
    output = tmp_path / "output"
    published(output, manifest="1")
    with pytest.raises(OSError, match="File name too long"):
        published(output, manifest="2", **{"x" * 300: ""})
    assert contents(output) == {"manifest.json": "1"}
    assert not beside(output)


def test_a_second_build_at_the_same_time_is_refused_in_words(tmp_path: Path) -> None:
    output = tmp_path / "output"
    with publishing(output) as new:
        new.put("manifest.json", b"1")
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
    assert beside(output) == BEFORE
    assert contents(output.with_name(".output.before")) == {"manifest.json": "1"}


def test_a_build_killed_between_two_renames_is_mended_by_the_next(tmp_path: Path) -> None:
    output = tmp_path / "output"
    published(output, manifest="1")
    output.rename(tmp_path / ".output.old")
    with pytest.raises(ZeroDivisionError), publishing(output):
        raise ZeroDivisionError
    assert contents(output) == {"manifest.json": "1"}


def test_a_file_is_taken_over_without_a_copy_where_the_disk_allows_it(tmp_path: Path) -> None:
    output = tmp_path / "output"
    with publishing(output) as new:
        new.put("en/a.json", b"1")
        new.put("manifest.json", b"1")
    inode = files_in(output)["en/a.json"]
    with publishing(output) as new:
        new.take_over(["en/a.json", "manifest.json"])
    assert files_in(output)["en/a.json"] == inode


def test_where_files_cannot_stand_in_two_folders_they_are_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(old: str, new: str) -> None:
        raise PermissionError(old, new)

    monkeypatch.setattr(os, "link", refused)
    output = tmp_path / "output"
    for number in (b"1", b"2", b"3"):
        with publishing(output) as new:
            new.put("manifest.json", number)
            new.take_over(["a.json"]) if number > b"1" else new.put("a.json", b"as it was")
    assert contents(output) == {"manifest.json": "3", "a.json": "as it was"}


def test_what_is_replaced_in_the_new_output_stays_in_the_old_one(tmp_path: Path) -> None:
    """Two outputs share files, and the older one is used again: nothing may be written through it."""
    output = tmp_path / "output"
    published(output, manifest="1", a="1")
    for number in ("2", "3"):
        with publishing(output) as new:
            new.put("manifest.json", number.encode())
            new.take_over(["a.json"])
    with publishing(output) as new:
        new.put("a.json", b"4")
        assert contents(output) == {"manifest.json": "3", "a.json": "1"}
        new.put("manifest.json", b"4")
    assert contents(output) == {"manifest.json": "4", "a.json": "4"}


def test_what_was_edited_in_the_output_counts_as_it_is_there(tmp_path: Path) -> None:
    output = tmp_path / "output"
    for number in ("1", "2"):
        published(output, manifest=number, a="built")
    edited = output / "edited"
    edited.write_text("by hand")
    edited.rename(output / "a.json")
    with publishing(output) as new:
        assert new.held(["a.json"], files_in(output)) == set()
        new.take_over(["a.json"], new.held(["a.json"], files_in(output)))
        new.put("manifest.json", b"3")
    assert contents(output)["a.json"] == "by hand"


def test_what_nobody_wants_any_more_is_cleared_away_with_its_folder(tmp_path: Path) -> None:
    folder, old = tmp_path / "new", tmp_path / "old"
    for file in ("fr/forms/a.html", "fr/forms/b.html", "en/c.html"):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text("")
    new = NewOutput(folder, old)
    new.put("en/d.html", b"")
    new.clear_away()
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*")} == {"en", "en/d.html"}


LOOP = """
import sys, itertools
from pathlib import Path
from generator.publishing import publishing
for number in itertools.count():
    with publishing(Path(sys.argv[1])) as new:
        new.put("manifest.json", str(number).encode())
        for name in range(40):
            new.put(f"{name}.json", str(number).encode())
    if number == 3:
        print("in full swing", flush=True)
"""


@pytest.mark.parametrize("seed", range(8))
def test_kill_9_at_any_moment_leaves_one_whole_build(tmp_path: Path, seed: int) -> None:
    output = tmp_path / "output"
    published(output, **dict.fromkeys(["manifest", *map(str, range(40))], "0"))
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
    published(output, manifest="next")  # and the killed one is not in its way
    assert beside(output) == BEFORE
