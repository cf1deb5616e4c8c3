"""The templates of what was built: Jinja, with code that is kept on disk."""

from __future__ import annotations

from pathlib import Path

import jinja2

from runtime.web.http.compiled_templates import Compiled

_KEPT = 512  # templates a worker keeps, of all languages together; one is some 50 KB


def environment(output: Path) -> jinja2.Environment:
    """The templates in ``output``; what they may call is given with each, for it depends on the language."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(output),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        cache_size=_KEPT,
        bytecode_cache=Compiled(output.with_name(f".{output.name}.compiled")),
    )
