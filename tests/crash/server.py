"""Kill the whole web server with -9 while people send forms: each receipt stands for exactly one submission.

On demand: ``python -m tests.crash.server --kills 200``
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from generator.build import build
from generator.sources import Sources
from runtime.cookies import fresh, hashed
from runtime.stores import migrate, open_store
from tests.crash.sender import Sender
from tests.performance.servers import wait_for_page

ROOT = Path(__file__).parents[2]
SENDERS = 4
CITY = """
city: harborview
name: City of Harborview
languages: [en]
theme: foggyton
agencies:
  - {agency: clerk, name: Clerk, summary: Keeps records.}
"""
MASTER_FIELDS = """
business:
  motto: {type: text, label: Motto of the business, steward: clerk}
"""
NOTICE = """
form: notice
title: Tell us the motto
purpose: To know it.
pages:
  - page: words
    title: Your words
    fields:
      - use: business.motto
"""


@dataclass(frozen=True)
class Rehearsal:
    """What happened: the senders with their receipts, and the store's address."""

    senders: list[Sender]
    store: str
    kills: int


def rehearse(folder: Path, kills: int, seed: int, port: int) -> Rehearsal:
    """Let people send forms to a server that is killed so many times; all finish what they began."""
    store = _prepare(folder)
    cookies = _sign_in(store)
    chance = random.Random(seed)
    senders = [
        Sender(port, f"session={cookie}", f"sender {number}", random.Random(seed + number))
        for number, cookie in enumerate(cookies)
    ]
    stopping = threading.Event()
    with ThreadPoolExecutor(SENDERS) as pool:
        work = [pool.submit(one.work, lambda: not stopping.is_set()) for one in senders]
        try:
            for _ in range(kills):
                with _serving(folder, store, port):
                    _let_work(senders, chance.randint(1, 20))
                    time.sleep(chance.uniform(0, 0.03))
        finally:
            stopping.set()
        with _serving(folder, store, port):
            for one in work:
                one.result(timeout=60)
    return Rehearsal(senders, store, kills)


def _let_work(senders: list[Sender], receipts: int, seconds: float = 20) -> None:
    """Wait until so many more forms were acknowledged, so that kills come late enough on any machine."""
    wanted, until = sum(len(one.receipts) for one in senders) + receipts, time.monotonic() + seconds
    while sum(len(one.receipts) for one in senders) < wanted and time.monotonic() < until:
        time.sleep(0.002)


def problems(rehearsal: Rehearsal) -> Iterator[str]:
    """Everything that is not as it must be."""
    store = open_store(rehearsal.store)
    receipts = dict(receipt for sender in rehearsal.senders for receipt in sender.receipts)
    accounts = [account for number in range(SENDERS) if (account := store.account(_address(number)))]
    sent = [one for account in accounts for one in store.submissions(account.businesses[0].id)]
    stored = Counter(question.value for one in sent for question in one.questions)
    if stored != Counter(receipts.keys()):
        yield f"{len(receipts)} receipts stand for {sum(stored.values())} submissions"
    for one in sent:
        if receipts.get(one.questions[0].value) != one.reference:
            yield f"{one.reference} is not the receipt that was given"
    facts = [f for account in accounts for f in store.history(account.businesses[0].id, "business.motto")]
    if Counter(fact.value for fact in facts) != stored:
        yield f"{len(facts)} facts for {sum(stored.values())} submissions"
    audited = Counter(entry.about for entry in store.audit_trail())
    if any(audited[one.reference] != 1 for one in sent):
        yield "audit entries and submissions do not agree"
    for sender in rehearsal.senders:
        yield from (f"{words}: a repeat got another receipt" for words in sender.differing)
    store.close()


def _prepare(folder: Path) -> str:
    specs = folder / "form_specs"
    (specs / "clerk").mkdir(parents=True)
    (specs / "city.yaml").write_text(CITY)
    (specs / "master_fields.yaml").write_text(MASTER_FIELDS)
    (specs / "clerk" / "notice.yaml").write_text(NOTICE)
    build(Sources(specs, ROOT / "themes", ROOT / "locales"), folder / "output")
    store = f"sqlite:///{folder}/city.db"
    migrate(store)
    return store


def _sign_in(url: str) -> list[str]:
    store, cookies = open_store(url), []
    for number in range(SENDERS):
        account = store.create_account(_address(number), language="en")
        cookies.append(fresh())
        store.open_session(
            hashed(cookies[-1]), account.id, account.businesses[0].id, fresh(), datetime.now(UTC)
        )
    store.close()
    return cookies


def _address(number: int) -> str:
    return f"sender-{number}@harborview.example"


@contextmanager
def _serving(folder: Path, store: str, port: int) -> Iterator[None]:
    """A server with two workers; at the end all of its processes are killed at once, in mid-sentence."""
    environment = {
        **os.environ,
        "ONCEONLY_OUTPUT": str(folder / "output"),
        "ONCEONLY_STORE": store,
        "ONCEONLY_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "ONCEONLY_SECRET": "for-crashes-only: 0123456789abcdefghijklmnopqrstuvwxyz",
    }
    command = [sys.executable, "-m", "gunicorn", "--workers", "2", "--bind", f"127.0.0.1:{port}"]
    command += ["--no-control-socket", "--log-level", "critical", "runtime.wsgi:app"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
    try:
        wait_for_page(process, port, "/health")
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--port", type=int, default=9377)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rehearsal = rehearse(Path(folder), given.kills, given.seed, given.port)
        found = list(problems(rehearsal))
    receipts = sum(len(sender.receipts) for sender in rehearsal.senders)
    repeats = sum(sender.repeats for sender in rehearsal.senders)
    print(f"{given.kills} kills of the server, {receipts} submissions acknowledged, {repeats} sends repeated")
    print("\n".join(found) or "Every receipt stands for exactly one whole submission.")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    _main()
