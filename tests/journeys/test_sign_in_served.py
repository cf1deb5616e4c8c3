"""Sign-in letters of the server that ships: many who ask at once, of two workers with threads, get a few."""

from __future__ import annotations

import http.cookiejar
import re
import sys
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier

import pytest

from runtime.dataset import Dataset, open_dataset
from tests.journeys.test_serve import free_port
from tests.performance.servers import running
from tests.work import ENOUGH

CODE = r"\b\w{3}-\w{3}</strong>"
OWNER = "owner@dumplings.example"


@dataclass
class Served:
    """A running server, and its store for looking behind the pages."""

    address: str
    store: Dataset

    def stranger(self, client: str = "") -> Callable[[str], str]:
        """A browser of its own, which is about to ask for a link; gives the page that follows."""
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        opener = urllib.request.build_opener(jar)
        opener.addheaders = [("X-Forwarded-For", client)] if client else []
        page = opener.open(f"{self.address}/en/sign-in", timeout=ENOUGH).read().decode()
        token = re.search('name="_csrf" value="([^"]+)"', page)
        assert token

        def ask(email: str) -> str:
            data = urllib.parse.urlencode({"_csrf": token[1], "email": email}).encode()
            with opener.open(f"{self.address}/en/sign-in", data, timeout=ENOUGH) as response:
                assert response.status == 200
                return str(response.read().decode())

        return ask


@pytest.fixture
def served(output: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Served]:
    port, proxies = free_port(), getattr(request, "param", "")
    command = [str(Path(sys.executable).parent / "onceonly"), "serve", "--port", str(port)]
    command += ["--workers", "2", "--output", str(output)]
    with running(command, tmp_path, {"ONCEONLY_TRUSTED_PROXIES": proxies}, port, "/health"):
        store = open_dataset(f"sqlite:///{tmp_path}/var/onceonly.db")
        yield Served(f"http://127.0.0.1:{port}", store)
        store.close()


def all_at_once(asks: list[Callable[[], str]]) -> list[str]:
    start = Barrier(len(asks))

    def run(ask: Callable[[], str]) -> str:
        start.wait(ENOUGH)
        return ask()

    with ThreadPoolExecutor(len(asks)) as pool:
        return list(pool.map(run, asks))


def test_forty_who_ask_for_one_address_at_once_get_five_letters_and_one_answer(served: Served) -> None:
    strangers = [served.stranger() for _ in range(40)]
    pages = all_at_once([lambda ask=ask: ask(OWNER) for ask in strangers])  # type: ignore[misc]
    assert len(served.store.outbox.all()) == 5
    assert len({re.sub(f'{CODE}|value="[^"]+"', "", page) for page in pages}) == 1
    assert len({re.search(CODE, page)[0] for page in pages}) == 40  # type: ignore[index]


def test_one_network_that_asks_for_many_strangers_gets_twenty_letters(served: Served) -> None:
    strangers = [served.stranger() for _ in range(8)]

    def flood(number: int) -> None:
        for turn in range(25):
            strangers[number](f"stranger-{number}-{turn}@d.example")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(flood, range(8)))
    assert len(served.store.outbox.all()) == 20


@pytest.mark.parametrize("served", ["127.0.0.1"], indirect=True)
def test_behind_a_trusted_proxy_networks_are_counted_apart(served: Served) -> None:
    networks = {"one": "203.0.113.9", "two": "10.9.8.7, 198.51.100.7", "three": "2001:db8::1"}
    for name, network in networks.items():
        ask = served.stranger(network)
        for number in range(22):
            ask(f"{number}@{name}.example")
    assert len(served.store.outbox.all()) == 60
