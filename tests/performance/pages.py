"""Pages asked for and pages sent, under load and in process, beside the same pages of others."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from flask import g

from runtime.app import create_app
from runtime.page_context import page_context
from runtime.routes.form_pages import filling_of
from tests import request_context
from tests.performance import plain
from tests.performance.city import FORTY, ONE
from tests.performance.load import CONNECTIONS, Load, get, get_as, require_wrk
from tests.performance.posts import POSTS, post
from tests.performance.results import Figure, Plan, in_turns, ratio
from tests.performance.servers import serving
from tests.performance.site import Site, prepare_site

_PAGE = f"/en/forms/{FORTY}/profile"
_PEOPLE = 600  # owners: a worker remembers what it worked out for some hundred of them
_ONS_POSTS = 350  # requests/s of the ONS runner, measured on this machine: docs/performance.md


def measure_pages(folder: Path, plan: Plan) -> list[Figure]:
    """Requests per second of gunicorn with two sync workers, and milliseconds in one process."""
    require_wrk()
    site = prepare_site(folder, plan.port, owners=_PEOPLE)
    return [*_under_load(site, folder, plan), *_in_process(site, plan)]


def _under_load(site: Site, folder: Path, plan: Plan) -> list[Figure]:
    cookies = [f"session={cookie}" for cookie in site.cookies]
    cookie, few = cookies[0], site.cookies[:CONNECTIONS]
    with (
        serving("tests.performance.hello:app", plan.port + 1, {}) as hello,
        serving("tests.performance.plain:app", plan.port + 2, {}) as wtforms,
        serving("runtime.wsgi:app", plan.port, site.environment(), _PAGE, cookie) as ours,
    ):
        loads: dict[str, Callable[[], Load]] = {
            "hello": partial(get, hello, "/", plan.seconds),
            "wtforms": partial(get, wtforms, "/", plan.seconds),
            "forty": partial(get, ours, _PAGE, plan.seconds, cookie),
            "many": partial(get_as, cookies, folder / "people.lua", ours, _PAGE, plan.seconds),
            "packed": partial(get, ours, _PAGE, plan.seconds, cookie, "gzip"),
            ONE: partial(post, few, ours, POSTS[ONE], folder, plan.seconds),
            FORTY: partial(post, few, ours, POSTS[FORTY], folder, plan.seconds),
        }
        return _figures_of_load(in_turns(loads, plan.rounds))


def _figures_of_load(found: Mapping[str, Sequence[Load]]) -> list[Figure]:
    return [
        _rate("Flask hello-world", found["hello"]),
        _rate("40 questions by plain WTForms and Jinja", found["wtforms"]),
        _rate("40 questions, prefilled, by OnceOnly", found["forty"]),
        *_against("hello-world", found["forty"], found["hello"], 0.4),
        *_against("plain WTForms", found["forty"], found["wtforms"]),
        _rate("… packed with gzip for a browser", found["packed"]),
        _rate(f"… for {_PEOPLE} owners in turn, more than a worker remembers", found["many"]),
        *_against("hello-world", found["many"], found["hello"]),
        _rate("One question sent and saved", found[ONE], 3 * _ONS_POSTS),
        *_against("hello-world", found[ONE], found["hello"]),
        _rate("40 questions sent and saved", found[FORTY]),
        *_against("hello-world", found[FORTY], found["hello"]),
    ]


def _rate(what: str, found: Sequence[Load], target: float | None = None) -> Figure:
    value = statistics.median(load.per_second for load in found)
    spent = statistics.median(load.processor_milliseconds for load in found)
    middle, slow = (
        statistics.median(getattr(load, name) for load in found)
        for name in ("milliseconds_p50", "milliseconds_p99")
    )
    note = f"{spent:.2f} ms of processor time; half within {middle:.1f} ms, 99 % within {slow:.0f} ms"
    return Figure("page", what, value, "requests/s", target, "more", note)


def _against(
    other: str, ours: Sequence[Load], theirs: Sequence[Load], target: float | None = None
) -> list[Figure]:
    """Ratios by the clock and by processor time, which other work on this machine disturbs less."""
    by_clock = ratio([load.per_second for load in ours], [load.per_second for load in theirs])
    spent = [[load.processor_milliseconds for load in loads] for loads in (theirs, ours)]
    return [
        Figure("page", f"… against {other}", by_clock, "times", target, "more"),
        Figure("page", f"… against {other}, by processor time", ratio(*spent), "times", target, "more"),
    ]


def _in_process(site: Site, plan: Plan) -> list[Figure]:
    app = create_app(site.settings)
    where = {"base_url": site.settings.public_url, "headers": {"Cookie": f"session={site.cookies[1]}"}}
    with app.test_request_context(_PAGE, **where):
        app.full_dispatch_request()
        visit = g.visit
        filling = filling_of(visit, FORTY)
        (stop,) = filling.route.stops

        frame = request_context.anyone()
        template = visit.edition.template("en", f"forms/{FORTY}.{stop.page.name}")

        def ours() -> str:
            return template.render(frame | page_context(visit, filling, stop))

        seconds = plan.seconds / 5
        found = in_turns(
            {
                "wtforms": lambda: _milliseconds(plain.render, seconds),
                "ours": lambda: _milliseconds(ours, seconds),
            },
            plan.rounds,
        )
    return [
        Figure("page", "In process: plain WTForms", statistics.median(found["wtforms"]), "ms"),
        Figure("page", "In process: OnceOnly", statistics.median(found["ours"]), "ms"),
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
