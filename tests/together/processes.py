"""Work in processes of their own, each with a dataset of its own, that begins in the same moment."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from typing import Any, TypeVar

from runtime.dataset import Dataset, StoreError

Given = TypeVar("Given")
_FORK = multiprocessing.get_context("fork")
_LONGEST = 60  # seconds


def in_processes(opened: Callable[[], Dataset], *works: Callable[[Dataset], object]) -> list[Any]:
    """What each of them returned, or the name of what the dataset refused."""

    def on(work: Callable[[Dataset], object], dataset: Dataset) -> object:
        try:
            return work(dataset)
        finally:
            dataset.close()

    return all_at_once(opened, *[partial(on, work) for work in works])


def all_at_once(prepare: Callable[[], Given], *works: Callable[[Given], object]) -> list[Any]:
    """The same for any work, which is given what was prepared in its process."""
    start, running = _FORK.Barrier(len(works)), []
    for work in works:
        here, there = _FORK.Pipe(duplex=False)
        process = _FORK.Process(target=_run, args=(prepare, work, start, there), daemon=True)
        process.start()
        there.close()
        running.append((process, here))
    results = []
    for process, here in running:
        assert here.poll(_LONGEST), "a process does not end"
        results.append(here.recv())  # EOFError: it ended without a result
        process.join(_LONGEST)
    return results


def _run(
    prepare: Callable[[], Given], work: Callable[[Given], object], start: Barrier, to: Connection
) -> None:
    given = prepare()
    start.wait(_LONGEST)
    try:
        to.send(work(given))
    except StoreError as refused:
        to.send(type(refused).__name__)
