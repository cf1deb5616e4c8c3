"""What the dataset refuses, each for a reason that the caller can tell a person."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.exc import DontWrapMixin


class StoreError(Exception):
    """Anything the dataset refuses."""


class Unstorable(StoreError, ValueError, DontWrapMixin):
    """A value that no database takes: broken text, a number without bounds, or not JSON at all."""


class Unavailable(StoreError):
    """The database does not answer just now; nothing was written, and trying again is safe."""


class Collision(Unavailable):
    """Somebody else wrote the same, or removed what this needs, in this moment; nothing was written."""


class NoRoom(Unavailable):
    """A disk is full, or files may take no more of it; nothing was written."""


class AccountFull(StoreError):
    """The files of this account take all the room that one account has."""


class NotPrepared(StoreError):
    """The store at this address does not exist yet, or was made by another version: `migrate` mends both."""


class AddressTaken(StoreError):
    """Another account has this e-mail address."""


class StaleDraft(StoreError):
    """The draft was saved, sent or discarded by somebody (another tab) after this copy was read."""


class FactsMoved(StoreError):
    """A fact changed between checking and sending; ``masters`` names which."""

    def __init__(self, masters: Collection[str]) -> None:
        super().__init__(", ".join(sorted(masters)))
        self.masters = frozenset(masters)


class StatusMoved(StoreError):
    """The submission stands elsewhere by now: somebody else was quicker."""


class SentDifferently(StoreError):
    """The draft was already sent with other answers; ``reference`` is that submission's."""

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference
