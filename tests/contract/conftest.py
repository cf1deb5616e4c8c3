"""Every backend, found by walking: a new one is under contract from its first day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from runtime.stores import Store, backends, migrate, open_store


@pytest.fixture(params=sorted(backends()))
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    address = f"{request.param}:///{tmp_path}/city.store"
    migrate(address)
    return address


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = open_store(url, prefix="FOG")
    yield opened
    opened.close()
