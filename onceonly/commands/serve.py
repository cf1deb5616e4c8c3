"""``onceonly serve``: the built site, on this computer."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import click

from onceonly.built import edition_in
from onceonly.ports import PORT, refuse_taken
from runtime.server import kept_secret, serve
from runtime.settings import Settings, WeakSettings, from_environment, is_loopback
from runtime.stores import StoreError

_NO_PROXY = (
    "ONCEONLY_TRUSTED_PROXIES is not set: all people then count as one network, which gets few letters with"
    " sign-in links. Set it to the address from which the web server in front comes, such as 127.0.0.1."
)
FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command(name="serve")
@click.option("--port", type=PORT, default=8000, show_default=True, help="The port to listen on.")
@click.option("--workers", default=2, show_default=True, help="How many processes answer.")
@click.option("--output", type=FOLDER, default="output", help="What `onceonly build` wrote.")
@click.option("--store", default="sqlite:///var/onceonly.db", show_default=True, help="The central dataset.")
@click.option(
    "--demo",
    is_flag=True,
    help="Show everybody's messages at /en/mailbox, for trying things out on this computer.",
)
def command(port: int, workers: int, output: Path, store: str, demo: bool) -> None:
    """Serve the built site on http://127.0.0.1:PORT.

    On the open internet, put a web server with https in front and set ONCEONLY_PUBLIC_URL to its address;
    ONCEONLY_STORE, ONCEONLY_SECRET, ONCEONLY_OUTPUT and ONCEONLY_DEMO may be set too.
    """
    try:
        settings = _settings(port, output, store, demo=demo)
        refuse_taken(port)
        edition_in(settings.output)
        serve(settings, port, workers, ready=lambda: _welcome(settings))
    except (WeakSettings, StoreError) as refused:
        raise click.ClickException(str(refused)) from refused


def _settings(port: int, output: Path, store: str, *, demo: bool) -> Settings:
    """What the command line says, unless the environment says otherwise."""
    given = {
        "ONCEONLY_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "ONCEONLY_OUTPUT": str(output),
        "ONCEONLY_STORE": store,
        **os.environ,
    }
    settings = from_environment(given)
    settings = replace(settings, demo=demo or settings.demo)
    return settings if settings.secret else replace(settings, secret=kept_secret(Path("var/secret")))


def _welcome(settings: Settings) -> None:
    click.echo(f"The portal is open: {settings.public_url}/  (Ctrl+C ends it)")
    if not settings.trusted_proxies and not is_loopback(settings.public_url):
        click.echo(_NO_PROXY, err=True)
    if settings.demo:
        click.echo(f"Sign in with any address; the link comes to {settings.public_url}/en/mailbox")
