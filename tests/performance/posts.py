"""Pages sent again and again, each time with another answer, by several people at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask
from werkzeug.middleware.http_proxy import ProxyMiddleware

from tests.journeys.browser import Browser, Page
from tests.performance.city import FORTY, ONE
from tests.performance.load import Load, run
from tests.performance.servers import Server

_SESSION = "session"  # the cookie
_SCRIPT = Path(__file__).with_name("post.lua")


@dataclass(frozen=True)
class Alternation:
    """A page, and the answer that changes from post to post."""

    form: str
    page: str
    field: str
    answers: tuple[str, str]

    @property
    def path(self) -> str:
        """The address of the page."""
        return f"/en/forms/{self.form}/{self.page}"


POSTS: Mapping[str, Alternation] = {
    ONE: Alternation(ONE, "people", "people", ("12", "13")),
    FORTY: Alternation(FORTY, "profile", "employees", ("14", "15")),
}


def post(cookies: Sequence[str], server: Server, what: Alternation, folder: Path, seconds: float) -> Load:
    """Accepted posts: answered with 303, and seen by who asks the server afterwards."""
    site = _reached(server)
    people = [_signed_in(Browser(site), cookie) for cookie in cookies]
    written = folder / f"{what.form}.lua"
    said = [_person(browser, cookie, what) for browser, cookie in zip(people, cookies, strict=True)]
    written.write_text(f"return {{{','.join(said)}}}", encoding="utf-8")
    before = sum(_revision(browser.open(what.path)) for browser in people)
    found = run(_SCRIPT, server, what.path, seconds, arguments=[str(written)])
    after = sum(_revision(browser.open(what.path)) for browser in people)
    if found.others or after - before < found.good:
        raise AssertionError(f"{found.others} refused, {found.good} accepted, {after - before} saved")
    return found


def _reached(server: Server) -> Flask:
    """An application, as browsers of tests ask one, that hands everything on to the server."""
    app = Flask(__name__)
    target = {"target": f"http://127.0.0.1:{server.port}", "host": f"127.0.0.1:{server.port}"}
    app.wsgi_app = ProxyMiddleware(app.wsgi_app, {"/en": target})  # type: ignore[method-assign]
    return app


def _signed_in(browser: Browser, cookie: str) -> Browser:
    browser.client.set_cookie(_SESSION, cookie)
    return browser


def _person(browser: Browser, cookie: str, what: Alternation) -> str:
    """What one person sends in turns, as Lua: the page that shows one answer sends the other."""
    first = _sent(browser, what, what.answers[1])
    second = _sent(browser, what, what.answers[0])
    page = browser.open(what.path)
    bodies = [
        _body(shown, what.field, answer) for shown, answer in zip((first, second), what.answers, strict=True)
    ]
    draft, revision, _ = page.value("_revision").split(".")
    texts = {"cookie": f"{_SESSION}={cookie}", "path": what.path, "draft": draft}
    bodies.reverse()  # the second answer was sent last
    said = [f"{name}={_lua(text)}" for name, text in texts.items()]
    return f"{{{','.join(said)},revision={revision},bodies={{{','.join(map(_lua, bodies))}}}}}"


def _sent(browser: Browser, what: Alternation, answer: str) -> Page:
    """The page as it shows ``answer``, which was sent before."""
    page = browser.open(what.path)
    response = browser.post(page, **{what.field: answer})
    if response.status_code != 303:
        raise AssertionError(f"{what.path} refused “{answer}”: {response.status}")
    return browser.open(what.path)


def _body(shown: Page, field: str, answer: str) -> str:
    sent = shown.entered()
    sent[field] = answer
    sent["_action"] = "continue"
    sent.pop("_revision")  # the script counts
    return urlencode(list(sent.items(multi=True)))


def _revision(page: Page) -> int:
    return int(page.value("_revision").split(".")[1] or 0)


def _lua(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
