"""Those who do the work: they share it, end soon, and go on whatever happens around them."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest

from runtime.dataset import Upload
from tests.logged import logged
from tests.mail import rude
from tests.mail.conftest import City
from tests.mail.server import Mailbox, free_port, running
from tests.work import until

HANGS = 30  # seconds


def test_workers_share_the_letters(city: City) -> None:
    letters = [city.post("ann@dumplings.example") for _ in range(60)]
    with running() as server:
        workers = [city.worker(server.port) for _ in range(4)]
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda worker: worker.work_once(), workers))
        assert server.mailbox.ids == Counter(f"<{one.id}@harborview.example>" for one in letters)
    assert sum(worker.done["sent"] for worker in workers) == 60


def test_a_letter_that_arrived_is_noted_although_others_keep_the_store_for_a_while(city: City) -> None:
    letter = city.post("ann@dumplings.example")
    arrived, mailbox = threading.Event(), Mailbox()
    held = sqlite3.connect(city.database, check_same_thread=False, isolation_level=None)
    take = mailbox.handle_DATA

    async def take_and_lock(server, session, envelope):  # type: ignore[no-untyped-def]
        held.execute("BEGIN IMMEDIATE")
        arrived.set()
        return await take(server, session, envelope)

    mailbox.handle_DATA = take_and_lock  # type: ignore[method-assign]
    with closing(held), running(mailbox) as server, ThreadPoolExecutor(1) as pool:
        working = pool.submit(city.worker(server.port).work_once)
        assert arrived.wait(HANGS)
        time.sleep(6)  # longer than a writer waits
        held.execute("ROLLBACK")
        working.result(HANGS)
        assert city.noted(letter) == ("sent", "")
        city.time_passes(hours=1)
        city.worker(server.port).work_once()
        assert len(mailbox.letters) == 1


@pytest.mark.parametrize("talk", [rude.says_nothing, rude.drips_after_a_letter])
def test_whoever_works_ends_soon_although_the_server_hangs(city: City, talk: rude.Talk) -> None:
    letter = city.post("ann@dumplings.example")
    with rude.rude(talk) as port:
        worker = city.worker(port)
        worker.start()
        until(city.somebody_delivers)
        time.sleep(0.5)
        started = time.monotonic()
        worker.stop()
        assert time.monotonic() - started < HANGS
    assert city.noted(letter)[0] == "delayed"


def test_who_has_nothing_to_do_ends_at_once(city: City) -> None:
    worker = city.worker(free_port())
    worker._pause = 1000
    worker.start()
    started = time.monotonic()
    worker.stop()
    assert time.monotonic() - started < 3
    worker.wait()


def test_what_nobody_needs_is_cleared_every_hour(city: City) -> None:
    old = datetime.now(UTC) - timedelta(days=400)
    account = city.store.identity.create_account("ann@dumplings.example", language="en")

    def leave_things(cookie: str) -> str:
        city.store.identity.open_session(cookie, account.id, account.businesses[0].id, "csrf", old)
        upload = Upload("", account.id, "plan.pdf", "application/pdf", 0, old)
        return city.store.files.keep(upload, BytesIO(b"x")).id

    def is_left(cookie: str, upload: str) -> tuple[bool, bool]:
        return city.store.identity.session(cookie) is not None, city.store.files.get(upload) is not None

    worker, first = city.worker(), leave_things("first")
    with logged() as log:
        worker.work_once()
    assert is_left("first", first) == (False, False)
    assert {line["what"]: line["count"] for line in log.of("cleared")} == {"sessions": 1, "files": 1}
    second = leave_things("second")
    city.time_passes(minutes=58)
    worker.work_once()
    assert is_left("second", second) == (True, True)
    city.time_passes(minutes=3)
    city.worker().work_once()
    assert is_left("second", second) == (False, False)


def test_a_store_that_is_away_ends_nobodys_work(city: City) -> None:
    letter = city.post("ann@dumplings.example")
    with running() as server, logged() as log:
        worker = city.worker(server.port)
        with closing(sqlite3.connect(city.database)) as connection:
            connection.execute("ALTER TABLE outbox RENAME TO away")
            worker.work_once()
            connection.execute("ALTER TABLE away RENAME TO outbox")
        assert log.of("unavailable")
        worker.work_once()
    assert city.noted(letter) == ("sent", "")
