"""``onceonly demo``: it fills whichever dataset it is given, once, and only one that knows nobody yet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.sources.city_folder import CityFolder
from onceonly.command_line import main
from onceonly.commands import demo
from onceonly.demo.register import golden_gate_dumplings
from runtime.dataset import migrate, open_dataset
from runtime.services.settings import Settings
from tests.postgresql.server import Server

OWNER = golden_gate_dumplings().email
OTHERS = "holds the records of others"
Demo = Callable[..., str]


@pytest.fixture
def served() -> list[Settings]:
    """The settings of each site that was served."""
    return []


@pytest.fixture
def run(foggyton: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, served: list[Settings]) -> Demo:
    """The demo in a folder of its own, up to its serving; what it says."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(demo, "_build", lambda city: _built(foggyton, city))
    monkeypatch.setattr(demo, "refuse_taken", lambda _: None)
    monkeypatch.setattr(demo, "register", lambda: FEW)
    monkeypatch.setattr(demo, "serve", lambda settings, *_, **__: served.append(settings.checked()))

    def run(*given: str, **environment: str) -> str:
        result = CliRunner().invoke(main, ["demo", *given], env=environment)
        assert result.exit_code == 0, result.output
        return result.output

    return run


FEW = demo.register()[:30]


def _built(foggyton: Path, city: CityFolder) -> None:
    city.root.mkdir(exist_ok=True)
    if not city.output.exists():
        city.output.symlink_to(foggyton)


def knows_owner(store: str) -> bool:
    opened = open_dataset(store)
    try:
        return opened.identity.account(OWNER) is not None
    finally:
        opened.close()


def test_it_fills_a_store_of_its_own_once(run: Demo, tmp_path: Path, served: list[Settings]) -> None:
    assert "30 invented businesses" in run()
    assert "businesses" not in run()
    assert served[0].store == "sqlite:///foggyton/var/onceonly.db"
    assert knows_owner(f"sqlite:///{tmp_path}/foggyton/var/onceonly.db")


def test_it_takes_the_store_and_the_files_of_the_environment(
    run: Demo, tmp_path: Path, served: list[Settings]
) -> None:
    store = f"sqlite:///{tmp_path}/another.db"
    run(ONCEONLY_STORE=store, ONCEONLY_FILES=f"{tmp_path}/scans")
    assert (served[0].store, served[0].files) == (store, f"{tmp_path}/scans")
    assert knows_owner(store)
    assert not (tmp_path / "foggyton" / "var" / "onceonly.db").exists()


def test_it_fills_a_postgresql_database(run: Demo, postgresql: Server) -> None:
    store = postgresql.prepared()
    assert "30 invented businesses" in run(ONCEONLY_STORE=store)
    assert knows_owner(store)


def test_it_adds_nothing_to_the_records_of_others(run: Demo, tmp_path: Path) -> None:
    store = f"sqlite:///{tmp_path}/city.db"
    migrate(store)
    opened = open_dataset(store)
    opened.identity.create_account("somebody@else.example", language="en")
    opened.close()
    assert OTHERS in run("--store", store)
    assert not knows_owner(store)
