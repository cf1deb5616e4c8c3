"""Foggyton as people meet it: built from its own specs, filled, and served on a port of this computer."""

from __future__ import annotations

import re
import shutil
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml
from werkzeug.serving import WSGIRequestHandler, make_server

from generator.build.build import build
from generator.sources.sources import Sources
from onceonly.demo.fill import fill, master_fields
from onceonly.demo.register import register
from runtime.dataset import Dataset, migrate, open_dataset
from runtime.services.settings import local
from runtime.services.site.published_site import newest_site
from runtime.web.app import create_app

ROOT = Path(__file__).parents[2]
OWNER = "mei@dumplings.example"
LANGUAGES = tuple(yaml.safe_load((ROOT / "form_specs/city.yaml").read_text("utf-8"))["languages"])


@dataclass(frozen=True)
class Foggyton:
    """A running city: its address, and its store for tests that look behind the pages."""

    address: str
    store: Dataset


def built(folder: Path, languages: Sequence[str], *, pseudo: bool = False) -> Path:
    """Foggyton's site, built strictly into ``folder`` as if the city declared only ``languages``.

    All that it does declare takes long to build, and few tests read more than two.
    """
    specs = speaking(folder.with_name("form_specs"), languages)
    build(Sources(specs, ROOT / "themes", ROOT / "locales"), folder, strict=True, pseudo=pseudo)
    return folder


def speaking(specs: Path, languages: Sequence[str]) -> Path:
    """A copy of Foggyton's specs in ``specs`` for a city of these languages."""
    shutil.copytree(ROOT / "form_specs", specs)
    city = specs / "city.yaml"
    declared = f"languages: [{', '.join(languages)}]"
    city.write_text(re.sub(r"^languages:.*$", declared, city.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    return specs


@contextmanager
def served(output: Path, folder: Path, *, businesses: int = 3) -> Iterator[Foggyton]:
    """Serve a built Foggyton with a fresh store that knows the first businesses of the register."""
    url, port = f"sqlite:///{folder}/store.db", _free_port()
    migrate(url)
    store = open_dataset(url, prefix="FOG")
    edition = newest_site(output)
    forms = (edition.form(edition.source_language, name) for name in edition.form_names)
    fill(store, master_fields(form for form in forms if form), register()[:businesses])
    app = create_app(local(output, url, port, demo=True), store)
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Foggyton(f"http://127.0.0.1:{port}", store)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        store.close()


class _Quiet(WSGIRequestHandler):
    """Does not write a line for every request."""

    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing."""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
