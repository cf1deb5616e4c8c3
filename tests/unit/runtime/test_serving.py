"""``onceonly serve`` and ``demo`` as they are typed: what they refuse before anybody comes."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest
from click.testing import CliRunner, Result

from onceonly.command_line import main
from onceonly.commands import serve
from runtime.services.settings import Settings

SECRET = "for-tests-only: 0123456789abcdefghijklmnopqrstuvwxyz"


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which somebody listens already."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def run(*arguments: str, **environment: str) -> Result:
    return CliRunner(env={"ONCEONLY_SECRET": SECRET, **environment}).invoke(main, list(arguments))


@pytest.mark.parametrize("command", ["serve", "demo", "preview"])
def test_a_port_that_is_taken_is_named_at_once_with_a_remedy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, taken: int, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(command, "--port", str(taken))
    assert result.exit_code == 1
    assert f"Port {taken} is in use" in result.output
    assert "for example: --port " in result.output
    assert not (tmp_path / "var").exists(), "nothing was begun"


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Settings]:
    """The settings with which sites would be served; none is, and what is built does not matter."""
    found: list[Settings] = []
    monkeypatch.setattr(serve, "serve", lambda settings, *_, **__: found.append(settings.checked()))
    monkeypatch.setattr(serve, "site_in", lambda _: Mock())
    return found


@pytest.mark.parametrize(
    ("typed", "environment", "shown"),
    [((), {}, False), ((), {"ONCEONLY_DEMO": "yes"}, True), (("--demo",), {}, True)],
)
def test_messages_are_shown_where_the_command_or_the_environment_says_so(
    served: list[Settings], typed: tuple[str, ...], environment: dict[str, str], shown: bool
) -> None:
    assert run("serve", "--port", "8765", *typed, **environment).exit_code == 0
    assert [settings.demo for settings in served] == [shown]


def test_messages_are_never_shown_off_this_computer(served: list[Settings]) -> None:
    public = {"ONCEONLY_PUBLIC_URL": "https://business.example", "ONCEONLY_DEMO": "yes"}
    result = run("serve", "--port", "8765", **public)
    assert result.exit_code == 1
    assert "run it on this computer" in result.output
    assert served == []
