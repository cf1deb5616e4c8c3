"""The parts of the output: each has a digest of its inputs and a function that makes it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from forms.model.article import Article
from forms.model.form import Agency, City, Form
from forms.model.search import search_entries
from forms.model.serialise import to_json
from forms.text.language import Language
from generator.articles.source import ArticleSource
from generator.build.schemas import submission_schema
from generator.cache.digests import digest, digest_of_bytes
from generator.project.languages import (
    compile_article,
    compile_card,
    compile_city,
    compile_facts,
    compile_form,
    located_masters,
)
from generator.project.model import Project
from generator.themes.theme_bundle import ThemeBundle
from generator.translate import fallback
from generator.translate.translations import Translation
from generator.translate.wording import ARTICLES

Files = Mapping[str, bytes]

PORTAL = "portal"  # the page template that shows all forms


@dataclass(frozen=True)
class Part:
    """Files of the output that are made together. Equal ``inputs`` give equal files."""

    name: str
    inputs: str
    make: Callable[[], Files]


@dataclass(frozen=True)
class Site:
    """What all parts are made from."""

    project: Project
    spoken: tuple[Translation, ...]
    areas: Mapping[str, Mapping[str, str]]  # by language: digests of the texts of each area
    bundle: ThemeBundle
    left_out: Mapping[str, tuple[str, ...]]  # by language, forms not published in it

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of all forms, in the order of the portal."""
        return tuple(summary.name for summary in self.project.summaries)

    @cached_property
    def languages(self) -> tuple[Language, ...]:
        """All languages, the source language first."""
        return tuple(translation.language for translation in self.spoken)

    @cached_property
    def shared(self) -> str:
        """Digest of the inputs of every page: city, master fields, languages, code and theme."""
        codes = [[language.code, language.locale, language.name] for language in self.languages]
        return digest(self.bundle.made_by, codes, self.project.shared_sources)


def parts(site: Site) -> Iterator[Part]:
    """All parts of the output."""
    yield Part("assets", digest(sorted(site.bundle.names.values())), lambda: site.bundle.files)
    for name in site.names:
        inputs = digest(site.shared, site.project.source_of(name))
        yield Part(f"schemas/{name}", inputs, partial(_schema, site.project, name))
    for translation in site.spoken:
        yield from _LanguageParts(site, translation).parts()


def _schema(project: Project, name: str) -> Files:
    text = json.dumps(submission_schema(project.source(name).form), ensure_ascii=False, indent=1)
    return {f"schemas/{name}.json": text.encode() + b"\n"}


