"""Uploads: each is held by a draft or a submission, or goes again with its bytes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest

from runtime.dataset import (
    AccountFull,
    Dataset,
    FactsMoved,
    NoRoom,
    StaleDraft,
    Unstorable,
    Upload,
    UploadLimits,
)
from runtime.dataset.batches import BATCH
from runtime.dataset.files import FileStorage, open_files
from tests.contract.by_hand import run, run_many
from tests.contract.examples import NOON, begun, files_in, later, owner, ready, stored
from tests.together.test_races import at_once

DAY = timedelta(days=1)


def kept(store: Dataset, account: str, content: bytes = b"x", **changes: object) -> str:
    """The id of a file that was just received."""
    upload = Upload("", account, "plan.pdf", "application/pdf", len(content), NOON)
    return store.files.keep(replace(upload, **changes), BytesIO(content)).id  # type: ignore[arg-type]


def staging(tmp_path: Path) -> FileStorage:
    """The same files, as a process has them that is cut off."""
    return open_files(str(tmp_path / "files"))


def unheld(url: str, tmp_path: Path, *contents: bytes, minutes: int = 0) -> None:
    """Bytes that were placed, so many minutes after noon, by somebody who was killed then."""
    files, at = staging(tmp_path), later(minutes).isoformat(timespec="microseconds")
    staged = [files.stage(BytesIO(content), len(content)) for content in contents]
    rows = [(one.digest, one.size, at) for one in staged]
    run_many(url, "INSERT INTO content (digest, size, at) VALUES (?, ?, ?)", rows)
    for one in staged:
        files.place(one)


def known(store: Dataset, uploads: Collection[str]) -> set[str]:
    """Those of the files that the store still knows."""
    return {upload for upload in uploads if store.files.get(upload)}


def test_a_file_comes_back_byte_for_byte_with_its_true_size(store: Dataset) -> None:
    content = bytes(range(256)) * 40
    given = Upload("", owner(store).id, "plan of the kitchen.pdf", "application/pdf", 1, NOON)
    kept = store.files.keep(given, BytesIO(content))
    assert kept.size == len(content)
    assert stored(store, kept.id) == (kept, content)


@pytest.mark.parametrize("name", ["unknown", "", "../city.store", "/etc/passwd"])
def test_an_unknown_file_is_not_there_whatever_its_name(store: Dataset, name: str) -> None:
    assert store.files.get(name) is None


def test_a_file_has_a_random_id_and_lies_under_what_it_holds(store: Dataset, tmp_path: Path) -> None:
    upload = Upload("", owner(store).id, "../../evil.html", "text/html", 1, NOON)
    kept = store.files.keep(upload, BytesIO(b"x"))
    again = store.files.keep(upload, BytesIO(b"x"))
    digest = hashlib.sha256(b"x").hexdigest()
    assert [path.relative_to(tmp_path) for path in tmp_path.glob("files/*/*")] == [
        Path("files", digest[:2], digest)
    ]
    assert len({kept.id, again.id, digest}) == 3
    assert "evil" not in kept.id


def test_a_file_that_can_not_be_noted_leaves_nothing_behind(store: Dataset, tmp_path: Path) -> None:
    with pytest.raises(Unstorable):
        store.files.keep(Upload("", owner(store).id, "a\0b", "text/plain", 1, NOON), BytesIO(b"x"))
    assert files_in(tmp_path) == []


def test_a_file_is_its_drafts_as_long_as_the_draft_names_it(store: Dataset, tmp_path: Path) -> None:
    account = owner(store)
    plan, photo = kept(store, account.id, b"plan"), kept(store, account.id, b"photo")
    draft = begun(store, account, files=(plan, photo))
    store.files.forget([plan, photo])
    assert files_in(tmp_path) == [b"photo", b"plan"]
    draft = store.drafts.save(replace(draft, files=(photo,)))
    assert (files_in(tmp_path), known(store, {plan, photo})) == ([b"photo"], {photo})
    assert store.files.content(plan) is None
    store.drafts.save(replace(draft, files=()))
    assert (files_in(tmp_path), known(store, {photo})) == ([], set())


def test_a_file_that_no_draft_named_is_forgotten(store: Dataset, tmp_path: Path) -> None:
    account = owner(store)
    plan, other = kept(store, account.id, b"plan"), kept(store, account.id, b"other")
    store.files.forget([plan, "unknown"])
    assert (files_in(tmp_path), known(store, {plan, other})) == ([b"other"], {other})


def test_a_discarded_draft_takes_its_files_along(store: Dataset, tmp_path: Path) -> None:
    account = owner(store)
    plan, other = kept(store, account.id, b"plan"), kept(store, account.id, b"other")
    draft = begun(store, account, files=(plan,))
    begun(store, account, "other form", files=(other,))
    store.drafts.discard(draft.id)
    assert (files_in(tmp_path), known(store, {plan, other})) == ([b"other"], {other})


def test_what_was_sent_stays_and_what_the_draft_held_beside_it_goes(store: Dataset, tmp_path: Path) -> None:
    account = owner(store)
    plan, hidden = kept(store, account.id, b"plan"), kept(store, account.id, b"hidden")
    draft = begun(store, account, files=(plan, hidden))
    new = replace(ready(draft), files=(plan,))
    assert store.submissions.submit(new) == store.submissions.submit(new)
    assert (files_in(tmp_path), known(store, {plan, hidden})) == ([b"plan"], {plan})
    store.files.forget([plan])
    again = begun(store, account, files=(plan,))  # prefilled: a fact holds it
    again = store.drafts.save(replace(again, files=()))
    store.drafts.save(replace(again, files=(plan,)))
    store.drafts.discard(again.id)
    assert store.files.clear(NOON + DAY) == 0
    assert stored(store, plan)[1] == b"plan"


def test_what_was_not_sent_after_all_keeps_its_files(store: Dataset, tmp_path: Path) -> None:
    account = owner(store)
    plan = kept(store, account.id, b"plan")
    draft = begun(store, account, files=(plan,))
    moved = replace(ready(draft, expected={(account.person.id, "person.name"): 7}), files=(plan,))
    for refused in (moved, replace(ready(draft), revision=9)):
        with pytest.raises((FactsMoved, StaleDraft)):
            store.submissions.submit(refused)
    store.files.forget([plan])
    assert files_in(tmp_path) == [b"plan"]
    store.drafts.discard(draft.id)
    assert files_in(tmp_path) == []


def test_nobody_takes_a_file_of_another_account(store: Dataset, tmp_path: Path) -> None:
    ann, bob = owner(store), owner(store, "bob@b.example")
    loose, owned, sent = (kept(store, ann.id, content) for content in (b"loose", b"owned", b"sent"))
    begun(store, ann, files=(owned,))
    store.submissions.submit(replace(ready(begun(store, ann, "other", files=(sent,))), files=(sent,)))
    theft = begun(store, bob, files=(loose, owned, sent))
    store.submissions.submit(replace(ready(begun(store, bob, "other"), facts=()), files=(loose, owned)))
    store.drafts.discard(theft.id)
    assert known(store, {loose, owned, sent}) == {loose, owned, sent}
    assert files_in(tmp_path) == [b"loose", b"owned", b"sent"]
    store.files.forget([loose, owned, sent])
    assert (files_in(tmp_path), known(store, {loose, owned, sent})) == ([b"owned", b"sent"], {owned, sent})


def test_what_is_loose_or_was_cut_off_is_cleared_after_a_while(
    store: Dataset, url: str, tmp_path: Path
) -> None:
    account = owner(store)
    old, young = kept(store, account.id, b"old"), kept(store, account.id, b"young", at=later(5))
    owned = kept(store, account.id, b"owned")
    begun(store, account, files=(owned,))
    for content, minutes in ((b"cut", 0), (b"growing", 5)):
        staged = staging(tmp_path).stage(BytesIO(content), 1)
        os.utime(tmp_path / "files" / "staging" / staged.name, (later(minutes).timestamp(),) * 2)
    unheld(url, tmp_path, b"orphan")
    unheld(url, tmp_path, b"coming", minutes=5)
    (tmp_path / "files" / "folder").mkdir()
    assert store.files.clear(later(1)) == 3
    assert files_in(tmp_path) == [b"coming", b"growing", b"owned", b"young"]
    assert (tmp_path / "files" / "folder").exists()
    assert known(store, {old, young, owned}) == {young, owned}
    assert store.files.clear(later(1)) == 0


def test_much_is_cleared_in_batches(store: Dataset, url: str, tmp_path: Path) -> None:
    kept(store, owner(store).id)
    unheld(url, tmp_path, *(f"orphan-{number}".encode() for number in range(BATCH + 50)))
    batches = [store.files.clear(later(1)) for _ in range(3)]
    assert batches == [BATCH + 1, 50, 0]
    assert files_in(tmp_path) == []


def test_clearing_an_empty_store_is_nothing(store: Dataset) -> None:
    assert store.files.clear(NOON) == 0


LIMITS = UploadLimits(account=100, unsent=3, in_all=250)


def limited(store: Dataset, account: str, size: int, **changes: object) -> str:
    upload = Upload("", account, "plan.pdf", "application/pdf", size, NOON)
    upload = replace(upload, **changes)  # type: ignore[arg-type]
    return store.files.keep(upload, BytesIO(b"x" * size), LIMITS).id


def test_an_account_gets_so_many_bytes_for_what_it_did_not_send(store: Dataset) -> None:
    ann, bob = owner(store), owner(store, "bob@b.example")
    draft = begun(store, ann, files=(limited(store, ann.id, 60),))
    limited(store, ann.id, 40)
    with pytest.raises(AccountFull):
        limited(store, ann.id, 1)
    limited(store, bob.id, 100)
    store.drafts.discard(draft.id)
    limited(store, ann.id, 60)


def test_an_account_gets_so_many_files_that_it_did_not_send(store: Dataset) -> None:
    account = owner(store)
    for _ in range(LIMITS.unsent):
        limited(store, account.id, 1)
    with pytest.raises(AccountFull):
        limited(store, account.id, 1)


def test_what_was_sent_counts_for_a_day_whatever_the_clock_said(store: Dataset) -> None:
    account = owner(store)
    for name, at in (("a", NOON), ("b", NOON + 400 * DAY)):
        file = limited(store, account.id, 60, at=at)
        store.submissions.submit(replace(ready(begun(store, account, name, files=(file,))), files=(file,)))
    with pytest.raises(AccountFull):
        limited(store, account.id, 41, at=NOON + timedelta(hours=23))
    limited(store, account.id, 41, at=NOON + timedelta(hours=25))


def test_files_of_all_take_only_so_much(store: Dataset) -> None:
    for number in range(2):
        limited(store, owner(store, f"{number}@b.example").id, 100)
    account = owner(store)
    with pytest.raises(NoRoom):
        limited(store, account.id, 51)
    limited(store, account.id, 50)


def test_what_is_refused_is_not_even_read(store: Dataset, tmp_path: Path) -> None:
    account = owner(store)
    content = BytesIO(b"x" * 101)
    with pytest.raises(AccountFull):
        store.files.keep(Upload("", account.id, "plan.pdf", "a/b", 101, NOON), content, LIMITS)
    assert content.tell() == 0
    with pytest.raises(AccountFull):  # what says that it is smaller is found out, and goes
        store.files.keep(Upload("", account.id, "plan.pdf", "a/b", 1, NOON), BytesIO(b"x" * 101), LIMITS)
    assert files_in(tmp_path) == []


def test_files_sent_at_once_do_not_pass_a_limit_together(
    store: Dataset, opened: Callable[[], Dataset], url: str, tmp_path: Path
) -> None:
    account, other = owner(store).id, opened()

    def send(by: Dataset) -> object:
        try:
            return limited(by, account, 40)
        except AccountFull as refused:
            return refused

    results = at_once(*[lambda by=by: send(by) for by in (store, other) * 8])
    taken = {result for result in results if isinstance(result, str)}
    assert len(taken) == 2
    assert {row[0] for row in run(url, "SELECT id FROM upload")} == taken
    assert files_in(tmp_path) == [b"x" * 40]
