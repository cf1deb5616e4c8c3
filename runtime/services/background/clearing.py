"""Clearing what has expired; submissions, facts and the audit trail are never cleared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from runtime.dataset import Dataset
from runtime.services.access import SYSTEM, require
from runtime.services.logs import Event, event
from runtime.services.settings import Settings

_LINKS = timedelta(days=1)  # after they expire
_SIGN_IN_LETTERS = timedelta(days=7)
_LOOSE_FILES = timedelta(days=1)  # much longer than the upload request can take

Batch = Callable[[], int]


def clear(settings: Settings, dataset: Dataset, now: datetime, goes_on: Callable[[], bool]) -> None:
    """Clear everything that has expired, batch by batch, while ``goes_on()`` is true."""
    require(SYSTEM, "clear")
    for what, batch in _batches(settings, dataset, now):
        if count := _cleared(batch, goes_on):
            event(Event.CLEARED, what=what, count=count)


def _batches(settings: Settings, dataset: Dataset, now: datetime) -> Iterator[tuple[str, Batch]]:
    idle, age = now - settings.session_idle, now - settings.session_age
    yield "sessions", partial(dataset.identity.clear_sessions, idle, age)
    yield "links", partial(dataset.identity.clear_sign_ins, now - _LINKS)
    yield "letters", partial(dataset.outbox.clear_sign_in_letters, now - _SIGN_IN_LETTERS)
    yield "drafts", partial(dataset.drafts.clear, now - settings.draft_age)
    yield "files", partial(dataset.files.clear, now - _LOOSE_FILES)


def _cleared(batch: Batch, goes_on: Callable[[], bool]) -> int:
    total = 0
    while goes_on() and (count := batch()):
        total += count
    return total
