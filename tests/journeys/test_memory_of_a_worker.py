"""However one account goes about it, a worker that serves her stays as small as it was."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from runtime.dataset import migrate, open_dataset
from runtime.services.identity.secrets import fresh, hashed
from tests.journeys.test_serve import free_port
from tests.performance.servers import resident_megabytes, running

MOST = 60  # megabytes more than after everything was shown once
FOUR_BYTES = "🥟"
HIDDEN = re.compile(r'<input type="hidden" name="(_\w+)" value="([^"]*)">')
CREW = "/en/forms/crew/people"
FORM = "application/x-www-form-urlencoded"


@dataclass
class Worker:
    """The one worker of a server that ships, and the one account that uses it."""

    process: int
    connection: HTTPConnection
    cookie: str

    def get(self, path: str) -> str:
        return self._ask("GET", path, None)

    def post(self, path: str, answers: Mapping[str, str], more: str = "") -> str:
        """Send a page as it was shown, with some answers."""
        shown = dict(HIDDEN.findall(self.get(path)))
        return self.send(path, urlencode({**shown, **answers, "_action": "continue"}) + more)

    def send(self, path: str, body: str) -> str:
        return self._ask("POST", path, body)

    @property
    def megabytes(self) -> float:
        return resident_megabytes(self.process)

    def _ask(self, method: str, path: str, body: str | None) -> str:
        headers = {"Cookie": f"session={self.cookie}", "Content-Type": FORM}
        self.connection.request(method, path, body, headers if body else {"Cookie": headers["Cookie"]})
        response = self.connection.getresponse()
        text = response.read().decode()
        assert response.status in (200, 303, 403, 413, 422), f"{method} {path[:80]}: {response.status}"
        return text


@pytest.fixture
def worker(output: Path, tmp_path: Path) -> Iterator[Worker]:
    store, port = f"sqlite:///{tmp_path}/store.db", free_port()
    migrate(store)
    opened, cookie = open_dataset(store), fresh()
    account = opened.identity.create_account("one@dumplings.example", language="en")
    opened.identity.open_session(
        hashed(cookie), account.id, account.businesses[0].id, fresh(), datetime.now(UTC)
    )
    opened.close()
    onceonly = str(Path(sys.executable).parent / "onceonly")
    command = [onceonly, "serve", "--workers", "1", "--port", str(port), "--output", str(output)]
    secret = {
        "ONCEONLY_SECRET": "for-tests-only: 0123456789abcdefghijklmnopqrstuvwxyz",
        "ONCEONLY_STORE": store,
    }
    with running(command, tmp_path, secret, port, "/health") as server:
        process = max(server.workers, key=resident_megabytes)
        with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
            yield Worker(process, connection, cookie)


def rows_by_the_thousand(worker: Worker) -> None:
    rows = "".join(f"&owners.{i}.name=x" for i in range(2_000))
    for _ in range(200):
        worker.post(CREW, {"shifts": "1"}, rows)


def drafts_as_full_as_can_be(worker: Worker) -> None:
    names = "".join(f"&owners.{i}.name={quote(FOUR_BYTES * 500)}" for i in range(6))
    for _ in range(150):
        worker.post(CREW, {"shifts": "many", "employees": FOUR_BYTES * 500}, names)


def pages_with_endless_addresses(worker: Worker) -> None:
    worker.post(
        "/en/forms/permit/kitchen",
        {
            "legal_name": FOUR_BYTES * 200,
            "phone": "415 555 0123",
            "employees": "3",
            "seats": "3",
        },
    )
    for number in range(400):
        worker.get(f"/en/forms/permit/kitchen?{number}{quote(chr(34) * 1_000)}")


def facts_that_change_all_the_time(worker: Worker) -> None:
    for number in range(150):
        website = f"https://{number}.example/{FOUR_BYTES * 1_900}"
        worker.post("/en/business/business.website", {"website": website})
        worker.get(CREW)
        worker.get("/es/forms/inspection/premises")
        worker.get("/en/")


def texts_by_the_hundred_thousand(worker: Worker) -> None:
    for separators in ("a&" * 250_000, "a=b&" * 100_000, "&".join(f"x{i}" for i in range(29_000))):
        for _ in range(5):
            worker.send("/en/sign-in", separators)
            worker.send(CREW, separators)


def forms_that_do_not_exist(worker: Worker) -> None:
    for number in range(300):
        worker.connection.request("GET", f"/en/forms/{number}{'x' * 3_000}/page")
        worker.connection.getresponse().read()


WAYS = (
    rows_by_the_thousand,
    drafts_as_full_as_can_be,
    pages_with_endless_addresses,
    facts_that_change_all_the_time,
    texts_by_the_hundred_thousand,
    forms_that_do_not_exist,
)


def test_one_account_cannot_make_a_worker_grow(worker: Worker) -> None:
    for path in (
        "/",
        "/business",
        "/may-apply",
        "/search?q=food",
        "/forms/crew/people",
        "/forms/permit/kitchen",
    ):
        for language in ("en", "es"):
            worker.get(f"/{language}{path}")
    before, grown = worker.megabytes, {}
    for way in WAYS:
        way(worker)
        grown[way.__name__] = round(worker.megabytes - before)
    assert max(grown.values()) < MOST, grown
