"""Random secrets, and the hashes that are stored instead."""

from __future__ import annotations

import secrets
from hashlib import sha256


def fresh() -> str:
    """A new random value for a cookie or a token."""
    return secrets.token_urlsafe(32)


def hashed(value: str) -> str:
    """The hash that the dataset stores instead of a secret."""
    return sha256(value.encode()).hexdigest()
