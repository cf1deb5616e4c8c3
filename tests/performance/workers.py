"""A worker's memory and start, and the bytes of a first visit."""

from __future__ import annotations

import gzip
import re
import statistics
import sys
from collections.abc import Iterable
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
_ASSET = re.compile(r'(?:href|src)="(/assets/[^"]+)"')


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


def measure_bytes(folder: Path, plan: Plan) -> list[Figure]:
    """What a browser loads on its first visit, packed."""
    site = prepare_site(folder, plan.port)
    with serving("runtime.wsgi:app", plan.port, site.environment(), workers=1, path="/en/"):
        return [
            *_visit(site, plan.port, f"/en/forms/{FORTY}/profile", "Form page of 40 prefilled questions"),
            *_visit(site, plan.port, f"/en/forms/{ONE}/people", "Form page of one question"),
            *_visit(site, plan.port, "/en/", "Portal of 20 forms"),
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


def _visit(site: Site, port: int, path: str, name: str) -> list[Figure]:
    packed = _packed(port, path, f"session={site.cookies[0]}")
    assets = sorted(set(_ASSET.findall(gzip.decompress(packed).decode())))
    sizes = {asset: len(_packed(port, asset, "")) for asset in assets}
    script = _kilobytes(size for asset, size in sizes.items() if asset.endswith(".js"))
    style = _kilobytes(size for asset, size in sizes.items() if asset.endswith(".css"))
    html = _kilobytes([len(packed)])
    pictures = _kilobytes(sizes.values()) - script - style
    note = f"HTML {html:.1f}, CSS {style:.1f}, JavaScript {script:.1f}; pictures {pictures:.1f} more"
    return [
        Figure("bytes", f"{name}: HTML, CSS and JavaScript", html + style + script, "KB", 20, note=note),
        Figure("bytes", "… of which JavaScript", script, "KB", 6),
    ]


def _packed(port: int, path: str, cookie: str) -> bytes:
    status, body, _ = page(port, path, cookie, "gzip")
    if status != 200:
        raise AssertionError(f"{path} gave {status}")
    return body


def _kilobytes(sizes: Iterable[int]) -> float:
    return sum(sizes) / 1000
