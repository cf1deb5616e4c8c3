"""Settings and messages shared by the commands that run a site."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import click

from forms.text.extras import is_installed, missing
from generator.sources.city_folder import CityFolder
from onceonly.dataset_options import files_of
from runtime.services.secret_file import kept_secret
from runtime.services.settings import Settings, from_environment


def given_settings(city: CityFolder, address: str, output: Path | None, store: str) -> Settings:
    """The settings from the environment, else from the command line, else by the city's folder."""
    given = {
        "ONCEONLY_PUBLIC_URL": address,
        "ONCEONLY_OUTPUT": str(output or city.output),
        "ONCEONLY_STORE": store or city.store,
        **os.environ,
    }
    return from_environment({"ONCEONLY_FILES": files_of(city, given["ONCEONLY_STORE"]), **given})


def site_settings(city: CityFolder, address: str, output: Path | None, store: str) -> Settings:
    """The same with a secret, which is kept in the city's folder when none is set."""
    settings = given_settings(city, address, output, store)
    return settings if settings.secret else replace(settings, secret=kept_secret(city.secret))


def tell_about_pdfs() -> None:
    """Say once if submissions cannot be saved as PDF."""
    if not is_installed("pdf"):
        click.echo(f"Pages offer no PDF. {missing('pdf')}", err=True)


def tell_about_letters(settings: Settings) -> None:
    """Warn once if letters are not delivered."""
    if not settings.mail.smtp:
        click.echo("No letters are delivered, they wait: set ONCEONLY_SMTP to the city's mail server.")