class _LanguageParts:
    """The parts of one language."""

    def __init__(self, site: Site, translation: Translation) -> None:
        self._site = site
        self._translation = translation
        self._translate = None if translation.is_source else translation.translate
        self._code = translation.language.code
        self._words = digest(site.shared, self._code, digest_of_bytes(translation.messages))
        self._areas = site.areas[self._code]
        self._names = site.names

    def parts(self) -> Iterator[Part]:
        """All parts of the language."""
        yield Part(f"{self._code}/words", self._words, self._make_words)
        yield Part(f"{self._code}/city", self._seen_everywhere, self._make_city)
        yield Part(f"{self._code}/screens", self._seen_everywhere, self._make_screens)
        yield Part(f"{self._code}/facts", self._seen_everywhere, self._make_facts)
        yield Part(f"{self._code}/search", self._inputs_of_tab(""), self._make_search)
        for agency in self._site.project.city.agencies:
            inputs = self._inputs_of_tab(agency.name)
            yield Part(f"{self._code}/{PORTAL}/{agency.name}", inputs, partial(self._make_tab, agency.name))
        for article in self._site.project.articles:
            inputs = self._inputs_of_article(article)
            yield Part(f"{self._code}/articles/{article.key}", inputs, partial(self._make_article, article))
        for name in self._names:
            inputs = self._inputs_of_form(name)
            yield Part(f"{self._code}/forms/{name}", inputs, partial(self._make_form, name))

    @cached_property
    def _city(self) -> City:
        return compile_city(self._site.project, self._translate)

    @cached_property
    def _cards(self) -> Mapping[str, Form]:
        """All forms as shown on other pages: without questions."""
        project = self._site.project
        return {name: compile_card(project, name, self._translate) for name in self._names}

    @cached_property
    def _card_digests(self) -> Mapping[str, str]:
        """Digests of the cards, which do not change with a form's questions."""
        return {name: digest(to_json(card)) for name, card in self._cards.items()}

    def _inputs_of_form(self, name: str) -> str:
        return digest(self._seen_everywhere, self._site.project.source_of(name), self._areas.get(name, ""))

    @cached_property
    def _seen_everywhere(self) -> str:
        """Digest of all texts except those of single forms and articles."""
        names = frozenset(self._site.names)
        areas = self._areas.items()
        shared = [texts for area, texts in areas if area not in names and not area.startswith(f"{ARTICLES}.")]
        return digest(self._words, shared)

    def _inputs_of_tab(self, agency: str) -> str:
        """Digest of the forms and articles of an agency, or of all."""
        cards = [self._card_digests[name] for name in self._names_of(agency)]
        articles = [self._inputs_of_article(article) for article in self._articles_of(agency)]
        return digest(self._seen_everywhere, cards, articles)

    def _names_of(self, agency: str) -> list[str]:
        summaries = self._site.project.summaries
        return [summary.name for summary in summaries if agency in ("", summary.agency)]

    def _articles_of(self, agency: str) -> list[ArticleSource]:
        return [article for article in self._site.project.articles if agency in ("", article.agency)]

    def _inputs_of_article(self, article: ArticleSource) -> str:
        """Digest of text, translation, and link targets: titles of forms, and the list of articles."""
        linked = [self._card_digests[name] for name in article.forms if name in self._card_digests]
        keys = [other.key for other in self._site.project.articles]
        text = [article.key, article.document.sha256, self._areas.get(article.area, "")]
        return digest(self._seen_everywhere, linked, keys, text)

    def _make_words(self) -> Files:
        return {f"{self._code}/messages.mo": self._translation.messages}

    def _make_city(self) -> Files:
        return {f"{self._code}/city.json": _json(to_json(self._city))}

    def _make_screens(self) -> Files:
        renderer = self._site.bundle.renderer
        names = (name for name in (*renderer.screens, *renderer.papers) if name != PORTAL)
        return {f"{self._code}/{name}.html": self._screen(name) for name in names}

    def _make_search(self) -> Files:
        forms = [self._cards[name] for name in self._names]
        articles = [self._article(article) for article in self._site.project.articles]
        index = [to_json(entry) for entry in search_entries(self._city, forms, articles)]
        return {f"{self._code}/search.json": _json(index)}

    def _make_tab(self, name: str) -> Files:
        """The portal with the tab of one agency: one template per tab, because workers cache only those
        opened.
        """
        agency = next(agency for agency in self._city.agencies if agency.name == name)
        forms = [self._cards[form] for form in self._names_of(name)]
        articles = [self._article(article) for article in self._articles_of(name)]
        return {f"{self._code}/{PORTAL}/{name}.html": self._screen(PORTAL, forms, articles, (agency,))}

    def _make_article(self, source: ArticleSource) -> Files:
        article = self._article(source)
        forms = [self._cards[name] for name in article.forms]
        around = (self._city, self._translation.language, self._site.languages)
        page = self._site.bundle.renderer.article(article, forms, *around)
        return {f"{self._code}/articles/{source.key}.html": self._page(page)}

    def _article(self, source: ArticleSource) -> Article:
        return compile_article(self._site.project, source, self._translate, self._code)

    def _make_facts(self) -> Files:
        forms, untranslated = compile_facts(self._site.project, self._translate)
        around = (self._city, self._translation.language, self._site.languages)
        renderer = self._site.bundle.renderer
        pages = {
            f"{self._code}/facts/{form.name}.html": self._page(renderer.fact(form, *around)) for form in forms
        }
        return {
            f"{self._code}/facts.json": _json([to_json(form) for form in forms]),
            f"{self._code}/untranslated.json": _json(untranslated),
            f"{self._code}/located.json": _json(located_masters(self._site.project)),
            **pages,
        }

    def _screen(
        self,
        name: str,
        forms: Sequence[Form] = (),
        articles: Sequence[Article] = (),
        tabs: Sequence[Agency] = (),
    ) -> bytes:
        around = (self._city, self._translation.language, self._site.languages)
        return self._page(self._site.bundle.renderer.screen(name, *around, forms, articles, tabs))

    def _make_form(self, name: str) -> Files:
        form = compile_form(self._site.project, name, self._translate)
        here = f"{self._code}/forms/{name}"  # no folder: creating and deleting one takes longer than a page
        around = (self._city, self._translation.language, self._site.languages)
        renderer = self._site.bundle.renderer
        pages = {
            f"{here}.{page.name}.html": self._page(renderer.form_page(form, page, *around))
            for page in form.pages
        }
        return {
            f"{here}.json": _json(to_json(form)),
            f"{here}.start.html": self._page(renderer.start(form, *around)),
            **pages,
        }

    def _page(self, template: str) -> bytes:
        return fallback.shown(template, self._site.languages[0]).encode() + b"\n"


def _json(thing: object) -> bytes:
    text = json.dumps(thing, ensure_ascii=False, separators=(",", ":"))
    return fallback.without_marks(text).encode() + b"\n"
