"""Specs in, output/ out."""

from generator.project import (
    FormSource,
    Project,
    SourceText,
    Translate,
    compile_city,
    compile_form,
    load_project,
    texts,
)

__all__ = [
    "FormSource",
    "Project",
    "SourceText",
    "Translate",
    "compile_city",
    "compile_form",
    "load_project",
    "texts",
]
