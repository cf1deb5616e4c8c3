"""The product's own words: found in Python sources and in templates."""

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

# What marks a sentence: the function's name and which of its arguments are texts.
_IN_PYTHON = {"_": (1,), "gettext": (1,), "ngettext": (1, 2), "message": (1,), "plural_message": (1, 2)}
_IN_TEMPLATES = {"_": (1,), "say": (1,), "nsay": (1, 2)}
_COMMENT_TAG = "Translators:"
_MARKED = re.compile(rb"\b(_|n?gettext|(plural_)?message)\s*\(")  # to read a file in tokens takes longer

# Sentences stand in square brackets only: `say` and `nsay` prepare there what a request will fill in.
_TEMPLATES = jinja2.Environment(**BUILD_DELIMITERS, autoescape=True)

Found = tuple[str, str]  # a sentence and its plural, or ""
Sources = Iterable[tuple[str, Path]]  # files by the names that translators see


def product_sources(product: Path, themes: Path) -> tuple[tuple[str, Path], ...]:
    """The files that hold the product's own words, in order.

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
    """Every sentence in these files, each once, in the order in which it is met."""
    places: dict[Found, list[str]] = {}
    for name, path in sources:
        for sentence in words_in(path):
            places.setdefault(sentence, []).append(name)
    return tuple(
        Wording(text, plural, places=tuple(dict.fromkeys(where)))
        for (text, plural), where in _one_per_text(places).items()
    )


def words_in(path: Path) -> Iterator[Found]:
    """The sentences marked in one Python file or template; none where it cannot be opened."""
    try:
        source = path.read_bytes()
    except OSError:  # E517 tells of it, and of bytes that are no text
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
    # gettext knows a text once: with a plural wherever any place needs one.
    plural = {text: form for text, form in places if form}
    joined: dict[Found, list[str]] = {}
    for (text, _), where in places.items():
        joined.setdefault((text, plural.get(text, "")), []).extend(where)
    return joined
