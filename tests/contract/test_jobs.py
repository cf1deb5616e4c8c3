"""Work in the background: each job has one worker at a time, and only that one may end it."""

from __future__ import annotations

import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Literal

import pytest

from runtime.dataset import Dataset, Handover, Job, Message, NewMessage, open_dataset
from tests.contract.examples import NOON, begun, later, owner, ready

LEASE = timedelta(minutes=5)
LETTER = NewMessage("ann@d.example", "One", "1", "en")
DAY = timedelta(days=1)


def take(store: Dataset, minutes: int = 0) -> Job | None:
    return store.jobs.take("deliver", later(minutes), LEASE)


def taken(store: Dataset, minutes: int = 0) -> Job:
    job = take(store, minutes)
    assert job
    return job


def noted(store: Dataset, message: Message) -> tuple[str, str, object]:
    found = store.outbox.get(message.id)
    assert found
    return found.state, found.problem, found.sent


def test_every_message_is_to_be_delivered(store: Dataset) -> None:
    message = store.outbox.post(LETTER, NOON)
    assert (message.state, message.sent) == ("waiting", None)
    job = taken(store)
    assert (job.kind, job.about, job.tries, job.lease) == ("deliver", message.id, 1, NOON + LEASE)
    assert store.outbox.get(job.about) == message
    assert store.outbox.get("unknown") is None


def test_the_letters_of_a_submission_are_to_be_delivered_too(store: Dataset) -> None:
    store.submissions.submit(ready(begun(store, owner(store)), messages=[LETTER, LETTER]))
    assert {taken(store, 5).about, taken(store, 5).about} == {one.id for one in store.outbox.all()}
    assert take(store, 5) is None


def test_what_was_never_tried_comes_first_then_what_has_been_due_for_longest(store: Dataset) -> None:
    first, second, third = (store.outbox.post(LETTER, later(minute)) for minute in (2, 1, 0))
    failing = taken(store)
    assert failing.about == third.id
    assert store.jobs.put_off(failing, later(1))
    assert [taken(store, 9).about for _ in range(3)] == [second.id, first.id, third.id]


def test_nothing_is_taken_before_it_is_due(store: Dataset) -> None:
    store.outbox.post(LETTER, NOON)
    assert store.jobs.put_off(taken(store), later(15))
    assert take(store, 14) is None
    assert taken(store, 15).tries == 2


def test_a_job_that_is_held_is_not_given_to_anybody_else(store: Dataset, url: str) -> None:
    store.outbox.post(LETTER, NOON)
    other = open_dataset(url)
    taken(store)
    assert take(other, 4) is None
    assert taken(other, 5).tries == 2, "the lease has run out: whoever had it was killed"
    other.close()


@pytest.mark.parametrize("end", ["put_off", "sent", "delayed", "failed"])
def test_a_worker_that_comes_back_late_changes_nothing(store: Dataset, end: str) -> None:
    message = store.outbox.post(LETTER, NOON)
    late, quick = taken(store), taken(store, 6)
    assert store.jobs.end_delivery(quick, Handover("delayed", later(7), "the server is away"))

    def ends() -> bool:
        match end:
            case "put_off":
                return store.jobs.put_off(late, later(600))
            case "sent" | "delayed" | "failed":
                return store.jobs.end_delivery(late, Handover(end, later(600), "late"))  # type: ignore[arg-type]
        raise AssertionError(end)

    assert not ends()
    assert noted(store, message) == ("delayed", "the server is away", None)
    again = taken(store, 7)
    assert again.tries == 3
    assert not ends(), "nor while somebody else has it again"
    assert store.jobs.end_delivery(again, Handover("sent", later(8)))
    assert not ends(), "nor when it is done"
    assert noted(store, message) == ("sent", "", later(8))


def test_a_worker_whose_lease_ran_out_may_still_end_what_nobody_else_took(store: Dataset) -> None:
    message = store.outbox.post(LETTER, NOON)
    assert store.jobs.end_delivery(taken(store), Handover("sent", later(20)))
    assert noted(store, message) == ("sent", "", later(20))
    assert take(store, 60) is None


