"""The errors of the dataset."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.exc import DontWrapMixin


class StoreError(Exception):
    """Base class of the dataset's errors."""


class Unstorable(StoreError, ValueError, DontWrapMixin):
    """A value that cannot be stored: invalid text, a number out of range, or not JSON."""


class Unavailable(StoreError):
    """The database does not answer now; nothing was written, and trying again is safe."""


class Collision(Unavailable):
    """A concurrent write of the same, or deletion of what this needs; nothing was written."""


class NoRoom(Unavailable):
    """The disk is full, or the limit for files is reached; nothing was written."""


class AccountFull(StoreError):
    """The limit for the files of one account is reached."""


class NotPrepared(StoreError):
    """The store does not exist yet, or has another version: run `migrate`."""


class NotCreated(NotPrepared):
    """The store does not exist yet."""


class AddressTaken(StoreError):
    """Another account has this e-mail address."""


class StaleDraft(StoreError):
    """The draft was saved, sent or discarded elsewhere (another tab) after this copy was read."""


class FactsMoved(StoreError):
    """Facts changed between review and sending; ``masters`` names them."""

    def __init__(self, masters: Collection[str]) -> None:
        super().__init__(", ".join(sorted(masters)))
        self.masters = frozenset(masters)


class StatusMoved(StoreError):
    """The submission has another status by now."""


class SentDifferently(StoreError):
    """The draft was already sent with other answers; ``reference`` is that of the submission."""

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference
