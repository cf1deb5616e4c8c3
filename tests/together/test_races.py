"""Races: whoever comes second is told, and nothing is lost in silence."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from threading import Barrier

from runtime.dataset import Account, AddressTaken, Dataset, Draft, FactsMoved, StaleDraft
from tests.contract.examples import begun, owner, ready, said


def at_once(*calls: Callable[[], object]) -> list[object]:
    """Start all calls in the same moment; their results, or what they raised."""
    start = Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        start.wait()
        try:
            return call()
        except (StaleDraft, FactsMoved, AddressTaken) as refused:
            return refused

    with ThreadPoolExecutor(len(calls)) as pool:
        return [done.result() for done in [pool.submit(run, call) for call in calls]]


def test_of_two_tabs_that_save_one_draft_exactly_one_is_refused(
    store: Dataset, opened: Callable[[], Dataset]
) -> None:
    other = opened()
    draft = begun(store, owner(store))
    for _ in range(25):
        mine, theirs = replace(draft, answers={"a": "mine"}), replace(draft, answers={"a": "theirs"})
        results = at_once(partial(store.drafts.save, mine), partial(other.drafts.save, theirs))
        [draft] = [result for result in results if isinstance(result, Draft)]
        assert store.drafts.get(draft.id) == draft
        assert sum(isinstance(result, StaleDraft) for result in results) == 1


def test_of_two_tabs_that_begin_one_form_exactly_one_is_refused(
    store: Dataset, opened: Callable[[], Dataset]
) -> None:
    account, other = owner(store), opened()
    for number in range(25):
        results = at_once(*[partial(begun, tab, account, f"form-{number}") for tab in (store, other)])
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


def test_two_editors_of_one_fact_never_overwrite_each_other_unseen(
    store: Dataset, opened: Callable[[], Dataset], url: str
) -> None:
    races = 1_000 if url.startswith("sqlite") else 200
    editors = (store, opened())
    account = owner(store)
    business = account.businesses[0].id
    won, refused = 0, 0

    def edit(editor: Dataset, form: str) -> object:
        facts = editor.facts.current([business])
        seen = facts["business.phone"].version if facts else 0
        new = said(business, "business.phone", f"{form}")
        draft = begun(editor, account, form)
        barrier.wait()
        return editor.submissions.submit(
            ready(draft, facts=[new], expected={(business, "business.phone"): seen})
        )

    for race in range(races):
        barrier = Barrier(2, timeout=60)
        results = at_once(*[partial(edit, editors[n], f"race-{race}-{n}") for n in (0, 1)])
        conflicts = [result for result in results if isinstance(result, FactsMoved)]
        won, refused = won + 2 - len(conflicts), refused + len(conflicts)
        assert all(conflict.masters == {"business.phone"} for conflict in conflicts)
    history = store.facts.history(business, "business.phone")
    assert (won, refused) == (races, races)
    assert len(history) == len(store.submissions.of_business(business)) == races


def test_of_two_who_each_rely_on_what_the_other_changes_exactly_one_is_refused(
    store: Dataset, opened: Callable[[], Dataset]
) -> None:
    """About one party, and about two: each alone would leave no trace in what the other reads."""
    account, other = owner(store), opened()
    business, person = account.businesses[0].id, account.person.id
    for race in range(20):
        ours, theirs = (
            ((business, "business.phone"), (business, "business.email")),
            ((business, "business.phone"), (person, "person.name")),
        )[race % 2]
        facts = store.facts.current([business, person])
        versions = {(fact.party, master): fact.version for master, fact in facts.items()}

        def send(by: Dataset, reads: tuple[str, str], writes: tuple[str, str], form: str) -> object:
            new = ready(
                begun(by, account, form),
                facts=[said(*writes, form)],
                expected={reads: versions.get(reads, 0)},  # noqa: B023  # it ends within its race
            )
            return by.submissions.submit(new)

        results = at_once(
            partial(send, store, ours, theirs, f"{race}-ours"),
            partial(send, other, theirs, ours, f"{race}-theirs"),
        )
        assert sum(isinstance(result, FactsMoved) for result in results) == 1


def test_of_two_accounts_with_one_address_exactly_one_is_refused(
    store: Dataset, opened: Callable[[], Dataset]
) -> None:
    other = opened()
    for number in range(25):
        results = at_once(
            partial(owner, store, f"ann-{number}@d.example"), partial(owner, other, f"Ann-{number}@D.example")
        )
        assert sum(isinstance(result, AddressTaken) for result in results) == 1
        [account] = [result for result in results if isinstance(result, Account)]
        assert store.identity.account(f"ann-{number}@d.example") == account


def test_a_location_that_is_added_twice_at_once_is_one(store: Dataset, opened: Callable[[], Dataset]) -> None:
    account, other = owner(store), opened()
    for number in range(25):
        add = (account.id, account.businesses[0].id, f"Pier {number}")
        first, second = at_once(*[partial(by.parties.create_location, *add) for by in (store, other)])
        assert first == second
