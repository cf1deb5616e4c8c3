"""New identifiers: long random ones for machines, short unambiguous ones for the phone."""

from __future__ import annotations

import secrets

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without 0 1 I L O U: nobody mistakes one for another, and no word comes out by chance."""


def new_id() -> str:
    """96 random bits as text that is safe in URLs and file names."""
    return secrets.token_urlsafe(12)


def new_reference(prefix: str) -> str:
    """A reference like ``FOG-7K2M-9QXD``; whether it is taken is for the dataset to say."""
    parts = [prefix.upper()] if prefix else []
    return "-".join([*parts, _group(), _group()])


def reference_written(text: str) -> str:
    """A reference as it was given, for one that somebody typed: in any case, with a space around it."""
    return text.strip().upper()


def folded(address: str) -> str:
    """An e-mail address as it is compared."""
    return address.strip().casefold()


def _group() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(4))
