"""Updates a catalogue from its sources: no fuzzy matching, no translation is deleted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from pathlib import Path

import polib

from forms.text.text import is_seen
from generator.translate.catalogues import Catalogue, Entry, plurals_of, read_po, said_in
from generator.translate.languages import language
from generator.translate.plurals import Plurals, first_plurals
from generator.translate.wording import ARTICLES, Wording

_WIDTH = 100

Key = tuple[str, str]
"""Context and source text."""


@dataclass(frozen=True)
class Changes:
    """The changes of an update, in numbers of entries."""

    new: int = 0
    stale: int = 0  # newly stale: their source text has changed
    gone: int = 0  # not used any more; kept at the end of the file
    gone_texts: tuple[str, ...] = field(default=(), compare=False)
    alike: tuple[str, ...] = ()  # texts that were taken out, because the product translates them alike

    @property
    def any(self) -> bool:
        """Whether there is something for a translator to do."""
        return bool(self.new or self.stale or self.gone)


@dataclass(frozen=True)
class Basis:
    """What a catalogue stands on: the product's below it, and the rule that it begins with."""

    plurals: Plurals | None = None
    shipped: Catalogue | None = None  # its texts are left out, as far as they are not said differently
    wanted: Set[Key] = frozenset()  # keys that are asked for all the same


_ALONE = Basis()


def update_catalogue(
    path: Path,
    code: str,
    wordings: Sequence[Wording],
    basis: Basis = _ALONE,
) -> Changes:
    """Rewrite the catalogue at ``path`` with exactly ``wordings``; none is begun where nothing is asked for.

    A translation is used for another text only when the text of the same context has changed; it is then
    stale, with the old text beside it, until a translator has reviewed it.
    """
    old = read_po(path) if path.exists() else polib.POFile()
    rule = plurals_of(old) or basis.plurals or first_plurals(code)
    alike = _alike(old, basis.shipped) if basis.shipped else ()
    entries, changes = _merge(old, _asked_of_city(wordings, old, basis), rule.forms)
    if basis.shipped and not path.exists() and not entries:
        return changes
    new = polib.POFile(wrapwidth=_WIDTH)
    new.header = old.header or f"Translations: {language(code).name}"
    new.metadata = {**old.metadata, **_ENCODING, "Language": code, "Plural-Forms": rule.header}
    new.extend(entries)
    _write(path, str(new))
    return replace(changes, alike=alike)


def put_translations(path: Path, given: Mapping[tuple[str, str], tuple[str, ...]]) -> None:
    """Write translations into the catalogue at ``path``, by context and source text; they are not stale."""
    po = read_po(path)
    po.wrapwidth = _WIDTH
    for entry in po:
        forms = () if entry.obsolete else given.get(_key(entry), ())
        if not forms:
            continue
        if entry.msgid_plural:
            entry.msgstr_plural = dict(enumerate(forms))
        else:
            entry.msgstr = forms[0]
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        entry.previous_msgid = entry.previous_msgid_plural = entry.previous_msgctxt = None
    _write(path, str(po))


def template(wordings: Iterable[Wording]) -> str:
    """The wordings as a .pot file, for translation tools."""
    pot = polib.POFile(wrapwidth=_WIDTH)
    pot.metadata = dict(_ENCODING)
    pot.extend(_asked(wording) for wording in wordings)
    return str(pot)


def write_template(path: Path, wordings: Iterable[Wording]) -> None:
    """Write the .pot file at ``path``."""
    _write(path, template(wordings))


_ENCODING = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}


def _merge(old: polib.POFile, wordings: Sequence[Wording], forms: int) -> tuple[list[polib.POEntry], Changes]:
    before = _Before(old)
    new = [_asked(wording, forms) for wording in wordings]
    places = frozenset(_within(entry) for entry in new)
    asked = [_carry_over(entry, before, places) for entry in new]
    gone = _gone(old, asked)
    was_stale = {_key(entry) for entry in old if entry.fuzzy}
    changes = Changes(
        new=sum(not _is_said(entry) and _key(entry) not in before.by_key for entry in asked),
        stale=sum(entry.fuzzy and _key(entry) not in was_stale for entry in asked),
        gone=sum(not entry.obsolete for entry in gone),
        gone_texts=tuple(entry.msgid for entry in gone if not entry.obsolete),
    )
    for entry in gone:
        entry.obsolete = True
    return [*asked, *sorted(gone, key=_key)], changes


