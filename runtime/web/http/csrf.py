"""CSRF protection: a token per session, masked anew in every page, and the Origin header."""

from __future__ import annotations

import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from hashlib import sha256
from urllib.parse import urlsplit

from flask import Request

from runtime.services.settings import is_loopback

_LENGTH = 24
_USUAL_PORTS = {"http": ":80", "https": ":443"}


def token(secret: str) -> str:
    """The token to print in a page, masked at random against attacks on compression (BREACH)."""
    mask = os.urandom(_LENGTH)
    return urlsafe_b64encode(mask + _xor(mask, _key(secret))).decode()


def is_token(given: str, secret: str) -> bool:
    """Whether ``given`` is a token of ``secret``."""
    try:
        raw = urlsafe_b64decode(given.encode())
    except (Error, ValueError):
        return False
    return len(raw) == 2 * _LENGTH and hmac.compare_digest(_xor(raw[:_LENGTH], raw[_LENGTH:]), _key(secret))


def is_from_here(request: Request, public_url: str) -> bool:
    """Whether the Origin header names this site, or is missing (old browsers).

    Scheme, host and port must match. A site on this computer has several names; the one in the request
    counts.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    origin, referrer = request.headers.get("Origin"), request.headers.get("Referer")
    if origin is None:
        if referrer is None:
            return True
        origin = _origin(referrer)
    own = {_origin(public_url)}
    if is_loopback(public_url) and is_loopback(request.host_url):
        own.add(_origin(request.host_url))
    return origin in own


def _origin(url: str) -> str:
    """The origin of an address as browsers write it, or empty text."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc.lower().removesuffix(_USUAL_PORTS.get(parts.scheme, ''))}"


def _key(secret: str) -> bytes:
    return sha256(secret.encode()).digest()[:_LENGTH]


def _xor(left: bytes, right: bytes) -> bytes:
    length = len(left)
    return (int.from_bytes(left, "big") ^ int.from_bytes(right, "big")).to_bytes(length, "big")
