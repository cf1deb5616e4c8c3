"""A build is published whole or not at all, and leaves alone what is served."""

from __future__ import annotations

import json
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

from generator.build.publishing import CannotPublish, publishing, stored_manifest
from runtime.services.site.edition import hold_newest, newest_name


def published(output: Path, **files: str) -> None:
    with publishing(output) as new:
        for name, content in files.items():
            new.put(f"{name}.json", content.encode())


def contents(output: Path) -> dict[str, str]:
    """The files of the newest edition."""
    return {path.name: path.read_text() for path in (output / "current").iterdir()}


def editions(output: Path) -> set[str]:
    return {path.name for path in (output / "editions").iterdir()}


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
    assert contents(output) == {"manifest.json": "2"}
    assert (output / "README.md").read_text() == "kept"
    assert len(editions(output)) == 1
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


def _link_away(edition: Path) -> None:
    elsewhere = edition.parents[2] / "elsewhere"
    (edition / "en").rename(elsewhere)
    (edition / "en").symlink_to(elsewhere)


def _folder_for_file(edition: Path) -> None:
    (edition / "en/a.json").unlink()
    (edition / "en/a.json/deep").mkdir(parents=True)


def _file_for_folder(edition: Path) -> None:
    shutil.rmtree(edition / "en")
    (edition / "en").write_text("")


def _other_case(edition: Path) -> None:
    (edition / "en/a.json").rename(edition / "en/A.json")


def _empty_folder(edition: Path) -> None:
    (edition / "junk/deep").mkdir(parents=True)


def _other_content(edition: Path) -> None:
    (edition / "en/a.json").write_text("damaged")


def _no_link(edition: Path) -> None:
    """As after copying the output with a program that follows links."""
    current = edition.parents[1] / "current"
    current.unlink()
    shutil.copytree(edition, current)


def _link_to_nowhere(edition: Path) -> None:
    shutil.rmtree(edition)


DAMAGES = [
    _link_away,
    _folder_for_file,
    _file_for_folder,
    _other_case,
    _empty_folder,
    _other_content,
    _no_link,
    _link_to_nowhere,
]


@pytest.mark.parametrize("again", [1, 2], ids=["the-same", "another"])
@pytest.mark.parametrize("done", DAMAGES)
def test_whatever_was_done_to_an_output_the_next_ones_are_right(
    tmp_path: Path, done: Callable[[Path], None], again: int
) -> None:
    output = tmp_path / "output"

    def build(number: int) -> None:
        with publishing(output) as new:
            new.put("manifest.json", b"%d" % number)
            new.put("en/a.json", b"%d" % number)

    build(1)
    done((output / "current").resolve())
    for number in (again, 3, 4):
        build(number)
        assert {name for name in _below(output / "current") if name != "junk"} >= {"manifest.json", "en"}
        assert (output / "current/en/a.json").read_bytes() == b"%d" % number
        assert len(editions(output)) == 1
    assert _below(output / "current") == {"manifest.json", "en", "en/a.json"}
    elsewhere = tmp_path / "elsewhere"
    assert not elsewhere.exists() or (elsewhere / "a.json").read_bytes() == b"1"


def test_the_same_build_again_stays_where_it_is(tmp_path: Path) -> None:
    """It may be served at this moment."""
    output = tmp_path / "output"
    published(output, manifest="1", a="1")
    before = (output / "current").resolve()
    number = before.stat().st_ino
    published(output, manifest="1", a="1")
    assert (output / "current").resolve() == before
    assert before.stat().st_ino == number


def test_an_edition_that_is_served_stays_until_nobody_serves_it(tmp_path: Path) -> None:
    output = tmp_path / "output"
    published(output, manifest="1")
    first = hold_newest(output)
    published(output, manifest="2")
    published(output, manifest="3")
    assert (first.folder / "manifest.json").read_text() == "1"
    assert editions(output) == {first.name, newest_name(output)}
    first.let_go()
    published(output, manifest="4")
    assert editions(output) == {newest_name(output)}


def test_a_build_that_is_not_let_through_changes_nothing(tmp_path: Path) -> None:
    output = tmp_path / "output"
    published(output, manifest="1")

    def refuse(edition: Path) -> None:
        assert (edition / "manifest.json").read_text() == "2"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), publishing(output, before_moving=refuse) as new:
        new.put("manifest.json", b"2")
    assert contents(output) == {"manifest.json": "1"}
    assert len(editions(output)) == 1


DAY = 24 * 60 * 60


def with_asset(output: Path, asset: str) -> Path:
    file = f"assets/{asset}"
    with publishing(output) as new:
        new.put(file, asset.encode())
        new.put("manifest.json", json.dumps({"parts": {"theme": {"files": [file]}}}).encode())
    return output / file


def age(asset: Path, days: int) -> None:
    at = time.time() - days * DAY
    os.utime(asset, (at, at))


def test_assets_outlive_the_last_edition_that_used_them_by_thirty_days(tmp_path: Path) -> None:
    output = tmp_path / "output"
    old = with_asset(output, "old.css")
    age(old, 400)  # used by the newest edition until the next line
    new = with_asset(output, "new.css")
    assert old.read_bytes() == b"old.css"
    age(old, 29)
    with_asset(output, "newer.css")
    assert old.exists()
    age(old, 31)
    age(new, 31)
    held = hold_newest(output)
    with_asset(output, "newest.css")
    assert not old.exists()
    assert not new.exists()
    newer = output / "assets/newer.css"
    age(newer, 31)
    with_asset(output, "last.css")
    assert newer.exists(), "a running site still serves the edition that uses it"
    held.let_go()
    age(newer, 31)
    with_asset(output, "last of all.css")
    assert newer.exists(), "its thirty days begin now"


def test_an_output_of_an_earlier_version_makes_room(tmp_path: Path) -> None:
    output = tmp_path / "output"
    (output / "en").mkdir(parents=True)
    for name in ("manifest.json", "en/a.json", "README.md"):
        (output / name).write_text("{}")
    published(output, manifest="1")
    assert {path.name for path in output.iterdir()} == {"README.md", "assets", "current", "editions"}
    assert contents(output) == {"manifest.json": "1"}


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
