"""``onceonly preview``: rebuild after every saved change and reload the browser."""

from __future__ import annotations

import signal
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import click
from watchfiles import watch
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from generator.sources.city_folder import CityFolder
from generator.sources.theme_folders import theme_folders
from onceonly.in_city import folder_argument, in_city, locales_option, themes_option
from onceonly.ports import refuse_taken
from onceonly.preview.newest import Newest, lines_now
from onceonly.preview.site import PreviewSite
from onceonly.problems import pluralize, tell, tell_lenient
from onceonly.progress import working

PORT = click.IntRange(0, 65_535)  # 0: any free port
_SETTLE = 50  # milliseconds in which an editor finishes writing


@click.command(name="preview")
@folder_argument
@themes_option
@locales_option
@click.option("--port", type=PORT, default=8001, help="Where to serve; 0 takes any free one.")
@click.option(
    "--pseudo",
    is_flag=True,
    help="Add two languages that nobody speaks, to find what no translation reaches.",
)
@in_city
def command(city: CityFolder, themes: Path | None, locales: Path | None, port: int, pseudo: bool) -> None:
    """Serve the site while you write: it follows every file that you save.

    Submissions go to a store that is thrown away at the end; a page and a JSON file show what they would have
    written.
    """
    with tempfile.TemporaryDirectory(prefix="onceonly-preview-") as own:
        newest = Newest(city.sources(themes, locales), Path(own), port, pseudo)
        serving(newest)
        follow(newest, _stop_on_sigterm(), ready=lambda: _welcome(newest))


def _welcome(newest: Newest) -> None:
    address, sources = f"http://127.0.0.1:{newest.port}", newest.sources
    click.echo(
        f"Open {address}/ and change a file in {sources.specs}/, {sources.themes}/ or {sources.locales}/."
    )
    click.echo(f"Every question in every state is at {address}/gallery/.")
    click.echo(f"What submissions would write is at {address}/preview/written, and in {newest.written.path}.")
    click.echo("End with Ctrl+C.")


def serving(newest: Newest) -> BaseWSGIServer:
    """Start a server on this computer in a thread; raises ClickException when it cannot."""
    if newest.port:
        refuse_taken(newest.port)
    server = make_server("127.0.0.1", newest.port, PreviewSite(newest), threaded=True, request_handler=_Quiet)
    newest.port = server.port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def follow(newest: Newest, stop: threading.Event, ready: Callable[[], None] = lambda: None) -> None:
    """Build now and after every change until ``stop`` is set (or Ctrl+C).

    Files are watched before the first build, so that no change during it is missed; ``ready`` is called after
    that build.
    """
    sources = newest.sources
    watched = (sources.specs, *theme_folders(sources.themes), sources.locales)
    folders = [path for path in watched if path.is_dir()]
    specs = sources.specs.resolve()
    changes = watch(
        *folders,
        stop_event=stop,
        debounce=_SETTLE,
        step=_SETTLE // 2,
        raise_interrupt=False,
        rust_timeout=_SETTLE,
        yield_on_timeout=True,  # the first yield comes at once, when watching has begun
    )
    next(changes, None)
    _rebuild(newest)
    ready()
    for saved in changes:
        if saved:
            only_specs = all(Path(path).resolve().is_relative_to(specs) for _, path in saved)
            _rebuild(newest, restyled=not only_specs)


def _stop_on_sigterm() -> threading.Event:
    """An event set by SIGTERM, so that the preview's temporary folder is removed then too."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    return stop


def _rebuild(newest: Newest, *, restyled: bool = True) -> None:
    started = time.perf_counter()
    with working("Building the preview"):
        state = newest.rebuild(restyled=restyled)
    (tell_lenient if state.site else tell)(state.problems, lines_now(state.problems).__getitem__)
    if state.site and state.built:
        made = pluralize(len(state.built.made), "part")
        click.echo(f"{time.strftime('%H:%M:%S')} {made} made anew in {time.perf_counter() - started:.2f} s.")


class _Quiet(WSGIRequestHandler):
    """Logs no requests, because the terminal shows the specs' problems."""

    def log(self, type: str, message: str, *args: object) -> None:
        """Nothing."""
