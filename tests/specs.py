"""Foggyton's own specs, read once a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from generator.project.project import Project, load_project

SPECS = Path(__file__).parents[1] / "form_specs"


@cache
def foggyton() -> Project:
    """The project, with its problems if there are any."""
    return load_project(SPECS)
