"""Durable submissions, beside bare SQLite commits of as many bytes."""

from __future__ import annotations

import multiprocessing
import sqlite3
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from runtime.dataset import (
    Dataset,
    Draft,
    NewFact,
    NewMessage,
    NewSubmission,
    Question,
    Source,
    migrate,
    open_dataset,
)
from tests.performance.questions import QUESTIONS
from tests.performance.results import Figure, Plan, in_turns, ratio

PROCESSES = (1, 2, 4)
_ANSWERS = 17  # of one submission; five of them change what the city knows
_CHANGED = 5

Work = Callable[[int], Any]
"""The work of one of several processes, by its number: made ready, then done when it is called."""


def measure_submissions(folder: Path, plan: Plan, together: Sequence[int] = PROCESSES) -> list[Figure]:
    """Whole submissions by one process and by several ``together``, beside bare commits."""
    each = max(4, round(plan.seconds * 400))
    bytes_of_one = _bytes_of_one(folder)
    figures = [Figure("store", "Bytes that one submission writes", bytes_of_one, "bytes")]
    for processes in together:
        runs: dict[str, Callable[[], float]] = {
            "whole": partial(whole, folder, processes, each),
            "bare": partial(_bare, folder, processes, each, bytes_of_one),
        }
        found = in_turns(runs, plan.rounds)
        who = "1 process" if processes == 1 else f"{processes} processes"
        beside = ratio(found["whole"], found["bare"])
        figures.append(Figure("store", f"Submissions against bare commits, {who}", beside, "times"))
    return figures


def whole(folder: Path, processes: int, each: int) -> float:
    """Whole submissions per second, ``each`` of them by some processes together."""
    url = _fresh(folder / "whole.db")
    migrate(url)
    return _together(partial(_submitting, url, each // processes), processes, each // processes)


def _bare(folder: Path, processes: int, each: int, size: int) -> float:
    path = folder / "bare.db"
    _fresh(path)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE bare (number INTEGER PRIMARY KEY, content TEXT NOT NULL)")
    connection.close()
    return _together(partial(_committing, path, each // processes, size), processes, each // processes)


def _together(prepare: Callable[[int], Callable[[], None]], processes: int, each: int) -> float:
    """How many per second so many processes do together, once all of them are ready."""
    context = multiprocessing.get_context("spawn")
    ready, done = context.Barrier(processes + 1), context.Barrier(processes + 1)
    workers = [
        context.Process(target=_work, args=(prepare, number, ready, done)) for number in range(processes)
    ]
    for worker in workers:
        worker.start()
    ready.wait(timeout=120)
    started = time.perf_counter()
    done.wait(timeout=300)
    seconds = time.perf_counter() - started
    for worker in workers:
        worker.join()
    return processes * each / seconds


def _work(prepare: Callable[[int], Callable[[], None]], number: int, ready: Any, done: Any) -> None:
    work = prepare(number)
    ready.wait(timeout=120)
    work()
    done.wait(timeout=300)


def _submitting(url: str, count: int, number: int) -> Callable[[], None]:
    store = open_dataset(url, prefix="HAR")
    new = ready_to_send(store, count, number)

    def submit() -> None:
        for one in new:
            store.submissions.submit(one)

    return submit


def ready_to_send(store: Dataset, count: int, number: int) -> list[NewSubmission]:
    """Submissions of a new owner, whose drafts are there."""
    return [_new(store, draft) for draft in _drafts(store, count, number)]


def _committing(path: Path, count: int, size: int, number: int) -> Callable[[], None]:
    connection = sqlite3.connect(path, timeout=60, isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    content = "x" * size

    def commit() -> None:
        for _ in range(count):
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO bare (content) VALUES (?)", (content,))
            connection.execute("COMMIT")

    return commit


def _drafts(store: Dataset, count: int, number: int) -> list[Draft]:
    """Drafts of one owner that are ready to be sent, each of another form."""
    now = datetime.now(UTC)
    business = store.parties.create("business", "Golden Gate Dumplings LLC")
    account = store.identity.create_account(
        f"sender{number}@dumplings.example", language="en", businesses=(business,)
    )
    answers = {known.name: known.stored for known in QUESTIONS[:_ANSWERS]}
    mine: dict[str, Any] = {
        "account": account.id,
        "business": business.id,
        "form_version": "1",
        "language": "en",
    }
    return [
        store.drafts.save(Draft(id="", form=f"form-{place}", started=now, saved=now, answers=answers, **mine))
        for place in range(count)
    ]


def _new(store: Dataset, draft: Draft) -> NewSubmission:
    now, form = datetime.now(UTC), draft.form
    letter = NewMessage("owner@dumplings.example", "Your answers {reference}", "Thank you.\n" * 40, "en")
    return NewSubmission(
        draft=draft.id,
        revision=draft.revision,
        account=draft.account,
        business=draft.business,
        form=form,
        form_version=draft.form_version,
        agency="revenue",
        title="A form",
        language="en",
        at=now,
        questions=tuple(
            Question(known.name, known.label, known.stored, str(known.stored), "About the business")
            for known in QUESTIONS[:_ANSWERS]
        ),
        facts=tuple(
            NewFact(
                draft.business,
                f"business.{known.name}",
                known.stored,
                now,
                Source("submission", form, "revenue"),
            )
            for known in QUESTIONS[:_CHANGED]
        ),
        expected={},
        messages=(letter, letter),
    )


def _bytes_of_one(folder: Path) -> int:
    """The content of all rows that one submission adds."""
    path = folder / "one.db"
    url = _fresh(path)
    migrate(url)
    store = open_dataset(url, prefix="HAR")
    (draft,) = _drafts(store, 1, 0)
    before = _content(path)
    store.submissions.submit(_new(store, draft))
    store.close()
    return _content(path) - before


def _content(path: Path) -> int:
    tables = ("submission", "fact", "outbox", "audit")
    with sqlite3.connect(path) as connection:
        rows = [row for table in tables for row in connection.execute(f"SELECT * FROM {table}")]
    connection.close()
    return sum(len(str(value).encode()) for row in rows for value in row)


def _fresh(path: Path) -> str:
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()
    return f"sqlite:///{path}"
