"""Reads ``onceonly.toml``: which versions of OnceOnly a city needs, and its version of the spec language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.specifiers import InvalidSpecifier, Specifier, SpecifierSet
from packaging.version import Version

from generator.problems import Problem, in_order
from generator.problems.nearest import nearest

SPEC_LANGUAGE = 1
"""The version of the spec language; a new number means that old specs must be rewritten."""

_KEYS = ("requires", "spec")
_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)| \(at end of document\)")


def fitting(version: str) -> str:
    """The specifier for a city that begins with ``version``: what is compatible by semantic versioning."""
    release = Version(version)
    return f"~={release.major}.{release.minor}" if release.major else f"~=0.{release.minor}.0"


def problems_of_city_file(path: Path, version: str) -> tuple[Problem, ...]:
    """All that is wrong in the file at ``path`` for OnceOnly ``version``; a city need not have the file."""
    try:
        text = path.read_text("utf-8")
        said = tomllib.loads(text)
    except FileNotFoundError:
        return ()
    except OSError as error:
        return (_Text(path).problem("E101", f"The file cannot be opened: {error.strerror}.", "Mend that."),)
    except UnicodeDecodeError:
        return (_Text(path).problem("E103", "This is not UTF-8 text.", "Save it as UTF-8."),)
    except tomllib.TOMLDecodeError as error:
        return (_malformed(path, text, str(error)),)
    lines = _Text(path, text)
    found = [*_unknown(said, lines), *_requires(said, lines, Version(version)), *_spec(said, lines)]
    return in_order(found)


@dataclass(frozen=True)
class _Text:
    """The file's text, to say where a problem is."""

    path: Path
    text: str = ""

    def problem(self, code: str, message: str, remedy: str, key: str = "") -> Problem:
        """A problem at the line of ``key``, else at the beginning."""
        pattern = rf"^\s*\[*\s*[\"']?({re.escape(key)})[\"']?\s*[=.\]]"
        found = re.search(pattern, self.text, re.MULTILINE) if key else None
        begin = found.start(1) if found else 0
        line, column = self.text.count("\n", 0, begin) + 1, begin - (self.text.rfind("\n", 0, begin) + 1) + 1
        return Problem(code, str(self.path), line, column, column + max(len(key), 1), message, remedy)


def _malformed(path: Path, text: str, reason: str) -> Problem:
    place = _PLACE.search(reason)
    at = place.groups() if place and place.group(1) else (str(text.rstrip("\n").count("\n") + 1), "1")
    line, column = int(at[0]), int(at[1])
    why = _PLACE.sub("", reason)
    remedy = f'Write keys and values such as: requires = "~=1.4" and spec = {SPEC_LANGUAGE}'
    return Problem("E117", str(path), line, column, column + 1, f"This is not valid TOML: {why}.", remedy)


def _unknown(said: dict[str, object], lines: _Text) -> Iterator[Problem]:
    for key in said.keys() - set(_KEYS):
        yield lines.problem("E118", f"There is no key “{key}” here.", nearest(key, _KEYS), key)


def _requires(said: dict[str, object], lines: _Text, version: Version) -> Iterator[Problem]:
    if "requires" not in said:
        return
    wanted = said["requires"]
    remedy = f'Write for example: requires = "{fitting(str(version))}"'
    try:
        specifiers = SpecifierSet(wanted if isinstance(wanted, str) and wanted.strip() else "?")
    except InvalidSpecifier:
        message = f"“{wanted}” does not say which versions of OnceOnly fit (PEP 440)."
        yield lines.problem("E119", message, remedy, "requires")
        return
    failed = [one for one in specifiers if not one.contains(version, prereleases=True)]
    if failed:
        yield _unfit(str(wanted), min(failed, key=str), version, lines)


def _unfit(wanted: str, failed: Specifier, version: Version, lines: _Text) -> Problem:
    limit = failed.version.removesuffix(".*")
    if failed.operator == "!=":
        which, remedy = "one that it excludes", "Install another version."
    elif failed.operator != "===" and version < Version(limit):
        which = "older"
        remedy = "Install a version that fits, as docs/operating.md says."
    else:
        which = "newer"
        remedy = (
            f"Install a version that fits, or read CHANGELOG.md, then write: requires = "
            f'"{fitting(str(version))}"'
        )
    message = f"This city requires OnceOnly {wanted}, and this is {version}, which is {which}."
    return lines.problem("E120", message, remedy, "requires")


def _spec(said: dict[str, object], lines: _Text) -> Iterator[Problem]:
    spec = said.get("spec", SPEC_LANGUAGE)
    if type(spec) is not int:
        message = f"“{spec}” is no version of the spec language, which is a whole number."
        yield lines.problem("E119", message, f"Write: spec = {SPEC_LANGUAGE}", "spec")
    elif spec != SPEC_LANGUAGE:
        newer = "a newer OnceOnly" if spec > SPEC_LANGUAGE else "an older OnceOnly"
        message = f"The specs are in version {spec} of their language; this OnceOnly reads {SPEC_LANGUAGE}."
        remedy = f"Install {newer} that reads it, or rewrite the specs and write: spec = {SPEC_LANGUAGE}"
        yield lines.problem("E121", message, remedy, "spec")
