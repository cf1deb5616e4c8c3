"""HMACs with the site's secret."""

from __future__ import annotations

import hmac


def keyed(secret: str, purpose: str, text: str) -> bytes:
    """The HMAC of ``text``; it differs for every ``purpose``."""
    return hmac.digest(secret.encode(), f"{purpose}:{text}".encode(), "sha256")
