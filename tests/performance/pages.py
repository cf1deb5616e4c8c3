"""Pages asked for and pages sent, under load and in process, beside the same pages of others."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from flask import g

from runtime.answering import screen
from runtime.app import create_app
from runtime.page_context import page_context
from runtime.routes.form_pages import filling_of
from tests.performance import plain
from tests.performance.city import FORTY, ONE
from tests.performance.load import load, require_wrk
from tests.performance.posts import POSTS, post
from tests.performance.results import Figure, Plan, in_turns, ratio
from tests.performance.servers import serving
from tests.performance.site import Site, prepare_site

_PAGE = f"/en/forms/{FORTY}/profile"
_ONS_POSTS = 350  # requests/s of the ONS runner, measured on this machine: docs/performance.md


def measure_pages(folder: Path, plan: Plan) -> list[Figure]:
    """Requests per second of gunicorn with two sync workers, and milliseconds in one process."""
    require_wrk()
    site = prepare_site(folder, plan.port)
    return [*_under_load(site, folder, plan), *_in_process(site, plan)]


def _under_load(site: Site, folder: Path, plan: Plan) -> list[Figure]:
    ours, hello, wtforms = plan.port, plan.port + 1, plan.port + 2
    cookie = f"session={site.cookies[0]}"
    with (
        serving("tests.performance.hello:app", hello, {}),
        serving("tests.performance.plain:app", wtforms, {}),
        serving("runtime.wsgi:app", ours, site.environment(), _PAGE, cookie),
    ):
        gets = {
            "hello": lambda: _gets(f"http://127.0.0.1:{hello}/", plan),
            "wtforms": lambda: _gets(f"http://127.0.0.1:{wtforms}/", plan),
            "forty": lambda: _gets(f"http://127.0.0.1:{ours}{_PAGE}", plan, cookie),
            "packed": lambda: _gets(f"http://127.0.0.1:{ours}{_PAGE}", plan, cookie, "gzip"),
        }
        posts = {
            form: lambda form=form: post(site, POSTS[form], folder, plan.seconds) for form in (ONE, FORTY)
        }
        return _figures_of_load(in_turns({**gets, **posts}, plan.rounds))


def _gets(url: str, plan: Plan, cookie: str = "", encoding: str = "") -> float:
    found = load(url, plan.seconds, cookie=cookie, encoding=encoding)
    if found.others:
        raise AssertionError(f"{found.others} of the responses of {url} were no pages")
    return found.per_second


def _figures_of_load(found: dict[str, list[float]]) -> list[Figure]:
    median = {name: statistics.median(values) for name, values in found.items()}
    to_hello = {name: ratio(values, found["hello"]) for name, values in found.items()}
    part, rate = "page", "requests/s"
    return [
        Figure(part, "Flask hello-world", median["hello"], rate),
        Figure(part, "40 questions by plain WTForms and Jinja", median["wtforms"], rate),
        Figure(part, "40 questions, prefilled, by OnceOnly", median["forty"], rate),
        Figure(part, "… against hello-world", to_hello["forty"], "", 0.4, "more"),
        Figure(part, "… against plain WTForms", ratio(found["forty"], found["wtforms"]), "times"),
        Figure(part, "… packed with gzip for a browser", median["packed"], rate),
        Figure(part, "One question sent and saved", median[ONE], rate, 3 * _ONS_POSTS, "more"),
        Figure(part, "… against hello-world", to_hello[ONE]),
        Figure(part, "40 questions sent and saved", median[FORTY], rate),
        Figure(part, "… against hello-world", to_hello[FORTY]),
    ]


def _in_process(site: Site, plan: Plan) -> list[Figure]:
    app = create_app(site.settings)
    where = {"base_url": site.settings.public_url, "headers": {"Cookie": f"session={site.cookies[1]}"}}
    with app.test_request_context(_PAGE, **where):
        app.full_dispatch_request()
        visit = g.visit
        filling = filling_of(visit, FORTY)
        (stop,) = filling.route.stops

        def ours() -> object:
            return screen(visit, f"forms/{FORTY}/{stop.page.name}", page_context(visit, filling, stop))

        seconds = plan.seconds / 5
        found = in_turns(
            {
                "wtforms": lambda: _milliseconds(plain.render, seconds),
                "ours": lambda: _milliseconds(ours, seconds),
            },
            plan.rounds,
        )
    return [
        Figure(
            "page", "In process: plain WTForms, answers to HTML", statistics.median(found["wtforms"]), "ms"
        ),
        Figure("page", "In process: OnceOnly, answers to HTML", statistics.median(found["ours"]), "ms"),
        Figure(
            "page",
            "… plain WTForms takes",
            ratio(found["wtforms"], found["ours"]),
            "times as long",
            10,
            "more",
        ),
    ]


def _milliseconds(work: Callable[[], object], seconds: float) -> float:
    """Processor time of one call: what others do on this machine is not counted."""
    calls, until = 0, time.monotonic() + seconds
    started = time.process_time()
    while time.monotonic() < until:
        work()
        calls += 1
    return (time.process_time() - started) / calls * 1000
