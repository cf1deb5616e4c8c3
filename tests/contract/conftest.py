"""Both databases: whatever is promised is promised on each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from runtime.dataset import Dataset, migrate, open_dataset
from tests.postgresql.server import Server


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new dataset."""
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgresql")
        return server.prepared()
    address = f"sqlite:///{tmp_path}/city.store"
    migrate(address)
    return address


@pytest.fixture
def opened(url: str, tmp_path: Path) -> Iterator[Callable[[], Dataset]]:
    """Opens it, as another process would."""
    found: list[Dataset] = []

    def once_more() -> Dataset:
        found.append(open_dataset(url, files=str(tmp_path / "files"), prefix="FOG"))
        return found[-1]

    yield once_more
    for dataset in found:
        dataset.close()


@pytest.fixture
def store(opened: Callable[[], Dataset]) -> Dataset:
    return opened()
