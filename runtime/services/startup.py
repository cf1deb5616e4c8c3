"""Opening the dataset of a process, and limiting its waits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from runtime.dataset import Dataset, migrate, open_dataset
from runtime.dataset.engine import patience
from runtime.services.settings import Settings
from runtime.services.site.published_site import PublishedSite

__all__ = ["Dataset", "bounded_waiting", "open_dataset_of", "prefix_of", "prepare_dataset"]


def prepare_dataset(settings: Settings) -> None:
    """Create the dataset that the settings name, or bring it up to date."""
    migrate(settings.store, files=settings.files)


def open_dataset_of(settings: Settings, site: PublishedSite | None = None) -> Dataset:
    """Open the dataset of the settings, which must be prepared; ``site`` is needed to send submissions."""
    if site is None:
        return open_dataset(settings.store, files=settings.files)
    return open_dataset(settings.store, files=settings.files, prefix=prefix_of(site))


def prefix_of(site: PublishedSite) -> str:
    """The prefix of references, by which people recognise the city: the city's first letters."""
    return site.city(site.source_language).name[:3].upper()


@contextmanager
def bounded_waiting() -> Iterator[None]:
    """Add up all waits for the dataset within the context, and limit their sum."""
    patience.begin()
    try:
        yield
    finally:
        patience.end()
