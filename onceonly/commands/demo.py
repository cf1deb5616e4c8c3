"""``onceonly demo``: Foggyton, built, filled and open, in one command."""

from __future__ import annotations

from pathlib import Path

import click

from generator.build.build import BuildRefused, build
from generator.build.publishing import CannotPublish
from generator.sources.sources import Sources
from onceonly.dataset_options import files_option, store_option
from onceonly.demo.fill import Filled, fill, master_fields
from onceonly.demo.register import golden_gate_dumplings, register
from onceonly.demo.send import CLERK, send_past
from onceonly.ports import PORT, refuse_taken
from onceonly.private import keep_private, warn_if_exposed
from onceonly.problems import tell
from runtime.dataset import StoreError, migrate, open_dataset
from runtime.services.cases.case_transitions import CaseContext
from runtime.services.secret_file import kept_secret
from runtime.services.settings import Settings, WeakSettings
from runtime.services.site.published_site import newest_site
from runtime.services.startup import prefix_of
from runtime.web.server import serve

OUTPUT = Path("output")


@click.command(name="demo")
@click.option("--port", type=PORT, default=8000, show_default=True, help="The port to listen on.")
@click.option("--workers", default=2, show_default=True, help="How many processes answer.")
@store_option
@files_option
def command(port: int, workers: int, store: str, files: str) -> None:
    """Build Foggyton, fill its central dataset once, and serve the portal on this computer.

    A dataset that knows somebody already stays as it is. ONCEONLY_STORE and ONCEONLY_FILES may be set too.
    """
    refuse_taken(port)
    _build()
    keep_private()
    try:
        settings = _settings(f"http://127.0.0.1:{port}", store, files)
        migrate(settings.store, files=settings.files)
        _fill_once(settings)
        warn_if_exposed(settings.store)
        serve(settings, port, workers, ready=lambda: _welcome(settings.public_url))
    except (WeakSettings, StoreError) as refused:
        raise click.ClickException(str(refused)) from refused


def _settings(address: str, store: str, files: str) -> Settings:
    return Settings(
        output=OUTPUT,
        store=store,
        files=files,
        public_url=address,
        secret=kept_secret(Path("var/secret")),
        demo=True,
        work=True,  # runs clearing; without a mail server letters stay in the mailbox
        log_level="warning",  # the terminal shows how to sign in, not a line per request
    )


def _build() -> None:
    sources = Sources(Path("form_specs"), Path("themes"), Path("locales"))
    try:
        build(sources, OUTPUT, strict=True)
    except BuildRefused as refused:
        tell(refused.problems)
        raise click.ClickException("Nothing was built. Correct the specs and try again.") from refused
    except CannotPublish as error:
        raise click.ClickException(str(error)) from error


def _fill_once(settings: Settings) -> None:
    site = newest_site(settings.output)
    dataset = open_dataset(settings.store, files=settings.files, prefix=prefix_of(site))
    try:
        if dataset.parties.is_empty():
            _fill(CaseContext(CLERK, dataset, site, settings.public_url))
        elif dataset.identity.account(golden_gate_dumplings().email) is None:
            click.echo("The central dataset holds the records of others: the demo adds nothing to them.")
    finally:
        dataset.close()


def _fill(context: CaseContext) -> None:
    site, businesses = context.site, register()
    forms = (site.form(site.source_language, name) for name in site.form_names)
    filled = fill(context.dataset, master_fields(form for form in forms if form), businesses)
    _report(filled, send_past(context, businesses))


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
