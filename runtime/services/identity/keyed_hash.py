"""What only those can make who know the site's secret."""

from __future__ import annotations

import hmac


def keyed(secret: str, purpose: str, text: str) -> bytes:
    """The HMAC of ``text``; what is made for one ``purpose`` is worth nothing for another."""
    return hmac.digest(secret.encode(), f"{purpose}:{text}".encode(), "sha256")
