"""Random values that nobody can guess, and what is stored instead of them."""

from __future__ import annotations

import secrets
from hashlib import sha256


def fresh() -> str:
    """A new value for a cookie or a token."""
    return secrets.token_urlsafe(32)


def hashed(value: str) -> str:
    """What the dataset keeps instead of a secret that a browser or a letter holds."""
    return sha256(value.encode()).hexdigest()
