"""Checks of single translations against their source texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Set
from urllib.parse import urlsplit

from forms.text.text import clean
from generator.problems import Problem
from generator.translate.catalogues import Catalogue, Entry
from generator.translate.plurals import Plurals
from generator.translate.wording import Wording, short

_GAP = re.compile(r"\{[^{}]*\}")
_PERCENT = re.compile(r"%(?:\([^()]*\))?[sd]\b")
_MARKUP = re.compile(r"<[A-Za-z/!?]|&#?\w+;|\{\{|\{%|\{#|\}\}|%\}|\[\[|\[%|%\]|\]\]")
_LINK = re.compile(
    r"\]\(\s*([^)\s]+)|(?<![A-Za-z0-9])(https?://(?:(?!https?://)[^\s)>\"'])+)|\b(?:javascript|data|vbscript):",
    re.IGNORECASE,
)
# Sentence ends of other scripts; browsers treat 。 before a letter as a dot in a host name.
_BEHIND_LINK = re.compile("[。，、；：！？）」』»”’،؛؟…](?![A-Za-z0-9]).*", re.DOTALL)
# The count may be left out in a plural form for a single number ("one page").
_COUNTS = frozenset({"{count}", "{n}"})


def problems_of_entries(
    catalogue: Catalogue, plurals: Plurals, wordings: tuple[Wording, ...]
) -> Iterator[Problem]:
    """Every problem of the translations for ``wordings``."""
    file = catalogue.path.as_posix()
    for entry in catalogue.repeated:
        yield _repeated(entry.file or file, entry)
    for wording in wordings:
        translated = catalogue.entries.get(wording.key)
        if translated is not None and any(translated.said) and not translated.stale:
            yield from _problems(translated.file or file, plurals.forms, wording, translated)


def _problems(file: str, forms: int, wording: Wording, entry: Entry) -> Iterator[Problem]:
    yield from _plural_forms(file, forms, wording, entry)
    for target in filter(None, entry.said):
        yield from _gaps(file, wording, entry, target)
        yield from _markup(file, wording, entry, target)
        yield from _links(file, wording, entry, target)
        yield from _characters(file, entry, target)
        yield from _length(file, wording, entry, target)


def _plural_forms(file: str, forms: int, wording: Wording, entry: Entry) -> Iterator[Problem]:
    wanted = forms if wording.plural else 1
    if entry.plural == wording.plural and len(entry.said) > wanted:
        yield _problem(
            "E406",
            file,
            entry.line,
            f"“{short(entry.text)}” has {len(entry.said)} plural forms, and its header counts {wanted}.",
            f"Take out what follows msgstr[{wanted - 1}], or correct the Plural-Forms header.",
        )
    elif entry.plural != wording.plural or len(entry.said) != wanted or not all(entry.said):
        yield _problem(
            "E406",
            file,
            entry.line,
            f"“{short(entry.text)}” is translated in {sum(map(bool, entry.said))} of {wanted} plural forms.",
            "Run “onceonly i18n update” and translate each msgstr of the entry.",
        )


def _gaps(file: str, wording: Wording, entry: Entry, target: str) -> Iterator[Problem]:
    sources = (wording.text, wording.plural) if wording.plural else (wording.text,)
    known = {gap for source in sources for gap in _gaps_in(source)}
    found = _gaps_in(target)
    may_miss = _COUNTS if wording.plural else frozenset()
    foreign, missing = found - known, known - found - may_miss
    if foreign or missing:
        wanted = ", ".join(sorted(known)) or "none"
        yield _problem(
            "E404",
            file,
            entry.line,
            f"The placeholders of “{short(target)}” differ from the source text's:"
            f" {_difference(foreign, missing)}.",
            f"Keep these placeholders exactly as they are: {wanted}. They are filled in later.",
        )


def _markup(file: str, wording: Wording, entry: Entry, target: str) -> Iterator[Problem]:
    foreign = set(_MARKUP.findall(target)) - set(_MARKUP.findall(wording.text + wording.plural))
    if foreign:
        yield _problem(
            "E405",
            file,
            entry.line,
            f"“{short(target)}” contains {' '.join(sorted(foreign))}, which the source text does not.",
            "Write plain words; the pages add their own markup.",
        )


def _links(file: str, wording: Wording, entry: Entry, target: str) -> Iterator[Problem]:
    """Links must lead to the same sites; the page there may differ by language."""
    known, found = _hosts(wording.text + " " + wording.plural), _hosts(target)
    foreign, missing = found - known, known - found
    if foreign:
        yield _problem(
            "E411",
            file,
            entry.line,
            f"“{short(target)}” links to {_places(foreign)}, which the source text does not.",
            "Link only to places that the source text links to, and leave a space behind an address.",
        )
    elif missing:
        yield _problem(
            "E411",
            file,
            entry.line,
            f"“{short(target)}” does not link to {_places(missing)} as the source text does.",
            "Keep each link of the source text: its words are translated, its address is not.",
        )


def _characters(file: str, entry: Entry, target: str) -> Iterator[Problem]:
    normal = unicodedata.normalize("NFC", target).replace("\t", " ").strip()
    if clean(target, lines=True) != normal:
        yield _problem(
            "E407",
            file,
            entry.line,
            f"“{short(clean(target))}” contains characters that cannot be seen or that reverse text.",
            "Type the text anew, or paste it as plain text.",
        )


def _length(file: str, wording: Wording, entry: Entry, target: str) -> Iterator[Problem]:
    if wording.longest and len(target) > wording.longest:
        yield _problem(
            "E408",
            file,
            entry.line,
            f"“{short(target)}” has {len(target)} characters, and there is room for {wording.longest}.",
            "Say it in fewer words.",
        )


def _repeated(file: str, entry: Entry) -> Problem:
    return _problem(
        "E410",
        file,
        entry.line,
        f"“{short(entry.text)}” is in the catalogue twice.",
        "Keep the better translation and delete the other entry.",
    )


def _gaps_in(text: str) -> frozenset[str]:
    return frozenset(_GAP.findall(text)) | frozenset(_PERCENT.findall(text))


def _difference(foreign: Set[str], missing: Set[str]) -> str:
    parts = [f"{', '.join(sorted(missing))} is missing"] if missing else []
    return " and ".join(
        [*parts, *([f"{', '.join(sorted(foreign))} is not in the source"] if foreign else [])]
    )


def _hosts(text: str) -> set[str]:
    found = ((one[1], _BEHIND_LINK.sub("", one[2] or ""), one[0]) for one in _LINK.finditer(text))
    hosts = {_host(target or bare or word) for target, bare, word in found}
    return {host.rstrip(".,;:!?") for host in hosts if not host or _is_named(host)}


def _is_named(host: str) -> bool:
    """Whether a host name follows: in “https://.” and “https://或” none does."""
    return any(map(str.isalnum, host)) and (host.isascii() or any(point in host for point in ".。．｡"))


def _places(hosts: Set[str]) -> str:
    return ", ".join(sorted(host or "a page of this site" for host in hosts))


def _host(target: str) -> str:
    try:
        parts = urlsplit(target)
    except ValueError:  # "http://[", which differs from all sources
        return target
    return parts.netloc or (parts.scheme and f"{parts.scheme}:{parts.path}") or ""


def _problem(code: str, file: str, line: int, message: str, remedy: str) -> Problem:
    return Problem(code, file, max(line, 1), 1, 1 + len("msgstr"), message, remedy)
