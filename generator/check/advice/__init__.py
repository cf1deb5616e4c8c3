"""Advice on valid forms: duplicates of master fields, wording, length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.check.advice.duplicates import lint_duplicates
from generator.check.advice.length import lint_length
from generator.check.advice.reading import lint_reading
from generator.check.advice.signs import lint_signs
from generator.compile.form_analysis import FormAnalysis
from generator.problems import Problem
from generator.specs.masters import Master


def lint_form(analysis: FormAnalysis, language: str, masters: Sequence[Master]) -> Iterator[Problem]:
    """All lints of one form."""
    yield from lint_duplicates(analysis, masters)
    yield from lint_length(analysis)
    yield from lint_signs(analysis)
    if language.partition("-")[0] == "en":
        yield from lint_reading(analysis)
