"""Fifty builds while people use the site: nobody sees an error, or a page of two editions."""

from __future__ import annotations

import base64
import hashlib
import html
import http.client
import json
import re
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from generator.build.build import Built
from generator.sources.sources import Sources
from runtime.dataset import migrate
from tests.builds.small_city import CITY, INSPECTION, NAME, build, small_city, write
from tests.crash.city import serving, sign_in
from tests.mail.server import free_port

BUILDS = 50
REQUESTS = 5_000
PEOPLE = 2
AT_MOST = 2.0  # seconds until a new edition is served
THEME = "extends: plain\ntokens:\n  size:\n    radius: {{$value: {radius}px}}\n"


@dataclass(frozen=True)
class Stage:
    """What the city looks like in one build: forms, a page, a question, languages and theme come and go."""

    number: int

    @property
    def has_extra_form(self) -> bool:
        return self.number % 3 != 0

    @property
    def languages(self) -> tuple[str, ...]:
        return ("en", "es") if self.number % 4 else ("en",)

    @property
    def question(self) -> str:
        return "chairs" if self.number // 2 % 2 else "seats"

    @property
    def page(self) -> str:
        return "place" if self.number // 7 % 2 else "premises"

    @property
    def theme(self) -> str:
        return "foggyton" if self.number // 10 % 2 else "dunes"

    @property
    def radius(self) -> int:
        return self.number // 5 + 2

    def write(self, sources: Sources, themes: Path) -> None:
        """Write its sources; each text says the number."""
        told = f"edition {self.number}"
        city = CITY.replace("Town of Dunes", f"Dunes, {told}").replace("foggyton", self.theme)
        write(sources.specs / "city.yaml", city.replace("[en, es]", f"[{', '.join(self.languages)}]"))
        inspection = INSPECTION.replace("Number of seats", f"Number of seats, {told}")
        inspection = inspection.replace("Ask for an inspection", f"Ask for an inspection, {told}")
        inspection = inspection.replace("field: seats", f"field: {self.question}")
        inspection = inspection.replace("page: premises", f"page: {self.page}")
        write(sources.specs / "fire/inspection.yaml", inspection)
        extra = sources.specs / "clerk/trade_name.yaml"
        if self.has_extra_form:
            write(extra, NAME.replace("Register a trade name", f"Register a trade name, {told}"))
        else:
            extra.unlink(missing_ok=True)
        write(themes / "dunes/theme.yaml", THEME.format(radius=self.radius))


@dataclass
class Published:
    """When each build was finished: the end of its list is what must be served by now."""

    at: list[float] = field(default_factory=list)

    def oldest_allowed(self, asked: float) -> int:
        """The oldest edition that a page may be from when it is asked for at this moment."""
        return max([number for number, at in enumerate(self.at) if at + AT_MOST < asked], default=0)


