"""Uploads while others clear, copy or are killed: no row lacks its bytes, and nothing stays behind."""

from __future__ import annotations

import hashlib
import itertools
import os
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

from runtime.dataset import Dataset, Unavailable, Upload, backup, open_dataset
from runtime.dataset.backup import STORE
from tests.contract.by_hand import run, settled
from tests.contract.examples import NOON, begun, owner, ready

KILLS = 25
BACKUPS = 5
IN_YEARS = NOON + timedelta(days=10_000)
CONTENTS = [letter * 2_000 for letter in (b"a", b"b", b"c")]  # several files hold the same bytes


def keep(store: Dataset, account: str, content: bytes = CONTENTS[0]) -> str:
    return store.files.keep(Upload("", account, "plan.pdf", "application/pdf", 0, NOON), BytesIO(content)).id


def rows(url: str) -> set[str]:
    return {row[0] for row in run(url, "SELECT id FROM upload")}


def held(url: str) -> set[str]:
    """The digests of all bytes that some upload holds."""
    return {row[0] for row in run(url, "SELECT digest FROM upload")}


def noted(url: str) -> set[str]:
    return {row[0] for row in run(url, "SELECT digest FROM content")}


def whole(folder: Path) -> set[str]:
    """The digests of the bytes that are there as they were sent."""
    files = folder.glob("??/*")
    return {file.name for file in files if hashlib.sha256(file.read_bytes()).hexdigest() == file.name}


def in_folder(folder: Path) -> set[str]:
    """The names of all files, those among them that are only just received."""
    return {file.name for file in folder.glob("*/*")}


@contextmanager
def meanwhile(work: Callable[[], None]) -> Iterator[None]:
    """Do something again and again beside the block."""
    stop = threading.Event()
    failed: list[BaseException] = []

    def again() -> None:
        while not stop.is_set():
            try:
                work()
            except BaseException as problem:
                failed.append(problem)
                return

    thread = threading.Thread(target=again)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
    assert failed == []


def use(store: Dataset, account: str, number: int) -> Iterator[None]:
    """All that can become of files, step by step."""
    other = store.identity.account_by_id(account)
    assert other
    files = []
    for step in range(3):
        files.append(keep(store, account, CONTENTS[(number + step) % 3]))
        yield
    draft = begun(store, other, f"form {number}", files=tuple(files))
    yield
    draft = store.drafts.save(replace(draft, files=tuple(files[1:])))
    yield
    if number % 2:
        store.drafts.discard(draft.id)
    else:
        store.submissions.submit(replace(ready(draft), files=tuple(files[2:])))
    yield
    store.files.forget([keep(store, account)])
    yield
    store.files.clear(IN_YEARS)


def test_whenever_its_process_is_killed_no_file_is_lost_and_none_stays_behind(
    store: Dataset, url: str, tmp_path: Path
) -> None:
    account, chance, folder = owner(store).id, random.Random(7), tmp_path / "files"
    for kill in range(KILLS):
        _kill_after(chance.randint(0, 20), chance.uniform(0, 0.01), store, account, first=kill * 1_000)
        settled(url)
        assert held(url) <= whole(folder)
        store.files.clear(IN_YEARS)
        assert held(url) == noted(url) == in_folder(folder)
        for draft in store.drafts.of_business(account, _business(store, account)):
            assert set(draft.files) <= rows(url)
            store.drafts.discard(draft.id)
    sent = store.submissions.of_business(_business(store, account))
    assert len(sent) > KILLS / 4  # they were killed in the midst of it, not before
    assert held(url) == noted(url) == whole(folder) == in_folder(folder)
    assert len(rows(url)) == len(sent)


def test_clearing_never_takes_the_bytes_of_a_file_that_is_being_kept(
    store: Dataset, opened: Callable[[], Dataset], url: str, tmp_path: Path
) -> None:
    account = owner(store)
    draft = begun(store, account)
    other = opened()
    until, number = time.monotonic() + 3, 0
    with meanwhile(lambda: other.files.clear(IN_YEARS) and None):
        while time.monotonic() < until:
            number += 1
            with suppress(Unavailable):  # cleared while it came, or others write for long
                file = keep(store, account.id, CONTENTS[0] + str(number).encode())
                draft = store.drafts.save(replace(draft, files=(*draft.files, file)[-100:]))
    assert held(url) <= whole(tmp_path / "files")


def test_the_same_bytes_kept_and_forgotten_at_once_are_there_as_long_as_somebody_has_them(
    store: Dataset, opened: Callable[[], Dataset], url: str, tmp_path: Path
) -> None:
    account, other, folder = owner(store), opened(), tmp_path / "files"
    until, kept, missing = time.monotonic() + 3, 0, []
    with meanwhile(lambda: _keep_and_forget(other, account.id)):
        while time.monotonic() < until:
            with suppress(Unavailable):  # cleared while it came
                file = keep(store, account.id)
                kept += 1
                content = store.files.content(file)
                if content is None:
                    missing.append(file)
                else:
                    with content:
                        assert content.read() == CONTENTS[0]
                store.files.forget([file])
    assert (kept > 10, missing) == (True, [])
    assert held(url) <= whole(folder)
    store.files.clear(IN_YEARS)
    assert (rows(url), noted(url), in_folder(folder)) == (set(), set(), set())


def _keep_and_forget(store: Dataset, account: str) -> None:
    with suppress(Unavailable):
        store.files.forget([keep(store, account)])


def test_a_backup_is_whole_while_drafts_let_files_go(
    store: Dataset, opened: Callable[[], Dataset], url: str, tmp_path: Path
) -> None:
    account, other, count = owner(store), opened(), itertools.count()

    def new_file(by: Dataset) -> str:
        return keep(by, account.id, str(next(count)).encode())

    sent = begun(store, account, "sent", files=(new_file(store),))
    store.submissions.submit(replace(ready(sent), files=sent.files))
    for number in range(20):
        begun(store, account, f"form {number}", files=tuple(new_file(store) for _ in range(5)))

    def change() -> None:
        for draft in other.drafts.of_business(account.id, account.businesses[0].id):
            other.drafts.save(replace(draft, files=(*draft.files[1:], new_file(other))))

    with meanwhile(change):
        for number in range(BACKUPS):
            backup(url, tmp_path / f"kept-{number}", files=str(tmp_path / "files"))
    vanished = 0
    for number in range(BACKUPS):
        copy = tmp_path / f"kept-{number}" / STORE
        copied = f"sqlite:///{copy}"
        assert set(sent.files) <= rows(copied)
        assert held(copied) <= whole(copy.with_name(f"{STORE}.files"))
        with closing(open_dataset(copied)) as kept:
            drafts = kept.drafts.of_business(account.id, sent.business)
        vanished += len({file for draft in drafts for file in draft.files} - rows(copied))
    assert vanished > 0  # else nothing was shown


def _business(store: Dataset, account: str) -> str:
    found = store.identity.account_by_id(account)
    assert found
    return found.businesses[0].id


def _kill_after(steps: int, seconds: float, store: Dataset, account: str, first: int) -> None:
    """Let another process work for so many steps and a moment, and kill it."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        try:
            for number in range(first, first + 1_000):
                for _ in use(store, account, number):
                    os.write(theirs, b".")
        finally:
            os._exit(1)
    os.close(theirs)
    for _ in range(steps):
        assert os.read(ours, 1)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    assert os.waitpid(child, 0)[1] == signal.SIGKILL
    os.close(ours)
