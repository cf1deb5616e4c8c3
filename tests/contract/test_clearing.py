"""Clearing takes what nobody needs any more, and nothing else."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from threading import Event

from runtime.dataset import Account, Dataset, Draft, NewMessage, StaleDraft, Upload
from runtime.dataset.files import open_files
from tests.contract.by_hand import run, run_many
from tests.contract.examples import NOON, begun, files_in, later, owner, ready, said, stored

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


def loose(store: Dataset, account: Account, at: datetime = NOON, content: bytes = b"%PDF") -> str:
    upload = Upload("", account.id, "plan.pdf", "application/pdf", 0, at)
    return store.files.keep(upload, BytesIO(content)).id


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


def test_portions_of_sessions(store: Dataset, url: str) -> None:
    account = owner(store)
    row = "(cookie_hash, account, business, csrf, opened, seen, seen_facts, since_facts, agent)"
    whose, at = (account.id, account.businesses[0].id), "2026-01-01T00:00:00.000000+00:00"
    run_many(
        url,
        f"INSERT INTO session {row} VALUES (?, ?, ?, '', ?, ?, '{{}}', '{{}}', '')",
        [(f"cookie-{number}", *whose, at, at) for number in range(MANY)],
    )
    open_session(store, account, "here", NOON)
    assert cleared(store.identity.clear_sessions, later(-1), later(-1)) == MANY
    assert store.identity.session("here")


def test_sign_in_links_are_forgotten_a_while_after_they_stopped_working(store: Dataset, url: str) -> None:
    insert = (
        "INSERT INTO sign_in (id, email, folded, share, browser, asked, expires, known, tries) "
        "VALUES (?, 'a@b.example', 'a@b.example', '', '', ?, ?, false, 0)"
    )
    old, asked = NOON.isoformat(timespec="microseconds"), later(-10).isoformat(timespec="microseconds")
    run_many(url, insert, [(f"old-{number}", asked, old) for number in range(MANY)])
    run(url, insert, "open", asked, later(10).isoformat(timespec="microseconds"))
    assert cleared(store.identity.clear_sign_ins, later(5)) == MANY
    assert run(url, "SELECT id FROM sign_in") == [("open",)]


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
    assert not store.jobs.put_off(job, later(2))


def test_drafts_that_were_not_saved_for_long_go_with_their_files(
    store: Dataset, url: str, tmp_path: Path
) -> None:
    account = owner(store)
    old, new = begun(store, account, "one"), begun(store, account, "two", answers={"a": 1})
    new = store.drafts.save(replace(new, saved=later(60)))
    files = {draft.id: loose(store, account, content=draft.form.encode()) for draft in (old, new)}
    for draft, file in files.items():
        run(url, "UPDATE upload SET draft = ? WHERE id = ?", draft, file)
    assert cleared(store.files.clear, later(600)) == 0
    assert cleared(store.drafts.clear, later(30)) == 1
    assert store.drafts.of_business(account.id, account.businesses[0].id) == [new]
    assert cleared(store.files.clear, later(30)) == 1
    assert store.files.content(files[old.id]) is None
    assert files_in(tmp_path) == [b"two"]


def test_a_draft_that_somebody_goes_on_with_in_this_moment_stays_with_its_files(
    store: Dataset, opened: Callable[[], Dataset]
) -> None:
    account, other = owner(store), opened()
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


def test_portions_of_drafts(store: Dataset) -> None:
    account = owner(store)
    for number in range(MANY):
        begun(store, account, f"form-{number}")
    assert cleared(store.drafts.clear, later(1)) == MANY


def test_files_go_that_nobody_holds(store: Dataset, url: str, tmp_path: Path) -> None:
    account = owner(store)
    kept = loose(store, account, content=b"kept")
    loose(store, account, later(60), content=b"young")
    gone = loose(store, account, content=b"gone")
    run(url, "UPDATE upload SET kept = true WHERE id = ?", kept)
    assert cleared(store.files.clear, later(30)) == 1
    assert (store.files.get(gone), store.files.content(gone)) == (None, None)
    assert files_in(tmp_path) == [b"kept", b"young"]


def test_bytes_go_when_the_last_file_that_holds_them_goes(store: Dataset, url: str, tmp_path: Path) -> None:
    account = owner(store)
    first, second = loose(store, account), loose(store, account, later(60))
    assert files_in(tmp_path) == [b"%PDF"]
    assert cleared(store.files.clear, later(30)) == 1
    assert store.files.get(first) is None
    assert stored(store, second)[1] == b"%PDF"
    assert cleared(store.files.clear, later(90)) == 1
    assert files_in(tmp_path) == run(url, "SELECT digest FROM content") == []


def test_what_killed_processes_left_behind_goes(store: Dataset, url: str, tmp_path: Path) -> None:
    held = loose(store, owner(store), later(60), content=b"held")
    storage, at = open_files(str(tmp_path / "files")), NOON.isoformat(timespec="microseconds")
    announced = storage.stage(BytesIO(b"announced"), 9)  # killed before its bytes were placed
    placed = storage.stage(BytesIO(b"placed"), 6)  # killed before a file held them
    storage.place(placed)
    rows = [(staged.digest, staged.size, at) for staged in (announced, placed)]
    run_many(url, "INSERT INTO content (digest, size, at) VALUES (?, ?, ?)", rows)
    for file in (tmp_path / "files").glob("*/*"):
        os.utime(file, (NOON.timestamp(), NOON.timestamp()))
    storage.stage(BytesIO(b"coming"), 6)
    assert cleared(store.files.clear, later(30)) == 3
    assert files_in(tmp_path) == [b"coming", b"held"]
    assert stored(store, held)[1] == b"held"
    assert run(url, "SELECT count(*) FROM content") == [(1,)]


def test_nothing_is_to_be_cleared_twice(store: Dataset) -> None:
    account = owner(store)
    open_session(store, account, "cookie", NOON)
    begun(store, account)
    loose(store, account)
    store.outbox.post(NewMessage("ann@d.example", "Your link", "{link}", "en", link="id"), NOON)
    assert _all_cleared(store) == 4
    assert _all_cleared(store) == 0


def test_what_people_sent_is_never_cleared(store: Dataset, url: str) -> None:
    account = owner(store)
    business = account.businesses[0].id
    sent = begun(store, account)
    file = loose(store, account)
    run(url, "UPDATE upload SET kept = true WHERE id = ?", file)
    message = NewMessage("ann@d.example", "Receipt", "{reference}", "en")
    store.submissions.submit(ready(sent, facts=[said(business, "business.phone", "+1")], messages=[message]))
    store.audit.note("ann", "signed in", "", NOON)
    before = _counts(url)
    assert _all_cleared(store) == 0
    assert _counts(url) == before
    assert stored(store, file)[1] == b"%PDF"


def test_a_folder_of_files_that_is_away_is_no_problem(store: Dataset, tmp_path: Path) -> None:
    loose(store, owner(store))
    shutil.rmtree(tmp_path / "files")
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


def _counts(url: str) -> Mapping[str, int]:
    tables = ("submission", "fact", "transition", "audit", "outbox", "upload", "content", "account", "party")
    return {name: run(url, f"SELECT count(*) FROM {name}")[0][0] for name in tables}