@dataclass
class Person:
    """Somebody who uses the site all the time, and looks closely."""

    port: int
    cookie: str
    published: Published
    seen: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    asked: int = 0
    sheets: dict[str, str] = field(default_factory=dict)
    _open: deque[tuple[str, dict[str, str]]] = field(
        default_factory=deque
    )  # pages with what is typed on them

    def __post_init__(self) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def look_around(self) -> None:
        """Visit pages, old and new, and send one that was opened a while ago."""
        for path in ("/en/", "/es/", "/en/forms/trade-name"):
            self.page(path)
        start = self.page("/en/forms/inspection")
        for path in re.findall(r'href="(/en/forms/inspection/p[a-z]+)"', start)[:1]:
            self._fill_in(path, self.page(path))
        if len(self._open) > 8:
            self._send(*self._open.popleft())
        for sheet in list(self.sheets)[-60:]:  # of pages that may still be open in other browsers
            if self.asked % 7 == 0:
                status, _, body = self._ask(sheet)
                if (status, body) != (200, self.sheets[sheet]):
                    self.faults.append(f"{sheet}: {status}")

    def page(self, path: str, form: dict[str, str] | None = None) -> str:
        """A page of the site, which must be of one edition in all its parts."""
        asked = time.monotonic()
        status, headers, text = self._ask(path, form)
        if status == 303:
            self.seen["sent on"] += 1
            return text
        self.seen[str(status)] += 1
        numbers = {int(number) for number in re.findall(r"edition (\d+)", text)}
        if len(numbers) != 1:
            self.faults.append(f"{path}: {status}, a page of the editions {sorted(numbers)}")
            return text
        stage = Stage(numbers.pop())
        if stage.number < self.published.oldest_allowed(asked):
            self.faults.append(f"{path}: still edition {stage.number}")
        if status not in ({409} if form else {200 if _has(stage, path) else 404}):
            self.faults.append(f"{path}: {status} in edition {stage.number}")
        self._check_looks(path, stage, headers, text)
        return text

    def _check_looks(self, path: str, stage: Stage, headers: dict[str, str], text: str) -> None:
        styles = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
        for style in styles:
            digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
            if digest not in headers["Content-Security-Policy"]:
                self.faults.append(f"{path}: a style that its policy forbids")
        for sheet in re.findall(r'<link rel="stylesheet" href="(/assets/[^"]+)"', text):
            if sheet not in self.sheets:
                status, _, self.sheets[sheet] = self._ask(sheet)
                if status != 200:
                    self.faults.append(f"{path}: {status} for {sheet}")
            styles.append(self.sheets[sheet])
        radius = f"{stage.radius}px"
        if stage.theme == "dunes" and not any(f"--size-radius:{radius}" in style for style in styles):
            self.faults.append(f"{path}: the looks of another edition than {stage.number}")

    def _fill_in(self, path: str, page: str) -> None:
        hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
        question = re.search(r'name="(seats|chairs)"', page)
        if question:
            typed = {"legal_name": f"Dunes & Sons {self.asked}", question[1]: "12", "_action": "continue"}
            self._open.append((path, {name: html.unescape(value) for name, value in hidden} | typed))

    def _send(self, path: str, form: dict[str, str]) -> None:
        answer = self.page(path, form)
        if answer and html.escape(form["legal_name"]) not in answer:
            self.faults.append(f"{path}: what was typed is lost")

    def _ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, dict[str, str], str]:
        self.asked += 1
        headers = {"Cookie": self.cookie, "Sec-Fetch-Dest": "document" if self.asked % 2 else "empty"}
        if form is None:
            self.line.request("GET", path, headers=headers)
        else:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            self.line.request("POST", path, urlencode(form), headers)
        answer = self.line.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode()


def _has(stage: Stage, path: str) -> bool:
    _, language, *rest = path.split("/")
    is_extra, is_page = rest[1:] == ["trade-name"], len(rest) == 3
    return (
        language in stage.languages
        and (stage.has_extra_form or not is_extra)
        and (rest[2] == stage.page if is_page else True)
    )


@contextmanager
def using(people: list[Person]) -> Iterator[None]:
    """They look around until the end."""
    ended = threading.Event()

    def use(person: Person) -> None:
        try:
            while not ended.is_set():
                person.look_around()
        except Exception as problem:
            person.faults.append(repr(problem))
        finally:
            person.line.close()

    threads = [threading.Thread(target=use, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        ended.set()
        for thread in threads:
            thread.join()


def test_fifty_builds_disturb_nobody_who_uses_the_site(tmp_path: Path) -> None:
    small, themes, output = small_city(tmp_path), tmp_path / "themes", tmp_path / "output"
    sources = Sources(small.specs, themes, small.locales, small.product)
    store, published, port = f"sqlite:///{tmp_path}/city.db", Published(), free_port()
    migrate(store)
    built: Built | None = None

    def publish(number: int) -> None:
        nonlocal built
        Stage(number).write(sources, themes)
        built = build(sources, output, before=built, strict=False)
        published.at.append(time.monotonic())

    publish(0)
    with serving(tmp_path, store, port):
        people = [Person(port, cookie, published) for cookie in sign_in(store, PEOPLE)]
        with using(people):
            for number in range(1, BUILDS + 1):
                publish(number)
                _wait_for(people, REQUESTS * number // BUILDS)
            time.sleep(AT_MOST)
        events = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines() if line[:1] == "{"]
    assert [fault for person in people for fault in person.faults] == []
    assert {event["event"] for event in events if event["level"] == "error"} == set()
    served = [event["edition"] for event in events if event["event"] == "edition_served"]
    assert len(set(served)) > BUILDS // 2
    seen = sum((person.seen for person in people), Counter())
    assert min(seen[kind] for kind in ("200", "404", "409", "sent on")) > 0, seen
    assert len(list((output / "editions").iterdir())) <= 1 + 2 * PEOPLE  # those that a worker held


def _wait_for(people: list[Person], requests: int) -> None:
    end = time.monotonic() + 60
    while sum(person.asked for person in people) < requests and time.monotonic() < end:
        if any(person.faults for person in people):
            return
        time.sleep(0.01)
