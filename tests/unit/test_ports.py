"""A port that is taken is told with another one that is free."""

from __future__ import annotations

import errno
import re

import click
import pytest

from onceonly import ports


def test_where_no_port_behind_is_left_one_that_is_free_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    listens = ports._listen

    def taken(port: int) -> None:
        if port in (65_535, 8000):
            raise OSError(errno.EADDRINUSE, "in use")
        listens(port)

    monkeypatch.setattr(ports, "_listen", taken)
    with pytest.raises(click.ClickException) as refused:
        ports.refuse_taken(65_535)
    (named,) = map(int, re.findall(r"--port (\d+)", refused.value.message))
    ports.refuse_taken(named)
