"""Commands that write people's answers keep them from the other users of the machine."""

from __future__ import annotations

import os

import click

from runtime.dataset import exposed


def keep_private() -> None:
    """From here on, what this process makes can be read by its user alone."""
    os.umask(0o077)


def warn_if_exposed(store: str) -> None:
    """Say which files of a store other users of this machine can read, and how to change that."""
    paths = [str(path) for path in exposed(store)]
    if paths:
        click.echo(
            "Warning: other users of this machine can read the city's records. "
            f"To keep them out, say: chmod go= {' '.join(paths)}",
            err=True,
        )
