"""``onceonly backup``, ``restore`` and ``move``, as operators run them."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest

from runtime.dataset import Dataset, Upload, migrate, open_dataset
from tests.contract.examples import NOON, begun, owner, ready, said
from tests.postgresql.server import Server
from tests.work import ENOUGH

ONCEONLY = Path(sys.executable).parent / "onceonly"


def run(folder: Path, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ONCEONLY, *command],
        cwd=folder,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        timeout=ENOUGH,
    )


def filled(store: Dataset) -> str:
    account = owner(store)
    draft = begun(store, account)
    store.files.keep(Upload("", account.id, "plan.pdf", "application/pdf", 0, NOON), BytesIO(b"%PDF"))
    facts = [said(draft.business, "business.phone", "+14155550100")]
    return store.submissions.submit(ready(draft, facts=facts)).reference


def reference_in(url: str, files: str, reference: str) -> bool:
    store = open_dataset(url, files=files)
    try:
        return store.submissions.get(reference) is not None
    finally:
        store.close()


@pytest.fixture
def city(tmp_path: Path) -> str:
    """The reference of a submission of the city whose store is where `onceonly serve` puts it."""
    migrate(f"sqlite:///{tmp_path}/var/onceonly.db")
    store = open_dataset(f"sqlite:///{tmp_path}/var/onceonly.db")
    reference = filled(store)
    store.close()
    return reference


def test_a_city_is_backed_up_moved_to_postgresql_and_comes_back(
    city: str, tmp_path: Path, postgresql: Server
) -> None:
    made = run(tmp_path, "backup", "kept/monday")
    assert made.returncode == 0, made.stderr
    assert made.stdout.startswith("Backed up into kept/monday, restored once and compared: 10 rows")
    assert {oct(path.stat().st_mode & 0o077) for path in (tmp_path / "kept").rglob("*")} == {"0o0"}

    target = postgresql.empty()
    moved = run(tmp_path, "move", "sqlite:///var/onceonly.db", target, "--files-to", "common")
    assert moved.returncode == 0, moved.stderr
    assert "fact: 1 row\n" in moved.stdout
    assert moved.stdout.splitlines()[-1] == "Moved, and both hold the same: 10 rows."
    assert reference_in(target, str(tmp_path / "common"), city)

    there = {"ONCEONLY_STORE": target, "ONCEONLY_FILES": "common"}
    assert run(tmp_path, "backup", "kept/tuesday", **there).returncode == 0
    back = run(tmp_path, "restore", "kept/tuesday", ONCEONLY_STORE="sqlite:///new/city.db")
    assert back.returncode == 0, back.stderr
    assert reference_in(f"sqlite:///{tmp_path}/new/city.db", "", city)


def test_what_cannot_be_done_is_said_in_one_sentence(city: str, tmp_path: Path, postgresql: Server) -> None:
    secret = postgresql.url("nowhere").replace("onceonly@", "onceonly:rosebud@")
    (tmp_path / "kept").mkdir()
    for command, words in {
        ("backup", "kept"): "kept is there already; name a new folder",
        ("backup", "new", "--store", "oracle:///x"): "No store is called “oracle”",
        ("backup", "new", "--store", secret): "cannot be used (",
        ("restore", "kept"): "There is no whole backup in kept",
        ("restore", "nowhere"): "does not exist",
        ("move", "sqlite:///nowhere.db", "sqlite:///new.db"): "There is no store at nowhere.db",
        ("move", "sqlite:///var/onceonly.db", "sqlite:///var/onceonly.db"): "are the same",
    }.items():
        done = run(tmp_path, *command)
        assert done.returncode in (1, 2)
        assert words in done.stderr
        assert "rosebud" not in done.stderr + done.stdout
        assert "Traceback" not in done.stderr
    assert not (tmp_path / "new").exists()
    assert not (tmp_path / "new.db").exists()
