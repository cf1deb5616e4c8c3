"""A store that is damaged or cannot be written: one sentence with what to do; while serving it is away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from runtime.dataset import StoreError, Unavailable, migrate, open_dataset
from tests.contract.examples import owner
from tests.sqlite import prepared
from tests.trouble import DAMAGED, TROUBLES, UNWRITABLE, scribble, settle


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A store with many people in it, closed."""
    path = tmp_path_factory.mktemp("filled") / "city.db"
    store = open_dataset(prepared(path))
    for number in range(200):
        owner(store, f"owner-{number}@dumplings.example")
    store.close()
    settle(path)
    return path.read_bytes()


@pytest.fixture
def path(filled: bytes, tmp_path: Path) -> Path:
    """The same store, to be spoilt."""
    path = tmp_path / "city.db"
    path.write_bytes(filled)
    return path


@pytest.mark.parametrize(("spoil", "said"), TROUBLES.values(), ids=TROUBLES)
def test_preparing_says_what_is_wrong_and_changes_nothing(
    path: Path, spoil: Callable[[Path], None], said: str
) -> None:
    spoil(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(StoreError) as refused:
        migrate(f"sqlite:///{path}")
    assert said in str(refused.value)
    assert str(path) in str(refused.value)
    assert (path.read_bytes() if path.is_file() else b"") == before


@pytest.mark.parametrize("use", [migrate, open_dataset])
@pytest.mark.parametrize("trouble", ["a folder", "no database"])
def test_opening_says_so_too(path: Path, use: Callable[[str], object], trouble: str) -> None:
    spoil, said = TROUBLES[trouble]
    spoil(path)
    with pytest.raises(StoreError, match=said):
        use(f"sqlite:///{path}")


def test_what_cannot_be_written_is_said() -> None:
    with pytest.raises(
        StoreError, match=f"The store at {UNWRITABLE} cannot be written .* Let this user write"
    ):
        migrate(f"sqlite:///{UNWRITABLE}")


def test_a_store_that_is_damaged_while_it_is_used_is_unavailable(path: Path) -> None:
    store = open_dataset(f"sqlite:///{path}")
    scribble(path)
    with pytest.raises(Unavailable):
        [store.identity.account(f"owner-{number}@dumplings.example") for number in range(200)]
    store.close()


def test_a_backup_in_place_of_a_damaged_store_is_used(path: Path, tmp_path: Path) -> None:
    whole = path.read_bytes()
    scribble(path)
    with pytest.raises(StoreError, match=DAMAGED):
        migrate(f"sqlite:///{path}")
    path.write_bytes(whole)
    migrate(f"sqlite:///{path}")
    store = open_dataset(f"sqlite:///{path}")
    assert store.identity.account("owner-7@dumplings.example") is not None
    store.close()
