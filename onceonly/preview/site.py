"""The previewed site: signed in automatically, reloading itself, or showing the problems."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

import jinja2
from werkzeug.wrappers import Response

from generator.problems import Problem
from generator.problems.show import as_text
from generator.problems.template_problems import problem_in_template
from generator.themes.tokens import ThemeProblem
from onceonly.gallery.served import ServedGallery
from onceonly.preview.newest import Newest, State, lines_now
from runtime.dataset import Account
from runtime.services.identity.secrets import fresh, hashed
from runtime.web.http import cookies

RELOAD = "/preview/reload.js"
STYLE = "/preview/preview.css"
EVENTS = "/preview/events"
WRITTEN = "/preview/written"
GALLERY = "/gallery/"

_FOLDER = Path(__file__).parent
_HEARTBEAT = 10.0  # seconds between heartbeats, after which a closed tab is noticed
_SOON = "2"  # seconds for Retry-After
_ADDRESS = "you@preview.example"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)


class PreviewSite:
    """A WSGI application around the newest site."""

    def __init__(self, newest: Newest) -> None:
        self._newest = newest
        self._cookie = fresh()
        self._gallery = ServedGallery(newest.sources)
        templates = jinja2.Environment(loader=jinja2.FileSystemLoader(_FOLDER), autoescape=True)
        self._problems = templates.get_template("problems.html")
        templates.filters["as_json"] = partial(json.dumps, ensure_ascii=False)
        self._written = templates.get_template("written.html")

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        return self._answer(environ)(environ, start_response)

    def _answer(self, environ: WSGIEnvironment) -> Response:
        path = environ.get("PATH_INFO", "")
        if path == EVENTS:
            return self._events(environ.get("QUERY_STRING", ""))
        if path in (RELOAD, STYLE):
            kind = "text/javascript" if path == RELOAD else "text/css"
            return Response((_FOLDER / Path(path).name).read_bytes(), mimetype=kind)
        if path == WRITTEN:
            return self._what_was_written()
        state = self._newest.state
        if state.built and f"{path}/".startswith(GALLERY):
            return self._in_gallery(path.removeprefix(GALLERY), state.built.project.city.theme)
        return self._page(environ, state) if state.site else self._stopped(state)

    def _page(self, environ: WSGIEnvironment, state: State) -> Response:
        """A page of the site itself."""
        assert state.site is not None  # noqa: S101 - checked by the caller
        account = self._sign_in(environ)
        environ.pop("HTTP_ACCEPT_ENCODING", None)  # compressed pages could not be extended
        response = Response.from_app(state.site, environ)
        if environ["REQUEST_METHOD"] == "POST":
            self._newest.written.update(self._newest.dataset, account)
        if self._newest.written.records():
            _add_to_page(response, f'<p><a href="{WRITTEN}">What submissions would have written</a></p>')
        return self._following(response, state.stamp)

    def _what_was_written(self) -> Response:
        """The page with what each submission would have written."""
        written = self._newest.written
        page = self._written.render(records=written.records(), file=written.path, style=STYLE)
        headers = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-store"}
        return Response(page, headers=headers, mimetype="text/html")

    def _in_gallery(self, path: str, theme: str) -> Response:
        """A page of the gallery; it needs no site, so it shows a theme as soon as it is saved."""
        look = self._newest.look
        try:
            return self._following(self._gallery.answer(path, theme, look), look)
        except ThemeProblem as found:
            return self._problems_page(found.problems, look)
        except jinja2.TemplateError as error:
            return self._problems_page((problem_in_template(error),), look)

    @staticmethod
    def _following(response: Response, stamp: str) -> Response:
        """The response; an HTML page gets the script that reloads it."""
        _add_to_page(response, f'<script src="{RELOAD}?{stamp}" defer></script>')
        return response

    def _stopped(self, state: State) -> Response:
        """The page about what prevents a site."""
        if state.mistake:
            return self._waiting([state.mistake], state.stamp)
        return self._problems_page(state.problems, state.stamp)

    def _problems_page(self, problems: Sequence[Problem], stamp: str) -> Response:
        """The page of problems, as in ``onceonly check``; without problems, that the site is being built."""
        lines = lines_now(problems)
        messages = [as_text([problem], lambda file: lines[file]) for problem in problems if problem.is_error]
        return self._waiting(messages, stamp)

    def _waiting(self, messages: Sequence[str], stamp: str) -> Response:
        """A page with ``messages`` that reloads when the state has changed."""
        page = self._problems.render(told=messages, script=f"{RELOAD}?{stamp}", style=STYLE)
        headers = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-store"}
        if not messages:
            return Response(page, 503, {**headers, "Retry-After": _SOON}, mimetype="text/html")
        return Response(page, 500, headers, mimetype="text/html")

    def _events(self, stamp: str) -> Response:
        """A stream of server-sent events that ends when there is a newer state."""
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return Response(self._wait(stamp), mimetype="text/event-stream", headers=headers)

    def _wait(self, stamp: str) -> Iterator[str]:
        yield ": waiting\n\n"
        while not self._newest.wait(stamp, _HEARTBEAT):
            yield ": still waiting\n\n"
        yield "data: newer\n\n"

    def _sign_in(self, environ: WSGIEnvironment) -> Account:
        """Sign the author in as the owner of an invented business."""
        dataset = self._newest.dataset
        now = datetime.now(UTC)
        account = dataset.identity.account(_ADDRESS) or dataset.identity.create_account(
            _ADDRESS, language="en"
        )
        if dataset.identity.session(hashed(self._cookie)) is None:
            business = account.businesses[0].id
            dataset.identity.open_session(hashed(self._cookie), account.id, business, fresh(), now)
        others = environ.get("HTTP_COOKIE", "")
        own = f"{cookies.SESSION}={self._cookie}"
        environ["HTTP_COOKIE"] = f"{own}; {others}" if others else own
        return account


def _add_to_page(response: Response, html: str) -> None:
    """Append HTML to a page; other responses stay unchanged."""
    if response.mimetype == "text/html":
        response.set_data(response.get_data().replace(b"</body>", f"{html}</body>".encode(), 1))
