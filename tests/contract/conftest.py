"""Both databases: whatever is promised is promised on each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from runtime.dataset import Dataset, open_dataset


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
