"""A browser without a screen: follows links, fills in forms by their labels, and refuses invalid markup."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

SKIPPED_TYPES = ("submit", "button", "reset", "image", "file")


@dataclass
class Page:
    """One HTML response, parsed."""

    response: TestResponse
    url: str
    root: Element

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def text(self) -> str:
        """What people read: no markup, single spaces."""
        body = self.root.find("body")
        assert body is not None
        return re.sub(r"\s+", " ", "".join(body.itertext())).strip()

    @property
    def title(self) -> str:
        return "".join(self.root.find("head/title").itertext())  # type: ignore[union-attr]

    @property
    def heading(self) -> str:
        return "".join(next(self.root.iter("h1")).itertext()).strip()

    def all(self, tag: str, **attributes: str) -> list[Element]:
        wanted = {name.strip("_"): value for name, value in attributes.items()}
        return [
            found
            for found in self.root.iter(tag)
            if all(found.get(name) == value for name, value in wanted.items())
        ]

    def control(self, name: str) -> Element:
        """The one control of this HTML name."""
        return self.controls(name)[0]

    def controls(self, name: str) -> list[Element]:
        found = [el for tag in ("input", "select", "textarea") for el in self.all(tag, name=name)]
        assert found, f"no control named {name!r} on {self.url}"
        return found

    def value(self, name: str) -> str:
        element = self.control(name)
        if element.tag == "textarea":
            return "".join(element.itertext())
        if element.tag == "select":
            chosen = [option for option in element.iter("option") if option.get("selected") is not None]
            return chosen[0].get("value", "") if chosen else ""
        return element.get("value", "")

    def checked(self, name: str) -> list[str]:
        return [el.get("value", "") for el in self.controls(name) if el.get("checked") is not None]

    def has(self, name: str) -> bool:
        return any(
            el.get("name") == name for tag in ("input", "select", "textarea") for el in self.root.iter(tag)
        )

    def has_question(self, field: str) -> bool:
        """Whether a field is on the page at all (one whose condition is elsewhere may not be)."""
        return any(element.get("id") == f"{field}-field" for element in self.root.iter())

    def is_masked(self, field: str) -> bool:
        """Whether a secret answer is kept when its control stays empty."""
        return self.by_id(f"{field}-field").get("data-masked") is not None

    def by_id(self, identifier: str) -> Element:
        (found,) = [el for el in self.root.iter() if el.get("id") == identifier]
        return found

    def said(self, identifier: str) -> str:
        """The text of the element with this id, on one line."""
        return re.sub(r"\s+", " ", "".join(self.by_id(identifier).itertext())).strip()

    @property
    def errors(self) -> list[str]:
        """The lines of the error summary."""
        found = [el for el in self.root.iter("div") if el.get("id") == "error-summary"]
        return ["".join(link.itertext()) for el in found for link in el.iter("li")]

    def link(self, text: str) -> str:
        """Where the link with this text leads."""
        found = [a for a in self.root.iter("a") if text in re.sub(r"\s+", " ", "".join(a.itertext()))]
        assert found, f"no link {text!r} on {self.url}: {self.text[:500]}"
        return found[0].get("href", "")

    def form(self) -> Element:
        """The form of the page itself: the one in its main part."""
        main = next(iter(self.root.iter("main")))
        return next(iter(main.iter("form")))

    def entered(self) -> MultiDict[str, str]:
        """What a browser would send if nothing were changed."""
        sent: MultiDict[str, str] = MultiDict()
        for element in self.form().iter():
            name = element.get("name")
            if not name:
                continue
            if element.tag == "textarea":
                sent.add(name, "".join(element.itertext()))
            elif element.tag == "select":
                sent.add(name, self.value(name))
            elif element.tag == "input" and element.get("type") in ("checkbox", "radio"):
                if element.get("checked") is not None:
                    sent.add(name, element.get("value", "on"))
            elif element.tag == "input" and element.get("type") not in SKIPPED_TYPES:
                sent.add(name, element.get("value", ""))
        return sent


@dataclass
class Browser:
    """Keeps cookies and the page it is on; every page it meets must be valid HTML."""

    app: Flask
    page: Page = field(init=False)
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.client = self.app.test_client()

    def open(self, url: str, **request: Any) -> Page:
        """Go to an address, following redirects."""
        return self._take(self.client.get(url, headers=self.headers, **request))

    def follow(self, text: str) -> Page:
        """Click a link."""
        return self.open(self.page.link(text).partition("#")[0])

    def send(
        self, *, button: str = "continue", files: dict[str, tuple[bytes, str]] | None = None, **changes: Any
    ) -> Page:
        """Fill in the form of this page and press a button; ``__`` in names stands for a dot."""
        return self.send_as(self.page, button=button, files=files, **changes)

    def send_as(self, page: Page, *, button: str = "continue", files: Any = None, **changes: Any) -> Page:
        """Fill in a page that was opened earlier (another window), and press a button."""
        return self._take(self.post(page, button=button, files=files, **changes))

    def post(
        self, page: Page, *, button: str = "continue", files: Any = None, **changes: Any
    ) -> TestResponse:
        """Send the form of ``page`` and give the first response."""
        data = page.entered()
        for name, value in changes.items():
            data.setlist(name.replace("__", "."), value if isinstance(value, list) else [value])
        data["_action"] = button
        action = page.form().get("action") or page.url
        sent: dict[str, Any] = dict(data.lists())
        for name, (content, file_name) in (files or {}).items():
            sent[name] = (io.BytesIO(content), file_name)
        kind = page.form().get("enctype") or "application/x-www-form-urlencoded"
        response = self.client.post(action, data=sent, content_type=kind, headers=self.headers)
        response.request.environ["wsgi.input"].close()  # the test client leaves large posts open
        return response

    def sign_in(self, address: str) -> Page:
        """Ask for a link, read the demo's mailbox, and press the button behind the link."""
        self.open("/en/sign-in")
        self.send(email=address)
        self.open("/en/mailbox")
        self.open(urlsplit(self.page.link("/en/sign-in/")).path)
        return self.send()

    def _take(self, response: TestResponse) -> Page:
        url = response.request.path
        while response.status_code in (302, 303):
            location = response.headers["Location"]
            assert location.startswith("/"), f"{location} leads out of the site"
            url = location
            response = self.client.get(location.partition("#")[0], headers=self.headers)
        assert response.status_code != 500, f"a mistake on {url}: see the log"
        self.page = parse(response, url)
        return self.page


def parse(response: TestResponse, url: str) -> Page:
    """Parse a page strictly, and check what parsing alone does not see."""
    assert response.mimetype == "text/html", f"{url}: {response.status} {response.mimetype}"
    parser = html5lib.HTMLParser(namespaceHTMLElements=False, strict=False)
    root = parser.parse(response.get_data(as_text=True))
    errors = [f"{position}: {code} {values}" for position, code, values in parser.errors]
    assert not errors, f"invalid HTML on {url}: {errors[:5]}"
    ids = [element.get("id") for element in root.iter() if element.get("id") is not None]
    assert len(ids) == len(set(ids)), f"repeated ids on {url}: {sorted({i for i in ids if ids.count(i) > 1})}"
    for element in root.iter():
        for reference in [*(element.get("aria-describedby") or "").split(), element.get("for")]:
            assert reference is None or reference in ids, f"{reference} leads nowhere on {url}"
    return Page(response, url, root)
