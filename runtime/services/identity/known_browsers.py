"""The cookie of a browser that was signed in before; it has limits of its own for sign-in links."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode

from runtime.dataset.identifiers import new_id
from runtime.services.identity.keyed_hash import keyed

_BYTES = 18  # of a signature: 24 characters in a cookie


def new_device_cookie(secret: str, account: str) -> str:
    """A new cookie value for a browser that signs in to ``account``; it does not contain the account."""
    return _signed(secret, account, new_id())


def is_device_cookie_of(secret: str, account: str, value: str) -> bool:
    """Whether a cookie value was made for a browser of this account."""
    own = _signed(secret, account, value.partition(".")[0])
    return hmac.compare_digest(own.encode(), value.encode())


def _signed(secret: str, account: str, device: str) -> str:
    signature = keyed(secret, "device", f"{account}:{device}")[:_BYTES]
    return f"{device}.{urlsafe_b64encode(signature).decode()}"
