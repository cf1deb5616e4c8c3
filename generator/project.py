"""Projects: reading them, and compiling them in any language."""

from generator.checked import FormSource, Project
from generator.compiler.wording import SourceText, Translate
from generator.languages import compile_article, compile_city, compile_facts, compile_form
from generator.loading import load_project
from generator.texts import texts

__all__ = [
    "FormSource",
    "Project",
    "SourceText",
    "Translate",
    "compile_article",
    "compile_city",
    "compile_facts",
    "compile_form",
    "load_project",
    "texts",
]
