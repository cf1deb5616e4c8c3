"""``onceonly backup``: a copy of the dataset and its files, tested by a restore."""

from __future__ import annotations

from pathlib import Path

import click

from generator.sources.city_folder import CityFolder
from onceonly.dataset_options import files_of, files_option, refusals, rows_in, store_option
from onceonly.in_city import in_city
from onceonly.private import keep_private
from onceonly.progress import working
from runtime.dataset import backup as back_up


@click.command(name="backup")
@click.argument("backup", metavar="BACKUP", type=click.Path(path_type=Path))
@store_option
@files_option
@in_city
def command(city: CityFolder, backup: Path, store: str, files: str) -> None:
    """Copy the central dataset with its files into the new folder BACKUP, while the site goes on.

    The copy counts only after it was restored into a scratch place and compared with the original, by counts
    and checksums, and each file was read again. It holds what people answered: keep it as safe as the store.
    """
    keep_private()
    with refusals():
        store = store or city.store
        with working("Backing up, and comparing"):
            sums = back_up(store, backup, files=files or files_of(city, store))
    click.echo(f"Backed up into {backup}, restored once and compared: {rows_in(sums)}.")
