"""Settings and messages shared by the commands that run a site."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import click

from runtime.services.secret_file import kept_secret
from runtime.services.settings import Settings, from_environment

SECRET = Path("var/secret")
"""The file of the secret when no variable sets it."""


def site_settings(address: str, output: Path, store: str) -> Settings:
    """The settings from the environment, else from the command line."""
    given = {
        "ONCEONLY_PUBLIC_URL": address,
        "ONCEONLY_OUTPUT": str(output),
        "ONCEONLY_STORE": store,
        **os.environ,
    }
    settings = from_environment(given)
    return settings if settings.secret else replace(settings, secret=kept_secret(SECRET))


def tell_about_letters(settings: Settings) -> None:
    """Warn once if letters are not delivered."""
    if not settings.mail.smtp:
        click.echo("No letters are delivered, they wait: set ONCEONLY_SMTP to the city's mail server.")
