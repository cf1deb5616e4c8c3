"""Advice on quotes and tags in texts, which readers would see."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.compile.form_analysis import FormAnalysis
from generator.compile.plan import Asked
from generator.problems import Problem
from generator.sources.yaml.nodes import Place

_CURLY = re.compile(r"[“”„«‘].*[”“»’]")
_TAG = re.compile(r"</?[a-z][a-z0-9]*(\s[^>]*)?/?>", re.IGNORECASE)


def lint_signs(analysis: FormAnalysis) -> Iterator[Problem]:
    """Titles, labels and hints of a form and its pages."""
    spec = analysis.plan.spec
    yield from _seen(spec.title, spec.at("title"))
    for page in analysis.plan.pages:
        yield from _seen(page.spec.title, page.spec.at("title"))
        for asked in page.asked:
            yield from _of(asked)


def _of(asked: Asked) -> Iterator[Problem]:
    for key in ("label", "hint"):
        if asked.use is None or asked.use.node(key) is not None:
            yield from _seen(asked.value(key), asked.spec_for(key).at(key))


def _seen(text: str, place: Place) -> Iterator[Problem]:
    if _CURLY.fullmatch(text):
        yield place.problem(
            "W607",
            "The text stands in curly quotes, which people would see.",
            f'Leave them out, or write straight ones: "{text[1:-1]}".',
        )
    elif tag := _TAG.search(text):
        yield place.problem(
            "W607",
            f"People would see {tag[0]} as it is: this is no HTML.",
            "Write plain words; only the intro of a page and next_steps take **bold** and lists.",
        )
