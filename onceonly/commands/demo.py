"""``onceonly demo``: Foggyton, built, filled and open, in one command."""

from __future__ import annotations

from pathlib import Path

import click

from generator.build.build import BuildRefused, build
from generator.build.publishing import CannotPublish
from generator.sources.city_folder import CityFolder, city_folder
from generator.sources.shipped import shipped
from generator.sources.sources import Sources
from onceonly.dataset_options import files_of, files_option, store_option
from onceonly.demo.fill import Filled, fill, master_fields
from onceonly.demo.register import golden_gate_dumplings, register
from onceonly.demo.send import CLERK, send_past
from onceonly.in_city import folder_argument, folder_option, given_folder, refuse_unfit
from onceonly.ports import PORT, refuse_taken
from onceonly.private import keep_private, warn_if_exposed
from onceonly.problems import tell
from onceonly.progress import working
from runtime.dataset import StoreError, migrate, open_dataset
from runtime.services.cases.case_transitions import CaseContext
from runtime.services.secret_file import kept_secret
from runtime.services.settings import Settings, WeakSettings
from runtime.services.site.published_site import newest_site
from runtime.services.startup import prefix_of
from runtime.web.server import serve

_OWN = Path("foggyton")


@click.command(name="demo")
@folder_argument
@folder_option
@click.option("--port", type=PORT, default=8000, show_default=True, help="The port to listen on.")
@click.option("--workers", default=2, show_default=True, help="How many processes answer.")
@store_option
@files_option
def command(port: int, workers: int, store: str, files: str) -> None:
    """Build Foggyton, fill its central dataset once, and serve the portal on this computer, until stopped.

    All that it writes is in a folder of its own: foggyton/, unless FOLDER or --folder names another.
    A dataset that knows somebody already stays as it is. ONCEONLY_STORE and ONCEONLY_FILES may be set too.
    """
    refuse_taken(port)
    city = _own_city()
    _build(city)
    keep_private()
    try:
        settings = _settings(city, f"http://127.0.0.1:{port}", store or city.store, files)
        migrate(settings.store, files=settings.files)
        _fill_once(settings)
        warn_if_exposed(settings.store)
        serve(settings, port, workers, ready=lambda: _welcome(settings.public_url, city))
    except (WeakSettings, StoreError) as refused:
        raise click.ClickException(str(refused)) from refused


def _settings(city: CityFolder, address: str, store: str, files: str) -> Settings:
    return Settings(
        output=city.output,
        store=store,
        files=files or files_of(city, store),
        public_url=address,
        secret=kept_secret(city.secret),
        demo=True,
        work=True,  # runs clearing; without a mail server letters stay in the mailbox
        log_level="warning",  # the terminal shows how to sign in, not a line per request
    )


def _own_city() -> CityFolder:
    """The demo's folder; raises ClickException when it is that of another city."""
    root = given_folder() or _OWN
    city = city_folder(root)
    refuse_unfit(city)
    if city.specs.is_dir() and city.specs.resolve() != shipped().demo_specs:
        raise click.ClickException(f"{root} is the folder of a city of its own. Name a new one for Foggyton.")
    return city


def _build(city: CityFolder) -> None:
    ours = shipped()
    sources = Sources(ours.demo_specs, ours.themes, ours.demo_locales)
    try:
        with working("Building the demo"):
            build(sources, city.output, strict=True)
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
    with working("Filling its central dataset"):
        filled = fill(context.dataset, master_fields(form for form in forms if form), businesses)
        sent = send_past(context, businesses)
    _report(filled, sent)


def _report(filled: Filled, sent: int) -> None:
    click.echo(
        f"The central dataset now knows {filled.facts} facts about {filled.businesses} invented businesses. "
        f"They have sent {sent} forms. "
        f"{len(filled.unreadable)} lines of the old registers could not be read, for example:"
    )
    for line in filled.unreadable[:2]:
        click.echo(f"  {line}")


def _welcome(address: str, city: CityFolder) -> None:
    owner = golden_gate_dumplings()
    click.echo(f"\nFoggyton is open: {address}/  (Ctrl+C closes it)\n")
    click.echo(f"To be the owner of {owner.name}:")
    click.echo(f"  1. sign in at {address}/en/sign-in with {owner.email}")
    click.echo(f"  2. follow the link that comes to {address}/en/mailbox\n")
    click.echo(f"All that the demo writes is in {city.root.resolve()}")
