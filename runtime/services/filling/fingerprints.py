"""Fingerprints of answers: a page carries them, so that two windows never overwrite each other unnoticed."""

from __future__ import annotations

import json
from hashlib import blake2b

from forms.fields.base import Stored


def fingerprint(secret: str, name: str, answer: Stored) -> str:
    """A short text that changes with the answer and tells nobody without ``secret`` what it is."""
    content = json.dumps([name, answer], sort_keys=True, separators=(",", ":")).encode()
    return blake2b(content, key=secret.encode()[:64], digest_size=6).hexdigest()
