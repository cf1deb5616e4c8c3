"""A worker's memory and start."""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

from tests.performance.city import FORTY, ONE
from tests.performance.results import Figure, Plan
from tests.performance.servers import REPOSITORY, page, resident_megabytes, running, serving
from tests.performance.site import Site, prepare_site

_PATHS = (
    "/en/",
    f"/en/forms/{FORTY}",
    f"/en/forms/{FORTY}/profile",
    f"/es/forms/{ONE}/people",
    "/es/agency/fire",
)


def measure_memory(folder: Path, plan: Plan) -> list[Figure]:
    """Resident memory after a thousand requests, and seconds from the command to the first page."""
    site = prepare_site(folder, plan.port)
    started = [_start(site) for _ in range(plan.rounds)]
    requests = round(200 * plan.seconds)
    with serving("runtime.wsgi:app", plan.port, site.environment(), workers=1, path="/en/") as server:
        for number in range(requests):
            page(plan.port, _PATHS[number % len(_PATHS)], f"session={site.cookies[0]}")
        (worker,) = server.workers
        memory = resident_megabytes(worker)
    return [
        Figure("memory", f"A worker after {requests:,} requests", memory, "MB", 90),
        Figure("memory", "From starting a server to the first page", statistics.median(started), "s"),
        Figure("memory", "From the second `make demo` to the first page", _second_demo(folder, plan), "s", 5),
    ]


def _second_demo(folder: Path, plan: Plan) -> float:
    """The demo, started again in a folder where it was started before."""
    place = folder / "demo"
    place.mkdir()
    for part in ("form_specs", "themes", "locales"):
        (place / part).symlink_to(REPOSITORY / part)
    command = [str(Path(sys.executable).with_name("onceonly")), "demo", "--port", str(plan.port)]
    with running(command, place, {}, plan.port, "/en/"):
        pass
    with running(command, place, {}, plan.port, "/en/") as server:
        return server.seconds_to_first_page


def _start(site: Site) -> float:
    port = int(site.settings.public_url.rpartition(":")[2])
    with serving("runtime.wsgi:app", port, site.environment(), path="/en/") as server:
        return server.seconds_to_first_page
