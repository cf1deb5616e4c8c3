"""``onceonly restore``: restore a backup into an empty store."""

from __future__ import annotations

from pathlib import Path

import click

from generator.sources.city_folder import CityFolder
from onceonly.dataset_options import files_of, files_option, refusals, rows_in, store_option, tell
from onceonly.in_city import in_city
from onceonly.private import keep_private
from runtime.dataset import restore


@click.command(name="restore")
@click.argument("backup", metavar="BACKUP", type=click.Path(path_type=Path, exists=True, file_okay=False))
@store_option
@files_option
@in_city
def command(city: CityFolder, backup: Path, store: str, files: str) -> None:
    """Carry the backup in the folder BACKUP into a store that is empty or not there yet.

    The store may be SQLite or PostgreSQL. End `onceonly serve` and `onceonly work` before. When this was cut
    off, call it again: it goes on.
    """
    keep_private()
    with refusals():
        store = store or city.store
        sums = restore(backup, store, files=files or files_of(city, store), report=tell)
    click.echo(f"Restored from {backup} and compared: {rows_in(sums)}.")
