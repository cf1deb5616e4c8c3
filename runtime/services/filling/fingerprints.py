"""Fingerprints of answers; a page carries them so that changes of two windows are detected."""

from __future__ import annotations

import json
from hashlib import blake2b

from forms.fields.base import Stored


def fingerprint(secret: str, name: str, answer: Stored) -> str:
    """A short HMAC of the answer, as text; without ``secret`` the answer cannot be guessed from it."""
    content = json.dumps([name, answer], sort_keys=True, separators=(",", ":")).encode()
    return blake2b(content, key=secret.encode()[:64], digest_size=6).hexdigest()
