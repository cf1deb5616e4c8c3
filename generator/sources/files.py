"""Finds the spec files of a folder, and other files there."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.cache.build_cache import BuildCache
from generator.problems import Problem
from generator.problems.nearest import nearest
from generator.sources.yaml import Document, load_document
from generator.sources.yaml.nodes import MappingNode, Place

SUFFIXES = (".yaml", ".yml", ".json")
ARTICLE = ".md"
ARTICLES = "articles"
"""The folder of articles in an agency's folder."""
MOST_FILES = 2_000
"""The most spec files; more mean that other files were put there."""


@dataclass(frozen=True)
class SpecFiles:
    """The spec files of a folder; paths are relative to it, with / as separator."""

    documents: Mapping[str, Document]
    city: str  # path of the city's file, or empty
    dictionary: str
    forms: tuple[str, ...]
    articles: tuple[str, ...]
    problems: tuple[Problem, ...]

    def root(self, path: str) -> MappingNode | None:
        """The mapping of the file at ``path``, or None."""
        return self.documents[path].root if path else None

    def problems_in(self, *paths: str) -> Iterator[Problem]:
        """The problems of these files themselves."""
        for path in filter(None, paths):
            yield from self.documents[path].problems

    def text(self, file: str) -> str:
        """The text of a file by its name as shown to people."""
        return next(document.text for document in self.documents.values() if document.file == file)


def find(folder: Path, cache: BuildCache) -> SpecFiles:
    """Read all specs below ``folder``, as far as they are not in the ``cache``."""
    problems: list[Problem] = []
    paths = _paths(folder, problems)
    documents = {path: load_document(folder / path, str(folder / path), cache) for path in paths}
    city, dictionary = _the_one("city", paths), _the_one("master_fields", paths)
    problems += _missing(folder, city, dictionary, paths)
    articles = tuple(path for path in paths if path.endswith(ARTICLE))
    forms = tuple(path for path in paths if "/" in path and path not in articles)
    return SpecFiles(documents, city, dictionary, forms, articles, tuple(problems))


def _paths(folder: Path, problems: list[Problem]) -> list[str]:
    paths: list[str] = []
    for path in sorted(_spec_paths(folder)):
        shown = str(folder / path)
        if reason := _unfit(folder, path, paths):
            problems.append(_at(shown, "E115", reason, "Move it away, or rename it."))
        else:
            paths.append(path)
    return paths[:MOST_FILES]


def _spec_paths(folder: Path) -> Iterator[str]:
    """All paths with a spec's suffix, except hidden ones."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            if name.endswith((*SUFFIXES, ARTICLE)) and not name.lower().startswith((".", "readme")):
                yield (Path(parent) / name).relative_to(folder).as_posix()


def _unfit(folder: Path, path: str, taken: list[str]) -> str:
    """Why a file cannot be a spec; empty if it can."""
    if (folder / path).is_symlink() or not (folder / path).is_file():
        return "This is a link or no ordinary file, and is not read."
    parts = path.split("/")
    if path.endswith(ARTICLE):
        placed = len(parts) == 3 and parts[1] == ARTICLES
        return "" if placed else "Articles stand in the folder “articles” of their agency."
    if len(parts) > 2:
        return "Forms stand directly in the folder of their agency, not deeper."
    if len(parts) == 1 and Path(path).stem not in ("city", "master_fields"):
        return f"“{path}” belongs to no agency. {nearest(path, ['city.yaml', 'master_fields.yaml'])}"
    stem = path.rpartition(".")[0]
    if any(other.rpartition(".")[0] == stem for other in taken):
        return "There is another file of the same name with another suffix."
    return ""


def _the_one(stem: str, paths: list[str]) -> str:
    return next((path for path in paths if "/" not in path and Path(path).stem == stem), "")


def _missing(folder: Path, city: str, dictionary: str, paths: list[str]) -> Iterator[Problem]:
    if not folder.is_dir():
        remedy = "Name the folder that holds city.yaml, or begin one with “onceonly new city”."
        yield _at(str(folder), "E101", "There is no such folder here.", remedy)
        return
    if not city:
        remedy = "Make one with “onceonly new city”."
        yield _at(str(folder / "city.yaml"), "E101", "The city has no city.yaml.", remedy)
    if not dictionary and paths:
        remedy = "Make a file master_fields.yaml with the group “business:”."
        yield _at(str(folder / "master_fields.yaml"), "E101", "There is no master_fields.yaml.", remedy)


def _at(file: str, code: str, message: str, remedy: str) -> Problem:
    return Place(file, 1, 1, 1, 2).problem(code, message, remedy)
