"""Uploads: each is held by a draft or a submission, or goes again with its bytes."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from runtime.dataset.sql.clearing import PORTION

from runtime.dataset import (
    AccountFull,
    Dataset,
    FactsMoved,
    NoRoom,
    StaleDraft,
    Unstorable,
    Upload,
    UploadLimits,
    open_dataset,
)
from tests.contract.examples import NOON, begun, later, owner, ready, stored
from tests.contract.test_races import at_once

DAY = timedelta(days=1)


def kept(store: Dataset, account: str, content: bytes = b"x", **changes: object) -> str:
    """The id of a file that was just received."""
    upload = Upload("", account, "plan.pdf", "application/pdf", len(content), NOON)
    return store.files.keep(replace(upload, **changes), BytesIO(content)).id  # type: ignore[arg-type]


def in_folder(tmp_path: Path) -> set[str]:
    return {path.name for path in tmp_path.glob("uploads/*")}


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


def test_a_file_lies_under_a_random_name_beside_the_store(store: Dataset, tmp_path: Path) -> None:
    upload = Upload("", owner(store).id, "../../evil.html", "text/html", 1, NOON)
    kept = store.files.keep(upload, BytesIO(b"x"))
    assert [path.name for path in (tmp_path / "uploads").iterdir()] == [kept.id]
    assert "evil" not in kept.id


def test_a_file_that_can_not_be_noted_leaves_nothing_behind(store: Dataset, tmp_path: Path) -> None:
    with pytest.raises(Unstorable):
        store.files.keep(Upload("", owner(store).id, "a\0b", "text/plain", 1, NOON), BytesIO(b"x"))
    assert list(tmp_path.glob("uploads/*")) == []


def test_a_file_is_its_drafts_as_long_as_the_draft_names_it(store: Dataset, tmp_path: Path) -> None:
    account = owner(store)
    plan, photo = kept(store, account.id), kept(store, account.id)
    draft = begun(store, account, files=(plan, photo))
    store.files.forget([plan, photo])
    assert in_folder(tmp_path) == {plan, photo}
    draft = store.drafts.save(replace(draft, files=(photo,)))
    assert in_folder(tmp_path) == known(store, {plan, photo}) == {photo}
    assert store.files.content(plan) is None
    store.drafts.save(replace(draft, files=()))
    assert in_folder(tmp_path) == known(store, {photo}) == set()


def test_a_file_that_no_draft_named_is_forgotten(store: Dataset, tmp_path: Path) -> None:
    account = owner(store)
    plan, other = kept(store, account.id), kept(store, account.id)
    store.files.forget([plan, "unknown"])
    assert in_folder(tmp_path) == known(store, {plan, other}) == {other}


def test_a_discarded_draft_takes_its_files_along(store: Dataset, tmp_path: Path) -> None:
    account = owner(store)
    plan, other = kept(store, account.id), kept(store, account.id)
    draft = begun(store, account, files=(plan,))
    begun(store, account, "other form", files=(other,))
    store.drafts.discard(draft.id)
    assert in_folder(tmp_path) == known(store, {plan, other}) == {other}


def test_what_was_sent_stays_and_what_the_draft_held_beside_it_goes(store: Dataset, tmp_path: Path) -> None:
    account = owner(store)
    plan, hidden = kept(store, account.id, b"plan"), kept(store, account.id)
    draft = begun(store, account, files=(plan, hidden))
    new = replace(ready(draft), files=(plan,))
    assert store.submissions.submit(new) == store.submissions.submit(new)
    assert in_folder(tmp_path) == known(store, {plan, hidden}) == {plan}
    store.files.forget([plan])
    again = begun(store, account, files=(plan,))  # prefilled: a fact holds it
    again = store.drafts.save(replace(again, files=()))
    store.drafts.save(replace(again, files=(plan,)))
    store.drafts.discard(again.id)
    assert store.files.clear(NOON + DAY) == 0
    assert stored(store, plan)[1] == b"plan"


def test_what_was_not_sent_after_all_keeps_its_files(store: Dataset, tmp_path: Path) -> None:
    account = owner(store)
    plan = kept(store, account.id)
    draft = begun(store, account, files=(plan,))
    moved = replace(ready(draft, expected={(account.person.id, "person.name"): 7}), files=(plan,))
    for refused in (moved, replace(ready(draft), revision=9)):
        with pytest.raises((FactsMoved, StaleDraft)):
            store.submissions.submit(refused)
    store.files.forget([plan])
    assert in_folder(tmp_path) == {plan}
    store.drafts.discard(draft.id)
    assert in_folder(tmp_path) == set()


def test_nobody_takes_a_file_of_another_account(store: Dataset, tmp_path: Path) -> None:
    ann, bob = owner(store), owner(store, "bob@b.example")
    loose, owned, sent = (kept(store, ann.id) for _ in range(3))
    begun(store, ann, files=(owned,))
    store.submissions.submit(replace(ready(begun(store, ann, "other", files=(sent,))), files=(sent,)))
    theft = begun(store, bob, files=(loose, owned, sent))
    store.submissions.submit(replace(ready(begun(store, bob, "other"), facts=()), files=(loose, owned)))
    store.drafts.discard(theft.id)
    assert in_folder(tmp_path) == {loose, owned, sent}
    store.files.forget([loose, owned, sent])
    assert in_folder(tmp_path) == {owned, sent}


def test_what_is_loose_or_was_cut_off_is_cleared_after_a_while(store: Dataset, tmp_path: Path) -> None:
    account = owner(store)
    old, young = kept(store, account.id), kept(store, account.id, at=later(5))
    owned = kept(store, account.id)
    begun(store, account, files=(owned,))
    left = {"cut.unfinished": 0, "orphan": 0, "growing.unfinished": 5, "coming": 5}
    for name, minutes in left.items():
        (tmp_path / "uploads" / name).write_bytes(b"x" * 100)
        os.utime(tmp_path / "uploads" / name, (later(minutes).timestamp(),) * 2)
    (tmp_path / "uploads" / "folder").mkdir()
    assert store.files.clear(later(1)) == 3
    assert in_folder(tmp_path) == {young, owned, "growing.unfinished", "coming", "folder"}
    assert known(store, {old, young, owned}) == {young, owned}
    assert store.files.clear(later(1)) == 0


def test_much_is_cleared_in_portions(store: Dataset, tmp_path: Path) -> None:
    account = owner(store)
    kept(store, account.id)
    for number in range(PORTION + 50):
        (tmp_path / "uploads" / f"orphan-{number}").write_bytes(b"x")
        os.utime(tmp_path / "uploads" / f"orphan-{number}", (NOON.timestamp(),) * 2)
    portions = [store.files.clear(later(1)) for _ in range(3)]
    assert portions == [PORTION + 1, 50, 0]
    assert in_folder(tmp_path) == set()


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
    assert in_folder(tmp_path) == set()


def test_files_sent_at_once_do_not_pass_a_limit_together(store: Dataset, url: str, tmp_path: Path) -> None:
    account, other = owner(store).id, open_dataset(url)

    def send(by: Dataset) -> object:
        try:
            return limited(by, account, 40)
        except AccountFull as refused:
            return refused

    results = at_once(*[lambda by=by: send(by) for by in (store, other) * 8])
    taken = {result for result in results if isinstance(result, str)}
    assert len(taken) == 2
    assert in_folder(tmp_path) == taken
    other.close()
