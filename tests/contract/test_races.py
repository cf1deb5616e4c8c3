"""Races: whoever comes second is told, and nothing is lost in silence."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from threading import Barrier

from runtime.dataset import Dataset, Draft, FactsMoved, StaleDraft, open_dataset
from tests.contract.examples import begun, owner, ready, said


def at_once(*calls: Callable[[], object]) -> list[object]:
    """Start all calls in the same moment; their results, or what they raised."""
    start = Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        start.wait()
        try:
            return call()
        except (StaleDraft, FactsMoved) as refused:
            return refused

    with ThreadPoolExecutor(len(calls)) as pool:
        return [done.result() for done in [pool.submit(run, call) for call in calls]]


def test_of_two_tabs_that_save_one_draft_exactly_one_is_refused(store: Dataset, url: str) -> None:
    other = open_dataset(url)
    draft = begun(store, owner(store))
    for _ in range(25):
        mine, theirs = replace(draft, answers={"a": "mine"}), replace(draft, answers={"a": "theirs"})
        results = at_once(partial(store.drafts.save, mine), partial(other.save_draft, theirs))
        [draft] = [result for result in results if isinstance(result, Draft)]
        assert store.drafts.get(draft.id) == draft
        assert sum(isinstance(result, StaleDraft) for result in results) == 1
    other.close()


def test_of_two_tabs_that_begin_one_form_exactly_one_is_refused(store: Dataset) -> None:
    account = owner(store)
    for number in range(10):
        results = at_once(*[partial(begun, store, account, f"form-{number}")] * 2)
        assert sum(isinstance(result, StaleDraft) for result in results) == 1


def test_a_draft_sent_50_times_at_once_is_one_submission_with_50_equal_receipts(store: Dataset) -> None:
    draft = begun(store, owner(store))
    new = ready(
        draft,
        facts=[said(draft.business, "business.phone", "+1415")],
        expected={(draft.business, "business.phone"): 0},
    )
    receipts = at_once(*[partial(store.submissions.submit, new)] * 50)
    assert receipts == [store.submissions.of_draft(draft.id)] * 50
    assert len(store.submissions.of_business(draft.business)) == len(store.audit.trail()) == 1
    assert len(store.facts.history(draft.business, "business.phone")) == 1


def test_two_editors_of_one_fact_never_overwrite_each_other_unseen(store: Dataset, url: str) -> None:
    races = 1_000 if url.startswith("sqlite") else 25
    editors = (store, open_dataset(url))
    account = owner(store)
    business = account.businesses[0].id
    won, refused = 0, 0

    def edit(editor: Dataset, form: str) -> object:
        facts = editor.facts([business])
        seen = facts["business.phone"].version if facts else 0
        new = said(business, "business.phone", f"{form}")
        draft = begun(editor, account, form)
        barrier.wait()
        return editor.submit(ready(draft, facts=[new], expected={(business, "business.phone"): seen}))

    for race in range(races):
        barrier = Barrier(2, timeout=60)
        results = at_once(*[partial(edit, editors[n], f"race-{race}-{n}") for n in (0, 1)])
        conflicts = [result for result in results if isinstance(result, FactsMoved)]
        won, refused = won + 2 - len(conflicts), refused + len(conflicts)
        assert all(conflict.masters == {"business.phone"} for conflict in conflicts)
    history = store.facts.history(business, "business.phone")
    assert (won, refused) == (races, races)
    assert len(history) == len(store.submissions.of_business(business)) == races
    editors[1].close()
