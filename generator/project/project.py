"""Projects: reading them, and compiling them in any language."""

from generator.compile.wording import SourceText, Translate
from generator.project.languages import (
    compile_article,
    compile_card,
    compile_city,
    compile_facts,
    compile_form,
)
from generator.project.load import load_project
from generator.project.model import FormSource, Project
from generator.project.texts import texts

__all__ = [
    "FormSource",
    "Project",
    "SourceText",
    "Translate",
    "compile_article",
    "compile_card",
    "compile_city",
    "compile_facts",
    "compile_form",
    "load_project",
    "texts",
]
