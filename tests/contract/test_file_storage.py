"""Files by their content: what a folder and a bucket of S3 promise alike, and how each of them fails."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO, RawIOBase
from pathlib import Path
from typing import IO, Any, cast

import pytest
from werkzeug.test import create_environ
from werkzeug.wsgi import wrap_file

from runtime.dataset.files import FileStorage, Staged, open_files, s3
from runtime.dataset.records.errors import NoRoom, Unavailable
from tests.disks import Disk, disk
from tests.s3 import KEYS, address, breaking, new_bucket, nobody, refusing, s3_server, silent

LATER = datetime.now(UTC) + timedelta(days=1)
EARLIER = datetime.now(UTC) - timedelta(days=1)
ABSENT = hashlib.sha256(b"never sent").hexdigest()
MEGABYTE = 1_000_000


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with s3_server() as endpoint:
        yield endpoint


@pytest.fixture(autouse=True)
def _keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)


@pytest.fixture(params=["folder", pytest.param("s3", marks=pytest.mark.server)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "folder":
        return f"file://{tmp_path}/city/files"
    return new_bucket(request.getfixturevalue("server"))


@pytest.fixture
def files(url: str) -> FileStorage:
    return open_files(url)


@pytest.fixture
def small(tmp_path: Path, record_property: Callable[[str, object], None]) -> Iterator[Disk]:
    with disk(tmp_path / "small", 4) as made:
        record_property("disk", made.said)
        yield made


def kept(files: FileStorage, content: bytes) -> str:
    """The digest of something that was just kept."""
    staged = files.stage(BytesIO(content), len(content))
    files.place(staged)
    return staged.digest


def read(files: FileStorage, digest: str) -> bytes:
    content = files.open(digest)
    assert content is not None
    with content:
        return content.read()


def opened_in(folder: str) -> int:
    """How many files of this folder, or sockets, this process has open."""
    found = 0
    for descriptor in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):  # closed in this moment
            found += str(descriptor.readlink()).startswith((folder, "socket:"))
    return found


class Failing(RawIOBase):
    """A stream that gives so much and fails then."""

    def __init__(self, size: int, problem: BaseException) -> None:
        self._left, self._problem = size, problem

    def read(self, size: int = -1) -> bytes:
        if self._left <= 0:
            raise self._problem
        self._left -= size
        return bytes(size)


# What both promise


@pytest.mark.parametrize("size", [0, 1, 300_000, s3._PART, 12 * MEGABYTE])
def test_a_file_comes_back_byte_for_byte_under_the_digest_of_its_content(
    files: FileStorage, size: int
) -> None:
    content = random.Random(size).randbytes(size)
    staged = files.stage(BytesIO(content), 1)  # what is expected is only a guess
    assert (staged.digest, staged.size) == (hashlib.sha256(content).hexdigest(), size)
    files.place(staged)
    assert files.has(staged.digest)
    assert files.size(staged.digest) == size
    assert files.verify(staged.digest)
    assert read(files, staged.digest) == content


def test_a_stream_that_comes_in_drops_comes_whole(files: FileStorage) -> None:
    class Drops(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(min(7, 7 if size in {None, -1} else cast(int, size)))

    content = random.Random(1).randbytes(50_000)
    staged = files.stage(Drops(content), len(content))
    files.place(staged)
    assert read(files, staged.digest) == content


def test_what_is_staged_is_not_there_before_it_is_placed(files: FileStorage) -> None:
    staged = files.stage(BytesIO(b"plan"), 4)
    assert not files.has(staged.digest)
    assert files.open(staged.digest) is None
    assert list(files.digests()) == []
    files.place(staged)
    assert list(files.digests()) == [staged.digest]
    assert files.clear_staged(LATER) == 0  # it lies in one place only


def test_what_was_never_sent_is_not_there(files: FileStorage) -> None:
    assert not files.has(ABSENT)
    assert files.size(ABSENT) is None
    assert files.open(ABSENT) is None
    assert not files.verify(ABSENT)
    files.remove(ABSENT)
    assert list(files.digests()) == []
    assert files.clear_staged(LATER) == 0


@pytest.mark.parametrize("name", ["", "..", "../../etc/passwd", ABSENT.upper(), ABSENT[1:], f"{ABSENT}\n"])
def test_what_is_no_digest_names_no_file(files: FileStorage, name: str) -> None:
    for ask in (files.has, files.open, files.size, files.remove, files.verify):
        with pytest.raises(ValueError, match="is no SHA-256"):
            ask(name)


def test_the_same_content_is_kept_once(files: FileStorage) -> None:
    first, second = (files.stage(BytesIO(b"plan"), 4) for _ in range(2))
    assert first.digest == second.digest
    assert first.name != second.name
    files.place(first)
    files.place(second)
    assert list(files.digests()) == [first.digest]
    assert files.clear_staged(LATER) == 0
    assert read(files, first.digest) == b"plan"


def test_placing_again_is_no_error_as_long_as_the_content_is_there(files: FileStorage) -> None:
    staged = files.stage(BytesIO(b"plan"), 4)
    files.place(staged)
    files.place(staged)
    assert read(files, staged.digest) == b"plan"
    files.remove(staged.digest)
    with pytest.raises(Unavailable, match="cleared from its staging place"):
        files.place(staged)


def test_placing_heals_content_that_was_damaged(files: FileStorage) -> None:
    digest = kept(files, b"plan of the kitchen")
    other = files.stage(BytesIO(b"plan of the garden!"), 0)
    files.place(replace(other, digest=digest))  # as if the disk had turned its bytes
    assert not files.verify(digest)
    assert files.has(digest)
    kept(files, b"plan of the kitchen")
    assert files.verify(digest)


def test_threads_that_place_the_same_content_all_succeed(files: FileStorage) -> None:
    content = random.Random(3).randbytes(100_000)
    together, failed = threading.Barrier(6), []

    def keep() -> None:
        try:
            for _ in range(5):
                staged = files.stage(BytesIO(content), len(content))
                together.wait(30)
                files.place(staged)
                assert files.has(staged.digest)
        except BaseException as problem:
            failed.append(problem)
            together.abort()

    threads = [threading.Thread(target=keep) for _ in range(together.parties)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    digest = hashlib.sha256(content).hexdigest()
    assert list(files.digests()) == [digest]
    assert files.verify(digest)
    assert files.clear_staged(LATER) == 0


def test_what_is_discarded_is_gone_and_cannot_be_placed(files: FileStorage) -> None:
    staged = files.stage(BytesIO(b"plan"), 4)
    files.discard(staged)
    files.discard(staged)
    with pytest.raises(Unavailable, match="send it again"):
        files.place(staged)
    assert not files.has(staged.digest)
    assert files.clear_staged(LATER) == 0


def test_discarding_what_was_placed_leaves_it_in_place(files: FileStorage) -> None:
    staged = files.stage(BytesIO(b"plan"), 4)
    files.place(staged)
    files.discard(staged)
    assert files.verify(staged.digest)


def test_a_file_that_is_removed_while_it_is_open_is_read_to_its_end(files: FileStorage) -> None:
    content = random.Random(5).randbytes(2 * MEGABYTE)
    digest = kept(files, content)
    opened = files.open(digest)
    assert opened
    with opened:
        begin = opened.read(10)
        files.remove(digest)
        assert not files.has(digest)
        assert files.open(digest) is None
        assert begin + opened.read() == content


def test_an_opened_file_is_one_that_servers_can_send(files: FileStorage) -> None:
    content = random.Random(6).randbytes(100_000)
    opened = files.open(kept(files, content))
    assert opened
    body = cast(Any, wrap_file(create_environ(), opened))
    assert b"".join(body) == content
    body.close()
    assert opened.closed


def test_closing_lets_go_of_what_was_not_read(files: FileStorage, tmp_path: Path) -> None:
    digest = kept(files, bytes(3 * MEGABYTE))
    before = opened_in(str(tmp_path))
    for _ in range(50):
        opened = files.open(digest)
        assert opened
        opened.read(1)
        opened.close()
    until = time.monotonic() + 10  # the server, in this process too, notices a little later
    while opened_in(str(tmp_path)) - before > 5 and time.monotonic() < until:
        time.sleep(0.05)
    assert opened_in(str(tmp_path)) - before <= 5


def test_all_digests_come_in_order_however_many_pages_they_take(
    files: FileStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTO_S3_DEFAULT_MAX_KEYS", "7")
    digests = {kept(files, str(number).encode()) for number in range(30)}
    files.stage(BytesIO(b"never placed"), 1)
    assert list(files.digests()) == sorted(digests)


def test_only_what_was_staged_before_is_cleared(files: FileStorage) -> None:
    digest = kept(files, b"placed")
    staged = files.stage(BytesIO(b"plan"), 4)
    assert files.clear_staged(EARLIER) == 0
    files.stage(BytesIO(b"another"), 7)
    assert files.clear_staged(LATER) == 2
    with pytest.raises(Unavailable):
        files.place(staged)
    assert list(files.digests()) == [digest]


@pytest.mark.parametrize("size", [100, 12 * MEGABYTE])
def test_a_stream_that_fails_leaves_nothing_behind(files: FileStorage, size: int) -> None:
    with pytest.raises(Unavailable) as refused:
        files.stage(cast(IO[bytes], Failing(size, OSError(5, "Input/output error"))), 1)
    assert not isinstance(refused.value, NoRoom)
    with pytest.raises(KeyboardInterrupt):
        files.stage(cast(IO[bytes], Failing(size, KeyboardInterrupt())), 1)
    assert files.clear_staged(LATER) == 0
    assert list(files.digests()) == []


# Another process


@pytest.mark.parametrize("given", [0, 12 * MEGABYTE, 99 * MEGABYTE])
def test_what_a_killed_process_had_staged_is_cleared(url: str, given: int) -> None:
    """Before the first byte, in the midst of them, and between staging and placing."""
    files = open_files(url)
    digest = kept(files, b"kept before")
    assert staging(url, 20 * MEGABYTE, str(given)).returncode == -signal.SIGKILL
    assert list(files.digests()) == [digest]
    left = files.clear_staged(LATER)
    assert left == (0 if "s3:" in url and not given else 1)
    assert files.clear_staged(LATER) == 0
    assert files.verify(digest)


def test_20_megabytes_are_never_in_memory(url: str) -> None:
    ran = staging(url, 20 * MEGABYTE, "memory")
    most = 12 * MEGABYTE if "s3:" in url else MEGABYTE  # of S3, two parts
    assert 0 < int(ran.stdout) < most, ran.stdout


def staging(url: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.contract.staging", url, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


# A folder


def test_what_is_acknowledged_survives_a_power_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: set[int] = set()
    monkeypatch.setattr(os, "fsync", lambda opened: synced.add(os.fstat(opened).st_ino))
    files = open_files(f"{tmp_path}/files")
    staged = files.stage(BytesIO(b"plan"), 4)
    assert tmp_path.stat().st_ino in synced  # where the folder itself is new
    files.place(staged)
    shelf = tmp_path / "files" / staged.digest[:2]
    for path in (shelf / staged.digest, shelf, shelf.parent):
        assert path.stat().st_ino in synced


def test_nobody_else_can_read_a_folder(tmp_path: Path) -> None:
    files = open_files(str(tmp_path / "new" / "files"))
    digest = kept(files, b"plan")
    files.stage(BytesIO(b"staged"), 6)
    made = [tmp_path / "new", *(tmp_path / "new").rglob("*")]
    assert tmp_path / "new" / "files" / digest[:2] / digest in made
    for path in made:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


def test_what_strangers_lay_into_a_folder_is_no_file_of_ours(tmp_path: Path) -> None:
    files = open_files(str(tmp_path))
    digest = kept(files, b"plan")
    for stray in ("README", f"{digest[:2]}/README", "zz"):
        (tmp_path / stray).write_text("hello")
    assert list(files.digests()) == [digest]


def test_a_folder_has_the_same_names_as_a_bucket(tmp_path: Path) -> None:
    digest = kept(open_files(f"file://{tmp_path}/caf%C3%A9 #1?"), b"plan")
    assert (tmp_path / "café #1?" / digest[:2] / digest).read_bytes() == b"plan"


def test_a_full_disk_takes_no_file_and_leaves_nothing_behind(small: Disk) -> None:
    files = open_files(str(small.path / "files"))
    digest = kept(files, b"kept before")
    staged = files.stage(BytesIO(b"plan"), 4)
    small.fill()
    for size in (1, 100_000):
        with pytest.raises(NoRoom):
            files.stage(BytesIO(bytes(size)), size)
    assert read(files, digest) == b"kept before"
    small.free()
    files.place(staged)
    assert files.verify(staged.digest)
    assert files.clear_staged(LATER) == 0


def test_a_file_that_outgrows_the_disk_while_it_comes_leaves_nothing_behind(small: Disk) -> None:
    small.require_room_of_its_own()
    files = open_files(str(small.path / "files"))
    with pytest.raises(NoRoom, match="make room on its disk"):
        files.stage(BytesIO(bytes(5 * MEGABYTE)), 1)
    assert files.clear_staged(LATER) == 0


def test_a_twentieth_of_the_disk_stays_free(small: Disk) -> None:
    small.require_room_of_its_own()
    files, room = open_files(str(small.path / "files")), os.statvfs(small.path)
    kept(files, b"first")
    with pytest.raises(NoRoom, match="nearly full; make room"):
        files.stage(BytesIO(b"x"), room.f_bsize * room.f_bavail * 97 // 100)


def test_a_folder_that_cannot_be_used_says_why(tmp_path: Path) -> None:
    files = open_files(str(tmp_path / "files" / "inside"))
    (tmp_path / "files").write_text("a file")
    for ask in (files.has, files.open, files.size, files.remove, files.verify):
        with pytest.raises(Unavailable, match=r"files/inside cannot be used \(Not a directory\); look"):
            ask(ABSENT)
    with pytest.raises(Unavailable, match="Not a directory"):
        files.stage(BytesIO(b"x"), 1)
    files.discard(Staged("name", ABSENT, 1))


# A bucket


def each_call(files: FileStorage) -> list[Callable[[], object]]:
    staged = Staged("name", ABSENT, 1)
    return [
        lambda: files.stage(BytesIO(b"x"), 1),
        lambda: files.place(staged),
        lambda: files.open(ABSENT),
        lambda: files.has(ABSENT),
        lambda: files.size(ABSENT),
        lambda: files.verify(ABSENT),
        lambda: files.remove(ABSENT),
        lambda: list(files.digests()),
        lambda: files.clear_staged(LATER),
    ]


@pytest.mark.server
def test_a_bucket_that_nobody_serves_is_unavailable() -> None:
    with nobody() as endpoint:
        files = open_files(address(endpoint))
        for call in each_call(files):
            with pytest.raises(Unavailable, match=r"“city” at http.* cannot be used.*; look after it"):
                call()
        files.discard(Staged("name", ABSENT, 1))


@pytest.mark.server
def test_a_bucket_that_is_missing_has_not_lost_its_files(server: str) -> None:
    files = open_files(address(server, "missing"))
    for call in each_call(files):
        with pytest.raises(Unavailable, match=r"“missing” .* refuses \((404|NoSuchBucket)\); look"):
            call()


@pytest.mark.server
def test_a_bucket_that_refuses_our_keys_is_unavailable() -> None:
    with refusing(403, "AccessDenied") as endpoint:
        for call in each_call(open_files(address(endpoint))):
            with pytest.raises(Unavailable, match=r"refuses \((403|AccessDenied)\)") as refused:
                call()
            assert not isinstance(refused.value, NoRoom)


@pytest.mark.server
def test_without_keys_a_bucket_is_unavailable(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    files = open_files(new_bucket(server))
    with pytest.raises(Unavailable, match="Unable to locate credentials"):
        files.has(ABSENT)


@pytest.mark.server
@pytest.mark.parametrize(
    ("status", "code"), [(403, "QuotaExceeded"), (507, "XMinioStorageFull"), (507, "InsufficientStorage")]
)
def test_a_bucket_without_room_says_so(status: int, code: str) -> None:
    with refusing(status, code) as endpoint, pytest.raises(NoRoom, match=rf"is full \({code}\); make room"):
        open_files(address(endpoint)).stage(BytesIO(b"x"), 1)


@pytest.mark.server
def test_a_bucket_that_never_answers_is_unavailable_in_bounded_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(s3, "READ_SECONDS", 0.2)
    with silent() as endpoint:
        files = open_files(address(endpoint))
        began = time.monotonic()
        with pytest.raises(Unavailable, match="Read timeout"):
            files.has(ABSENT)
    assert time.monotonic() - began < 5


@pytest.mark.server
def test_a_bucket_whose_connection_breaks_while_a_file_is_read_is_unavailable() -> None:
    with breaking() as endpoint:
        opened = open_files(address(endpoint)).open(ABSENT)
        assert opened
        with opened, pytest.raises(Unavailable, match="cannot be used"):
            opened.read()
