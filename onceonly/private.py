"""Protects the files that commands write from other users of the machine."""

from __future__ import annotations

import os

import click

from runtime.dataset import exposed


def keep_private() -> None:
    """Make files created by this process readable by its user only (umask)."""
    os.umask(0o077)


def warn_if_exposed(store: str) -> None:
    """Warn about files of a store that other users of this machine can read, with a remedy."""
    paths = [str(path) for path in exposed(store)]
    if paths:
        click.echo(
            "Warning: other users of this machine can read the city's records. "
            f"To keep them out, say: chmod go= {' '.join(paths)}",
            err=True,
        )
