"""What the commands that serve a site, and work for it, have in common: its settings, and what to say."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import click

from runtime.services.secret_file import kept_secret
from runtime.services.settings import Settings, from_environment

SECRET = Path("var/secret")
"""Where the secret is kept when no variable gives it."""


def site_settings(address: str, output: Path, store: str) -> Settings:
    """What the command line says, unless the environment says otherwise."""
    given = {
        "ONCEONLY_PUBLIC_URL": address,
        "ONCEONLY_OUTPUT": str(output),
        "ONCEONLY_STORE": store,
        **os.environ,
    }
    settings = from_environment(given)
    return settings if settings.secret else replace(settings, secret=kept_secret(SECRET))


def tell_about_letters(settings: Settings) -> None:
    """Say so, once, when letters stay where they are."""
    if not settings.mail.smtp:
        click.echo("No letters are delivered, they wait: set ONCEONLY_SMTP to the city's mail server.")
