"""A port that is taken is told with another one that is free."""

from __future__ import annotations

import errno
import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from onceonly import ports
from onceonly.command_line import main


def test_where_no_port_behind_is_left_one_that_is_free_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    listens = ports._listen

    def taken(port: int, host: str = "127.0.0.1") -> None:
        if port in (65_535, 8000):
            raise OSError(errno.EADDRINUSE, "in use")
        listens(port, host)

    monkeypatch.setattr(ports, "_listen", taken)
    with pytest.raises(click.ClickException) as refused:
        ports.refuse_taken(65_535)
    (named,) = map(int, re.findall(r"--port (\d+)", refused.value.message))
    ports.refuse_taken(named)


def test_an_address_of_another_computer_is_told() -> None:
    with pytest.raises(click.ClickException) as refused:
        ports.refuse_taken(8000, "192.0.2.1")
    assert "192.0.2.1 is no address of this computer" in refused.value.message


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--host", "0.0.0.0"], "set ONCEONLY_PUBLIC_URL"),
        (["--host", "0.0.0.0", "--demo"], "set ONCEONLY_PUBLIC_URL"),
        (["--host", "localhost"], "no address such as"),
    ],
)
def test_others_are_let_in_only_where_people_come_by_https(
    words: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # a secret is kept there
    result = CliRunner().invoke(main, ["serve", "--port", str(ports._free(8000)), *words])
    assert result.exit_code != 0
    assert said in result.output
