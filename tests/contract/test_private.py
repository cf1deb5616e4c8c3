"""Nobody but the city's own user of a machine can read the central dataset."""

from __future__ import annotations

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from runtime.dataset import Upload, backup, exposed, migrate, open_dataset
from tests.contract.examples import NOON, begun, owner


@pytest.fixture(autouse=True)
def careless() -> Iterator[None]:
    """A user whose new files everybody may read and change."""
    before = os.umask(0)
    yield
    os.umask(before)


def test_everything_that_a_store_makes_is_for_its_user_alone(tmp_path: Path) -> None:
    home = tmp_path / "srv" / "city"
    url = f"sqlite:///{home}/var/city.db"
    migrate(url)
    store = open_dataset(url)
    account = owner(store)
    begun(store, account)
    store.files.keep(Upload("", account.id, "plan.pdf", "application/pdf", 0, NOON), BytesIO(b"%PDF"))
    backup(url, tmp_path / "kept" / "monday")
    made = [home.parent, *home.parent.rglob("*"), tmp_path / "kept", *(tmp_path / "kept").rglob("*")]
    assert {
        "city.db",
        "city.db-wal",
        "city.db-shm",
        "city.db.writer",
        "city.db.files",
        "staging",
        "monday",
    } <= {path.name for path in made}
    wide = {str(path): oct(path.stat().st_mode) for path in made if path.stat().st_mode & 0o077}
    store.close()
    assert wide == {}
    assert exposed(url) == []


def test_what_others_can_read_is_told(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/var/city.db"
    migrate(url)
    (tmp_path / "var").chmod(0o755)
    (tmp_path / "var" / "city.db").chmod(0o644)
    assert exposed(url) == [tmp_path / "var", tmp_path / "var" / "city.db"]
