"""What every store promises to the work in the background: jobs that are given out, and clearing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from runtime.stores.message_records import Handover, Job, JobKind


class Background(Protocol):
    """Part of `runtime.stores.base.Store`."""

    def plan(self, kind: JobKind, due: datetime) -> None:
        """See that work which is done again and again has a job; one that it has already stays as it is."""
        ...

    def take_job(self, kind: JobKind, at: datetime, lease: timedelta) -> Job | None:
        """Take the most urgent job of a kind for as long as ``lease``; None when nothing is to be done.

        What was never tried comes first, then what has been due for longest: work that fails again and again
        holds nothing else up. Nobody else takes the job until its lease has run out. What a wrong clock
        dated too far into the future counts as due, and as nobody's.
        """
        ...

    def finish(self, job: Job) -> bool:
        """Forget a job that is done. False, and nothing is written, when it was given to somebody else."""
        ...

    def put_off(self, job: Job, due: datetime) -> bool:
        """Give a job back until ``due``. False, and nothing is written, when somebody else has it."""
        ...

    def end_delivery(self, job: Job, handover: Handover) -> bool:
        """Write down what became of a message, and finish its job or put it off, in one transaction.

        False, and nothing is written, when the job was given to somebody else.
        """
        ...

    # Clearing: each call removes some 200 things at most, and gives their number
    def clear_sessions(self, used: datetime, opened: datetime) -> int:
        """End sessions that were last used, or opened, before these moments: as if they had signed out."""
        ...

    def clear_sign_ins(self, before: datetime) -> int:
        """Forget sign-in links that stopped working before."""
        ...

    def clear_sign_in_letters(self, before: datetime) -> int:
        """Forget the letters that brought sign-in links, written before."""
        ...

    def clear_drafts(self, before: datetime) -> int:
        """Forget drafts that were last saved before; their files belong to nobody from then on."""
        ...
