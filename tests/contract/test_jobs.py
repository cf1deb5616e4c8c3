"""Work in the background: each job has one worker at a time, and only that one may end it."""

from __future__ import annotations

import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Literal

import pytest

from runtime.stores import Handover, Job, Message, NewMessage, Store, open_store
from tests.contract.examples import NOON, begun, later, owner, ready

LEASE = timedelta(minutes=5)
LETTER = NewMessage("ann@d.example", "One", "1", "en")
DAY = timedelta(days=1)


def take(store: Store, minutes: int = 0) -> Job | None:
    return store.take_job("deliver", later(minutes), LEASE)


def taken(store: Store, minutes: int = 0) -> Job:
    job = take(store, minutes)
    assert job
    return job


def noted(store: Store, message: Message) -> tuple[str, str, object]:
    found = store.message(message.id)
    assert found
    return found.state, found.problem, found.sent


def test_every_message_is_to_be_delivered(store: Store) -> None:
    message = store.post(LETTER, NOON)
    assert (message.state, message.sent) == ("waiting", None)
    job = taken(store)
    assert (job.kind, job.about, job.tries, job.lease) == ("deliver", message.id, 1, NOON + LEASE)
    assert store.message(job.about) == message
    assert store.message("unknown") is None


def test_the_letters_of_a_submission_are_to_be_delivered_too(store: Store) -> None:
    store.submit(ready(begun(store, owner(store)), messages=[LETTER, LETTER]))
    assert {taken(store, 5).about, taken(store, 5).about} == {one.id for one in store.outbox()}
    assert take(store, 5) is None


def test_what_was_never_tried_comes_first_then_what_has_been_due_for_longest(store: Store) -> None:
    first, second, third = (store.post(LETTER, later(minute)) for minute in (2, 1, 0))
    failing = taken(store)
    assert failing.about == third.id
    assert store.put_off(failing, later(1))
    assert [taken(store, 9).about for _ in range(3)] == [second.id, first.id, third.id]


def test_nothing_is_taken_before_it_is_due(store: Store) -> None:
    store.post(LETTER, NOON)
    assert store.put_off(taken(store), later(15))
    assert take(store, 14) is None
    assert taken(store, 15).tries == 2


def test_a_job_that_is_held_is_not_given_to_anybody_else(store: Store, url: str) -> None:
    store.post(LETTER, NOON)
    other = open_store(url)
    taken(store)
    assert take(other, 4) is None
    assert taken(other, 5).tries == 2, "the lease has run out: whoever had it was killed"
    other.close()


@pytest.mark.parametrize("end", ["finish", "put_off", "sent", "delayed", "failed"])
def test_a_worker_that_comes_back_late_changes_nothing(store: Store, end: str) -> None:
    message = store.post(LETTER, NOON)
    late, quick = taken(store), taken(store, 6)
    assert store.end_delivery(quick, Handover("delayed", later(7), "the server is away"))

    def ends() -> bool:
        match end:
            case "finish":
                return store.finish(late)
            case "put_off":
                return store.put_off(late, later(600))
            case "sent" | "delayed" | "failed":
                return store.end_delivery(late, Handover(end, later(600), "late"))  # type: ignore[arg-type]
        raise AssertionError(end)

    assert not ends()
    assert noted(store, message) == ("delayed", "the server is away", None)
    again = taken(store, 7)
    assert again.tries == 3
    assert not ends(), "nor while somebody else has it again"
    assert store.end_delivery(again, Handover("sent", later(8)))
    assert not ends(), "nor when it is done"
    assert noted(store, message) == ("sent", "", later(8))


def test_a_worker_whose_lease_ran_out_may_still_end_what_nobody_else_took(store: Store) -> None:
    message = store.post(LETTER, NOON)
    assert store.end_delivery(taken(store), Handover("sent", later(20)))
    assert noted(store, message) == ("sent", "", later(20))
    assert take(store, 60) is None


@pytest.mark.parametrize(("state", "sent"), [("sent", later(1)), ("failed", None)])
def test_what_is_sent_or_has_failed_is_done(
    store: Store, state: Literal["sent", "failed"], sent: object
) -> None:
    message = store.post(LETTER, NOON)
    job = taken(store)
    assert store.end_delivery(job, Handover(state, later(1), "why"))
    assert noted(store, message) == (state, "why", sent)
    assert take(store, 60 * 24 * 400) is None
    assert not store.finish(job)


def test_a_message_that_is_delayed_is_tried_again_when_it_is_due(store: Store) -> None:
    message = store.post(LETTER, NOON)
    assert store.end_delivery(taken(store), Handover("delayed", later(5), "away"))
    assert noted(store, message) == ("delayed", "away", None)
    assert take(store, 4) is None
    assert store.end_delivery(taken(store, 5), Handover("sent", later(6)))
    assert noted(store, message) == ("sent", "", later(6))


def test_an_end_that_cannot_be_written_leaves_the_job(store: Store) -> None:
    """One transaction: never a finished job of a letter that still waits, nor the other way round."""
    message = store.post(LETTER, NOON)
    job = taken(store)
    with pytest.raises(ValueError, match="NUL"):
        store.end_delivery(job, Handover("sent", later(1), "\0"))
    assert noted(store, message) == ("waiting", "", None)
    assert taken(store, 6).about == message.id


def test_work_that_is_done_again_and_again_is_planned_once(store: Store) -> None:
    for minute in (0, 5):
        store.plan("clear", later(minute))
    job = store.take_job("clear", NOON, LEASE)
    assert job
    assert (job.kind, job.about) == ("clear", "")
    assert store.take_job("clear", NOON, LEASE) is None
    assert store.put_off(job, later(60))
    store.plan("clear", NOON)
    assert store.take_job("clear", later(59), LEASE) is None
    assert store.take_job("clear", later(60), LEASE)


def test_kinds_do_not_mix(store: Store) -> None:
    store.post(LETTER, NOON)
    assert store.take_job("clear", NOON, LEASE) is None
    store.plan("clear", NOON)
    assert taken(store).kind == "deliver"
    assert take(store) is None


def test_a_wrong_clock_holds_nothing_up_for_ever(store: Store) -> None:
    """Somebody takes a job, or puts it off, while the clock is a day ahead; then it is set right."""
    store.post(LETTER, NOON)
    store.take_job("deliver", NOON + DAY, LEASE)
    job = taken(store, 1)
    assert store.put_off(job, NOON + DAY)
    assert taken(store, 2).tries == 3
    message = store.post(LETTER, NOON + 30 * DAY)
    assert taken(store, 3).about == message.id


def test_a_clock_that_is_set_back_a_little_takes_nothing_away(store: Store) -> None:
    store.post(LETTER, NOON)
    taken(store, 1)
    assert take(store, 0) is None


@pytest.mark.parametrize("workers", [2, 8])
def test_of_workers_that_race_exactly_one_gets_each_job(store: Store, url: str, workers: int) -> None:
    letters = [store.post(LETTER, NOON).id for _ in range(60)]
    start = Barrier(workers)

    def work() -> list[str]:
        own, done = open_store(url), []
        start.wait()
        while job := take(own):
            done.append(job.about)
            if len(done) % 2:
                assert own.end_delivery(job, Handover("sent", NOON))
        own.close()
        return done

    with ThreadPoolExecutor(workers) as pool:
        found = [one for done in [pool.submit(work) for _ in range(workers)] for one in done.result()]
    assert Counter(found) == Counter(letters)


def test_of_processes_that_race_exactly_one_gets_each_job(store: Store) -> None:
    letters = {store.post(LETTER, NOON).id for _ in range(60)}
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
