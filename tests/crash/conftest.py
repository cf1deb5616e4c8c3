"""Whoever is killed, it holds on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from runtime.dataset import migrate
from tests.postgresql.server import Server


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new dataset."""
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgresql")
        return server.prepared()
    address = f"sqlite:///{tmp_path}/city.db"
    migrate(address)
    return address
