"""The current request: its id, and the account that is signed in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass
class Current:
    """Fields common to all lines of a request; empty outside of requests."""

    request: str = ""
    account: str = ""


_current: ContextVar[Current | None] = ContextVar("current", default=None)


@contextmanager
def of_request(identifier: str) -> Iterator[None]:
    """Add the id to everything logged within the context."""
    before = _current.set(Current(identifier))
    try:
        yield
    finally:
        _current.reset(before)


def of_account(account: str) -> None:
    """Add the random id of the signed-in account to the following lines of this request."""
    if found := _current.get():
        found.account = account


def current() -> Current:
    """The fields of the current request."""
    return _current.get() or Current()


def request_id() -> str:
    """The id of the current request; empty outside of requests."""
    return current().request
