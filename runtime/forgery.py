"""Protection against forged posts: a token per session, masked anew in every page, and the Origin header."""

from __future__ import annotations

import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from hashlib import sha256

from flask import Request

_LENGTH = 24


def token(secret: str) -> str:
    """The token to print in a page. Masked at random, so that compression gives nothing away."""
    mask = os.urandom(_LENGTH)
    return urlsafe_b64encode(mask + _xor(mask, _key(secret))).decode()


def is_token(given: str, secret: str) -> bool:
    """Whether ``given`` is a token of ``secret``."""
    try:
        raw = urlsafe_b64decode(given.encode())
    except (Error, ValueError):
        return False
    return len(raw) == 2 * _LENGTH and hmac.compare_digest(_xor(raw[:_LENGTH], raw[_LENGTH:]), _key(secret))


def is_from_here(request: Request, public_host: str) -> bool:
    """Whether the browser says that one of our own pages sent this, or (old browsers) says nothing."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin")
    return origin is None or origin.partition("://")[2] in (public_host, request.host)


def _key(secret: str) -> bytes:
    return sha256(secret.encode()).digest()[:_LENGTH]


def _xor(left: bytes, right: bytes) -> bytes:
    length = len(left)
    return (int.from_bytes(left, "big") ^ int.from_bytes(right, "big")).to_bytes(length, "big")
