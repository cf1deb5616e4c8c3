"""Two servers on one PostgreSQL, as on two machines: nothing that matters is in a process or on its disk."""

from __future__ import annotations

import random
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import pytest

from runtime.dataset import Dataset, open_dataset
from tests.crash.city import address, prepare, serving, sign_in
from tests.crash.sender import Sender
from tests.journeys.test_serve import free_port
from tests.postgresql.server import Server

_TOKEN = re.compile(r'<input type="hidden" name="(_\w+)" value="([^"]*)">')


@dataclass(frozen=True)
class TwoServers:
    """Where they answer, and the dataset behind both."""

    ports: tuple[int, int]
    url: str
    store: Dataset


@pytest.fixture
def servers(tmp_path: Path, postgresql: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[TwoServers]:
    url = postgresql.empty()
    monkeypatch.setenv("ONCEONLY_FILES", str(tmp_path / "files"))
    with ExitStack() as running:
        ports = []
        for machine in ("one", "two"):
            folder = tmp_path / machine
            folder.mkdir()
            prepare(folder)
            ports.append(free_port())
            running.enter_context(serving(folder, url, ports[-1]))
        store = open_dataset(url)
        running.callback(store.close)
        yield TwoServers((ports[0], ports[1]), url, store)


def page(port: int, cookie: str, path: str) -> str:
    asked = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Cookie": cookie})
    with urllib.request.urlopen(asked, timeout=30) as response:
        return str(response.read().decode())


def test_what_is_done_through_one_is_seen_through_the_other(servers: TwoServers) -> None:
    here, there = servers.ports
    (cookie,) = sign_in(servers.url, 1)
    for port, other, words in ((here, there, "Steamed daily"), (there, here, "Fried daily")):
        assert words not in page(other, cookie, "/en/forms/notice/words")
        sender = Sender(port, cookie, "ann", random.Random(1))
        sender.save(sender.open(), f"{words}, a draft")
        assert f"{words}, a draft" in page(other, cookie, "/en/forms/notice/words")
        sender.send_form(words)
        assert words in page(other, cookie, "/en/forms/notice/words")  # the fact that it made
        assert sender.receipts[-1][1] in page(other, cookie, "/en/submissions")
    account = servers.store.identity.account(address(0))
    assert account
    for session in servers.store.identity.sessions(account.id):
        servers.store.identity.close_session(session.cookie_hash)
    for port in servers.ports:
        assert "Fried daily" not in page(port, cookie, "/en/forms/notice/words")


def test_limits_of_sign_in_hold_across_both(servers: TwoServers) -> None:
    for number in range(14):
        ask_for_link(servers.ports[number % 2], "bob@dumplings.example")
    letters = servers.store.outbox.all("bob@dumplings.example")
    assert len(letters) == 5  # as many as one server would have sent to one address from one place


def ask_for_link(port: int, email: str) -> None:
    """Ask for a link in a browser of its own; whether a letter goes out is not told."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    sign_in_page = f"http://127.0.0.1:{port}/en/sign-in"
    hidden = dict(_TOKEN.findall(browser.open(sign_in_page, timeout=30).read().decode()))
    try:
        browser.open(sign_in_page, urlencode({**hidden, "email": email}).encode(), timeout=30).read()
    except urllib.error.HTTPError as refused:
        if refused.code != 429:
            raise
