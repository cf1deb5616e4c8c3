"""Converts Jinja's errors in templates into problems."""

from __future__ import annotations

import traceback
from pathlib import Path

import jinja2

from generator.problems import Problem


def problem_in_template(error: jinja2.TemplateError) -> Problem:
    """The place and cause of a template error."""
    file, line = _place(error)
    return Problem(
        "E505",
        file,
        line,
        1,
        2,
        f"The template cannot be rendered: {str(error.message or error).rstrip('.')}.",
        "Correct the template at this line, or at the macro or file that it calls.",
    )


def _place(error: jinja2.TemplateError) -> tuple[str, int]:
    if isinstance(error, jinja2.TemplateSyntaxError) and error.filename:
        return _shown(error.filename), error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    in_templates = [frame for frame in frames if frame.filename.endswith(".html")]
    if not in_templates:
        return "themes", 1
    return _shown(in_templates[-1].filename), in_templates[-1].lineno or 1


def _shown(file: str) -> str:
    path = Path(file)
    return path.relative_to(Path.cwd()).as_posix() if path.is_relative_to(Path.cwd()) else file
