"""The Jinja environment of the published site, with compiled templates on disk."""

from __future__ import annotations

from pathlib import Path

import jinja2

from runtime.web.http.compiled_templates import Compiled

_KEPT = 512  # templates cached per worker, of all languages together; one is some 50 KB


def environment(output: Path) -> jinja2.Environment:
    """The environment for templates in ``output``; functions are passed to each render, as they depend on the
    language.
    """
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(output),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        cache_size=_KEPT,
        bytecode_cache=Compiled(output.with_name(f".{output.name}.compiled")),
    )
