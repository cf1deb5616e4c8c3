"""The line that says what a command is doing: on terminals only, if it takes long, and gone afterwards."""

from __future__ import annotations

import io
import time
from types import SimpleNamespace

import pytest

from onceonly import progress
from onceonly.command_line import COMMANDS
from onceonly.progress import working


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    found = Terminal()
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=found))
    monkeypatch.setattr(progress, "_PATIENCE", 0.05)
    monkeypatch.setattr(progress, "_EVERY", 0.01)
    return found


def test_long_work_is_named_with_its_part_and_its_seconds(terminal: Terminal) -> None:
    with working("Checking") as tell_part:
        tell_part("es")
        _until("Checking es … 0 s", terminal)
        tell_part("ar")
        _until("Checking ar … 0 s", terminal)
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_short_work_says_nothing(terminal: Terminal) -> None:
    with working("Checking"):
        pass
    assert terminal.getvalue() == ""


def test_the_line_is_removed_when_the_work_fails(terminal: Terminal) -> None:
    with pytest.raises(ValueError, match="wrong"):
        _fail(terminal)
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_where_nobody_looks_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    file = io.StringIO()
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=file))
    with working("Checking") as tell_part:
        tell_part("es")
        time.sleep(0.05)
    assert file.getvalue() == ""


@pytest.mark.parametrize(
    "file",
    [
        "building.py",  # of `build` and `publish`
        *(
            f"commands/{name}.py"
            for name in ("backup", "burden", "check", "demo", "gallery", "i18n", "pdf", "preview")
        ),
    ],
)
def test_commands_that_may_take_long_say_what_they_do(file: str) -> None:
    assert "working(" in (COMMANDS.parent / file).read_text("utf-8")


def _fail(terminal: Terminal) -> None:
    with working("Checking"):
        _until("Checking … 0 s", terminal)
        raise ValueError("wrong")


def _until(said: str, terminal: Terminal) -> None:
    end = time.monotonic() + 10
    while said not in terminal.getvalue():
        assert time.monotonic() < end
        time.sleep(0.005)
