"""The bytes of a first visit: a page and everything that it brings along, packed."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from forms.pages.contexts import DESK
from generator.build.build import build
from generator.sources.sources import Sources
from runtime.dataset import Dataset
from runtime.services.identity.secrets import fresh, hashed
from runtime.services.site.published_site import newest_site
from runtime.web.owner.tabs import PART
from tests.browser.foggyton import OWNER, ROOT, served
from tests.performance.city import FORTY, ONE
from tests.performance.results import Figure, Plan
from tests.performance.servers import page, serving
from tests.performance.site import prepare_site

_ASSET = re.compile(r'(?:href|src)="(/assets/[^"]+)"')
_BROWSER = {"Sec-Fetch-Dest": "document"}
_SCRIPT = {"Sec-Fetch-Dest": "empty", PART: DESK}


@dataclass(frozen=True)
class Visit:
    """What one visit loads, in kilobytes by kind."""

    html: float  # with the style that stands inside
    style: float  # for the pages to come
    script: float
    pictures: float

    @cached_property
    def whole(self) -> float:
        """All of it."""
        return self.html + self.style + self.script + self.pictures

    @property
    def note(self) -> str:
        """Its parts in words."""
        return (
            f"HTML and the style in it {self.html:.1f}, style for the next page {self.style:.1f},"
            f" JavaScript {self.script:.1f}, pictures {self.pictures:.1f}"
        )


def measure_bytes(folder: Path, plan: Plan) -> list[Figure]:
    """What a browser loads on its first visit, packed."""
    (folder / "forms").mkdir()
    return [*_of_forms(folder / "forms", plan.port), *_of_portal(folder)]


def _of_forms(folder: Path, port: int) -> list[Figure]:
    site = prepare_site(folder, port, owners=1)
    pages = {f"{FORTY}/profile": "of 40 prefilled questions", f"{ONE}/people": "of one question"}
    with serving("runtime.web.wsgi:app", port, site.environment(), workers=1, path="/en/"):
        visits = {said: visit(port, f"/en/forms/{path}", site.cookies[0]) for path, said in pages.items()}
    return [
        figure
        for said, found in visits.items()
        for figure in (
            Figure("bytes", f"Form page {said}, everything", found.whole, "KB", 20, note=found.note),
            Figure("bytes", "… of which JavaScript", found.script, "KB", 6),
        )
    ]


def _of_portal(folder: Path) -> list[Figure]:
    """Foggyton's portal in each of its languages; the largest counts."""
    output = folder / "output"
    built = build(Sources(ROOT / "form_specs", ROOT / "themes", ROOT / "locales"), output, strict=False)
    languages = [language.code for language in built.languages]
    with served(output, folder, businesses=1) as city:
        port, cookie = int(city.address.rpartition(":")[2]), _signed_in(city.store)
        visits = {code: visit(port, f"/{code}/", cookie) for code in languages}
        agencies = [agency.name for agency in newest_site(output).city(languages[0]).agencies]
        tabs = ("business", "may-apply", *(f"agency/{name}" for name in agencies))
        switches = {
            f"{code}/{tab}": _packed(port, f"/{code}/{tab}", f"session={cookie}", _SCRIPT)
            for code in languages
            for tab in tabs
        }
    code, largest = max(visits.items(), key=lambda item: item[1].whole)
    said = f"Foggyton’s portal, everything, in the largest of {len(visits)} languages ({code})"
    tab, heaviest = max(switches.items(), key=lambda item: len(item[1]))
    return [
        Figure("bytes", said, largest.whole, "KB", 30, note=largest.note),
        Figure(
            "bytes", f"Switching to the largest of its tabs ({tab})", _kilobytes([len(heaviest)]), "KB", 5
        ),
    ]


def visit(port: int, path: str, cookie: str) -> Visit:
    """The first visit of a browser that has nothing yet."""
    packed = _packed(port, path, f"session={cookie}")
    assets = sorted(set(_ASSET.findall(gzip.decompress(packed).decode())))
    sizes = {asset: len(_packed(port, asset, "")) for asset in assets}
    style = _kilobytes(size for asset, size in sizes.items() if asset.endswith(".css"))
    script = _kilobytes(size for asset, size in sizes.items() if asset.endswith(".js"))
    return Visit(_kilobytes([len(packed)]), style, script, _kilobytes(sizes.values()) - style - script)


def _signed_in(store: Dataset) -> str:
    account = store.identity.account(OWNER)
    if account is None:
        raise AssertionError(f"Foggyton’s register lacks {OWNER}")
    cookie = fresh()
    store.identity.open_session(
        hashed(cookie), account.id, account.businesses[0].id, fresh(), datetime.now(UTC)
    )
    return cookie


def _packed(port: int, path: str, cookie: str, by: Mapping[str, str] = _BROWSER) -> bytes:
    status, body, _ = page(port, path, cookie, "gzip", by)
    if status != 200:
        raise AssertionError(f"{path} gave {status}")
    return body


def _kilobytes(sizes: Iterable[int]) -> float:
    return sum(sizes) / 1000
