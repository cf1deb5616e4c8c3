"""``onceonly work``: deliver letters and clear what has expired."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import click

from generator.sources.city_folder import CityFolder
from onceonly.built import site_in
from onceonly.dataset_options import store_option
from onceonly.in_city import folder_argument, in_city, output_option
from onceonly.private import keep_private
from onceonly.problems import pluralize
from onceonly.site import site_settings, tell_about_letters
from runtime.dataset import StoreError, open_dataset
from runtime.services.background.loop import Worker
from runtime.services.logs import configure
from runtime.services.settings import WeakSettings
from runtime.services.site.published_site import PublishedSites
from runtime.web.background import worker
from runtime.web.http.request_context import WebServices
from runtime.web.http.templated_site import TemplatedSite


@click.command(name="work")
@folder_argument
@click.option("--once", is_flag=True, help="Do what is due now, and end: for cron.")
@output_option
@store_option
@in_city
def command(city: CityFolder, once: bool, output: Path | None, store: str) -> None:
    """Deliver letters and clear what nobody needs any more, until stopped.

    Any number of these may run beside `onceonly serve`, with the same ONCEONLY_ variables; each may be
    stopped at any moment. Letters need ONCEONLY_SMTP and ONCEONLY_MAIL_FROM.
    """
    keep_private()
    _require_secret(city.secret)
    try:
        settings = site_settings(city, "http://127.0.0.1:8000", output, store)
        site_in(settings.output)
        configure(settings.checked().log_level)
        opened = open_dataset(settings.store, files=settings.files)
    except (WeakSettings, StoreError) as refused:
        raise click.ClickException(str(refused)) from refused
    tell_about_letters(settings)
    found = worker(WebServices(settings, opened, PublishedSites(settings.output, TemplatedSite)))
    if once:
        found.work_once()
        click.echo(_summary(found))
    else:
        _work_on(found)
    opened.close()


def _require_secret(kept: Path) -> None:
    """Stop without a configured secret: a new one would make invalid links."""
    if not (os.environ.get("ONCEONLY_SECRET") or kept.exists()):
        raise click.ClickException(
            f"There is no secret: set ONCEONLY_SECRET to that of `onceonly serve`, or work where {kept} is."
        )


def _work_on(worker: Worker) -> None:
    # A pipe, because an exception would end the wait for a thread that is still working, and an Event set by
    # a signal while the same thread enters `wait` blocks for ever: both need its lock.
    over, stop = os.pipe()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: os.write(stop, b"."))
    click.echo("Working.  (Ctrl+C ends it)")
    worker.start()
    os.read(over, 1)
    worker.stop()


def _summary(worker: Worker) -> str:
    states = ("sent", "delayed", "failed")
    return ", ".join(f"{pluralize(worker.done[state], 'letter')} {state}" for state in states) + "."
