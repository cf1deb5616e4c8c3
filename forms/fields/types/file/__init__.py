"""Uploaded files."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import filetype

from forms.expressions import TEXT, Kind, ListOf
from forms.fields.base import AnswerError, OptionError, Posted, Reading, Stored, Typed, Value
from forms.fields.files import FileField, FileReference, FileReferences
from forms.fields.options import option
from forms.fields.posts import MOST_MB
from forms.fields.room import PICKED, Room, within
from forms.fields.shown import KeptFile
from forms.text import formats
from forms.text.language import Language
from forms.text.messages import Message, message, plural_message
from forms.text.text import clean

Accepted = Literal["pdf", "jpg", "png"]

_MEDIA_TYPES: Mapping[str, str] = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}
_ENDINGS: Mapping[str, Accepted] = {"pdf": "pdf", "jpg": "jpg", "jpeg": "jpg", "png": "png"}
_STARTS: Mapping[str, bytes] = {
    "pdf": rb"%PDF-[12]\.[0-9]",
    "jpg": rb"\xff\xd8\xff[\xc0-\xfe]",
    "png": rb"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
}
# File types that a browser or server could execute.
_MARKUP = re.compile(rb"<\s*(html|!doctype|script|svg|iframe|body|\?php|%@)", re.IGNORECASE)
_ENDINGS_OF_PROGRAMS = re.compile(
    r"(app|asp|bat|cmd|com|cpl|dll|dmg|docm|exe|hta|html?|jar|jsp?|lnk|mjs|msi|php[0-9]?|phtml|pl|ps1|py|rb"
    r"|scr|sh|svg|swf|url|vbs?|wsf|xhtml|xlsm|zip)",
    re.IGNORECASE,
)
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')
_LONGEST_NAME = 150
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_PARTS = {"id", "name", "media_type", "size"}


@dataclass(frozen=True, kw_only=True)
class Files(FileField):
    """One file or several. The value is a non-empty tuple of `FileReference`."""

    type = "file"
    also_called = ("upload", "attachment", "document")
    many = True
    seconds = 90

    accept: tuple[Accepted, ...] = option(("pdf", "jpg", "png"), "the file types accepted: pdf, jpg, png")
    max_mb: int = option(5, f"the largest size of one file in megabytes; a page can send {MOST_MB} in all")
    max_files: int = option(1, "the most files accepted")

    @property
    def kind(self) -> Kind:
        """A list of file names."""
        return ListOf(TEXT)

    @property
    def room(self) -> Mapping[str, Room]:
        """The ids of files to keep; references never come from a browser."""
        return {"keep": PICKED._replace(texts=self.max_files + 1)}

    def bounded(self, posted: Posted, shown: Posted) -> Posted:
        """The ids, at least as many as the page showed files."""
        return within(posted, self.room, {"keep": shown.get("", ())})

    @property
    def endings(self) -> str:
        """The extensions for the input's ``accept``."""
        return ",".join(f".{ending}" for ending, accepted in _ENDINGS.items() if accepted in self.accept)

    @property
    def accepted_types(self) -> str:
        """The names of the file types."""
        return ", ".join(accepted.upper() for accepted in self.accept)

    @property
    def most_files(self) -> int:
        """As given in the spec."""
        return self.max_files

    @property
    def most_mb(self) -> int:
        """The megabytes of all files at their largest size."""
        return self.max_files * self.max_mb

    def problem_with(self, name: str, head: bytes, size: int) -> Message | None:
        """Why an upload is refused; its extension, first bytes and `filetype` must agree."""
        if _is_suspicious(name):
            return self._bad_name(name)
        accepted = _accepted_as(name)
        if accepted not in self.accept:
            return self._wrong_type(name)
        if size == 0:
            return message(
                "{label}: the file “{name}” is empty. Choose it again.", label=self.label, name=_short(name)
            )
        if size > self.max_mb * 1_000_000:
            return self._too_large(name)
        return None if _is_really(accepted, head) else self._not_what_it_says(name, accepted)

    def _bad_name(self, name: str) -> Message:
        return message(
            "{label}: rename the file “{name}”. Use letters, digits, spaces and hyphens, and one ending.",
            label=self.label,
            name=_short(name),
        )

    def _wrong_type(self, name: str) -> Message:
        return message(
            "{label}: the file “{name}” cannot be used. Send one of these types: {types}.",
            label=self.label,
            name=_short(name),
            types=self.accepted_types,
        )

    def _too_large(self, name: str) -> Message:
        return plural_message(
            "{label}: the file “{name}” is larger than {count} megabyte. Send a smaller one.",
            "{label}: the file “{name}” is larger than {count} megabytes. Send a smaller one.",
            self.max_mb,
            label=self.label,
            name=_short(name),
        )

    def _not_what_it_says(self, name: str, accepted: str) -> Message:
        return message(
            "{label}: the file “{name}” is not a proper {type} file. Save it again as {type} and send that.",
            label=self.label,
            name=_short(name),
            type=accepted.upper(),
        )

    def media_type(self, name: str) -> str:
        """By the extension, which `problem_with` compared with the bytes."""
        return _MEDIA_TYPES.get(_accepted_as(name), "application/octet-stream")

    def read(
        self, posted: Posted, language: Language, answers: Mapping[str, Value]
    ) -> Reading[FileReferences]:
        """Accept references to uploads that were stored."""
        texts = [text for text in posted.get("", ()) if text]
        references = [_parsed(text) for text in texts[: self.max_files + 1]]
        if len(texts) > self.max_files:
            return Reading(errors=(AnswerError(self._too_many()),))
        found = tuple(reference for reference in references if reference and self._takes(reference))
        if len(found) < len(references):
            return Reading(errors=(AnswerError(self._lost()),))
        return Reading(found or None)

    def _takes(self, reference: FileReference) -> bool:
        return reference.media_type in {_MEDIA_TYPES[accepted] for accepted in self.accept}

    def _too_many(self) -> Message:
        return plural_message(
            "{label}: send at most {count} file.",
            "{label}: send at most {count} files.",
            self.max_files,
            label=self.label,
        )

    def _lost(self) -> Message:
        return message("{label}: a file did not arrive. Choose it again.", label=self.label)

    def typed(self, value: FileReferences, language: Language) -> Typed:
        """The references as JSON texts."""
        return {"": [json.dumps(reference._asdict(), ensure_ascii=False) for reference in value]}

    def display(self, value: FileReferences, language: Language) -> str:
        """One line per file."""
        return "\n".join(f"{file.name} ({file.size})" for file in self.kept(value, language))

    def kept(self, value: FileReferences | None, language: Language) -> tuple[KeptFile, ...]:
        """The files with readable sizes."""
        return tuple(KeptFile(file.id, file.name, _size_as_text(file.size, language)) for file in value or ())

    def plain(self, value: FileReferences) -> object:
        """The names."""
        return tuple(reference.name for reference in value)

    def from_plain(self, plain: object) -> FileReferences | None:
        """None: expressions give names, not files."""
        return None

    def to_json(self, value: FileReferences) -> Stored:
        """The references as objects."""
        return [reference._asdict() for reference in value]

    def from_json(self, stored: Stored) -> FileReferences:
        """At least one complete reference; the number of files is only checked for new posts."""
        if not isinstance(stored, list) or not stored:
            raise ValueError("a list of files was expected")
        return tuple(_reference(item) for item in stored)

    def text(self, value: FileReferences) -> str:
        """The names."""
        return ", ".join(reference.name for reference in value)

    def json_schema(self) -> dict[str, object]:
        """An array of references."""
        parts = {
            "id": {"type": "string", "pattern": f"^{_ID.pattern}$"},
            "name": {"type": "string", "minLength": 1, "maxLength": _LONGEST_NAME},
            "media_type": {"enum": [_MEDIA_TYPES[accepted] for accepted in self.accept]},
            "size": {"type": "integer", "minimum": 1},
        }
        item = {"type": "object", "properties": parts, "required": list(parts), "additionalProperties": False}
        return {"type": "array", "items": item, "minItems": 1, "maxItems": self.max_files}

    def missing(self) -> Message:
        """The error that asks for a file."""
        return message("{label}: choose a file to send.", label=self.label)

    def option_errors(self) -> tuple[OptionError, ...]:
        """Limits that no file, or no post, can meet."""
        limits = (("max_mb", self.max_mb), ("max_files", self.max_files), ("accept", len(self.accept)))
        found = tuple(
            OptionError(name, f"No file can be sent with this {name}.", f"Write one or more for {name}.")
            for name, limit in limits
            if limit < 1
        )
        return found or ((self._too_much(),) if self.most_mb > MOST_MB else ())

    def _too_much(self) -> OptionError:
        files = f"{self.max_files:,} {'file' if self.max_files == 1 else 'files'} of {self.max_mb:,} MB"
        option = "max_mb" if self.max_mb > MOST_MB or self.max_files == 1 else "max_files"
        return OptionError(
            option,
            f"{files} may have {self.most_mb:,} MB, but a page can send at most {MOST_MB} MB.",
            f"Write numbers for max_files and max_mb whose product is at most {MOST_MB}.",
        )


