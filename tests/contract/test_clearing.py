"""Clearing takes what nobody needs any more, and nothing else."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from threading import Event

from runtime.dataset import Account, Dataset, Draft, NewMessage, StaleDraft, Upload, migrate, open_dataset
from tests.contract.examples import NOON, begun, later, owner, ready, said, stored

MANY = 450  # more than two portions


def cleared(clear: object, *moments: datetime) -> int:
    """Clear until nothing is left to clear."""
    total = 0
    while count := clear(*moments):  # type: ignore[operator]
        assert count <= 200, "others may write between portions"
        total += count
    return total


def open_session(store: Dataset, account: Account, cookie: str, at: datetime) -> None:
    store.identity.open_session(cookie, account.id, account.businesses[0].id, "csrf", at)


def loose(store: Dataset, account: Account, at: datetime = NOON) -> str:
    upload = Upload("", account.id, "plan.pdf", "application/pdf", 0, at)
    return store.files.keep(upload, BytesIO(b"%PDF")).id


def run(tmp_path: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(tmp_path / "city.store")) as connection, connection:
        connection.execute(statement, values)


def test_sessions_that_were_not_used_or_are_too_old_end(store: Dataset) -> None:
    account = owner(store)
    for cookie, opened, used in (("idle", 0, 5), ("old", 0, 60), ("new", 50, 55)):
        open_session(store, account, cookie, later(opened))
        store.identity.touch_session(cookie, later(used))
    assert cleared(store.identity.clear_sessions, later(10), later(-1)) == 1
    assert (store.identity.session("idle"), store.identity.session("old") is None) == (None, False)
    assert cleared(store.identity.clear_sessions, later(10), later(1)) == 1
    assert store.identity.session("old") is None
    assert store.identity.session("new") is not None


def test_what_is_cleared_still_tells_when_its_account_was_last_here(store: Dataset) -> None:
    account = owner(store)
    business = account.businesses[0].id
    store.submissions.submit(ready(begun(store, account), facts=[said(business, "business.phone", "+1")]))
    open_session(store, account, "first", NOON)
    store.identity.touch_session("first", later(20))
    assert cleared(store.identity.clear_sessions, later(30), NOON) == 1
    open_session(store, account, "second", later(600))
    session = store.identity.session("second")
    assert session
    assert (session.since, session.seen_facts[business]) == (later(20), 1)


def test_portions_of_sessions(store: Dataset, tmp_path: Path) -> None:
    account = owner(store)
    for number in range(MANY):
        run(
            tmp_path,
            "INSERT INTO session VALUES (?, ?, ?, '', ?, ?, 0, '', 0, '')",
            *(f"cookie-{number}", account.id, account.businesses[0].id, "2026-01-01", "2026-01-01"),
        )
    open_session(store, account, "here", NOON)
    assert cleared(store.identity.clear_sessions, later(-1), later(-1)) == MANY
    assert store.identity.session("here")


def test_sign_in_links_are_forgotten_a_while_after_they_stopped_working(
    store: Dataset, tmp_path: Path
) -> None:
    row = "INSERT INTO sign_in VALUES (?, 'a@b.example', 'a@b.example', '', '', '', ?, '', 0, 0)"
    for number in range(MANY):
        run(tmp_path, row, f"old-{number}", NOON.isoformat(timespec="microseconds"))
    run(tmp_path, row, "open", later(10).isoformat(timespec="microseconds"))
    assert cleared(store.identity.clear_sign_ins, later(5)) == MANY
    with closing(sqlite3.connect(tmp_path / "city.store")) as connection:
        assert connection.execute("SELECT id FROM sign_in").fetchall() == [("open",)]


def test_letters_with_sign_in_links_go_and_all_others_stay(store: Dataset) -> None:
    link = NewMessage("ann@d.example", "Your link", "{link}", "en", link="id")
    for _ in range(MANY):
        store.outbox.post(link, NOON)
    receipt = store.outbox.post(replace(link, link=""), NOON)
    newer = store.outbox.post(link, later(60))
    assert cleared(store.outbox.clear_sign_in_letters, later(30)) == MANY
    assert store.outbox.all() == [newer, receipt]
    jobs = [store.jobs.take("deliver", later(60), later(5) - NOON) for _ in range(3)]
    assert [job.about if job else "" for job in jobs] == [receipt.id, newer.id, ""]


def test_a_letter_that_is_cleared_while_it_is_delivered_is_gone(store: Dataset) -> None:
    store.outbox.post(NewMessage("ann@d.example", "Your link", "{link}", "en", link="id"), NOON)
    job = store.jobs.take("deliver", NOON, later(5) - NOON)
    assert job
    assert store.outbox.clear_sign_in_letters(later(1)) == 1
    assert store.outbox.get(job.about) is None
    assert not store.jobs.finish(job)


def test_drafts_that_were_not_saved_for_long_go_with_their_files(store: Dataset, tmp_path: Path) -> None:
    account = owner(store)
    old, new = begun(store, account, "one"), begun(store, account, "two", answers={"a": 1})
    new = store.drafts.save(replace(new, saved=later(60)))
    files = {draft.id: loose(store, account) for draft in (old, new)}
    for draft, file in files.items():
        run(tmp_path, "UPDATE upload SET draft = ? WHERE id = ?", draft, file)
    assert cleared(store.files.clear, later(600)) == 0
    assert cleared(store.drafts.clear, later(30)) == 1
    assert store.drafts.of_business(account.id, account.businesses[0].id) == [new]
    assert cleared(store.files.clear, later(30)) == 1
    assert store.files.content(files[old.id]) is None
    assert [file.name for file in (tmp_path / "uploads").iterdir()] == [files[new.id]]


def test_a_draft_that_somebody_goes_on_with_in_this_moment_stays_with_its_files(
    store: Dataset, url: str
) -> None:
    account, other = owner(store), open_dataset(url)
    for _ in range(25):
        drafts = [
            begun(store, account, f"form-{number}", files=(loose(store, account),)) for number in range(6)
        ]
        files = {draft.id: draft.files[0] for draft in drafts}
        began, saved = Event(), []

        def go_on(drafts: list[Draft], began: Event, saved: list[Draft]) -> None:
            for draft in reversed(drafts):
                with suppress(StaleDraft):
                    saved.append(other.drafts.save(replace(draft, saved=later(60))))
                began.set()

        with ThreadPoolExecutor(1) as pool:
            going_on = pool.submit(go_on, drafts, began, saved)
            began.wait()
            store.drafts.clear(later(30))
            going_on.result()
        there = {draft.id for draft in store.drafts.of_business(account.id, account.businesses[0].id)}
        assert there == {draft.id for draft in saved}
        cleared(store.files.clear, later(30))
        assert {draft for draft, file in files.items() if store.files.get(file)} == there
        for draft in there:
            store.drafts.discard(draft)
    other.close()


def test_portions_of_drafts(store: Dataset) -> None:
    account = owner(store)
    for number in range(MANY):
        begun(store, account, f"form-{number}")
    assert cleared(store.drafts.clear, later(1)) == MANY


def test_files_go_that_nobody_holds(store: Dataset, tmp_path: Path) -> None:
    account = owner(store)
    kept, young, gone = loose(store, account), loose(store, account, later(60)), loose(store, account)
    run(tmp_path, "UPDATE upload SET kept = 'yes' WHERE id = ?", kept)
    assert cleared(store.files.clear, later(30)) == 1
    assert (store.files.get(gone), store.files.content(gone)) == (None, None)
    assert {file.name for file in (tmp_path / "uploads").iterdir()} == {kept, young}


def test_what_killed_processes_left_in_the_folder_of_files_goes(store: Dataset, tmp_path: Path) -> None:
    account = owner(store)
    held = loose(store, account, later(60))
    folder = tmp_path / "uploads"
    for name in ("orphan", "cut.unfinished", "young"):
        (folder / name).write_bytes(b"x")
    for name in ("orphan", "cut.unfinished", held):
        os.utime(folder / name, (NOON.timestamp(), NOON.timestamp()))
    assert cleared(store.files.clear, later(30)) == 2
    assert {file.name for file in folder.iterdir()} == {held, "young"}


def test_files_of_another_store_in_the_same_folder_are_left_alone(store: Dataset, tmp_path: Path) -> None:
    """Two stores that lie side by side keep their files in one folder."""
    migrate(f"sqlite:///{tmp_path}/other.store")
    other = open_dataset(f"sqlite:///{tmp_path}/other.store")
    theirs = loose(other, owner(other))
    os.utime(tmp_path / "uploads" / theirs, (NOON.timestamp(), NOON.timestamp()))
    ours = loose(store, owner(store))
    assert cleared(store.files.clear, later(30)) == 1
    assert store.files.get(ours) is None
    assert stored(other, theirs)[1] == b"%PDF"
    other.close()


def test_nothing_is_to_be_cleared_twice(store: Dataset, tmp_path: Path) -> None:
    account = owner(store)
    open_session(store, account, "cookie", NOON)
    begun(store, account)
    loose(store, account)
    store.outbox.post(NewMessage("ann@d.example", "Your link", "{link}", "en", link="id"), NOON)
    assert _all_cleared(store) == 4
    assert _all_cleared(store) == 0


def test_what_people_sent_is_never_cleared(store: Dataset, tmp_path: Path) -> None:
    account = owner(store)
    business = account.businesses[0].id
    sent = begun(store, account)
    file = loose(store, account)
    run(tmp_path, "UPDATE upload SET kept = 'yes' WHERE id = ?", file)
    message = NewMessage("ann@d.example", "Receipt", "{reference}", "en")
    store.submissions.submit(ready(sent, facts=[said(business, "business.phone", "+1")], messages=[message]))
    store.audit.note("ann", "signed in", "", NOON)
    before = _counts(tmp_path)
    assert _all_cleared(store) == 0
    assert _counts(tmp_path) == before
    assert stored(store, file)[1] == b"%PDF"


def test_a_folder_of_files_that_is_away_is_no_problem(store: Dataset, tmp_path: Path) -> None:
    loose(store, owner(store))
    shutil.rmtree(tmp_path / "uploads")
    assert cleared(store.files.clear, later(30)) == 1


def _all_cleared(store: Dataset) -> int:
    long_after = datetime.fromtimestamp(time.time() + 1_000_000_000, NOON.tzinfo)
    clearing = (
        store.identity.clear_sign_ins,
        store.outbox.clear_sign_in_letters,
        store.drafts.clear,
        store.files.clear,
    )
    sessions = cleared(store.identity.clear_sessions, long_after, long_after)
    return sessions + sum(cleared(clear, long_after) for clear in clearing)


def _counts(tmp_path: Path) -> Mapping[str, int]:
    tables = ("submission", "fact", "transition", "audit", "outbox", "upload", "account", "party")
    with closing(sqlite3.connect(tmp_path / "city.store")) as connection:
        return {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}
