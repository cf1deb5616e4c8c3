"""The interface of file storages, and what they share."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import RawIOBase
from typing import IO, TYPE_CHECKING, Protocol

from runtime.dataset.records.errors import Unavailable

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

CHUNK = 256 * 1024  # bytes
STAGING = "staging"
CLEARED = "The file was cleared from its staging place before it was placed; send it again."
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Staged:
    """Received bytes that are not stored under their digest yet."""

    name: str  # random name of the staged file
    digest: str  # SHA-256 in hexadecimal
    size: int  # bytes received


class FileStorage(Protocol):
    """Bytes by the SHA-256 of their content; equal contents are stored once.

    Every method raises Unavailable when the storage does not answer, and ValueError for a malformed digest.
    """

    def stage(self, content: IO[bytes], expected_size: int) -> Staged:
        """Receive ``content`` in chunks. On return the bytes survive a power failure.

        Raises NoRoom or Unavailable, and then stores nothing under a digest. A folder deletes the partial
        file at once; what a bucket keeps after an outage is deleted by `clear_staged`.
        """
        ...

    def place(self, staged: Staged) -> None:
        """Store staged bytes under their digest, atomically.

        May be repeated, also concurrently for the same content. Raises Unavailable when the staged bytes were
        deleted meanwhile and the digest is not stored.
        """
        ...

    def discard(self, staged: Staged) -> None:
        """Delete staged bytes. Never raises: what cannot be deleted now is left to `clear_staged`."""
        ...

    def open(self, digest: str) -> IO[bytes] | None:
        """The bytes as a stream that the caller closes; None when the digest is not stored."""
        ...

    def size(self, digest: str) -> int | None:
        """The number of bytes of a digest; None when it is not stored."""
        ...

    def remove(self, digest: str) -> None:
        """Delete the bytes of a digest, if it is stored."""
        ...

    def digests(self) -> Iterator[str]:
        """All digests in order, read in batches. Concurrent changes may be missed."""
        ...

    def clear_staged(self, before: datetime) -> int:
        """Delete bytes staged before this time and not placed, complete or not. Returns how many."""
        ...

    def has(self, digest: str) -> bool:
        """Whether a digest is stored."""
        return self.size(digest) is not None

    def verify(self, digest: str) -> bool:
        """Whether a digest is stored and its bytes match it."""
        file = self.open(digest)
        if file is None:
            return False
        with file:
            reader = DigestReader(file)
            while reader.read(CHUNK):
                pass
        return reader.digest == digest


class DigestReader(RawIOBase):
    """A stream that computes digest and size of what was read so far."""

    def __init__(self, content: IO[bytes]) -> None:
        self._content = content
        self._hash = hashlib.sha256()
        self.size = 0

    @property
    def digest(self) -> str:
        """SHA-256 of what was read so far."""
        return self._hash.hexdigest()

    def readable(self) -> bool:
        """Always true; seeking is not supported."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Read the next bytes into ``buffer``; returns their number, 0 at the end."""
        target = memoryview(buffer).cast("B")
        try:
            chunk = self._content.read(min(len(target), CHUNK))
        except OSError as problem:
            raise Unavailable(
                f"A file cannot be read to its end ({problem.strerror}); try again."
            ) from problem
        target[: len(chunk)] = chunk
        self._hash.update(chunk)
        self.size += len(chunk)
        return len(chunk)


def is_digest(name: str) -> bool:
    """Whether a name is a SHA-256 in hexadecimal."""
    return bool(_DIGEST.fullmatch(name))


def place_of(digest: str) -> str:
    """The path of a digest in any storage: ``ab/abcdef…``."""
    if not is_digest(digest):
        raise ValueError(f"{digest!r} is no SHA-256 in hexadecimal letters.")
    return f"{digest[:2]}/{digest}"
