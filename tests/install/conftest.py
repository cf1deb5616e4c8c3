"""What the tests of an installation share: one wheel a run, and an environment for each Python."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.install.installation import Installation, build_wheel, install
from tests.install.pythons import Python, tried
from tests.once import Once


@pytest.fixture(scope="session")
def wheel(once_a_run: Once) -> Path:
    """The project's wheel."""
    (found,) = once_a_run("wheel", build_wheel).glob("*.whl")
    return found


@pytest.fixture(scope="session", params=tried(), ids=lambda python: python.version)
def environment(
    request: pytest.FixtureRequest, wheel: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path]:
    """An installation on each Python that counts: its version, and its environment."""
    python: Python = request.param
    return python.version, install(wheel, python, tmp_path_factory.mktemp("installed"))


@pytest.fixture
def installed(
    environment: tuple[str, Path], tmp_path: Path, record_property: Callable[[str, object], None]
) -> Installation:
    """That installation, and an empty folder to work in."""
    version, folder = environment
    record_property("python", version)
    (tmp_path / "work").mkdir()
    return Installation(folder, tmp_path / "work")
