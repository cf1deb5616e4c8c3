"""The background loop; any number of processes may run it, and each may be killed at any time."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from runtime.dataset import Handover, Job, Unavailable
from runtime.services.access import SYSTEM, require
from runtime.services.background.clearing import clear
from runtime.services.background.delivery import PostOffice, retry_or_fail
from runtime.services.background.letters import ReceiptPage
from runtime.services.context import Services
from runtime.services.logs import Event, event, failures
from runtime.services.mail.delivery_errors import NotDelivered

# of a letter, which takes two minutes at most: one for its PDF, one for the server
_LEASE = timedelta(minutes=5)
_CLEARING_LEASE = timedelta(minutes=15)
_CLEARING_EACH = timedelta(hours=1)
_TURN = 0.02  # seconds in which others can write between two batches
_GRACE = 5.0  # seconds to finish current work when the process ends


class Worker:
    """The background loop of one process or thread."""

    def __init__(
        self, services: Services, receipt: ReceiptPage, *, pause: float = 3, rest: float = 60
    ) -> None:
        self.done: Counter[str] = Counter()  # letters by result
        self._services = services
        self._dataset = services.dataset
        self._post = PostOffice(services, receipt) if services.settings.mail.smtp else None
        self._pause = pause  # seconds between two polls
        self._rest = rest  # seconds before a mail server that does not accept letters is tried again
        self._resting_until = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="work", daemon=True)

    def start(self) -> None:
        """Work in a thread until `stop`, or until the process is killed."""
        self._thread.start()

    def wait(self) -> None:
        """Wait until the loop has ended after `stop`."""
        self._thread.join()

    def work_once(self) -> None:
        """Do everything that is due; errors are logged, and the work is tried again later."""
        for work in (self._deliver_due, self._clear_when_due):
            _attempt(work)

    def stop(self) -> None:
        """End the loop; current work is finished, except a letter that takes too long."""
        self._over.set()
        self._thread.join(_GRACE)
        if self._post:
            self._post.carrier.cut()
        self._thread.join(_GRACE)

    def _run(self) -> None:
        while not self._over.is_set():
            self.work_once()
            self._over.wait(self._pause)

    def _deliver_due(self) -> None:
        if self._post is None or time.monotonic() < self._resting_until:
            return
        require(SYSTEM, "deliver letters")
        try:
            while not self._over.is_set() and (job := self._dataset.jobs.take("deliver", _now(), _LEASE)):
                self._deliver(self._post, job)
        except NotDelivered as problem:
            event(Event.MAIL_STOPPED, why=str(problem))
            self._resting_until = time.monotonic() + self._rest
        finally:
            self._post.carrier.close()

    def _deliver(self, post: PostOffice, job: Job) -> None:
        """Deliver one letter; raises NotDelivered when the next letter would fail too."""
        require(SYSTEM, "deliver letters")
        message = self._dataset.outbox.get(job.about)
        if message is None:  # cleared meanwhile
            return
        try:
            self._note(job, post.send(message, job.tries))
        except NotDelivered as problem:
            self._note(job, retry_or_fail(problem, message, job.tries, _now()))
            if problem.server:
                raise

    def _note(self, job: Job, handover: Handover) -> None:
        """Record the result of a delivery; retries while others have locked the store."""
        require(SYSTEM, "deliver letters")
        while True:
            try:
                ours = self._dataset.jobs.end_delivery(job, handover)
            except Unavailable:
                if self._over.wait(1) or _now() > job.lease:
                    raise
                continue
            if ours:
                self.done[handover.state] += 1
                _log(job, handover)
            return

    def _clear_when_due(self) -> None:
        require(SYSTEM, "clear")
        now = _now()
        self._dataset.jobs.plan("clear", now)
        job = self._dataset.jobs.take("clear", now, _CLEARING_LEASE)
        if job:
            clear(self._services.settings, self._dataset, now, lambda: not self._over.wait(_TURN))
            self._dataset.jobs.put_off(job, now if self._over.is_set() else now + _CLEARING_EACH)


def _attempt(work: Callable[[], None]) -> None:
    try:
        work()
    except Unavailable as problem:
        event(Event.UNAVAILABLE, errors=failures(problem))
    except Exception as error:
        event(Event.FAILED, errors=failures(error))


def _log(job: Job, handover: Handover) -> None:
    match handover.state:
        case "sent":
            event(Event.LETTER_SENT, letter=job.about, tries=job.tries)
        case "delayed":
            event(Event.LETTER_DELAYED, letter=job.about, tries=job.tries, why=handover.problem)
        case "failed":
            event(Event.LETTER_FAILED, letter=job.about, tries=job.tries, why=handover.problem)


def _now() -> datetime:
    return datetime.now(UTC)
