"""The interface of fields that take files."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import NamedTuple

from forms.fields.base import Field
from forms.fields.shown import KeptFile
from forms.text.language import Language
from forms.text.messages import Message


class FileReference(NamedTuple):
    """A stored file: its id, and the name, type and ``size`` in bytes."""

    id: str
    name: str
    media_type: str
    size: int


FileReferences = tuple[FileReference, ...]


@dataclass(frozen=True, kw_only=True)
class FileField(Field[FileReferences]):
    """A question that is answered with files; its page is posted as multipart.

    The value is a non-empty tuple of `FileReference`. The bytes never come here: the caller checks an upload
    with `problem_with`, stores it, and posts the reference as JSON text. `typed` gives one such text for each
    file, in the order of `kept`. What a browser itself posts for this field must not be passed on, except the
    part ``keep`` (ids of files sent before), to be matched with the references already held.
    """

    @property
    @abstractmethod
    def most_files(self) -> int:
        """The most files that may be sent."""

    @property
    @abstractmethod
    def most_mb(self) -> int:
        """The most megabytes of all files of one answer."""

    @abstractmethod
    def problem_with(self, name: str, head: bytes, size: int) -> Message | None:
        """Why an upload is refused, or None; ``head`` is its first 4,096 bytes, ``size`` in bytes."""

    @abstractmethod
    def media_type(self, name: str) -> str:
        """The media type with which an accepted file of this name is served."""

    @abstractmethod
    def kept(self, value: FileReferences | None, language: Language) -> tuple[KeptFile, ...]:
        """The files of a value; none for no value."""
