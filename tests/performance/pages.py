"""Pages asked for and pages sent, under load and in process, beside the same pages of others."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from flask import g

from runtime.web.app import create_app
from runtime.web.owner.page_context import page_context
from runtime.web.owner.routes.form_pages import state_of
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


def measure_pages(folder: Path, plan: Plan) -> list[Figure]:
    """Requests to gunicorn with two sync workers, and pages made in one process, beside those of others."""
    require_wrk()
    site = prepare_site(folder, plan.port, owners=_PEOPLE)
    return [*_under_load(site, folder, plan), *_in_process(site, plan)]


def _under_load(site: Site, folder: Path, plan: Plan) -> list[Figure]:
    cookies = [f"session={cookie}" for cookie in site.cookies]
    cookie, few = cookies[0], site.cookies[:CONNECTIONS]
    with (
        serving("tests.performance.hello:app", plan.port + 1, {}) as hello,
        serving("tests.performance.plain:app", plan.port + 2, {}) as wtforms,
        serving("runtime.web.wsgi:app", plan.port, site.environment(), _PAGE, cookie) as ours,
    ):
        loads: dict[str, Callable[[], Load]] = {
            "hello": partial(get, hello, "/", plan.seconds),
            "wtforms": partial(get, wtforms, "/", plan.seconds),
            "forty": partial(get, ours, _PAGE, plan.seconds, cookie),
            "many": partial(get_as, cookies, folder / "people.lua", ours, _PAGE, plan.seconds),
            ONE: partial(post, few, ours, POSTS[ONE], folder, plan.seconds),
            FORTY: partial(post, few, ours, POSTS[FORTY], folder, plan.seconds),
        }
        return _figures_of_load(in_turns(loads, plan.rounds))


def _figures_of_load(found: Mapping[str, Sequence[Load]]) -> list[Figure]:
    hello, ours = found["hello"], found["forty"]
    cold = f"… for {_PEOPLE} owners in turn, more than a worker remembers, against hello-world"
    return [
        *_against("40 questions, prefilled, against hello-world", ours, hello, 0.35),
        *_against("… against plain WTForms", ours, found["wtforms"]),
        *_against(cold, found["many"], hello),
        *_against("40 questions sent and saved, against hello-world", found[FORTY], hello),
    ]


def _against(
    what: str, ours: Sequence[Load], theirs: Sequence[Load], target: float | None = None
) -> list[Figure]:
    """Ratios by the clock and by processor time, which other work on this machine disturbs less."""
    by_clock = ratio([load.per_second for load in ours], [load.per_second for load in theirs])
    spent = [[load.processor_milliseconds for load in loads] for loads in (theirs, ours)]
    return [
        Figure("page", what, by_clock, "times", target, "more"),
        Figure("page", "… by processor time", ratio(*spent), "times", target, "more"),
    ]


def _in_process(site: Site, plan: Plan) -> list[Figure]:
    app = create_app(site.settings)
    where = {"base_url": site.settings.public_url, "headers": {"Cookie": f"session={site.cookies[1]}"}}
    with app.test_request_context(_PAGE, **where):
        app.full_dispatch_request()
        visit = g.visit
        filling = state_of(visit, FORTY)
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
        Figure(
            "page",
            "In process, plain WTForms takes",
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
