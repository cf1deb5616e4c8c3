"""Names in a finished template that are unknown on request, where the page would fail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple, get_type_hints

import jinja2
from jinja2 import meta, nodes

from forms.pages.contexts import PAGES, PAPERS, callables_in, given_to
from forms.pages.every_page import Words
from generator.problems.nearest import nearest

# The runtime's filters and tests are Jinja's; a test compares all names here with the runtime.
ENVIRONMENT = jinja2.Environment(autoescape=True)
WORDS = callables_in(get_type_hints(Words))
OF_PAGES: Mapping[str, frozenset[str]] = {
    template: called for template in (*PAGES, *PAPERS) if (called := callables_in(given_to(template)) - WORDS)
}
"""The functions available on one page besides ``WORDS``, by the page's name."""

_BRACKETS = "Correct the curly brackets of this template: each {% if %} and {% for %} needs its end."
_SQUARE = "Write it with square brackets, such as [% include … %]: the build puts it into the page."
_TWICE = "Give this block another name, or write both with square brackets if the build shall fill them."
_OTHERS = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
_KINDS = (*_OTHERS, nodes.Block, nodes.Filter, nodes.Test, nodes.Call)


class Wrong(NamedTuple):
    """What would fail on request: line, description, and remedy."""

    line: int
    description: str
    remedy: str


@lru_cache(maxsize=512)  # most pages are the same after a change of one template
def wrong_on_request(template: str, page: str = "") -> Wrong | None:
    """The first such fault; ``page`` is the template's name, if it is a whole page."""
    try:
        tree = ENVIRONMENT.parse(template)
    except jinja2.TemplateSyntaxError as error:
        return Wrong(error.lineno, f"{error.message or error}".rstrip("."), _BRACKETS)
    return next(_wrong(tree, page), None)


def _wrong(tree: nodes.Template, page: str) -> Iterator[Wrong]:
    looked_at = list(tree.find_all(_KINDS))
    for other in (node for node in looked_at if isinstance(node, _OTHERS)):
        yield Wrong(other.lineno, "requests read no other template", _SQUARE)
    blocks = [(block, block.name) for block in looked_at if isinstance(block, nodes.Block)]
    for at, (block, name) in enumerate(blocks):
        if name in (before for _, before in blocks[:at]):
            yield Wrong(block.lineno, f"there is a block “{name}” already", _TWICE)
    for one in looked_at:
        if isinstance(one, nodes.Filter) and one.name not in ENVIRONMENT.filters:
            yield _unknown(one, "filter", one.name, frozenset(ENVIRONMENT.filters))
    for asked in looked_at:
        if isinstance(asked, nodes.Test) and asked.name not in ENVIRONMENT.tests:
            yield _unknown(asked, "test", asked.name, frozenset(ENVIRONMENT.tests))
    known = _callable_on(page)
    calls = (node for node in looked_at if isinstance(node, nodes.Call))
    called = [(call, call.node.name) for call in calls if isinstance(call.node, nodes.Name)]
    if strange := {name for _, name in called} - known:
        strange &= meta.find_undeclared_variables(tree)  # the others are its own macros and variables
        yield from (_unknown(call, "function", name, known) for call, name in called if name in strange)


def _callable_on(page: str) -> frozenset[str]:
    of_page = (
        OF_PAGES[page] if page in OF_PAGES else frozenset().union(*OF_PAGES.values() if not page else ())
    )
    return WORDS | of_page | frozenset(ENVIRONMENT.globals)


def _unknown(node: nodes.Node, what: str, name: str, known: frozenset[str]) -> Wrong:
    return Wrong(node.lineno, f"requests know no {what} “{name}”", nearest(name, known))
