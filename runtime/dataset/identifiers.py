"""New identifiers: long random ones for machines, short unambiguous ones for the phone."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without 0 1 I L O U: nobody mistakes one for another, and no word comes out by chance."""


def new_id() -> str:
    """96 random bits as text that is safe in URLs and file names."""
    return secrets.token_urlsafe(12)


def new_reference(prefix: str) -> str:
    """A reference like ``FOG-7K2M-9QXD``; whether it is taken is for the dataset to say."""
    parts = [prefix.upper()] if prefix else []
    letters = "".join(LETTERS[place] for place in _random_places(8))
    return "-".join([*parts, letters[:4], letters[4:]])


def reference_written(text: str) -> str:
    """A reference as it was given, for one that somebody typed: in any case, with a space around it."""
    return text.strip().upper()


def folded(address: str) -> str:
    """An e-mail address as it is compared."""
    return address.strip().casefold()


def _random_places(count: int) -> Iterator[int]:
    """Places in LETTERS, each as likely as any other: the digits of one random number."""
    number = secrets.randbelow(len(LETTERS) ** count)
    for _ in range(count):
        number, place = divmod(number, len(LETTERS))
        yield place
