"""Kill processes that deliver letters, again and again: none is lost, and a repeated one has the same id.

On demand: ``python -m tests.crash.letters --kills 100``
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
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from generator.build.build import build
from generator.sources.sources import Sources
from runtime.dataset import Dataset, Message, NewMessage, migrate, open_dataset
from tests.contract import by_hand
from tests.crash.city import CITY, MASTER_FIELDS, NOTICE, ROOT
from tests.mail.server import Mailbox, Running, running

WORKERS = 2
ONCEONLY = Path(sys.executable).parent / "onceonly"


@dataclass
class Rehearsal:
    """What happened: the letters that people were promised, and those that arrived."""

    url: str
    mailbox: Mailbox
    promised: list[Message] = field(default_factory=list)
    kills: int = 0


def rehearse(folder: Path, kills: int, seed: int, url: str = "") -> Rehearsal:
    """Post letters all the time, and kill those who deliver them; then let one of them end the work."""
    output, url = _prepare(folder, url)
    chance, mailbox = random.Random(seed), _moody(random.Random(seed + 1))
    rehearsal = Rehearsal(url, mailbox)
    store, stopping = open_dataset(url), threading.Event()
    with running(mailbox) as server, ThreadPoolExecutor(1) as pool:
        posting = pool.submit(_post, store, rehearsal, stopping)
        try:
            while rehearsal.kills < kills:
                with _working(folder, output, url, server) as processes:
                    _let_work(rehearsal, chance.randint(1, 8))
                    time.sleep(chance.uniform(0, 0.03))
                    rehearsal.kills += len(processes)
                _time_passes(url)
        finally:
            stopping.set()
            posting.result()
        _end_the_work(folder, output, rehearsal, server)
    store.close()
    return rehearsal


def problems(rehearsal: Rehearsal) -> Iterator[str]:
    """Everything that is not as it must be."""
    arrived = rehearsal.mailbox.ids
    promised = {f"<{letter.id}@127.0.0.1>": letter for letter in rehearsal.promised}
    if lost := promised.keys() - arrived.keys():
        yield f"{len(lost)} of {len(promised)} letters never arrived"
    if strange := arrived.keys() - promised.keys():
        yield f"{len(strange)} letters arrived that nobody wrote"
    for letter in rehearsal.mailbox.letters:
        if letter.get_content().split() != [promised[str(letter["Message-ID"])].body]:
            yield f"{letter['Message-ID']} arrived with another text"
    store = open_dataset(rehearsal.url)
    states = {letter.state for letter in store.outbox.all()}
    store.close()
    if states != {"sent"}:
        yield f"the outbox says of letters that all arrived: {', '.join(sorted(states))}"
    if left := _left(rehearsal):
        yield f"{left} letters are still to be delivered"


def _prepare(folder: Path, url: str) -> tuple[Path, str]:
    specs = folder / "form_specs"
    (specs / "clerk").mkdir(parents=True)
    (specs / "city.yaml").write_text(CITY)
    (specs / "master_fields.yaml").write_text(MASTER_FIELDS)
    (specs / "clerk" / "notice.yaml").write_text(NOTICE)
    build(Sources(specs, ROOT / "themes", ROOT / "locales"), folder / "output")
    url = url or f"sqlite:///{folder}/city.db"
    migrate(url)
    return folder / "output", url


def _moody(chance: random.Random) -> Mailbox:
    """A server that now and then does not take a letter, as most do."""
    mailbox = Mailbox()
    take = mailbox.handle_DATA

    async def sometimes(*given: object) -> str:
        return "451 try again" if chance.random() < 0.05 else await take(*given)  # type: ignore[arg-type]

    mailbox.handle_DATA = sometimes  # type: ignore[method-assign]
    return mailbox


def _post(store: Dataset, rehearsal: Rehearsal, stopping: threading.Event) -> None:
    """As many letters as can be delivered meanwhile, and some more."""
    while not stopping.wait(0.005):
        waiting = len(rehearsal.promised) - len(rehearsal.mailbox.ids)
        if waiting < 50:
            number = len(rehearsal.promised)
            new = NewMessage(f"owner-{number}@dumplings.example", "A receipt", f"text-{number}", "en")
            rehearsal.promised.append(store.outbox.post(new, datetime.now(UTC)))


@contextmanager
def _working(
    folder: Path, output: Path, url: str, server: Running
) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Some processes that deliver; at the end they are killed in the middle of whatever they do."""
    processes = [_started(folder, output, url, server) for _ in range(WORKERS)]
    try:
        yield processes
    finally:
        for process in processes:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _started(folder: Path, output: Path, url: str, server: Running, *more: str) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "ONCEONLY_OUTPUT": str(output),
        "ONCEONLY_STORE": url,
        "ONCEONLY_SECRET": "for-crashes-only: 0123456789abcdefghijklmnopqrstuvwxyz",
        "ONCEONLY_SMTP": f"smtp://127.0.0.1:{server.port}",
        "ONCEONLY_MAIL_FROM": "permits@harborview.example",
    }
    command, log = [ONCEONLY, "work", *more], (folder / "log").open("ab")
    with log:
        return subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
        )


def _let_work(rehearsal: Rehearsal, letters: int, seconds: float = 30) -> None:
    """Wait until so many more letters arrived, so that kills come late enough on any machine."""
    wanted, until = len(rehearsal.mailbox.letters) + letters, time.monotonic() + seconds
    while len(rehearsal.mailbox.letters) < wanted and time.monotonic() < until:
        time.sleep(0.002)


def _time_passes(url: str) -> None:
    """As if the leases of those who were killed had run out, and all letters were due."""
    long_ago = "2020-01-01T00:00:00.000000+00:00"
    by_hand.run(url, f"UPDATE outbox SET lease = NULL, due = '{long_ago}' WHERE due IS NOT NULL")


def _end_the_work(folder: Path, output: Path, rehearsal: Rehearsal, server: Running) -> None:
    """Some rounds, for the server is still moody."""
    for _ in range(20):
        _time_passes(rehearsal.url)
        _started(folder, output, rehearsal.url, server, "--once").wait(60)
        if not _left(rehearsal):
            return


def _left(rehearsal: Rehearsal) -> int:
    ((left,),) = by_hand.run(rehearsal.url, "SELECT count(*) FROM outbox WHERE due IS NOT NULL")
    return int(left)


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rehearsal = rehearse(Path(folder), given.kills, given.seed)
        found = list(problems(rehearsal))
    repeated = len(rehearsal.mailbox.letters) - len(rehearsal.mailbox.ids)
    print(f"{rehearsal.kills} kills, {len(rehearsal.promised)} letters promised, {repeated} arrived again")
    print("\n".join(found) or "Each letter arrived, and those that arrived again had the same id.")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    _main()
