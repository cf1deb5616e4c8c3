"""The request that is being answered: its id, and the account that is signed in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass
class Current:
    """What all lines of a request have in common; outside of requests both are empty."""

    request: str = ""
    account: str = ""


_current: ContextVar[Current | None] = ContextVar("current", default=None)


@contextmanager
def of_request(identifier: str) -> Iterator[None]:
    """Whatever is logged within, however deep, carries the id."""
    before = _current.set(Current(identifier))
    try:
        yield
    finally:
        _current.reset(before)


def of_account(account: str) -> None:
    """From here on the lines of this request name the account that is signed in, by its random id."""
    if found := _current.get():
        found.account = account


def current() -> Current:
    """The request that is being answered."""
    return _current.get() or Current()


def request_id() -> str:
    """The id of the request that is being answered; empty outside of requests."""
    return current().request
