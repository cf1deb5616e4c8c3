"""``onceonly demo``: Foggyton, built, filled and open, in one command."""

from __future__ import annotations

from pathlib import Path

import click

from generator.build import BuildRefused, build
from generator.publishing import CannotPublish
from generator.sources import Sources
from onceonly.demo.fill import Filled, fill, master_fields
from onceonly.demo.register import golden_gate_dumplings, register
from onceonly.demo.send import send_past
from onceonly.ports import PORT, refuse_taken
from onceonly.private import keep_private, warn_if_exposed
from onceonly.problems import tell
from runtime.app import prefix_of
from runtime.dataset import StoreError, migrate, open_dataset
from runtime.edition import Edition
from runtime.moving import Desk
from runtime.server import kept_secret, serve
from runtime.settings import Settings, WeakSettings

OUTPUT = Path("output")
STORE = "sqlite:///var/onceonly.db"


@click.command(name="demo")
@click.option("--port", type=PORT, default=8000, show_default=True, help="The port to listen on.")
@click.option("--workers", default=2, show_default=True, help="How many processes answer.")
def command(port: int, workers: int) -> None:
    """Build Foggyton, fill its central dataset once, and serve the portal on this computer."""
    refuse_taken(port)
    _build()
    keep_private()
    try:
        migrate(STORE)
        _fill_once(f"http://127.0.0.1:{port}")
        settings = Settings(
            output=OUTPUT,
            store=STORE,
            public_url=f"http://127.0.0.1:{port}",
            secret=kept_secret(Path("var/secret")),
            demo=True,
            work=True,  # clears; without a mail server letters stay in the mailbox
            log_level="warning",  # the terminal says how to sign in, not who asked for what
        )
        warn_if_exposed(STORE)
        serve(settings, port, workers, ready=lambda: _welcome(settings.public_url))
    except (WeakSettings, StoreError) as refused:
        raise click.ClickException(str(refused)) from refused


def _build() -> None:
    sources = Sources(Path("form_specs"), Path("themes"), Path("locales"))
    try:
        build(sources, OUTPUT, strict=True)
    except BuildRefused as refused:
        tell(refused.problems)
        raise click.ClickException("Nothing was built. Correct the specs and try again.") from refused
    except CannotPublish as error:
        raise click.ClickException(str(error)) from error


def _fill_once(address: str) -> None:
    owner, edition = golden_gate_dumplings(), Edition(OUTPUT)
    store = open_dataset(STORE, prefix=prefix_of(edition))
    try:
        if store.identity.account(owner.email) is not None:
            return
        forms = (edition.form(edition.source_language, name) for name in edition.form_names)
        businesses = register()
        filled = fill(store, master_fields(form for form in forms if form), businesses)
        _report(filled, send_past(Desk(store, edition, address), businesses))
    finally:
        store.close()


def _report(filled: Filled, sent: int) -> None:
    click.echo(
        f"The central dataset now knows {filled.facts} facts about {filled.businesses} invented businesses. "
        f"They have sent {sent} forms. "
        f"{len(filled.unreadable)} lines of the old registers could not be read, for example:"
    )
    for line in filled.unreadable[:2]:
        click.echo(f"  {line}")


def _welcome(address: str) -> None:
    owner = golden_gate_dumplings()
    click.echo(f"\nFoggyton is open: {address}/  (Ctrl+C closes it)\n")
    click.echo(f"To be the owner of {owner.name}:")
    click.echo(f"  1. sign in at {address}/en/sign-in with {owner.email}")
    click.echo(f"  2. follow the link that comes to {address}/en/mailbox\n")