def _alike(old: polib.POFile, shipped: Catalogue) -> tuple[str, ...]:
    """Take out of ``old`` what the product says alike; the texts that had a translation.

    A translator's remark keeps its entry.
    """
    alike = [
        entry for entry in old if not entry.tcomment and _is_alike(entry, shipped.entries.get(_key(entry)))
    ]
    for entry in alike:
        old.remove(entry)
    return tuple(entry.msgid for entry in alike)


def _is_alike(entry: polib.POEntry, shipped: Entry | None) -> bool:
    found = entry.msgid_plural, said_in(entry)
    return shipped is not None and shipped.usable and found == (shipped.plural, shipped.said)


def _asked_of_city(wordings: Sequence[Wording], old: polib.POFile, basis: Basis) -> Sequence[Wording]:
    """The wordings that this catalogue must hold: all that the product's does not translate, and its own."""
    if basis.shipped is None:
        return wordings
    shipped, kept = basis.shipped, basis.wanted | {_key(entry) for entry in old if _is_said(entry)}
    return [wording for wording in wordings if wording.key in kept or not shipped.says(wording)]


def _asked(wording: Wording, forms: int = 2) -> polib.POEntry:
    note = wording.note
    if wording.longest:
        note = f"{note}\nAt most {wording.longest} characters.".strip()
    return polib.POEntry(
        msgctxt=wording.context or None,
        msgid=wording.text,
        msgid_plural=wording.plural,
        msgstr_plural=dict.fromkeys(range(forms), "") if wording.plural else {},
        comment=note,
        occurrences=[(place, "") for place in wording.places],
    )


class _Before:
    """A catalogue's entries for lookup; live entries come before obsolete ones."""

    def __init__(self, po: polib.POFile) -> None:
        entries = sorted(po, key=lambda entry: not entry.obsolete)
        self.by_key = {_key(entry): entry for entry in entries}
        self.by_context = {entry.msgctxt: entry for entry in entries if entry.msgctxt}
        self.by_place = {_within(entry): entry for entry in entries}


def _carry_over(entry: polib.POEntry, known: _Before, asked: Set[tuple[str, str]]) -> polib.POEntry:
    same = known.by_key.get(_key(entry))
    if same is None and _is_numbered(entry):
        same = known.by_place.get(_within(entry))  # a paragraph whose position in its article has changed
    if same is not None:
        return _with_translation(entry, same, stale=same.msgid_plural != entry.msgid_plural)
    before = known.by_context.get(entry.msgctxt or "")
    has_moved = before is not None and _is_numbered(entry) and _within(before) in asked
    if before is None or not _is_said(before) or has_moved:
        return entry
    # The text is as it was when translated, so the entry is not stale.
    return _with_translation(entry, before, stale=before.previous_msgid != entry.msgid)


def _with_translation(entry: polib.POEntry, source: polib.POEntry, *, stale: bool) -> polib.POEntry:
    entry.msgstr, entry.tcomment = source.msgstr, source.tcomment
    if entry.msgid_plural:
        entry.msgstr_plural |= source.msgstr_plural or {0: source.msgstr}
    same_text = source.msgid == entry.msgid
    entry.flags = list(source.flags) if same_text else []
    if same_text and source.fuzzy:
        entry.previous_msgid = source.previous_msgid
    if stale and _is_said(entry) and not entry.fuzzy:
        entry.flags.append("fuzzy")
        entry.previous_msgid = source.previous_msgid or source.msgid
    return entry


def _gone(old: polib.POFile, asked: Sequence[polib.POEntry]) -> list[polib.POEntry]:
    kept = {_key(entry) for entry in asked}
    carried = {entry.msgctxt for entry in asked if entry.msgctxt}
    return [
        entry
        for entry in old
        if _key(entry) not in kept and (entry.msgctxt or "") not in carried and _is_said(entry)
    ]


def _key(entry: polib.POEntry) -> tuple[str, str]:
    return entry.msgctxt or "", entry.msgid


def _within(entry: polib.POEntry) -> tuple[str, str]:
    """A text within its article, at any position."""
    return (entry.msgctxt or "").rpartition(".")[0], entry.msgid


def _is_numbered(entry: polib.POEntry) -> bool:
    area, _, last = (entry.msgctxt or "").rpartition(".")
    return area.startswith(f"{ARTICLES}.") and last.isdigit()


def _is_said(entry: polib.POEntry) -> bool:
    return any(map(is_seen, said_in(entry)))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.new")
    unfinished.write_text(text.rstrip("\n") + "\n", encoding="utf-8")
    unfinished.replace(path)
