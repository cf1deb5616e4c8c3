"""Languages as an earlier build prepared them: what Babel knows of them, and the product's words compiled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from forms.language import Language
from generator.digests import digest, digest_of_bytes
from generator.i18n.catalogues import Catalogue, Entry, read_catalogue
from generator.i18n.languages import is_tag
from generator.memory import Memory


class Prepared(NamedTuple):
    """A language without translations yet, the product's words as gettext reads them, and their catalogue."""

    language: Language
    messages: bytes
    portal: Catalogue


def recalled(code: str, path: Path, memory: Memory) -> Prepared | None:
    """What was prepared from the catalogue at ``path`` as it is now; then the language is known, too."""
    if not is_tag(code):
        return None
    known = memory.found(_page(code))
    messages = memory.recall(_messages(code))
    if known.get("key") != _key(code, path, messages):
        return None
    language = Language(code, known["locale"], known["name"], known["direction"])
    return Prepared(language, messages, Catalogue(path, _Unread(path)))


def remember(prepared: Prepared, memory: Memory) -> None:
    """Remember what was prepared from a catalogue without problems of its own."""
    language, messages, portal = prepared
    if portal.readable and not portal.repeated:
        memory.remember(_messages(language.code), messages)
        known = {"locale": language.locale, "name": language.name, "direction": language.direction}
        memory.keep(_page(language.code), {"key": _key(language.code, portal.path, messages), **known})


class _Unread(Mapping[tuple[str, str], Entry]):
    """The entries of a catalogue that nobody may ask for."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __getitem__(self, key: tuple[str, str]) -> Entry:
        return self._entries[key]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    @cached_property
    def _entries(self) -> Mapping[tuple[str, str], Entry]:
        return read_catalogue(self._path).entries


def _key(code: str, path: Path, messages: bytes) -> str:
    content = path.read_bytes() if path.is_file() else b""
    return digest(code, path.as_posix(), digest_of_bytes(content), digest_of_bytes(messages))


def _page(code: str) -> str:
    return f"language.{code}"


def _messages(code: str) -> str:
    return f"{code}.mo"
