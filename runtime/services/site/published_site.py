"""The published site in ``output/``: languages, city, forms, texts and files."""

from __future__ import annotations

import gc
import gettext
import json
import re
import time
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from forms.model.form import City, Form
from forms.model.published import ASSETS, FORMAT, MANIFEST
from forms.model.search import SearchEntry, SearchIndex, search_index
from forms.model.serialise import from_json
from forms.text.language import Language
from forms.text.untranslated import PRODUCT_LANGUAGE, StillInEnglish
from runtime.dataset import Source, SourceKind
from runtime.services.logs import Event, event, failures
from runtime.services.site.edition import Edition, NotBuilt, hold_newest, is_there, newest_name
from runtime.services.site.provenance import provenance

FORMS_KEPT = 128  # parsed forms kept per worker; one is some 100 KB
SENTENCES_KEPT = 2048  # many facts of one day have the same source
_SECONDS_BETWEEN_TRIES = 1  # to read an edition that could not be read
_ASSET = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*", re.ASCII)


Site = TypeVar("Site", bound="PublishedSite", covariant=True)


class PublishedSite:
    """One edition of the site, read as needed and then kept."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self._folder = edition.folder
        self._asset_folder = edition.folder.parents[1] / ASSETS
        # Any: the manifest is JSON; it is read in this class only.
        self._manifest: Mapping[str, Any] = _manifest(self._folder)
        self.source_language: str = self._manifest["source_language"]
        self.languages = {
            entry["code"]: _language(self._folder, entry) for entry in self._manifest["languages"]
        }
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
        return frozenset(_read(self._folder / self.source_language / "located.json"))

    @property
    def style_sheets(self) -> tuple[str, ...]:
        """The published file names of the style sheets."""
        return tuple(sorted(file for file in self._assets if file.endswith(".css")))

    def asset(self, file: str, *, packed: bool) -> bytes | None:
        """An asset by its published name, ``packed`` with gzip if that file exists; else None.

        Assets of other editions are served as well, as their pages are still open in browsers.
        """
        if not _ASSET.fullmatch(file) or file.endswith(".gz"):
            return None
        path = self._asset_folder / (f"{file}.gz" if packed else file)
        return path.read_bytes() if path.is_file() else None

    def _read_city(self, language: str) -> City:
        return from_json(City, _read(self._folder / language / "city.json"))

    def _read_form(self, language: str, name: str) -> Form:
        return from_json(Form, _read(self._folder / language / "forms" / f"{name}.json"))

    def _read_fact_forms(self, language: str) -> Mapping[str, Form]:
        forms = (from_json(Form, stored) for stored in _read(self._folder / language / "facts.json"))
        return MappingProxyType({form.name: form for form in forms})

    def _read_untranslated(self, language: str) -> frozenset[str]:
        """The master fields whose texts are not translated yet."""
        return frozenset(_read(self._folder / language / "untranslated.json"))

    def _read_search_index(self, language: str) -> SearchIndex:
        stored = _read(self._folder / language / "search.json")
        entries = (from_json(SearchEntry, entry) for entry in stored)
        return search_index(entries)

    def _say_provenance(self, language: str, kind: SourceKind, name: str, agency: str, day: date) -> str:
        form = self.form(language, name) if kind == "submission" else None
        title = form.title if form else ""
        source = Source(kind, name, agency)
        return provenance(self.languages[language], self.city(language), title, source, day)


class PublishedSites(Generic[Site]):
    """The newest edition: read at start, and at the first request after another one is published."""

    def __init__(self, output: Path, read: Callable[[Edition], Site]) -> None:
        self._output = output
        self._read = read  # `PublishedSite` or a subclass
        self._renewing = Lock()
        self._unreadable = ""  # the name of an edition that could not be read, which is told once
        self._tried = 0.0  # when; it may still be copied
        self._site = read(hold_newest(output))

    def are_there(self) -> bool:
        """Whether the output still exists."""
        return is_there(self._output)

    def newest(self) -> Site:
        """The site for a new request; when the output is missing or unreadable, the one read before."""
        name, site = newest_name(self._output), self._site
        if name and (name != site.edition.name or not site.edition.is_held) and self._may_be_readable(name):
            self._renew(name)
        return self._site

    def let_go(self) -> None:
        """Release the edition in a process that only starts others; each of these then holds its own."""
        self._site.edition.let_go()

    def _may_be_readable(self, name: str) -> bool:
        return name != self._unreadable or time.monotonic() - self._tried > _SECONDS_BETWEEN_TRIES

    def _renew(self, name: str) -> None:
        if not self._renewing.acquire(blocking=False):  # another thread does it
            return
        try:
            self._site = self._read(hold_newest(self._output))
            event(Event.EDITION_SERVED, edition=self._site.edition.name)
            gc.collect()  # its caches refer to the site before, which would hold its edition for long
        except Exception as error:  # whatever is wrong with it, the edition before can be served
            if name != self._unreadable:
                event(Event.EDITION_UNREADABLE, edition=name, errors=failures(error))
            self._unreadable, self._tried = name, time.monotonic()
        finally:
            self._renewing.release()


def newest_site(output: Path) -> PublishedSite:
    """The newest edition in ``output``; raises NotBuilt when there is none for this version."""
    return PublishedSite(hold_newest(output))


def _manifest(folder: Path) -> Any:
    manifest = _read(folder / MANIFEST)
    if manifest.get("format") != FORMAT:
        raise NotBuilt(
            f"What is in {folder.parents[1]} was built by another version. Run `onceonly build` again."
        )
    return manifest


def _read(path: Path) -> Any:
    return json.loads(path.read_bytes())


def _language(folder: Path, entry: Mapping[str, str]) -> Language:
    catalogue = folder / entry["code"] / "messages.mo"
    if not catalogue.exists():
        return Language(**entry)  # type: ignore[arg-type]  # the manifest's entry has exactly these keys
    with catalogue.open("rb") as file:
        translations = gettext.GNUTranslations(file)
    if entry["code"] != PRODUCT_LANGUAGE:
        translations.add_fallback(StillInEnglish())
    return Language(**entry, translations=translations)  # type: ignore[arg-type]  # as above
