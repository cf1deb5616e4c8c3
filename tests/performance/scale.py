"""``make bench-scale``: what 600 owners wait for beside 200,000 businesses, against a city of their own."""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from runtime.dataset import open_dataset
from tests.performance.city import FORTY
from tests.performance.load import Load, NoLoadTool, get_as, require_wrk
from tests.performance.many import fill
from tests.performance.report import section
from tests.performance.results import Figure, Plan, in_turns, ratio
from tests.performance.servers import REPOSITORY, NotServing, serving
from tests.performance.site import Site, prepare_site
from tests.performance.submissions import ready_to_send
from tests.postgresql.server import running

_MOST = 1.3  # times what the small city takes
_OWNERS = 600
_PATHS: Mapping[str, str] = {"Page": f"/en/forms/{FORTY}/profile", "Portal": "/en/"}
_SENT = 200  # submissions of each measurement
_VAR = REPOSITORY / "var"  # where a city's data lie: other folders may be on a disk of another kind


class Waits(NamedTuple):
    """What people waited, in milliseconds."""

    p50: float
    p99: float


def main() -> int:
    """Measure, tell, and write the table; 1 when a figure misses what it has to reach."""
    options = _options()
    _VAR.mkdir(exist_ok=True)
    plan = Plan(options.seconds, options.rounds, options.port)
    figures: list[Figure] = []
    try:
        require_wrk()
        for name in options.databases:
            print(f"Filling {name} with {options.businesses:,} businesses", flush=True)
            with (
                tempfile.TemporaryDirectory(prefix="scale-", dir=_VAR) as folder,
                _databases(name, Path(folder)) as urls,
            ):
                figures += measure(name, Path(folder), urls, options.businesses, plan)
    except (NoLoadTool, NotServing) as problem:
        print(problem)
        return 1
    said = f"{_OWNERS} owners beside {options.businesses:,} businesses"
    table = section(f"{said}, against {_OWNERS} owners alone", "scale", figures)
    options.to.write_text(table + "\n", encoding="utf-8")
    print(f"{table}\n\nWritten to {options.to}")
    return 1 if any(figure.reached is False for figure in figures) else 0


def measure(name: str, folder: Path, urls: Sequence[str], businesses: int, plan: Plan) -> list[Figure]:
    """The figures of one database: a small and a large city on it, served at the same time, in turns."""
    sites = [
        _site(folder / size, plan.port + place, url)
        for place, (size, url) in enumerate(zip(("small", "large"), urls, strict=True))
    ]
    fill(urls[1], businesses)
    with ExitStack() as servers:
        turns: dict[tuple[str, int], Callable[[], Waits]] = {}
        for place, site in enumerate(sites):
            server = servers.enter_context(
                serving("runtime.web.wsgi:app", plan.port + place, site.environment(), "/en/")
            )
            people = [f"session={cookie}" for cookie in site.cookies]
            file = folder / f"people-{place}.lua"
            for what, path in _PATHS.items():
                load = partial(get_as, people, file, server, path, plan.seconds)
                turns[what, place] = partial(_waits, load)
            turns["Submission", place] = partial(_sending, site, _rising())
        for warm in turns.values():
            warm()
        found = in_turns(turns, plan.rounds)
    return [
        figure
        for what in (*_PATHS, "Submission")
        for figure in _compared(f"{name}: {what.lower()}", found[what, 0], found[what, 1])
    ]


def _site(folder: Path, port: int, url: str) -> Site:
    folder.mkdir()
    return prepare_site(folder, port, owners=_OWNERS, store=url)


def _waits(load: Callable[[], Load]) -> Waits:
    found = load()
    return Waits(found.milliseconds_p50, found.milliseconds_p99)


def _sending(site: Site, numbers: Iterator[int]) -> Waits:
    store = open_dataset(site.settings.store, files=site.settings.files, prefix="HAR")
    took = []
    for new in ready_to_send(store, _SENT, next(numbers)):
        started = time.perf_counter()
        store.submissions.submit(new)
        took.append(1000 * (time.perf_counter() - started))
    store.close()
    cut = statistics.quantiles(took, n=100)
    return Waits(statistics.median(took), cut[98])


def _rising() -> Iterator[int]:
    return iter(range(1_000_000))


def _compared(what: str, small: Sequence[Waits], large: Sequence[Waits]) -> list[Figure]:
    figures = []
    for percent, place in ((50, 0), (99, 1)):
        here, there = [waits[place] for waits in small], [waits[place] for waits in large]
        figure = Figure("scale", f"{what}, {percent} % are within", ratio(there, here), "times", _MOST)
        note = f"{statistics.median(there):.3g} ms, alone {statistics.median(here):.3g}"
        figures.append(replace(figure, note=note))
    return figures


@contextmanager
def _databases(name: str, folder: Path) -> Iterator[tuple[str, str]]:
    """The addresses of two empty stores."""
    if name == "SQLite":
        yield f"sqlite:///{folder}/small.db", f"sqlite:///{folder}/large.db"
    else:
        with running(fsync="on", full_page_writes="on", shared_buffers="512MB") as server:
            yield server.empty(), server.empty()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench-scale", description=__doc__)
    parser.add_argument("--businesses", type=int, default=200_000)
    parser.add_argument("--databases", nargs="+", default=["SQLite", "PostgreSQL"])
    parser.add_argument("--seconds", type=float, default=2, help="of load, each time")
    parser.add_argument("--rounds", type=int, default=7, help="how often each is measured, in turns")
    parser.add_argument("--port", type=int, default=9460, help="the first of two free ports")
    parser.add_argument("--to", type=Path, default=_VAR / "bench-scale.md", help="the file of the table")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
