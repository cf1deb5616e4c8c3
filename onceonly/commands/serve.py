"""``onceonly serve``: serve the built site on this computer."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import click

from generator.sources.city_folder import CityFolder
from onceonly.built import site_in
from onceonly.dataset_options import store_option
from onceonly.in_city import folder_argument, in_city, output_option
from onceonly.ports import PORT, IPv4, refuse_taken
from onceonly.private import keep_private, warn_if_exposed
from onceonly.site import site_settings, tell_about_letters, tell_about_pdfs
from runtime.dataset import StoreError
from runtime.dataset.disk_space import is_disk_full
from runtime.services.settings import Settings, WeakSettings, is_loopback
from runtime.services.site.edition import newest_name
from runtime.web.server import THIS_COMPUTER, serve

_NO_PROXY = (
    "ONCEONLY_TRUSTED_PROXIES is not set: all people then count as one network, which gets few letters with"
    " sign-in links. Set it to the address from which the web server in front comes, such as 127.0.0.1."
)


@click.command(name="serve")
@folder_argument
@click.option("--port", type=PORT, default=8000, show_default=True, help="The port to listen on.")
@click.option(
    "--host",
    type=IPv4(),
    default=THIS_COMPUTER,
    show_default=True,
    help="The address of this computer to listen on; others reach it there without https.",
)
@click.option("--workers", default=2, show_default=True, help="How many processes answer.")
@output_option
@store_option
@click.option(
    "--demo",
    is_flag=True,
    help="Show everybody's messages at /en/mailbox, for trying things out on this computer.",
)
@click.option("--work", is_flag=True, help="Do what `onceonly work` does as well, for small cities.")
@in_city
def command(
    city: CityFolder,
    port: int,
    host: str,
    workers: int,
    output: Path | None,
    store: str,
    demo: bool,
    work: bool,
) -> None:
    """Serve the built site on http://127.0.0.1:PORT.

    On the open internet, put a web server with https in front (in a container or on another machine, --host
    lets it in), and set ONCEONLY_PUBLIC_URL to its address; ONCEONLY_STORE, ONCEONLY_FILES, ONCEONLY_SECRET,
    ONCEONLY_OUTPUT, ONCEONLY_DEMO and ONCEONLY_WORK may be set too.
    """
    refuse_taken(port, host)
    keep_private()
    try:
        settings = site_settings(city, f"http://127.0.0.1:{port}", output, store)
        settings = replace(settings, demo=demo or settings.demo, work=work or settings.work)
        _refuse_open(host, settings)
        site_in(settings.output).edition.let_go()
        serve(settings, port, workers, host=host, ready=lambda: _welcome(settings))
    except (WeakSettings, StoreError) as refused:
        raise click.ClickException(str(refused)) from refused
    except OSError as problem:
        if not is_disk_full(problem):
            raise
        raise click.ClickException("The disk is full. Make room on it, and start again.") from problem


def _refuse_open(host: str, settings: Settings) -> None:
    """Refuse to let other computers in unless people come by https: for their cookies."""
    if not is_loopback(f"http://{host}") and not settings.secure:
        raise click.ClickException(
            f"With --host {host} other computers can ask this server: put a web server with https in front, "
            "and set ONCEONLY_PUBLIC_URL to its address, such as https://business.example.gov"
        )


def _welcome(settings: Settings) -> None:
    with suppress(OSError):  # stdout may be on a full disk, which must not stop the server
        _say_where(settings)


def _say_where(settings: Settings) -> None:
    warn_if_exposed(settings.store)
    tell_about_pdfs()
    click.echo(f"The portal is open: {settings.public_url}/  (Ctrl+C ends it)")
    click.echo(
        f"It serves edition {newest_name(settings.output)}, and each newer one as soon as it is built."
    )
    if not settings.trusted_proxies and not is_loopback(settings.public_url):
        click.echo(_NO_PROXY, err=True)
    if settings.demo:
        click.echo(f"Sign in with any address; the link comes to {settings.public_url}/en/mailbox")
    else:
        tell_about_letters(settings)
