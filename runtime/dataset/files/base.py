"""What every storage of files promises, and what all of them share."""

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
    """Bytes that were received whole and are not under their digest yet."""

    name: str  # of the staging place, random
    digest: str  # SHA-256 in hexadecimal letters
    size: int  # bytes that were really read


class FileStorage(Protocol):
    """Bytes by the SHA-256 of their content. Equal contents are kept once.

    Every call raises Unavailable when the storage does not answer. A digest that is none is a ValueError.
    """

    def stage(self, content: IO[bytes], expected_size: int) -> Staged:
        """Receive ``content`` in chunks. When this returns, the bytes survive a power failure.

        Raises NoRoom or Unavailable, and leaves nothing under a digest. A folder leaves nothing in its
        staging place either; what a bucket that stopped answering keeps there goes with `clear_staged`.
        """
        ...

    def place(self, staged: Staged) -> None:
        """Make what was staged available under its digest, at once and for good.

        Can be repeated, and more than one may place the same content at the same time. Raises Unavailable
        when it was cleared or discarded meanwhile and its digest is not there.
        """
        ...

    def discard(self, staged: Staged) -> None:
        """Forget what was staged. Never fails: what cannot be removed now goes with `clear_staged`."""
        ...

    def open(self, digest: str) -> IO[bytes] | None:
        """The bytes, to be read from the beginning and closed; None when they are not there."""
        ...

    def size(self, digest: str) -> int | None:
        """How many bytes there are under a digest; None when it is not there."""
        ...

    def remove(self, digest: str) -> None:
        """Forget the bytes under a digest, if they are there."""
        ...

    def digests(self) -> Iterator[str]:
        """All digests in their order, a portion at a time. What changes meanwhile may be missed."""
        ...

    def clear_staged(self, before: datetime) -> int:
        """Remove what was staged before this moment and never placed, cut off or not. How many they were."""
        ...

    def has(self, digest: str) -> bool:
        """Whether there are bytes under a digest."""
        return self.size(digest) is not None

    def verify(self, digest: str) -> bool:
        """Whether the bytes are there and still have this digest."""
        file = self.open(digest)
        if file is None:
            return False
        with file:
            reader = DigestReader(file)
            while reader.read(CHUNK):
                pass
        return reader.digest == digest


class DigestReader(RawIOBase):
    """Reads a file once, in chunks, and knows the digest and the size of what was read so far."""

    def __init__(self, content: IO[bytes]) -> None:
        self._content = content
        self._hash = hashlib.sha256()
        self.size = 0

    @property
    def digest(self) -> str:
        """SHA-256 of what was read so far."""
        return self._hash.hexdigest()

    def readable(self) -> bool:
        """It can be read, and not searched."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill the beginning of ``buffer`` with what comes next; 0 at the end."""
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
    """Whether this is a SHA-256 in hexadecimal letters."""
    return bool(_DIGEST.fullmatch(name))


def place_of(digest: str) -> str:
    """Where the bytes of a digest lie in any storage: ``ab/abcdef…``."""
    if not is_digest(digest):
        raise ValueError(f"{digest!r} is no SHA-256 in hexadecimal letters.")
    return f"{digest[:2]}/{digest}"
