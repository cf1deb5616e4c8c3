"""A store that is damaged or cannot be written: commands say so in one sentence, pages ask to wait."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from onceonly.command_line import main
from onceonly.commands import demo
from runtime.dataset import migrate, open_dataset
from tests.journeys.browser import Browser
from tests.journeys.conftest import Site
from tests.journeys.test_serve import free_port, serve
from tests.trouble import DAMAGED, TROUBLES, UNWRITABLE, scribble, settle
from tests.work import ENOUGH


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with many people in it, where `onceonly serve` and `onceonly demo` look for it."""
    path = tmp_path / "var" / "onceonly.db"
    migrate(f"sqlite:///{path}")
    store = open_dataset(f"sqlite:///{path}")
    for number in range(200):
        store.identity.create_account(f"owner-{number}@dumplings.example", language="en")
    store.close()
    settle(path)
    return path


@pytest.mark.parametrize(("spoil", "said"), TROUBLES.values(), ids=TROUBLES)
def test_serve_says_what_is_wrong_and_ends(
    output: Path, tmp_path: Path, path: Path, spoil: Callable[[Path], None], said: str
) -> None:
    spoil(path)
    assert said in _refusal(tmp_path, output)


def test_serve_says_what_it_cannot_write(output: Path, tmp_path: Path) -> None:
    assert f"{UNWRITABLE} cannot be written" in _refusal(tmp_path, output, f"sqlite:///{UNWRITABLE}")
    (tmp_path / "var" / "secret").unlink()
    (tmp_path / "var" / "secret").mkdir()
    assert "The secret cannot be kept in var/secret (Is a directory)" in _refusal(tmp_path, output)


@pytest.mark.parametrize(("spoil", "said"), TROUBLES.values(), ids=TROUBLES)
def test_status_says_what_is_wrong(
    output: Path, path: Path, spoil: Callable[[Path], None], said: str
) -> None:
    spoil(path)
    given = ["status", "HAR-2345-6789", "received", "--output", str(output), "--store", f"sqlite:///{path}"]
    result = CliRunner().invoke(main, given)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit), result.exception
    assert said in result.output or "The database does not answer" in result.output


def test_demo_says_what_is_wrong(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(demo, "_build", lambda _: None)
    scribble(path)
    result = CliRunner().invoke(main, ["demo", ".", "--port", str(free_port())])
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit), result.exception
    assert DAMAGED in result.output


def test_pages_ask_to_wait_while_the_store_is_damaged(site: Site, owner: Browser, tmp_path: Path) -> None:
    owner.open("/en/forms/registration")
    site.store.close()
    file = tmp_path / "store.db"
    settle(file)
    whole = file.read_bytes()
    scribble(file)
    page = owner.open("/en/forms/registration")
    assert page.status == 503
    assert page.response.headers["Retry-After"] == "5"

    site.store.close()
    file.write_bytes(whole)
    assert owner.open("/en/forms/registration").status == 200


def _refusal(folder: Path, output: Path, store: str = "sqlite:///var/onceonly.db") -> str:
    """What `onceonly serve` says when it ends at once."""
    server = serve(folder, output, free_port(), "--store", store)
    said, _ = server.communicate(timeout=ENOUGH)
    assert server.returncode == 1, said
    assert "Traceback" not in said
    assert said.count("\n") == 1, said
    return said
