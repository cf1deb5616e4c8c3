"""A small city on paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.foggyton import built


@pytest.fixture(scope="session")
def foggyton(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Foggyton's site in all its languages."""
    return built(tmp_path_factory.mktemp("paper") / "output", ("en", "es", "zh", "vi", "ar", "ht", "ru"))
