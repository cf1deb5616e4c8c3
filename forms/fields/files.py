"""What fields promise that take files."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import NamedTuple

from forms.fields.base import Field
from forms.fields.shown import KeptFile
from forms.text.language import Language
from forms.text.messages import Message


class FileReference(NamedTuple):
    """A file that the store keeps: where to find it, and what it said of itself; ``size`` in bytes."""

    id: str
    name: str
    media_type: str
    size: int


FileReferences = tuple[FileReference, ...]


@dataclass(frozen=True, kw_only=True)
class FileField(Field[FileReferences]):
    """A question that is answered with files; its page is posted as multipart.

    The value is a non-empty tuple of `FileReference`. The bytes never come here: whoever takes an upload
    asks `problem_with`, keeps it, and posts the reference as JSON text. `typed` gives one such text for each
    file, in the order of `kept`. What a browser itself posts for this field must not be passed on, except
    the part ``keep`` (ids of files sent before), to be matched with the references already held.
    """

    @property
    @abstractmethod
    def most_files(self) -> int:
        """How many files may be sent."""

    @property
    @abstractmethod
    def most_mb(self) -> int:
        """How many megabytes all files of one answer may have together."""

    @abstractmethod
    def problem_with(self, name: str, head: bytes, size: int) -> Message | None:
        """Why one uploaded file cannot be taken: its name, its first 4,096 bytes, its size in bytes."""

    @abstractmethod
    def media_type(self, name: str) -> str:
        """The media type under which a file of this name that was taken is served again."""

    @abstractmethod
    def kept(self, value: FileReferences | None, language: Language) -> tuple[KeptFile, ...]:
        """The files behind a value; none behind no value."""
