"""``onceonly move``: move a dataset to another database."""

from __future__ import annotations

import click

from generator.sources.city_folder import CityFolder
from onceonly.dataset_options import files_of, refusals, rows_in, tell
from onceonly.in_city import in_city
from onceonly.private import keep_private
from runtime.dataset import move


@click.command(name="move")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@click.option("--files-from", default="", help="The files of FROM, if not where they are by default.")
@click.option("--files-to", default="", help="The files of TO: a folder, or s3://bucket/prefix.")
@in_city
def command(city: CityFolder, source: str, target: str, files_from: str, files_to: str) -> None:
    """Copy all of the store FROM, with its files, into the empty store TO, and prove that both hold the same.

    Stores are named as in ONCEONLY_STORE: sqlite:///var/onceonly.db, postgresql+psycopg://user@host/city.
    End `onceonly serve` and `onceonly work` before. FROM stays as it is. When this was cut off, call it
    again: it goes on.
    """
    keep_private()
    with refusals():
        files_from, files_to = files_from or files_of(city, source), files_to or files_of(city, target)
        sums = move(source, target, source_files=files_from, target_files=files_to, report=tell)
    click.echo(f"Moved, and both hold the same: {rows_in(sums)}.")
