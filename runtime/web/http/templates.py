"""The Jinja environment of the published site, with compiled templates on disk."""

from __future__ import annotations

from pathlib import Path

import jinja2

from runtime.web.http.compiled_templates import Compiled

_KEPT = 512  # templates cached per worker, of all languages together; one is some 50 KB


def environment(folder: Path, compiled: Path) -> jinja2.Environment:
    """The environment for templates in ``folder``, with their bytecode in ``compiled``; functions are passed
    to each render, as they depend on the language.
    """
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        cache_size=_KEPT,
        bytecode_cache=Compiled(compiled),
    )
