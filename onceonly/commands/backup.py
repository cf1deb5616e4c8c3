"""``onceonly backup``: a copy of the dataset and its files, tested by a restore."""

from __future__ import annotations

from pathlib import Path

import click

from onceonly.dataset_options import files_option, refusals, rows_in, store_option
from onceonly.private import keep_private
from runtime.dataset import backup


@click.command(name="backup")
@click.argument("folder", type=click.Path(path_type=Path))
@store_option
@files_option
def command(folder: Path, store: str, files: str) -> None:
    """Copy the central dataset with its files into the new FOLDER, while the site goes on.

    The copy counts only after it was restored into a scratch place and compared with the original, by counts
    and checksums, and each file was read again. It holds what people answered: keep it as safe as the store.
    """
    keep_private()
    with refusals():
        sums = backup(store, folder, files=files)
    click.echo(f"Backed up into {folder}, restored once and compared: {rows_in(sums)}.")
