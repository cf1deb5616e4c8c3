"""New identifiers: long random ones for machines, short unambiguous ones for people."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without 0 1 I L O U, which are easily confused or form words."""


def new_id() -> str:
    """96 random bits as text that is safe in URLs and file names."""
    return secrets.token_urlsafe(12)


def new_reference(prefix: str) -> str:
    """A random reference like ``FOG-7K2M-9QXD``; the caller checks whether it is taken."""
    parts = [prefix.upper()] if prefix else []
    letters = "".join(LETTERS[place] for place in _random_places(8))
    return "-".join([*parts, letters[:4], letters[4:]])


def reference_written(text: str) -> str:
    """A typed reference in its stored form: upper case, without surrounding spaces."""
    return text.strip().upper()


def folded(address: str) -> str:
    """An e-mail address in the form used for comparison."""
    return address.strip().casefold()


def _random_places(count: int) -> Iterator[int]:
    """Uniformly distributed indices into LETTERS, derived from one random number."""
    number = secrets.randbelow(len(LETTERS) ** count)
    for _ in range(count):
        number, place = divmod(number, len(LETTERS))
        yield place
