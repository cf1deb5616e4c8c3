"""The build: read all sources, check them, render the parts that changed, publish."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import jinja2

from forms.model.published import MANIFEST
from forms.text.language import Language
from generator.build.manifest import Made, Manifest, read_manifest, written
from generator.build.parts import Part, Site, parts
from generator.build.publication_gate import PublicationGate, open_gate
from generator.build.publishing import NewEdition, file_of, publishing, stored_manifest
from generator.cache.digests import digest_of_code
from generator.check.themes.themes import checked_theme, unknown_theme
from generator.check.translations.catalogues import problems_of_forms
from generator.problems import UNTRANSLATED, Problem, in_order
from generator.problems.template_problems import problem_in_template
from generator.project.load import load_project
from generator.project.model import Project
from generator.project.words import ProductWords, check_product_words, product_words, spec_words
from generator.sources.sources import Sources
from generator.sources.theme_folders import theme_folder
from generator.themes.theme_bundle import ThemeBundle, digest_of_sources
from generator.themes.tokens import ThemeProblem
from generator.translate.pseudo import pseudo_translations
from generator.translate.translations import digests_of_areas, read_translations


class BuildRefused(Exception):
    """The sources have errors, so nothing was built; ``problems`` includes warnings."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@dataclass(frozen=True)
class Built:
    """The result of a build; passed to the next one in the same process, it saves reading
    everything again.
    """

    project: Project
    product: ProductWords
    bundle: ThemeBundle
    languages: tuple[Language, ...]
    made: tuple[str, ...]  # names of rebuilt parts
    kept: tuple[str, ...]  # names of parts taken over from the old output
    problems: tuple[Problem, ...]  # warnings, and in lenient builds missing translations
    left_out: Mapping[str, tuple[str, ...]]  # forms not published, by language


def build(
    sources: Sources,
    output: Path,
    *,
    strict: bool = True,
    full: bool = False,
    pseudo: bool = False,
    only_complete: bool = False,
    before: Built | None = None,
    before_publishing: Callable[[Path], None] = lambda _: None,
) -> Built:
    """Build the site into ``output``.

    Raises BuildRefused for problems of the sources and CannotPublish for those of the folder; in both cases
    the old output stays unchanged. A strict build refuses missing and stale translations, a lenient one shows
    the source language instead. ``full`` rebuilds all parts. ``pseudo`` adds two pseudo-languages.
    ``only_complete`` leaves a form out of the languages in which its texts or those of its master fields are
    not all translated, instead of refusing the site. ``before_publishing`` is called with the folder of the
    finished edition and may raise; it is not called when nothing has changed.
    """
    wanted = _Wanted(strict, full, pseudo, only_complete)
    try:
        return _build(sources, output, before, wanted, before_publishing)
    except jinja2.TemplateError as error:
        raise BuildRefused((problem_in_template(error),)) from error


@dataclass(frozen=True)
class _Wanted:
    """The parameters of a build."""

    strict: bool
    full: bool
    pseudo: bool
    only_complete: bool


def _build(
    sources: Sources,
    output: Path,
    before: Built | None,
    wanted: _Wanted,
    before_publishing: Callable[[Path], None],
) -> Built:
    project = load_project(sources.specs, before.project if before else None)
    stored = stored_manifest(output)
    old = Manifest() if wanted.full else read_manifest(stored)
    prepared = _prepare(sources, project, old, wanted)
    _refuse(prepared.problems, strict=wanted.strict)
    site = prepared.site
    stale, kept = _sorted_out(parts(site), output, old)
    made: dict[str, Made] = {}
    if stale or _manifest(prepared, kept) != stored:
        with publishing(output, stored, before_publishing) as new:
            new.take_over(file for part in kept.values() for file in part.files)
            made = {part.name: Made(part.inputs, _write(part, new)) for part in stale}
            new.put(MANIFEST, _manifest(prepared, {**made, **kept}))
    return Built(
        project=project,
        product=prepared.product,
        bundle=site.bundle,
        languages=site.languages,
        made=tuple(made),
        kept=tuple(kept),
        problems=prepared.problems,
        left_out=site.left_out,
    )


@dataclass(frozen=True)
class _Prepared:
    """What rendering needs, and all problems of all sources."""

    site: Site
    product: ProductWords
    problems: tuple[Problem, ...]
    checked: frozenset[str]  # digests of what was checked without problems


def _prepare(sources: Sources, project: Project, old: Manifest, wanted: _Wanted) -> _Prepared:
    if not project.is_sound:
        raise BuildRefused(project.problems)
    product = product_words(sources)
    product = project.cache.recall("product words", product.digest, lambda: product)
    city_file = str(sources.specs / "city.yaml")
    read = read_translations(
        sources.locales, project.city.languages, city_file, sources.product, project.cache
    )
    wordings = spec_words(project)
    words, problems_of_words = check_product_words(product, read.languages, old.checked)
    bundle = _bundle(sources, project, old)
    problems = [*project.problems, *read.problems, *problems_of_words, *bundle.advice]
    gate = open_gate(project, read.languages, wordings) if wanted.only_complete else PublicationGate()
    for spoken in read.languages:
        problems += problems_of_forms(spoken, gate.asked(spoken.language.code, wordings))
    pseudo = pseudo_translations(wordings, product.wordings) if wanted.pseudo else ()
    everybody = (*read.languages, *pseudo)
    site = Site(
        project=project,
        spoken=everybody,
        areas={spoken.language.code: digests_of_areas(spoken, wordings) for spoken in everybody},
        bundle=bundle,
        left_out=gate.left_out,
    )
    return _Prepared(site, product, in_order(problems), frozenset(filter(None, (words, bundle.made_by))))


def _bundle(sources: Sources, project: Project, old: Manifest) -> ThemeBundle:
    name = project.city.theme
    if project.shared.summary.city and theme_folder(sources.themes, name) is None:
        assert project.shared.city is not None  # noqa: S101 - set by sum_up_shared
        unknown = unknown_theme(sources.themes, name, project.shared.city.at("theme"))
        raise BuildRefused(in_order([*project.problems, unknown]))
    try:
        code = digest_of_code(sources.product)
        inputs = digest_of_sources(sources, name, code)
        return project.cache.recall("theme", inputs, lambda: checked_theme(sources, name, old.checked, code))
    except ThemeProblem as found:
        raise BuildRefused(in_order([*project.problems, *found.problems])) from found


def _refuse(problems: Sequence[Problem], *, strict: bool) -> None:
    if any(problem.is_error and (strict or problem.code not in UNTRANSLATED) for problem in problems):
        raise BuildRefused(tuple(problems))


def _sorted_out(parts: Iterable[Part], output: Path, old: Manifest) -> tuple[list[Part], dict[str, Made]]:
    """The parts to rebuild, and those to take over from the old output."""
    stale: list[Part] = []
    kept: dict[str, Made] = {}
    for part in parts:
        before = old.parts.get(part.name)
        if (
            before
            and before.inputs == part.inputs
            and all(file_of(output, file).is_file() for file in before.files)
        ):
            kept[part.name] = before
        else:
            stale.append(part)
    return stale, kept


def _manifest(prepared: _Prepared, made: Mapping[str, Made]) -> bytes:
    site = prepared.site
    project = site.project
    articles = [article.key for article in project.articles]
    around = (site.languages, project.summaries, articles, site.bundle.names)
    return written(*around, Manifest(made, prepared.checked), site.left_out)


def _write(part: Part, new: NewEdition) -> tuple[str, ...]:
    files = part.make()
    for file, content in files.items():
        new.put(file, content)
    return tuple(files)
