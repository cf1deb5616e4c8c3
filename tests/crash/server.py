"""Kill the server that ships, or single workers, with -9 while people send forms: nothing is lost or doubled.

On demand: ``python -m tests.crash.server --kills 200``, and the same with ``--workers``
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from runtime.dataset import open_dataset
from tests.crash.city import WORKERS, Shipped, address, prepare, serving, sign_in
from tests.crash.sender import Sender
from tests.work import until

SENDERS = 6
LONGEST = 10.0  # seconds that any request may take


@dataclass(frozen=True)
class Rehearsal:
    """What happened: the senders with their receipts, and the store's address."""

    senders: list[Sender]
    store: str


def rehearse_server_kills(folder: Path, kills: int, seed: int, port: int, url: str = "") -> Rehearsal:
    """Let people send forms to a server that is killed so many times; all finish what they began."""
    rehearsal, chance = _begun(folder, seed, port, url), random.Random(seed)
    with _at_work(rehearsal.senders) as finish:
        for _ in range(kills):
            with serving(folder, rehearsal.store, port):
                _let_work(rehearsal.senders, chance.randint(1, 20))
                time.sleep(chance.uniform(0, 0.03))
        with serving(folder, rehearsal.store, port):
            finish()
    return rehearsal


def rehearse_worker_kills(folder: Path, kills: int, seed: int, port: int, url: str = "") -> Rehearsal:
    """Let people send forms to a server of which so many workers are killed, one at a time."""
    rehearsal, chance = _begun(folder, seed, port, url), random.Random(seed)
    with serving(folder, rehearsal.store, port) as server, _at_work(rehearsal.senders) as finish:
        for _ in range(kills):
            _let_work(rehearsal.senders, chance.randint(1, 10))
            workers = server.workers()
            os.kill(chance.choice(workers), signal.SIGKILL)
            until(lambda before=workers: _is_whole(server, before), seconds=LONGEST)
        finish()
    return rehearsal


def problems(rehearsal: Rehearsal) -> Iterator[str]:
    """Everything that is not as it must be."""
    store = open_dataset(rehearsal.store)
    receipts = dict(receipt for sender in rehearsal.senders for receipt in sender.receipts)
    accounts = [account for number in range(SENDERS) if (account := store.identity.account(address(number)))]
    sent = [one for account in accounts for one in store.submissions.of_business(account.businesses[0].id)]
    stored = Counter(question.value for one in sent for question in one.questions)
    if stored != Counter(receipts.keys()):
        yield f"{len(receipts)} receipts stand for {sum(stored.values())} submissions"
    for one in sent:
        if receipts.get(one.questions[0].value) != one.reference:
            yield f"{one.reference} is not the receipt that was given"
    facts = [
        f for account in accounts for f in store.facts.history(account.businesses[0].id, "business.motto")
    ]
    if Counter(fact.value for fact in facts) != stored:
        yield f"{len(facts)} facts for {sum(stored.values())} submissions"
    audited = Counter(entry.about for entry in store.audit.trail())
    if any(audited[one.reference] != 1 for one in sent):
        yield "audit entries and submissions do not agree"
    store.close()
    yield from _told_by(rehearsal.senders)


def _told_by(senders: list[Sender]) -> Iterator[str]:
    for sender in senders:
        yield from (f"{words}: a repeat got another receipt" for words in sender.differing)
        if sender.longest > LONGEST:
            yield f"{sender.name} waited {sender.longest:.0f} s for one answer"


def _begun(folder: Path, seed: int, port: int, url: str) -> Rehearsal:
    store = prepare(folder, url)
    senders = [
        Sender(port, cookie, f"sender {number}", random.Random(seed + number))
        for number, cookie in enumerate(sign_in(store, SENDERS))
    ]
    return Rehearsal(senders, store)


@contextmanager
def _at_work(senders: list[Sender]) -> Iterator[Callable[[], None]]:
    """People who send form after form; what this gives lets each finish the one that she has begun."""
    stopping = threading.Event()
    with ThreadPoolExecutor(SENDERS) as pool:
        work = [pool.submit(one.work, lambda: not stopping.is_set()) for one in senders]

        def finish() -> None:
            stopping.set()
            for one in work:
                one.result(timeout=60)

        try:
            yield finish
        finally:
            stopping.set()


def _let_work(senders: list[Sender], receipts: int, seconds: float = 20) -> None:
    """Wait until so many more forms were acknowledged, so that kills come late enough on any machine."""
    wanted, end = sum(len(one.receipts) for one in senders) + receipts, time.monotonic() + seconds
    while sum(len(one.receipts) for one in senders) < wanted and time.monotonic() < end:
        time.sleep(0.002)


def _is_whole(server: Shipped, before: list[int]) -> bool:
    """Whether another worker stands in for the one that was killed, and the others are still there."""
    now = set(server.workers())
    return len(now) == WORKERS == len(now & set(before)) + 1


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--workers", action="store_true", help="kill one worker at a time")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--port", type=int, default=9377)
    given = parser.parse_args()
    rehearse = rehearse_worker_kills if given.workers else rehearse_server_kills
    with tempfile.TemporaryDirectory() as folder:
        rehearsal = rehearse(Path(folder), given.kills, given.seed, given.port)
        found = list(problems(rehearsal))
    receipts = sum(len(sender.receipts) for sender in rehearsal.senders)
    repeats = sum(sender.repeats for sender in rehearsal.senders)
    longest = max(sender.longest for sender in rehearsal.senders)
    killed = "workers" if given.workers else "servers"
    print(f"{given.kills} {killed} killed, {receipts} submissions acknowledged, {repeats} sends repeated")
    print(f"The longest wait for one answer was {longest:.1f} s.")
    print("\n".join(found) or "Every receipt stands for exactly one whole submission.")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    _main()
