"""Records of outgoing messages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True)
class Message:
    """One outgoing message (e-mail)."""

    id: str  # unique, so that receivers can drop duplicates
    to: str
    subject: str
    body: str
    language: str
    at: datetime
    sent: datetime | None = None
    about: str = ""  # reference of its submission, or empty
    link: str = ""  # id of a sign-in link that replaces ``{link}`` in the body
    attachment: Attachment = ""
    state: Delivery = "waiting"
    problem: str = ""  # why it was not delivered, without personal data


Attachment = Literal["", "pdf"]
"""Attachment: none, or the PDF of the submission."""

Delivery = Literal["waiting", "delayed", "sent", "failed"]
"""Not tried yet, failed for now, sent, and failed finally."""


@dataclass(frozen=True)
class NewMessage:
    """A message to write to the outbox.

    In messages of a submission ``{reference}`` (in subject and body) is replaced with the new reference.
    """

    to: str
    subject: str
    body: str
    language: str
    link: str = ""
    attachment: Attachment = ""
