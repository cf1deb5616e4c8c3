"""A worker's memory."""

from __future__ import annotations

from pathlib import Path

from tests.performance.city import FORTY, ONE
from tests.performance.results import Figure, Plan
from tests.performance.servers import page, resident_megabytes, serving
from tests.performance.site import prepare_site

_PATHS = (
    "/en/",
    f"/en/forms/{FORTY}",
    f"/en/forms/{FORTY}/profile",
    f"/es/forms/{ONE}/people",
    "/es/agency/fire",
)


def measure_memory(folder: Path, plan: Plan) -> list[Figure]:
    """Resident memory after a thousand requests."""
    site = prepare_site(folder, plan.port)
    requests = round(200 * plan.seconds)
    with serving("runtime.web.wsgi:app", plan.port, site.environment(), workers=1, path="/en/") as server:
        for number in range(requests):
            page(plan.port, _PATHS[number % len(_PATHS)], f"session={site.cookies[0]}")
        (worker,) = server.workers
        memory = resident_megabytes(worker)
    return [Figure("memory", f"A worker after {requests:,} requests", memory, "MB", 90)]
