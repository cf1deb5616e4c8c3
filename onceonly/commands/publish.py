"""``onceonly publish``: build, look what it would do to the central dataset, and only then serve it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import click
from typing_extensions import Unpack

from generator.sources.city_folder import CityFolder
from onceonly.building import BuildOptions, build_options, build_site
from onceonly.dataset_options import refusals, store_option
from onceonly.in_city import folder_argument, in_city
from onceonly.problems import pluralize
from onceonly.site import given_settings
from runtime.dataset import NotCreated, open_dataset
from runtime.services.access import SYSTEM
from runtime.services.publication import Loss, losses
from runtime.services.settings import Settings, WeakSettings
from runtime.services.site.edition import NotBuilt, hold
from runtime.services.site.published_site import PublishedSite, newest_site

_RECORDS = ("draft", "fact", "submission", "open case")


@click.command(name="publish")
@folder_argument
@build_options
@store_option
@click.option("--yes", is_flag=True, help="Publish without asking, whatever is lost.")
@in_city
def command(city: CityFolder, store: str, yes: bool, **options: Unpack[BuildOptions]) -> None:
    """Build the site and serve it, unless people would lose something by it: then say what, and ask.

    A form, question, option, master field, agency or language that is gone may still be used by drafts, facts
    and submissions. They are counted, with what to do about it. ONCEONLY_STORE, ONCEONLY_FILES and
    ONCEONLY_OUTPUT may be set as for `onceonly serve`.
    """
    try:
        settings = given_settings(city, "http://127.0.0.1:8000", options["output"], store).readable()
    except WeakSettings as refused:
        raise click.ClickException(str(refused)) from refused
    options["output"] = settings.output
    with refusals():
        build_site(city, options, _look(settings, yes))


def _look(settings: Settings, yes: bool) -> Callable[[Path], None]:
    """The check before publishing: raises ClickException when something is lost and nobody agrees."""

    def look(edition: Path) -> None:
        try:
            dataset = open_dataset(settings.store, files=settings.files)
        except NotCreated:
            click.echo("There is no central dataset yet, so nothing can be lost.")
            return
        try:
            found = losses(SYSTEM, dataset, _published(settings.output), _read(edition))
        finally:
            dataset.close()
        if found:
            _tell(found)
            _agree(settings.output, yes)

    return look


def _published(output: Path) -> PublishedSite | None:
    try:
        return newest_site(output)
    except NotBuilt:  # nothing yet, or by another version
        return None


def _read(edition: Path) -> PublishedSite:
    held = hold(edition)
    assert held is not None  # noqa: S101  it was written by this process
    return PublishedSite(held)


def _tell(found: Iterable[Loss]) -> None:
    for loss in found:
        used = [pluralize(loss.used[record], record) for record in _RECORDS if record in loss.used]
        click.echo(f"{loss.what} Used by {', '.join(used)}.\n  {loss.remedy}", err=True)


def _agree(output: Path, yes: bool) -> None:
    asked = sys.stdin.isatty() and sys.stdout.isatty()
    if yes or (asked and click.confirm("Publish it all the same?", default=False)):
        return
    hint = "" if asked else " To publish it all the same, say --yes."
    raise click.ClickException(f"Nothing was published, and {output} is as it was.{hint}")
