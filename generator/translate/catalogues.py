"""Translation catalogues: gettext's .po files, parsed strictly and written in a stable order."""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import polib

from forms.text.text import is_seen

# One line of a .po file. polib drops lines that it cannot parse; they must be reported.
_LINE = re.compile(r'(#.*|((msgctxt|msgid|msgid_plural|msgstr(\[[0-9]\])?)\s+)?"([^"\\]|\\.)*")?')

MAX_BYTES = 8 * 1024 * 1024  # a catalogue of this size holds some 50,000 entries


class UnreadableCatalogue(Exception):
    """A .po file that cannot be parsed; ``line`` is where parsing stopped (1 when unknown)."""

    def __init__(self, reason: str, line: int = 1) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


class Entry(NamedTuple):
    """One translated text. ``said`` holds the translation, or one for each plural form."""

    text: str
    said: tuple[str, ...]
    plural: str = ""
    context: str = ""
    stale: bool = False  # the source changed since it was translated (gettext's "fuzzy")
    line: int = 0  # of its translation

    @property
    def key(self) -> tuple[str, str]:
        """Its key in a catalogue: context and source text."""
        return self.context, self.text

    @property
    def usable(self) -> bool:
        """Whether it may be published: translated in all plural forms, and not stale."""
        return not self.stale and bool(self.said) and all(self.said)


@dataclass(frozen=True)
class Catalogue:
    """The entries of one .po file by context and source text."""

    path: Path
    entries: Mapping[tuple[str, str], Entry] = field(default_factory=dict)
    repeated: tuple[Entry, ...] = ()  # duplicates of context and text
    readable: bool = True  # False: reported as the only problem, without missing texts

    @cached_property
    def translated_contexts(self) -> frozenset[str]:
        """The contexts with a translation, of whatever text."""
        return frozenset(entry.context for entry in self.entries.values() if any(entry.said))

    def usable(self, context: str, text: str) -> Entry | None:
        """The publishable entry for a text, or None."""
        entry = self.entries.get((context, text))
        return entry if entry is not None and entry.usable else None

    def translation(self, context: str, text: str) -> str:
        """The translation of a text, or ``""``."""
        entry = self.usable(context, text)
        return entry.said[0] if entry else ""


def read_catalogue(path: Path) -> Catalogue:
    """The catalogue at ``path``; empty for a missing file. Raises UnreadableCatalogue."""
    if not path.exists():
        return Catalogue(path)
    entries: dict[tuple[str, str], Entry] = {}
    repeated: list[Entry] = []
    for entry in _entries(path):
        if entry.key in entries:
            repeated.append(entry)
        else:
            entries[entry.key] = entry
    return Catalogue(path, entries, tuple(repeated))


def read_po(path: Path) -> polib.POFile:
    """Parse the .po file at ``path``. Raises UnreadableCatalogue."""
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableCatalogue(f"it is larger than {MAX_BYTES // 1024 // 1024} MB")
    _check_text(path.read_bytes())
    try:
        return polib.pofile(str(path), encoding="utf-8")
    except OSError as error:
        raise UnreadableCatalogue("it breaks the rules of .po files here", _line_in(str(error))) from error
    except (ValueError, IndexError, AttributeError) as error:  # raised by polib for invalid plural indices
        raise UnreadableCatalogue("it breaks the rules of .po files") from error


def machine_object(entries: Iterable[Entry], plural_forms: str) -> bytes:
    """The usable entries as a gettext .mo file; equal entries give equal bytes."""
    po = polib.POFile()
    po.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": plural_forms}
    for entry in sorted(entries, key=lambda entry: entry.key):
        if entry.usable:
            po.append(_to_po(entry))
    return bytes(po.to_binary())


def translations(machine_object: bytes) -> gettext.NullTranslations:
    """The translations of a .mo file."""
    return gettext.GNUTranslations(io.BytesIO(machine_object))


def _entries(path: Path) -> Iterator[Entry]:
    """Every entry of the .po file at ``path``. Raises UnreadableCatalogue."""
    read = read_po(path)
    lines = path.read_text("utf-8").split("\n")
    for entry in read:
        if not entry.obsolete:
            yield _as_seen(_from_po(entry, _line_of_msgstr(lines, entry.linenum or 1)))


def _as_seen(entry: Entry) -> Entry:
    """The entry with invisible text treated as empty."""
    if all(not text or is_seen(text) for text in entry.said):
        return entry
    return entry._replace(said=tuple(text if is_seen(text) else "" for text in entry.said))


def _line_of_msgstr(lines: list[str], start: int) -> int:
    """The line of the translation of the entry that begins in line ``start``."""
    below = range(start, len(lines) + 1)
    return next((number for number in below if lines[number - 1].lstrip().startswith("msgstr")), start)


def _from_po(entry: polib.POEntry, line: int) -> Entry:
    plural_forms = tuple(text for _, text in sorted(entry.msgstr_plural.items()))
    return Entry(
        text=entry.msgid,
        said=plural_forms if entry.msgid_plural else (entry.msgstr,),
        plural=entry.msgid_plural,
        context=entry.msgctxt or "",
        stale=entry.fuzzy,
        line=line,
    )


def _to_po(entry: Entry) -> polib.POEntry:
    if entry.plural:
        forms = dict(enumerate(entry.said))
        return polib.POEntry(msgid=entry.text, msgid_plural=entry.plural, msgstr_plural=forms)
    return polib.POEntry(msgctxt=entry.context or None, msgid=entry.text, msgstr=entry.said[0])


def _check_text(content: bytes) -> None:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        reached = content.count(b"\n", 0, error.start) + 1
        raise UnreadableCatalogue("it is not written in UTF-8", reached) from error
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if not _LINE.fullmatch(line.strip()) or "\0" in line:
            raise UnreadableCatalogue(_broken(line.strip()), number)


def _line_in(error: str) -> int:
    digits = [word.strip("()") for word in error.replace(":", " ").split() if word.strip("()").isdigit()]
    return int(digits[-1]) if digits else 1


def _broken(line: str) -> str:
    """The problem of a line that is not valid in a .po file."""
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        return "two versions of it were merged and left like this"
    if line.count('"') == 1:
        return "a quotation mark is missing in this line"
    if re.search(r'".*[^\\]".*"', line):
        return 'a quotation mark inside a text is written \\" or “”'
    return "it breaks the rules of .po files here"