@pytest.mark.parametrize(("state", "sent"), [("sent", later(1)), ("failed", None)])
def test_what_is_sent_or_has_failed_is_done(
    store: Dataset, state: Literal["sent", "failed"], sent: object
) -> None:
    message = store.outbox.post(LETTER, NOON)
    job = taken(store)
    assert store.jobs.end_delivery(job, Handover(state, later(1), "why"))
    assert noted(store, message) == (state, "why", sent)
    assert take(store, 60 * 24 * 400) is None
    assert not store.jobs.put_off(job, later(2))


def test_a_message_that_is_delayed_is_tried_again_when_it_is_due(store: Dataset) -> None:
    message = store.outbox.post(LETTER, NOON)
    assert store.jobs.end_delivery(taken(store), Handover("delayed", later(5), "away"))
    assert noted(store, message) == ("delayed", "away", None)
    assert take(store, 4) is None
    assert store.jobs.end_delivery(taken(store, 5), Handover("sent", later(6)))
    assert noted(store, message) == ("sent", "", later(6))


def test_an_end_that_cannot_be_written_leaves_the_job(store: Dataset) -> None:
    """One transaction: never a finished job of a letter that still waits, nor the other way round."""
    message = store.outbox.post(LETTER, NOON)
    job = taken(store)
    with pytest.raises(ValueError, match="NUL"):
        store.jobs.end_delivery(job, Handover("sent", later(1), "\0"))
    assert noted(store, message) == ("waiting", "", None)
    assert taken(store, 6).about == message.id


def test_work_that_is_done_again_and_again_is_planned_once(store: Dataset) -> None:
    for minute in (0, 5):
        store.jobs.plan("clear", later(minute))
    job = store.jobs.take("clear", NOON, LEASE)
    assert job
    assert (job.kind, job.about) == ("clear", "")
    assert store.jobs.take("clear", NOON, LEASE) is None
    assert store.jobs.put_off(job, later(60))
    store.jobs.plan("clear", NOON)
    assert store.jobs.take("clear", later(59), LEASE) is None
    assert store.jobs.take("clear", later(60), LEASE)


def test_kinds_do_not_mix(store: Dataset) -> None:
    store.outbox.post(LETTER, NOON)
    assert store.jobs.take("clear", NOON, LEASE) is None
    store.jobs.plan("clear", NOON)
    assert taken(store).kind == "deliver"
    assert take(store) is None


def test_a_wrong_clock_holds_nothing_up_for_ever(store: Dataset) -> None:
    """Somebody takes a job, or puts it off, while the clock is a day ahead; then it is set right."""
    store.outbox.post(LETTER, NOON)
    store.jobs.take("deliver", NOON + DAY, LEASE)
    job = taken(store, 1)
    assert store.jobs.put_off(job, NOON + DAY)
    assert taken(store, 2).tries == 3
    message = store.outbox.post(LETTER, NOON + 30 * DAY)
    assert taken(store, 3).about == message.id


def test_a_clock_that_is_set_back_a_little_takes_nothing_away(store: Dataset) -> None:
    store.outbox.post(LETTER, NOON)
    taken(store, 1)
    assert take(store, 0) is None


@pytest.mark.parametrize("workers", [2, 8])
def test_of_workers_that_race_exactly_one_gets_each_job(store: Dataset, url: str, workers: int) -> None:
    letters = [store.outbox.post(LETTER, NOON).id for _ in range(60)]
    start = Barrier(workers)

    def work() -> list[str]:
        own, done = open_dataset(url), []
        start.wait()
        while job := take(own):
            done.append(job.about)
            if len(done) % 2:
                assert own.jobs.end_delivery(job, Handover("sent", NOON))
        own.close()
        return done

    with ThreadPoolExecutor(workers) as pool:
        found = [one for done in [pool.submit(work) for _ in range(workers)] for one in done.result()]
    assert Counter(found) == Counter(letters)


def test_of_processes_that_race_exactly_one_gets_each_job(store: Dataset) -> None:
    letters = {store.outbox.post(LETTER, NOON).id for _ in range(60)}
    reading, writing = os.pipe()
    children = []
    for _ in range(3):
        child = os.fork()
        if child == 0:
            try:
                while job := take(store):
                    os.write(writing, f"{job.about}\n".encode())
            finally:
                os._exit(0)
        children.append(child)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read().split()
    for child in children:
        os.waitpid(child, 0)
    assert sorted(told) == sorted(letters)
