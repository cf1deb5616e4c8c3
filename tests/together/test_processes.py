"""Races between processes: what holds between threads holds between machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from io import BytesIO

from runtime.dataset import (
    AccountFull,
    Dataset,
    Draft,
    FactsMoved,
    Job,
    Limits,
    NewMessage,
    NewSignIn,
    NewSubmission,
    NewTransition,
    StaleDraft,
    Upload,
    UploadLimits,
)
from tests.contract.examples import NOON, begun, later, owner, ready, said
from tests.together.processes import in_processes

Opened = Callable[[], Dataset]
ROUNDS = 20


def test_all_senders_of_one_draft_get_the_same_receipt(store: Dataset, opened: Opened) -> None:
    account = owner(store)
    drafts = [begun(store, account, f"form-{number}") for number in range(ROUNDS)]
    new = [ready(draft, facts=[said(draft.business, "business.phone", "+1")]) for draft in drafts]

    def send(dataset: Dataset) -> list[str]:
        return [dataset.submissions.submit(one).reference for one in new]

    receipts = in_processes(opened, *[send] * 4)
    assert receipts == [receipts[0]] * 4
    assert len(store.submissions.of_business(drafts[0].business)) == ROUNDS
    assert len(store.facts.history(drafts[0].business, "business.phone")) == ROUNDS


def test_of_two_who_expect_the_same_fact_exactly_one_wins(store: Dataset, opened: Opened) -> None:
    account = owner(store)
    business = account.businesses[0].id
    for number in range(ROUNDS):
        facts = store.facts.current([business])
        expected = {(business, "business.phone"): facts["business.phone"].version if facts else 0}
        works = []
        for who in ("one", "two"):
            draft = begun(store, account, f"{number}-{who}")
            new = ready(draft, facts=[said(business, "business.phone", who)], expected=expected)
            works.append(partial(_sent, new=new))
        assert sorted(in_processes(opened, *works)) == [FactsMoved.__name__, "sent"]


def test_a_first_draft_that_is_saved_twice_at_once_is_stale(store: Dataset, opened: Opened) -> None:
    account = owner(store)
    business = account.businesses[0].id

    def save(dataset: Dataset) -> list[str]:
        found = []
        for number in range(ROUNDS):
            new = Draft("", account.id, business, f"form-{number}", "v1", "en", NOON, NOON)
            try:
                dataset.drafts.save(new)
                found.append("saved")
            except StaleDraft:
                found.append("stale")
        return found

    mine, theirs = in_processes(opened, save, save)
    assert {tuple(sorted(pair)) for pair in zip(mine, theirs, strict=True)} == {("saved", "stale")}


def test_processes_together_stay_within_the_limits_of_letters(store: Dataset, opened: Opened) -> None:
    def ask(dataset: Dataset, process: int) -> int:
        return sum(
            dataset.identity.ask_sign_in(
                _new_sign_in(f"{process}-{number}"),
                NewMessage("ann@d.example", "Link", "{link}", "en", f"{process}-{number}"),
                Limits(),
            )
            for number in range(10)
        )

    assert sum(in_processes(opened, *[partial(ask, process=number) for number in range(4)])) == 5
    assert len(store.outbox.all()) == 5


def test_each_job_is_given_to_one_process(store: Dataset, opened: Opened) -> None:
    for number in range(60):
        store.outbox.post(NewMessage(f"{number}@d.example", "One", "1", "en"), NOON)

    def take(dataset: Dataset) -> list[str]:
        found = []
        for _ in range(200):  # one may look while all that is left is being taken
            job = dataset.jobs.take("deliver", NOON, timedelta(minutes=5))
            if isinstance(job, Job):
                found.append(job.about)
        return found

    taken = Counter(job for jobs in in_processes(opened, *[take] * 3) for job in jobs)
    assert (len(taken), set(taken.values())) == (60, {1})


def test_processes_together_stay_within_the_limits_of_files(store: Dataset, opened: Opened) -> None:
    account, limits = owner(store).id, UploadLimits(account=100, unsent=50, in_all=1_000)

    def send(dataset: Dataset) -> int:
        kept = 0
        for _ in range(5):
            try:
                upload = Upload("", account, "plan.pdf", "application/pdf", 40, NOON)
                dataset.files.keep(upload, BytesIO(b"x" * 40), limits)
                kept += 1
            except AccountFull:
                pass
        return kept

    assert sum(in_processes(opened, *[send] * 3)) == 2


def test_of_two_agencies_that_move_one_submission_exactly_one_is_told_that_it_moved(
    store: Dataset, opened: Opened
) -> None:
    account = owner(store)
    for number in range(ROUNDS):
        sent = store.submissions.submit(ready(begun(store, account, f"form-{number}")))
        step = NewTransition(sent.reference, "", "received", later(9), "agency", "fire")
        works = [partial(_moved, new=replace(step, status=status)) for status in ("accepted", "refused")]
        assert sorted(in_processes(opened, *works)) == ["StatusMoved", "moved"]
        assert len(store.cases.transitions(sent.reference)) == 2


def _sent(dataset: Dataset, new: NewSubmission) -> str:
    dataset.submissions.submit(new)
    return "sent"


def _moved(dataset: Dataset, new: NewTransition) -> str:
    dataset.cases.move(new)
    return "moved"


def _new_sign_in(id: str) -> NewSignIn:
    return NewSignIn(
        id=id, email="ann@d.example", share="here", browser="hers", asked=NOON, expires=later(10)
    )
