"""``onceonly status``: set the status of a submission, until agencies have a workspace."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from pathlib import Path

import click

from generator.sources.city_folder import CityFolder
from onceonly.built import site_in
from onceonly.dataset_options import store_option
from onceonly.in_city import in_city, output_option
from onceonly.private import keep_private
from onceonly.site import given_settings
from runtime.dataset import StoreError, open_dataset
from runtime.services.access import System
from runtime.services.cases.case_transitions import CannotMove, CaseContext, take_step
from runtime.services.logs import failures
from runtime.services.settings import WeakSettings


@click.command(name="status")
@click.argument("reference")
@click.argument("status")
@click.option("--note", default="", help="What the owner is told besides, as it is written.")
@click.option("--by", default=getpass.getuser, help="Your name, for the audit trail; else your login name.")
@output_option
@store_option
@in_city
def command(
    city: CityFolder, reference: str, status: str, note: str, by: str, output: Path | None, store: str
) -> None:
    """Move the submission REFERENCE to STATUS and tell its owner, in the language in which it was sent.

    The statuses: received, in_review, more_information, approved, declined, withdrawn.
    ONCEONLY_PUBLIC_URL, ONCEONLY_STORE, ONCEONLY_FILES and ONCEONLY_OUTPUT may be set as for `onceonly
    serve`.
    """
    try:
        settings = given_settings(city, "http://127.0.0.1:8000", output, store).readable()
    except WeakSettings as refused:
        raise click.ClickException(str(refused)) from refused
    site = site_in(settings.output)
    keep_private()
    try:
        opened = open_dataset(settings.store, files=settings.files)
        try:
            context = CaseContext(System(by), opened, site, settings.public_url)
            step = take_step(context, reference, status, datetime.now(UTC), note)
        finally:
            opened.close()
    except (CannotMove, StoreError) as refused:
        raise click.ClickException(str(refused)) from refused
    except Exception as error:  # its text may quote personal data, and terminal output may be stored
        places = "; ".join(failures(error))
        raise click.ClickException(f"OnceOnly itself made a mistake, please report it: {places}") from None
    click.echo(f"{step.reference} is now “{step.status}”, and its owner has been told.")
