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
from generator.translate.plurals import BadPlurals, Plurals, first_plurals, read_plurals
from generator.translate.wording import Wording

# One line of a .po file. polib drops lines that it cannot parse; they must be reported.
_LINE = re.compile(r'(#.*|((msgctxt|msgid|msgid_plural|msgstr(\[[0-9]\])?)\s+)?"([^"\\]|\\.)*")?')

_PLURAL_FORMS = "Plural-Forms"

MAX_BYTES = 8 * 1024 * 1024  # a catalogue of this size holds some 50,000 entries


class UnreadableCatalogue(Exception):
    """A .po file that cannot be parsed; ``line`` is where parsing stopped (1 when unknown)."""

    def __init__(self, reason: str, line: int = 1) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


class UnusablePlurals(UnreadableCatalogue):
    """A .po file whose ``Plural-Forms`` header is missing or cannot be used."""


class Entry(NamedTuple):
    """One translated text. ``said`` holds the translation, or one for each plural form."""

    text: str
    said: tuple[str, ...]
    plural: str = ""
    context: str = ""
    stale: bool = False  # the source changed since it was translated (gettext's "fuzzy")
    line: int = 0  # of its translation
    file: str = ""  # where it is, if not in the file of its catalogue

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
    plurals: Plurals | None = None  # the rule of its header
    header_line: int = 1  # of that rule
    beneath: Path | None = None  # the product's catalogue, whose entries it shares

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that it was read from."""
        return (self.path, self.beneath) if self.beneath else (self.path,)

    @cached_property
    def translated_contexts(self) -> frozenset[str]:
        """The contexts with a translation, of whatever text."""
        return frozenset(entry.context for entry in self.entries.values() if any(entry.said))

    def plural_rule(self, code: str) -> Plurals:
        """The rule of its header; without one, that with which catalogues of the language ``code`` begin."""
        return self.plurals or first_plurals(code)

    def usable(self, context: str, text: str) -> Entry | None:
        """The publishable entry for a text, or None."""
        entry = self.entries.get((context, text))
        return entry if entry is not None and entry.usable else None

    def says(self, wording: Wording) -> bool:
        """Whether it has a publishable translation of ``wording``, plural included."""
        entry = self.usable(*wording.key)
        return entry is not None and entry.plural == wording.plural

    def translation(self, context: str, text: str) -> str:
        """The translation of a text, or ``""``."""
        entry = self.usable(context, text)
        return entry.said[0] if entry else ""


def read_catalogue(path: Path) -> Catalogue:
    """The catalogue at ``path``; empty for a missing file. Raises UnreadableCatalogue."""
    if not path.exists():
        return Catalogue(path)
    po = read_po(path)
    lines = path.read_text("utf-8").split("\n")
    entries: dict[tuple[str, str], Entry] = {}
    repeated: list[Entry] = []
    for entry in _entries(po, lines):
        if entry.key in entries:
            repeated.append(entry)
        else:
            entries[entry.key] = entry
    line = _line_of_header(lines)
    return Catalogue(path, entries, tuple(repeated), plurals=plurals_of(po, line), header_line=line)


def plurals_of(po: polib.POFile, line: int = 1) -> Plurals | None:
    """The plural rule of the header; None without one where no text has a plural. Raises UnusablePlurals."""
    header = po.metadata.get(_PLURAL_FORMS, "")
    if not header and any(entry.msgid_plural and not entry.obsolete for entry in po):
        raise UnusablePlurals("it has no Plural-Forms header, though some of its texts have a plural", line)
    try:
        return read_plurals(header) if header else None
    except BadPlurals as error:
        raise UnusablePlurals(f"its Plural-Forms header cannot be used: {error}", line) from error


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


def said_in(entry: polib.POEntry) -> tuple[str, ...]:
    """The translation of an entry, or one for each plural form up to the last; ``""`` for missing ones."""
    if not entry.msgid_plural:
        return (entry.msgstr,)
    forms = entry.msgstr_plural
    return tuple(forms.get(form, "") for form in range(max(forms, default=-1) + 1))


def machine_object(entries: Iterable[Entry], plurals: Plurals) -> bytes:
    """The usable entries as a gettext .mo file; equal entries give equal bytes."""
    po = polib.POFile()
    po.metadata = {"Content-Type": "text/plain; charset=UTF-8", _PLURAL_FORMS: plurals.header}
    for entry in sorted(entries, key=lambda entry: entry.key):
        if entry.usable:
            po.append(_to_po(entry))
    return bytes(po.to_binary())


def translations(machine_object: bytes) -> gettext.NullTranslations:
    """The translations of a .mo file."""
    return gettext.GNUTranslations(io.BytesIO(machine_object))


def _entries(po: polib.POFile, lines: list[str]) -> Iterator[Entry]:
    for entry in po:
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


def _line_of_header(lines: list[str]) -> int:
    """The line of the plural rule; without one, the header's first line with a text, or 1."""
    numbered = [(number, line.strip()) for number, line in enumerate(lines, start=1)]
    named = (number for number, line in numbered if line.startswith(f'"{_PLURAL_FORMS}:'))
    started = (number for number, line in numbered if line == 'msgstr ""')
    return next(named, None) or next(started, 1)


def _from_po(entry: polib.POEntry, line: int) -> Entry:
    return Entry(
        text=entry.msgid,
        said=said_in(entry),
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
