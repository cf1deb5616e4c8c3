"""Kill processes that submit, again and again: what they acknowledged is there once, nothing is half there.

On demand: ``python -m tests.crash.submissions --kills 200``
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count

from runtime.dataset import Account, Dataset, NewMessage, NewSubmission, migrate, open_dataset
from tests.contract.examples import FORM, begun, owner, ready, said

WRITERS = 2
FACTS = ("business.phone", "business.email", "business.name")


@dataclass
class Diary:
    """What the writers told before they died."""

    acknowledged: list[tuple[str, str]] = field(default_factory=list)  # draft, reference
    announced: set[str] = field(default_factory=set)  # drafts


def rehearse(url: str, kills: int, seed: int) -> tuple[Dataset, Diary]:
    """Let writers submit to the store at ``url``, which is new, until so many of them were killed."""
    chance, diary = random.Random(seed), Diary()
    store = open_dataset(url)
    accounts = [owner(store, f"owner-{number}@dumplings.example") for number in range(WRITERS)]
    for _ in range(0, kills, WRITERS):
        writers = [_started(url, account, chance.random()) for account in accounts]
        heard = [_heard(told, chance.randint(2, 12)) for _, told in writers]
        time.sleep(chance.uniform(0, 0.01))
        for (process, told), text in zip(writers, heard, strict=True):
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            _note(text + _rest(told), diary)
        _retry(store, accounts)
    return store, diary


def problems(store: Dataset, diary: Diary) -> Iterator[str]:
    """Everything that is not as it must be."""
    sent = [
        one for account in _accounts(store) for one in store.submissions.of_business(account.businesses[0].id)
    ]
    by_draft = {one.draft: one.reference for one in sent}
    for draft, reference in diary.acknowledged:
        if by_draft.get(draft) != reference:
            yield f"{reference} was acknowledged and is not there"
    for draft in diary.announced - by_draft.keys():
        if store.drafts.get(draft) is None:
            yield f"draft {draft} is neither open nor sent"
    yield from _halves(store, [one.reference for one in sent])
    for draft in by_draft:
        if store.drafts.get(draft) is not None:
            yield f"draft {draft} is still open after it was sent"


def _halves(store: Dataset, references: list[str]) -> Iterator[str]:
    """Submissions without all of their facts, audit entry and message, or these without a submission."""
    histories = [
        store.facts.history(account.businesses[0].id, master)
        for account in _accounts(store)
        for master in FACTS
    ]
    facts = Counter(fact.source.reference for history in histories for fact in history)
    audit = Counter(entry.about for entry in store.audit.trail())
    messages = Counter(message.body for message in store.outbox.all())
    if len(set(references)) != len(references):
        yield "a reference was given twice"
    for name, found, each in (("facts", facts, len(FACTS)), ("audit", audit, 1), ("messages", messages, 1)):
        if found != dict.fromkeys(references, each):
            yield f"{name} and submissions do not agree"


def _started(url: str, account: Account, seed: float) -> tuple[int, int]:
    """A process that submits until it is killed, and the pipe on which it tells what it did."""
    told, telling = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            _write(open_dataset(url), account, random.Random(seed), telling)
        finally:
            os._exit(1)
    os.close(telling)
    return process, told


def _write(store: Dataset, account: Account, chance: random.Random, telling: int) -> None:
    for number in count():
        form = f"form-{number % 3}"
        draft = store.drafts.open(account.id, account.businesses[0].id, form) or begun(store, account, form)
        draft = store.drafts.save(replace(draft, answers={"number": number}))
        os.write(telling, f"sending {draft.id}\n".encode())
        new = _whole(ready(draft))
        for _ in range(2 if chance.random() < 0.05 else 1):  # some click twice
            reference = store.submissions.submit(new).reference
            os.write(telling, f"sent {draft.id} {reference}\n".encode())


def _whole(new: NewSubmission) -> NewSubmission:
    facts = [said(new.business, master, f"{new.draft} {new.revision}", source=FORM) for master in FACTS]
    message = NewMessage("owner@dumplings.example", "Received", "{reference}", "en")
    return replace(new, facts=tuple(facts), messages=(message,))


def _heard(told: int, lines: int) -> bytes:
    """What a writer tells until it told so many lines: kills come late enough on any machine."""
    text = b""
    while text.count(b"\n") < lines and (more := os.read(told, 4096)):
        text += more
    return text


def _rest(told: int) -> bytes:
    with os.fdopen(told, "rb") as pipe:
        return pipe.read()


def _note(text: bytes, diary: Diary) -> None:
    for line in text.decode().splitlines():
        match line.split():
            case ["sent", draft, reference]:
                diary.acknowledged.append((draft, reference))
            case ["sending", draft]:
                diary.announced.add(draft)


def _retry(store: Dataset, accounts: list[Account]) -> None:
    """What a browser does when no answer came: send the same again, if the draft is still open."""
    for account in accounts:
        for draft in store.drafts.of_business(account.id, account.businesses[0].id):
            store.submissions.submit(_whole(ready(draft)))


def _accounts(store: Dataset) -> list[Account]:
    found = (store.identity.account(f"owner-{number}@dumplings.example") for number in range(WRITERS))
    return [account for account in found if account]


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/city.db"
        migrate(url)
        store, diary = rehearse(url, given.kills, given.seed)
        found = list(problems(store, diary))
        store.close()
    print(f"{given.kills} kills, {len(set(diary.acknowledged))} submissions acknowledged")
    print("\n".join(found) or "each is there exactly once, none is half there")
    raise SystemExit(bool(found))


if __name__ == "__main__":
    _main()