def _is_suspicious(name: str) -> bool:
    """Whether a name could lead into another folder, hide its extension, or look like a program."""
    if not name or len(name) > _LONGEST_NAME or _UNSAFE.search(name) or name.startswith("."):
        return True
    composed = unicodedata.normalize("NFC", name)  # macOS sends letters and accents separately
    inner = (part.strip() for part in name.split(".")[1:-1])
    return len(clean(composed)) < len(composed) or any(map(_ENDINGS_OF_PROGRAMS.fullmatch, inner))


def _accepted_as(name: str) -> str:
    return _ENDINGS.get(name.rpartition(".")[2].lower(), "")


def _is_really(accepted: str, head: bytes) -> bool:
    kind = filetype.guess(head)
    second = kind is not None and kind.mime == _MEDIA_TYPES[accepted]
    return bool(re.match(_STARTS[accepted], head)) and second and not _MARKUP.search(head)


def _short(name: str) -> str:
    return clean(name[:_LONGEST_NAME])[:80]


def _size_as_text(size: int, language: Language) -> str:
    unit, name = (1_000_000, message("{number} MB")) if size >= 1_000_000 else (1_000, message("{number} KB"))
    number = formats.number(round(max(size / unit, 0.1), 1), language)
    return language.say(Message(name.text, {"number": number}))


def _parsed(text: str) -> FileReference | None:
    try:
        return _reference(json.loads(text[:2_000]))
    except (ValueError, RecursionError):
        return None


def _reference(item: object) -> FileReference:
    if not isinstance(item, dict) or set(item) != _PARTS:
        raise ValueError("a file has an id, a name, a media type and a size")
    name, size = item["name"], item["size"]
    if not isinstance(item["id"], str) or not _ID.fullmatch(item["id"]):
        raise ValueError("a file's id consists of letters, digits and hyphens")
    if not isinstance(name, str) or _is_suspicious(name) or item["media_type"] not in _MEDIA_TYPES.values():
        raise ValueError("a file of this name or media type is never kept")
    if not isinstance(size, int) or isinstance(size, bool) or not 0 < size < 2**40:
        raise ValueError("a file's size is a number of bytes")
    return FileReference(**item)
