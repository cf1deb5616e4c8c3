"""How soon a slow phone can answer: our page, plain HTML, and libraries that draw forms in the browser."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import ARGUMENTS, installed
from tests.npm import NoNpm
from tests.performance.bundles import Files, bundled_pages, packed, static_pages
from tests.performance.city import FORTY
from tests.performance.first_input import Load, first_input
from tests.performance.results import Figure, Plan, in_turns, ratio
from tests.performance.servers import serving
from tests.performance.site import prepare_site
from tests.performance.static import serving_files

_LEAST = 5  # loads of each: medians of fewer say little about a browser
_PAGES = {"linked": "linked.html", "inline": "inline.html"}
_LIBRARIES = {"survey": "SurveyJS", "rjsf": "react-jsonschema-form (RJSF)"}


def measure_phone(folder: Path, plan: Plan) -> list[Figure]:
    """Time to the first input on the emulated phone, in turns, each time with an empty cache."""
    site = prepare_site(folder, plan.port)
    (folder / "bundles").mkdir()
    libraries, absence = _libraries(folder / "bundles")
    plain = static_pages()
    names = [*_PAGES, *(name for name in _LIBRARIES if f"{name}.html" in libraries)]
    path = f"/en/forms/{FORTY}/profile"
    with (
        serving("runtime.web.wsgi:app", plan.port, site.environment(), path, f"session={site.cookies[0]}"),
        serving_files(packed({**plain, **libraries}), plan.port + 1) as elsewhere,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=installed(), args=list(ARGUMENTS))
        loads: dict[str, Callable[[], Load]] = {
            "ours": partial(first_input, browser, site.settings.public_url, path, site.cookies[0]),
            **{name: partial(first_input, browser, elsewhere, f"/{name}.html") for name in names},
        }
        found = in_turns(loads, max(_LEAST, plan.rounds))
        browser.close()
    return [*_against_plain(found), *_against_libraries(found), *absence]


def _libraries(folder: Path) -> tuple[Files, list[Figure]]:
    """Their pages; where they cannot be had, a line that says so."""
    try:
        return bundled_pages(folder), []
    except NoNpm as reason:
        return {}, [Figure("phone", "40 questions by SurveyJS and RJSF", 0, f"measured: {reason}")]


def _against_plain(found: Mapping[str, Sequence[Load]]) -> list[Figure]:
    ours = _times(found["ours"])
    return [
        _figure("40 questions, prefilled, by OnceOnly", found["ours"]),
        Figure("phone", "OnceOnly against style linked", ratio(ours, _times(found["linked"])), "times", 1.3),
        Figure("phone", "OnceOnly against style inside", ratio(ours, _times(found["inline"])), "times", 1.3),
    ]


def _against_libraries(found: Mapping[str, Sequence[Load]]) -> Iterator[Figure]:
    for name, said in _LIBRARIES.items():
        if name in found:
            later = ratio(_times(found[name]), _times(found["ours"]))
            wanted = 7 if name == "survey" else 4
            yield _figure(f"40 questions by {said}", found[name])
            yield Figure("phone", "… against OnceOnly", later, "times", wanted, "more")


def _figure(what: str, loads: Sequence[Load]) -> Figure:
    size = statistics.median(load.kilobytes for load in loads)
    requests = round(statistics.median(load.requests for load in loads))
    return Figure("phone", what, size, "KB", note=f"{requests} requests")


def _times(loads: Sequence[Load]) -> list[float]:
    return [load.milliseconds for load in loads]
