"""What a request and a worker cost in a small city and in a large one with many languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from tests.performance.city import FORTY, LANGUAGES
from tests.performance.results import Figure, Plan, in_turns, ratio
from tests.performance.servers import Server, page, resident_megabytes, serving
from tests.performance.site import Site, prepare_site

_SMALL, _LARGE = (20, LANGUAGES[:2]), (200, LANGUAGES)
_ALWAYS_THERE = 2  # forms of every measured city
_MORE = 1.15  # so much may a measurement differ without anything having grown
_PATHS: Mapping[str, tuple[str, float | None]] = {
    f"/en/forms/{FORTY}/profile": ("A page of 40 prefilled questions", _MORE),
    "/en/": ("The portal", _MORE),
    "/en/search?q=headcount": ("A search for one form, which looks at all", None),
}


def measure_growth(
    folder: Path,
    plan: Plan,
    small: tuple[int, Sequence[str]] = _SMALL,
    large: tuple[int, Sequence[str]] = _LARGE,
) -> list[Figure]:
    """Processor time of single requests and resident memory, in both cities in turns."""
    sites = [
        _site(folder / str(size[0]), plan.port + place, size) for place, size in enumerate((small, large))
    ]
    environments = [site.environment() for site in sites]
    with (
        serving("runtime.web.wsgi:app", plan.port, environments[0], "/en/", workers=1) as little,
        serving("runtime.web.wsgi:app", plan.port + 1, environments[1], "/en/", workers=1) as big,
    ):
        said = [f"{size[0]} forms in {len(size[1])} languages" for size in (small, large)]
        figures = [figure for path in _PATHS for figure in _of_path(path, plan, sites, (little, big), said)]
        for server, site, size in zip((little, big), sites, (small, large), strict=True):
            _walk(server, site, size, requests=round(200 * plan.seconds))
        memory = [resident_megabytes(server.workers[0]) for server in (little, big)]
    return [
        *figures,
        *(
            Figure("growth", f"A worker that has shown pages of {many}", mb, "MB")
            for many, mb in zip(said, memory, strict=True)
        ),
        Figure("growth", "… against the small city", memory[1] / memory[0], "times", 1.5),
    ]


def _site(folder: Path, port: int, size: tuple[int, Sequence[str]]) -> Site:
    folder.mkdir()
    return prepare_site(folder, port, owners=1, forms=size[0] - _ALWAYS_THERE, languages=size[1])


def _of_path(
    path: str, plan: Plan, sites: Sequence[Site], servers: Sequence[Server], said: Sequence[str]
) -> list[Figure]:
    requests = round(200 * plan.seconds)
    turns: dict[str, Callable[[], float]] = {
        many: partial(_milliseconds, server, path, site.cookies[0], requests)
        for many, server, site in zip(said, servers, sites, strict=True)
    }
    for warm in turns.values():
        warm()
    found = in_turns(turns, plan.rounds)
    little, big = (found[many] for many in said)
    what, most = _PATHS[path]
    said_of_both = f"{what}: {said[1]} against {said[0]}"
    return [Figure("growth", said_of_both, ratio(big, little), "times", most)]


def _milliseconds(server: Server, path: str, cookie: str, requests: int) -> float:
    """Processor time of the server for one request."""
    before = server.processor_seconds()
    for _ in range(requests):
        _get(server, path, cookie)
    return (server.processor_seconds() - before) / requests * 1000


def _walk(server: Server, site: Site, size: tuple[int, Sequence[str]], requests: int) -> None:
    """Pages of many forms in all languages, as a busy day brings them."""
    forms, languages = size[0] - _ALWAYS_THERE, size[1]
    for number in range(requests):
        # Coprime steps: every form comes in every language, sooner or later.
        code, form = languages[number % len(languages)], number * 5 % forms
        for path in (f"/{code}/", f"/{code}/forms/permit-{form}/business")[number % 5 > 0 :]:
            _get(server, path, site.cookies[0])


def _get(server: Server, path: str, cookie: str) -> None:
    status, _, _ = page(server.port, path, f"session={cookie}")
    if status != 200:
        raise AssertionError(f"{path} gave {status}")
