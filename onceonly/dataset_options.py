"""Options and messages shared by the commands that copy datasets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import click

from generator.sources.city_folder import CityFolder
from onceonly.problems import pluralize
from runtime.dataset import StoreError, Sum

store_option = click.option(
    "--store",
    envvar="ONCEONLY_STORE",
    default="",
    help="The central dataset; else sqlite:///var/onceonly.db in the city's folder.",
)
files_option = click.option(
    "--files", envvar="ONCEONLY_FILES", default="", help="Its files, if not where they are by default."
)


def files_of(city: CityFolder, store: str) -> str:
    """Where the files of a store lie when nothing else is said; empty: beside it."""
    return str(city.var / "files") if store.startswith("postgresql") else ""


@contextmanager
def refusals() -> Iterator[None]:
    """Turn errors of the dataset into messages, and end the command."""
    try:
        yield
    except StoreError as refused:
        raise click.ClickException(str(refused)) from refused


def tell(name: str, count: int) -> None:
    """Report that a table, or the files, are copied."""
    click.echo(f"{name}: {pluralize(count, 'file' if name == 'files' else 'row')}")


def rows_in(sums: Mapping[str, Sum]) -> str:
    """The number of rows of all tables, as text."""
    return pluralize(sum(table.rows for table in sums.values()), "row")
