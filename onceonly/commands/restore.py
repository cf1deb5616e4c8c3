"""``onceonly restore``: restore a backup into an empty store."""

from __future__ import annotations

from pathlib import Path

import click

from onceonly.dataset_options import files_option, refusals, rows_in, store_option, tell
from onceonly.private import keep_private
from runtime.dataset import restore


@click.command(name="restore")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@store_option
@files_option
def command(folder: Path, store: str, files: str) -> None:
    """Carry the backup in FOLDER into a store that is empty or not there yet, SQLite or PostgreSQL.

    End `onceonly serve` and `onceonly work` before. When this was cut off, call it again: it goes on.
    """
    keep_private()
    with refusals():
        sums = restore(folder, store, files=files, report=tell)
    click.echo(f"Restored from {folder} and compared: {rows_in(sums)}.")
