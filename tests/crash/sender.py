"""Somebody who sends one form again and again over HTTP, and sends once more when no answer comes."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

_HIDDEN = re.compile(r'<input type="hidden" name="(_\w+)" value="([^"]*)">')
_RECEIPT = re.compile(r"/submissions/([A-Z0-9-]+)")


@dataclass
class Sender:
    """One signed-in browser; `receipts` holds a reference for every form that the server acknowledged."""

    port: int
    cookie: str
    name: str
    chance: random.Random
    receipts: list[tuple[str, str]] = field(default_factory=list)  # what was said, reference
    repeats: int = 0  # sends that were repeated, because of a click too many or because no answer came
    differing: list[str] = field(default_factory=list)  # repeats that got another receipt
    longest: float = 0  # seconds until an answer came, or the connection was cut

    def work(self, goes_on: Callable[[], bool]) -> None:
        """Send forms until told to stop; every form begun is brought to its receipt."""
        number = 0
        while goes_on():
            number += 1
            self.send_form(f"{self.name} says {number}")

    def send_form(self, words: str) -> None:
        """Fill in the one page, check, send; after a lost answer or a double click send the same again."""
        self.save(self.open(), words)
        check = self._until_answered("GET", "/en/forms/notice/check")[1]
        reference = self._send(check)
        if self.chance.random() < 0.05:  # some click twice
            self.repeats += 1
            if self._send(check) != reference:
                self.differing.append(words)
        self.receipts.append((words, reference))

    def open(self) -> dict[str, str]:
        """Open the one page; gives what it sends along."""
        return self._until_answered("GET", "/en/forms/notice/words")[1]

    def save(self, page: Mapping[str, str], words: str) -> None:
        """Fill the page in and go on, which saves the draft."""
        answers = {**page, "motto": words, "_action": "continue"}
        self._until_answered("POST", "/en/forms/notice/words", answers)

    def _send(self, hidden: Mapping[str, str]) -> str:
        location, _ = self._until_answered("POST", "/en/forms/notice/check", hidden)
        receipt = _RECEIPT.search(location)
        assert receipt, f"no receipt but {location!r}"
        return receipt[1]

    def _until_answered(
        self, method: str, path: str, form: Mapping[str, str] | None = None
    ) -> tuple[str, dict[str, str]]:
        for _ in range(2_000):
            started = time.monotonic()
            try:
                return self._ask(method, path, form)
            except (OSError, HTTPException):  # the server is gone: wait for the next one
                self.repeats += method == "POST"
                time.sleep(0.02)
            finally:
                self.longest = max(self.longest, time.monotonic() - started)
        raise TimeoutError(f"{path} was never answered")

    def _ask(self, method: str, path: str, form: Mapping[str, str] | None) -> tuple[str, dict[str, str]]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request(method, path, urlencode(form) if form else None, headers)
            response = connection.getresponse()
            text = response.read().decode()
        finally:
            connection.close()
        if response.status == 503:
            raise ConnectionError("too busy, try again")
        if response.status not in (200, 303):
            raise AssertionError(f"{method} {path}: {response.status}\n{text[-2000:]}")
        return response.headers.get("Location", ""), dict(_HIDDEN.findall(text))
