"""What makes a form better though it would work without: nearby master fields, words, length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.check.advice.duplicates import lint_duplicates
from generator.check.advice.length import lint_length
from generator.check.advice.reading import lint_reading
from generator.check.advice.signs import lint_signs
from generator.compile.form_analysis import Study
from generator.problems import Problem
from generator.specs.masters import Master


def lint_form(study: Study, language: str, masters: Sequence[Master]) -> Iterator[Problem]:
    """All lints of one form."""
    yield from lint_duplicates(study, masters)
    yield from lint_length(study)
    yield from lint_signs(study)
    if language.partition("-")[0] == "en":
        yield from lint_reading(study)
