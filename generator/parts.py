"""What the output consists of: each part knows what it is made from and how it is made."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from forms.form import City, Form
from forms.language import Language
from forms.search import search_entries
from forms.serialise import to_json
from generator.digests import digest
from generator.dress import Dress
from generator.i18n import fallback
from generator.i18n.translations import Translation, Wordings
from generator.project import Project, compile_city, compile_facts, compile_form
from generator.schemas import submission_schema

Files = Mapping[str, bytes]

PORTAL = "portal"  # the one screen that shows all forms


@dataclass(frozen=True)
class Part:
    """Some files of the output that are made together. The same ``inputs`` give the same files."""

    name: str
    inputs: str
    make: Callable[[], Files]


class Compiled:
    """Forms by the digest of what they are made from: the portal shows all, few of them new."""

    def __init__(self, before: Compiled | None = None) -> None:
        self._before: Mapping[str, Form] = before._forms if before else {}
        self._forms: dict[str, Form] = {}  # those of this build only: what is gone is forgotten

    def form(self, inputs: str, make: Callable[[], Form]) -> Form:
        """The form made from ``inputs``."""
        if inputs not in self._forms:
            known = self._before.get(inputs)
            self._forms[inputs] = make() if known is None else known
        return self._forms[inputs]

    def keep(self, inputs: str) -> None:
        """Remember a form for the next build although this one did not need it."""
        if inputs in self._before:
            self._forms.setdefault(inputs, self._before[inputs])


@dataclass(frozen=True)
class Site:
    """Everything that the parts are made from."""

    project: Project
    spoken: tuple[Translation, ...]
    wordings: Wordings
    dress: Dress
    compiled: Compiled

    @cached_property
    def languages(self) -> tuple[Language, ...]:
        """All languages, the source language first."""
        return tuple(translation.language for translation in self.spoken)

    @cached_property
    def shared(self) -> str:
        """Digest of what every page is made from: city, master fields, languages, code and theme."""
        codes = [[language.code, language.locale, language.name] for language in self.languages]
        return digest(self.dress.made_by, codes, self.project.shared_sources)


def parts(site: Site) -> Iterator[Part]:
    """Every part of the output."""
    yield Part("assets", digest(sorted(site.dress.assets.names.values())), lambda: site.dress.assets.files)
    for form in site.project.forms:
        inputs = digest(site.shared, site.project.source_of(form.name))
        yield Part(f"schemas/{form.name}", inputs, partial(_schema, form))
    for translation in site.spoken:
        yield from _Speaking(site, translation).parts()


def _schema(form: Form) -> Files:
    text = json.dumps(submission_schema(form), ensure_ascii=False, indent=1)
    return {f"schemas/{form.name}.json": text.encode() + b"\n"}


class _Speaking:
    """The parts of one language."""

    def __init__(self, site: Site, translation: Translation) -> None:
        self._site = site
        self._translation = translation
        self._code = translation.language.code
        self._words = digest(site.shared, self._code, translation.messages.hex())
        self._areas = _digests_of_areas(translation, site.wordings)
        self._names = tuple(form.name for form in site.project.forms)

    def parts(self) -> Iterator[Part]:
        """All parts of the language."""
        yield Part(f"{self._code}/words", self._words, self._make_words)
        yield Part(f"{self._code}/city", self._inputs(), self._make_city)
        yield Part(f"{self._code}/screens", self._inputs(), self._make_screens)
        yield Part(f"{self._code}/facts", self._inputs(), self._make_facts)
        yield Part(f"{self._code}/portal", self._inputs(*self._names), self._make_portal)
        for name in self._names:
            inputs = self._inputs(name)
            self._site.compiled.keep(inputs)
            yield Part(f"{self._code}/forms/{name}", inputs, partial(self._make_form, name))

    @cached_property
    def _city(self) -> City:
        return compile_city(self._site.project, self._translation.translate)

    def _form(self, name: str) -> Form:
        make = partial(compile_form, self._site.project, name, self._translation.translate)
        return self._site.compiled.form(self._inputs(name), make)

    def _inputs(self, *forms: str) -> str:
        shared = [texts for area, texts in self._areas.items() if area not in self._names]
        own = [[self._site.project.source_of(form), self._areas.get(form, "")] for form in forms]
        return digest(self._words, shared, own)

    def _make_words(self) -> Files:
        return {f"{self._code}/messages.mo": self._translation.messages}

    def _make_city(self) -> Files:
        return {f"{self._code}/city.json": _json(to_json(self._city))}

    def _make_screens(self) -> Files:
        names = (name for name in self._site.dress.renderer.screens if name != PORTAL)
        return {f"{self._code}/{name}.html": self._screen(name) for name in names}

    def _make_portal(self) -> Files:
        forms = [self._form(name) for name in self._names]
        index = [to_json(entry) for entry in search_entries(self._city, forms)]
        return {
            f"{self._code}/{PORTAL}.html": self._screen(PORTAL, forms),
            f"{self._code}/search.json": _json(index),
        }

    def _make_facts(self) -> Files:
        forms = compile_facts(self._site.project, self._translation.translate)
        around = (self._city, self._translation.language, self._site.languages)
        renderer = self._site.dress.renderer
        pages = {
            f"{self._code}/facts/{form.name}.html": self._page(renderer.fact(form, *around)) for form in forms
        }
        return {f"{self._code}/facts.json": _json([to_json(form) for form in forms]), **pages}

    def _screen(self, name: str, forms: Sequence[Form] = ()) -> bytes:
        language, languages = self._translation.language, self._site.languages
        return self._page(self._site.dress.renderer.screen(name, self._city, language, languages, forms))

    def _make_form(self, name: str) -> Files:
        form = self._form(name)
        folder = f"{self._code}/forms/{name}"
        around = (self._city, self._translation.language, self._site.languages)
        renderer = self._site.dress.renderer
        pages = {
            f"{folder}/{page.name}.html": self._page(renderer.form_page(form, page, *around))
            for page in form.pages
        }
        return {
            f"{folder}/form.json": _json(to_json(form)),
            f"{folder}/start.html": self._page(renderer.start(form, *around)),
            **pages,
        }

    def _page(self, template: str) -> bytes:
        return fallback.shown(template, self._site.languages[0].code).encode() + b"\n"


def _digests_of_areas(translation: Translation, wordings: Wordings) -> dict[str, str]:
    """A digest of the translations of each area, so that a new translation renders its form anew."""
    said: dict[str, list[tuple[str, str]]] = {}
    for wording in wordings:
        text = translation.translate(wording.context, wording.text)
        said.setdefault(wording.area, []).append((wording.context, text))
    return {area: digest(texts) for area, texts in said.items()}


def _json(thing: object) -> bytes:
    text = json.dumps(thing, ensure_ascii=False, separators=(",", ":"))
    return fallback.without_marks(text).encode() + b"\n"
