"""Sign-in links: made from their id when somebody is to read them, and kept nowhere."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode

from runtime.settings import Settings
from runtime.stores import Message


def body_of(settings: Settings, message: Message) -> str:
    """The text of a message as its reader gets it."""
    if not message.link:
        return message.body
    signature = urlsafe_b64encode(hmac.digest(settings.secret.encode(), message.link.encode(), "sha256"))
    token = f"{message.link}.{signature.decode().rstrip('=')}"
    return message.body.replace("{link}", f"{settings.public_url}/{message.language}/sign-in/{token}")
