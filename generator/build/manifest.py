"""The manifest: the parts of a build and the digests of their inputs, for the runtime and the next build."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from forms.model.published import FORMAT
from forms.text.language import Language
from generator.project.summaries import FormSummary

_BETWEEN = ",\n"


@dataclass(frozen=True)
class Made:
    """One part of the output: the digest of its inputs, and its files."""

    inputs: str
    files: tuple[str, ...]


@dataclass(frozen=True)
class Manifest:
    """The parts of a build by name; ``checked`` holds digests of what was checked without problems."""

    parts: Mapping[str, Made] = field(default_factory=dict)
    checked: frozenset[str] = frozenset()


def read_manifest(content: bytes) -> Manifest:
    """The manifest of an earlier build; empty when it is missing, foreign or damaged."""
    try:
        stored = json.loads(content)
        if stored["format"] != FORMAT:
            return Manifest()
        parts = {name: Made(made["inputs"], tuple(made["files"])) for name, made in stored["parts"].items()}
        return Manifest(parts, frozenset(stored["checked"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return Manifest()  # then everything is rebuilt, which is always correct


def written(
    languages: Sequence[Language],
    forms: Sequence[FormSummary],
    articles: Sequence[str],
    assets: Mapping[str, str],
    manifest: Manifest,
    left_out: Mapping[str, Sequence[str]],
) -> bytes:
    """The manifest as written to the output: languages, forms, articles, assets, and parts."""
    stored = {
        "format": FORMAT,
        "source_language": languages[0].code,
        "languages": [_language(language) for language in languages],
        "forms": {form.name: _form(form) for form in forms},
        "left_out": {language: list(names) for language, names in left_out.items()},
        "articles": list(articles),
        "assets": dict(assets),
        "checked": sorted(manifest.checked),
    }
    parts = {
        name: {"inputs": made.inputs, "files": list(made.files)}
        for name, made in sorted(manifest.parts.items())
    }
    return _in_lines({**_each_in_a_line(stored), "parts": _in_lines(_each_in_a_line(parts))}).encode() + b"\n"


def _in_lines(values: Mapping[str, str]) -> str:
    """A JSON object with one value per line: readable, and faster than an indenting encoder."""
    return f"{{\n{_BETWEEN.join(f'{json.dumps(name)}: {value}' for name, value in values.items())}\n}}"


def _each_in_a_line(values: Mapping[str, object]) -> dict[str, str]:
    return {name: json.dumps(value, ensure_ascii=False) for name, value in values.items()}


# Any: JSON of several types.
def _language(language: Language) -> dict[str, Any]:
    return {
        "code": language.code,
        "locale": language.locale,
        "name": language.name,
        "direction": language.direction,
    }


def _form(form: FormSummary) -> dict[str, Any]:
    eligibility = {"eligibility": True} if form.eligibility else {}
    deadline = {"deadline": form.deadline} if form.deadline else {}
    return {
        "agency": form.agency,
        "version": form.version,
        "pages": list(form.pages),
        **eligibility,
        **deadline,
    }
