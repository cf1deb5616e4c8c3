"""A build takes the place of the old one whole or not at all."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build import publishing as module
from generator.build.publishing import CannotPublish, publishing, stored_manifest


def published(output: Path, **files: str) -> None:
    with publishing(output) as new:
        for name, content in files.items():
            new.put(f"{name}.json", content.encode())


def contents(output: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in output.iterdir()}


def beside(output: Path) -> set[str]:
    """What lies beside an output."""
    return {path.name for path in output.parent.iterdir()} - {output.name}


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
    assert not beside(output)


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
    assert not beside(output)


def test_a_build_killed_between_two_renames_is_mended_by_the_next(tmp_path: Path) -> None:
    output = tmp_path / "output"
    published(output, manifest="1")
    output.rename(tmp_path / ".output.old")
    with pytest.raises(ZeroDivisionError), publishing(output):
        raise ZeroDivisionError
    assert contents(output) == {"manifest.json": "1"}


def test_a_file_is_taken_over_as_it_was(tmp_path: Path) -> None:
    output = tmp_path / "output"
    published(output, manifest="1", a="as it was")
    for number in (b"2", b"3"):
        with publishing(output) as new:
            new.put("manifest.json", number)
            new.take_over(["a.json"])
    assert contents(output) == {"manifest.json": "3", "a.json": "as it was"}


def test_where_files_cannot_stand_in_two_folders_they_are_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(old: str, new: str) -> None:
        raise PermissionError(old, new)

    monkeypatch.setattr(os, "link", refused)
    test_a_file_is_taken_over_as_it_was(tmp_path)


def test_no_file_is_written_twice(tmp_path: Path) -> None:
    """It may be one of the old output, which must stay as it is until the new one takes its place."""
    output = tmp_path / "output"
    published(output, manifest="1", a="1")
    with publishing(output) as new:
        new.take_over(["a.json"])
        new.put("manifest.json", b"2")
        with pytest.raises(FileExistsError):
            new.put("a.json", b"2")
    assert contents(output) == {"manifest.json": "2", "a.json": "1"}


def test_until_it_is_published_a_build_changes_nothing_of_the_old_output(tmp_path: Path) -> None:
    output = tmp_path / "output"
    published(output, manifest="1", a="1", b="1")
    with publishing(output) as new:
        new.take_over(["b.json"])
        new.put("a.json", b"2")
        new.put("manifest.json", b"2")
        assert contents(output) == {"manifest.json": "1", "a.json": "1", "b.json": "1"}
    assert contents(output) == {"manifest.json": "2", "a.json": "2", "b.json": "1"}


def _below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def _link_away(output: Path) -> None:
    (output / "en").rename(output.parent / "elsewhere")
    (output / "en").symlink_to(output.parent / "elsewhere")


def _folder_for_file(output: Path) -> None:
    (output / "en/a.json").unlink()
    (output / "en/a.json/deep").mkdir(parents=True)


def _file_for_folder(output: Path) -> None:
    shutil.rmtree(output / "en")
    (output / "en").write_text("")


def _other_case(output: Path) -> None:
    (output / "en/a.json").rename(output / "en/A.json")


def _empty_folder(output: Path) -> None:
    (output / "junk/deep").mkdir(parents=True)


@pytest.mark.parametrize("done", [_link_away, _folder_for_file, _file_for_folder, _other_case, _empty_folder])
def test_whatever_was_done_to_an_output_the_next_ones_are_right(
    tmp_path: Path, done: Callable[[Path], None]
) -> None:
    output = tmp_path / "output"

    def build(number: int) -> None:
        with publishing(output) as new:
            new.put("manifest.json", b"%d" % number)
            new.put("en/a.json", b"%d" % number)

    build(1)
    done(output)
    for number in (2, 3, 4):
        build(number)
        assert _below(output) == {"manifest.json", "en", "en/a.json"}
        assert (output / "en/a.json").read_bytes() == b"%d" % number
    elsewhere = tmp_path / "elsewhere"
    assert not elsewhere.exists() or (elsewhere / "a.json").read_bytes() == b"1"


@pytest.mark.parametrize("kind", ["file", "nowhere", "folder"])
@pytest.mark.parametrize("name", ["new", "old", "before"])
def test_what_lies_in_the_place_of_a_build_under_way_is_cleared_away(
    tmp_path: Path, kind: str, name: str
) -> None:
    output, beside_it = tmp_path / "output", tmp_path / f".output.{name}"
    published(output, manifest="1")
    elsewhere = tmp_path / "elsewhere"
    if kind == "file":
        beside_it.write_text("")
    else:
        beside_it.symlink_to(elsewhere)
    if kind == "folder":
        elsewhere.mkdir()
        (elsewhere / "mine.txt").write_text("mine")
    published(output, manifest="2")
    assert contents(output) == {"manifest.json": "2"}
    assert beside(output) == ({"elsewhere"} if kind == "folder" else set())
    assert kind != "folder" or (elsewhere / "mine.txt").read_text() == "mine"


def test_a_build_does_not_publish_over_one_that_it_has_not_seen(tmp_path: Path) -> None:
    output = tmp_path / "output"
    published(output, manifest="1")
    seen = stored_manifest(output)
    published(output, manifest="2")
    with pytest.raises(CannotPublish, match="Build again"), publishing(output, seen):
        pytest.fail("published")
    assert contents(output) == {"manifest.json": "2"}


def test_an_output_keeps_who_may_read_it(tmp_path: Path) -> None:
    output = tmp_path / "output"
    published(output, manifest="1")
    output.chmod(0o750)
    for number in ("2", "3"):
        published(output, manifest=number)
        assert output.stat().st_mode & 0o777 == 0o750


LOOP = """
import sys, itertools
from pathlib import Path
from generator.build.publishing import publishing
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
        cwd=Path(__file__).parents[2],
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
    assert not beside(output)
