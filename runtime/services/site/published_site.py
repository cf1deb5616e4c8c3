"""The published site in ``output/``: languages, city, forms, texts and files."""

from __future__ import annotations

import gettext
import json
import time
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from forms.model.form import City, Form
from forms.model.published import FORMAT
from forms.model.search import SearchEntry, SearchIndex, search_index
from forms.model.serialise import from_json
from forms.text.language import Language
from forms.text.untranslated import PRODUCT_LANGUAGE, StillInEnglish
from runtime.dataset import Source, SourceKind
from runtime.services.site.provenance import provenance

FORMS_KEPT = 128  # parsed forms kept per worker; one is some 100 KB
_NOWHERE = (0, 0)
SENTENCES_KEPT = 2048  # many facts of one day have the same source


Site = TypeVar("Site", bound="PublishedSite", covariant=True)


class NotBuilt(Exception):
    """The output is missing or was built for another version; the text says which, with the remedy."""


class PublishedSite:
    """The output of a build, read as needed and then kept."""

    def __init__(self, output: Path) -> None:
        self._output = output
        # Any: the manifest is JSON; it is read in this class only.
        self._manifest: Mapping[str, Any] = _manifest(output)
        self.source_language: str = self._manifest["source_language"]
        self.languages = {entry["code"]: _language(output, entry) for entry in self._manifest["languages"]}
        self.articles: frozenset[str] = frozenset(self._manifest["articles"])  # agency/name
        self._assets = frozenset(self._manifest["assets"].values())
        self.city = lru_cache(maxsize=None)(self._read_city)
        self._form = lru_cache(maxsize=FORMS_KEPT)(self._read_form)
        self.fact_forms = lru_cache(maxsize=None)(self._read_fact_forms)
        self.untranslated = lru_cache(maxsize=None)(self._read_untranslated)
        self.search_index = lru_cache(maxsize=None)(self._read_search_index)
        self.provenance = lru_cache(maxsize=SENTENCES_KEPT)(self._say_provenance)

    @property
    def asset_names(self) -> Mapping[str, str]:
        """The published file names of assets, by their names in themes."""
        return dict(self._manifest["assets"])

    @property
    def form_names(self) -> tuple[str, ...]:
        """The names of all forms, in the order of their agencies."""
        return tuple(self._manifest["forms"])

    def form_names_of(self, agency: str) -> tuple[str, ...]:
        """The names of one agency's forms."""
        return tuple(name for name, form in self._manifest["forms"].items() if form["agency"] == agency)

    @property
    def form_names_with_eligibility(self) -> tuple[str, ...]:
        """The names of the forms with eligibility conditions."""
        return tuple(name for name, form in self._manifest["forms"].items() if form.get("eligibility"))

    def deadline(self, form: str) -> date | None:
        """The last day on which a form may be sent, if it has one."""
        written = self._manifest["forms"][form].get("deadline")
        return date.fromisoformat(written) if written else None

    def speaks(self, language: str, form: str) -> bool:
        """Whether a form is published in a language; forms with translation gaps may be left out."""
        return form not in self._manifest.get("left_out", {}).get(language, ())

    def form(self, language: str, name: str) -> Form | None:
        """A form in one language; None for an unknown name. Unknown names are not cached."""
        return self._form(language, name) if name in self._manifest["forms"] else None

    @cached_property
    def each_location(self) -> frozenset[str]:
        """The master fields with a value of their own for each location."""
        return frozenset(_read(self._output / self.source_language / "located.json"))

    @property
    def style_sheets(self) -> tuple[str, ...]:
        """The published file names of the style sheets."""
        return tuple(sorted(file for file in self._assets if file.endswith(".css")))

    def asset(self, file: str, *, packed: bool) -> bytes | None:
        """An asset by its published name, or None; ``packed``: compressed with gzip, if it was."""
        if file not in self._assets:
            return None
        path = self._output / "assets" / (f"{file}.gz" if packed else file)
        return path.read_bytes() if path.is_file() else None

    def _read_city(self, language: str) -> City:
        return from_json(City, _read(self._output / language / "city.json"))

    def _read_form(self, language: str, name: str) -> Form:
        return from_json(Form, _read(self._output / language / "forms" / f"{name}.json"))

    def _read_fact_forms(self, language: str) -> Mapping[str, Form]:
        forms = (from_json(Form, stored) for stored in _read(self._output / language / "facts.json"))
        return MappingProxyType({form.name: form for form in forms})

    def _read_untranslated(self, language: str) -> frozenset[str]:
        """The master fields whose texts are not translated yet."""
        return frozenset(_read(self._output / language / "untranslated.json"))

    def _read_search_index(self, language: str) -> SearchIndex:
        stored = _read(self._output / language / "search.json")
        entries = (from_json(SearchEntry, entry) for entry in stored)
        return search_index(entries)

    def _say_provenance(self, language: str, kind: SourceKind, name: str, agency: str, day: date) -> str:
        form = self.form(language, name) if kind == "submission" else None
        title = form.title if form else ""
        source = Source(kind, name, agency)
        return provenance(self.languages[language], self.city(language), title, source, day)


class PublishedSites(Generic[Site]):
    """The current site: read at start and, with ``watch``, again after each build."""

    def __init__(self, output: Path, read: Callable[[Path], Site], *, watch: bool = False) -> None:
        self._output = output
        self._read = read  # `PublishedSite` or a subclass
        self._watch = watch
        self._looked = time.monotonic()
        self._stamp = self._stamp_now()
        self._site = read(output)

    def are_there(self) -> bool:
        """Whether the output folder still exists."""
        return self._stamp_now() != _NOWHERE

    def newest(self) -> Site:
        """The site for this request; with ``watch``, checks the disk at most once a second."""
        if self._watch and time.monotonic() - self._looked > 1:
            self._reread()
        return self._site

    def _reread(self) -> None:
        self._looked = time.monotonic()
        stamp = self._stamp_now()
        if stamp not in (_NOWHERE, self._stamp):
            self._stamp, self._site = stamp, self._read(self._output)

    def _stamp_now(self) -> tuple[int, int]:
        try:
            found = (self._output / "manifest.json").stat()
        except OSError:  # a build is being swapped in at the moment
            return _NOWHERE
        return (found.st_mtime_ns, found.st_ino)


def _manifest(output: Path) -> Any:
    try:
        manifest = _read(output / "manifest.json")
    except FileNotFoundError:
        raise NotBuilt(f"There is nothing in {output}. Run `onceonly build` first.") from None
    if manifest.get("format") != FORMAT:
        raise NotBuilt(f"What is in {output} was built by another version. Run `onceonly build` again.")
    return manifest


def _read(path: Path) -> Any:
    return json.loads(path.read_bytes())


def _language(output: Path, entry: Mapping[str, str]) -> Language:
    catalogue = output / entry["code"] / "messages.mo"
    if not catalogue.exists():
        return Language(**entry)  # type: ignore[arg-type]  # the manifest's entry has exactly these keys
    with catalogue.open("rb") as file:
        translations = gettext.GNUTranslations(file)
    if entry["code"] != PRODUCT_LANGUAGE:
        translations.add_fallback(StillInEnglish())
    return Language(**entry, translations=translations)  # type: ignore[arg-type]  # as above
