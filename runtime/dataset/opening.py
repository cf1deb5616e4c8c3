"""Opening, migrating and checking datasets by address."""

from __future__ import annotations

from pathlib import Path

from runtime.dataset.adopting import adopt_files
from runtime.dataset.dataset import Dataset
from runtime.dataset.engine.places import place_at
from runtime.dataset.files import open_files


def open_dataset(url: str, *, files: str = "", prefix: str = "") -> Dataset:
    """Open the dataset at ``url`` for serving: ``sqlite:///path``, ``postgresql+psycopg://user@host/name``.

    ``files`` is the address of its files (a folder or ``s3://bucket``); empty: the default. ``prefix``
    (``FOG``) begins every new reference. Raises NotPrepared or StoreError.
    """
    place = place_at(url)
    place.require_ready()
    return Dataset(place.open(), open_files(files or place.files), prefix=prefix)


def migrate(url: str, *, files: str = "") -> None:
    """Create the dataset at ``url`` or migrate it to this version; run once, before workers open it."""
    place = place_at(url)
    place.migrate()
    adopt_files(place, open_files(files or place.files))


def exposed(url: str) -> list[Path]:
    """The files and folders of the dataset at ``url`` that other users of this machine can read."""
    return place_at(url).exposed()
