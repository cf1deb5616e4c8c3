"""Extracts the product's own texts from Python sources and templates."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import jinja2
from babel.messages.extract import extract
from jinja2 import nodes

from generator.cache.digests import named_below
from generator.sources.delimiters import BUILD_DELIMITERS
from generator.translate.wording import Wording

# What marks a sentence: the function's name, and the arguments that are texts.
_IN_PYTHON = {"_": (1,), "gettext": (1,), "ngettext": (1, 2), "message": (1,), "plural_message": (1, 2)}
_IN_TEMPLATES = {"_": (1,), "say": (1,), "nsay": (1, 2)}
_COMMENT_TAG = "Translators:"
# a quick test, because tokenising takes longer
_MARKED = re.compile(rb"\b(_|n?gettext|(plural_)?message)\s*\(")

# In square brackets only, where `say` and `nsay` prepare sentences for a request.
_TEMPLATES = jinja2.Environment(**BUILD_DELIMITERS, autoescape=True)

Found = tuple[str, str]  # a sentence and its plural, or ""
Sources = Iterable[tuple[str, Path]]  # files with the names shown to translators


def product_sources(product: Path, themes: Path) -> tuple[tuple[str, Path], ...]:
    """The files with the product's own texts, in order.

    ``product`` is the folder that holds the packages ``forms`` and ``runtime``.
    """
    searched = (
        (product / "forms", (".py", ".html")),
        (product / "runtime", ".py"),
        (themes, ".html"),
    )
    found = (
        ((Path(folder.name) / name).as_posix(), path)
        for folder, suffixes in searched
        for name, path in named_below(folder, suffixes)
    )
    return tuple(sorted(found))


def product_wordings(sources: Sources) -> tuple[Wording, ...]:
    """Every sentence in these files once, in order of occurrence."""
    places: dict[Found, list[str]] = {}
    for name, path in sources:
        for sentence in words_in(path):
            places.setdefault(sentence, []).append(name)
    return tuple(
        Wording(text, plural, places=tuple(dict.fromkeys(where)))
        for (text, plural), where in _one_per_text(places).items()
    )


def words_in(path: Path) -> Iterator[Found]:
    """The sentences marked in a Python file or template; none when it cannot be opened."""
    try:
        source = path.read_bytes()
    except OSError:  # reported as E517, like invalid text
        return iter(())
    if path.suffix == ".py":
        return in_python(source) if _MARKED.search(source) else iter(())
    return in_template(source.decode("utf-8", errors="replace"), str(path))


def in_python(source: bytes) -> Iterator[Found]:
    """The sentences marked in a Python file."""
    for _, texts, _, _ in extract("python", io.BytesIO(source), _IN_PYTHON, [_COMMENT_TAG]):
        one, many = texts if isinstance(texts, tuple) else (texts, "")
        yield one, many


def in_template(source: str, file: str = "") -> Iterator[Found]:
    """The sentences marked in a template; raises jinja2.TemplateSyntaxError, which names ``file``."""
    for call in _TEMPLATES.parse(source, filename=file).find_all(nodes.Call):
        name = call.node.name if isinstance(call.node, nodes.Name) else ""
        texts = [argument.value for argument in call.args if isinstance(argument, nodes.Const)]
        places = _IN_TEMPLATES.get(name, ())
        if places and len(texts) >= len(places):
            yield texts[0], texts[1] if len(places) > 1 else ""


def _one_per_text(places: Mapping[Found, list[str]]) -> dict[Found, list[str]]:
    # gettext has one entry per text: with a plural if any place needs one.
    plural = {text: form for text, form in places if form}
    joined: dict[Found, list[str]] = {}
    for (text, _), where in places.items():
        joined.setdefault((text, plural.get(text, "")), []).extend(where)
    return joined
