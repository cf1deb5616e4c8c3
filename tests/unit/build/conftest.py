"""A small city on disk, and where it is built."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.sources.sources import Sources
from tests.unit.build.small_city import small_city


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    return small_city(tmp_path)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output"
