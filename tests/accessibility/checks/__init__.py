"""The checks: each looks at an open page and gives one sentence per fault, none for a good page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from playwright.sync_api import Page, TimeoutError

from tests.accessibility import axe_core
from tests.accessibility.checks.behaviour import behaviour
from tests.accessibility.checks.keyboard import keyboard
from tests.accessibility.checks.script import evaluate
from tests.accessibility.page_snapshots import Scene

__all__ = ["axe", "behaviour", "controls", "errors", "keyboard", "looks", "small_and_spaced", "structure"]

Faults = list[str]
"""Each is "<name of the fault>: <where and what>"."""

SPACED = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-block-end: 2em !important }"""
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
TWICE_AS_LARGE = "html { font-size: 200% !important }"

_ADOPT = """css => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
}"""
_RUN_AXE = """async tags => {
    const { violations } = await axe.run({ runOnly: tags, resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) => nodes.map(node => [id, node.html.slice(0, 120)]));
}"""


def structure(page: Page, scene: Scene) -> Faults:
    """Language, title, headings, landmarks, references, links."""
    return evaluate(page, "structure", language=scene.language, direction=scene.direction)


def controls(page: Page, scene: Scene) -> Faults:
    """Names, groups, hints, tokens, and what must not get in the way."""
    asked = scene.page.fields if scene.page else ()
    tokens = {field.name: field.autocomplete for field in asked if field.autocomplete and field.one_control}
    optional = [field.name for field in asked if field.asks and not (field.required or field.required_if)]
    return evaluate(page, "controls", tokens=tokens, optional=optional)


def errors(page: Page, scene: Scene) -> Faults:
    """What is said after answers that were refused; nothing to say where none were."""
    if page.locator("#error-summary").count() + page.locator(".error").count() == 0:
        return ["title without reason: " + page.title()] * page.title().startswith("Error")
    with suppress(TimeoutError):  # the browser gives the focus once it has drawn the page
        page.locator("#error-summary:focus").wait_for(state="attached", timeout=20_000)
    return evaluate(page, "errors", typed=scene.typed)


def looks(page: Page) -> Faults:
    """Contrast, sizes, overflow: for the colours, the width and the medium that the page is shown with."""
    paper = bool(page.evaluate("matchMedia('print').matches"))
    return evaluate(page, "looks", paper=paper)


def small_and_spaced(page: Page) -> Faults:
    """320 px wide; then with wide spacing; then with text of twice the size. Leaves the page as it was."""
    size = page.viewport_size
    assert size
    page.set_viewport_size({"width": 320, "height": 640})
    found = [f"320 px, {fault}" for fault in looks(page)]
    for name, css in {"spaced": SPACED, "200 %": TWICE_AS_LARGE}.items():
        with _styled(page, css):
            found += [f"320 px, {name}, {fault}" for fault in looks(page)]
    page.set_viewport_size(size)
    return found


def axe(page: Page) -> Faults:
    """axe-core with all rules of WCAG 2.0 to 2.2, A and AA, and its best practices."""
    page.evaluate(axe_core.chosen().script)
    axe_core.ran.add(axe_core.told(page.evaluate("axe.version")))
    found = page.evaluate(_RUN_AXE, list(AXE_TAGS))
    return [f"axe {rule}: {where}" for rule, where in found]


@contextmanager
def _styled(page: Page, css: str) -> Iterator[None]:
    """The page under a style sheet of the reader's own, which the content security policy lets pass."""
    page.evaluate(_ADOPT, css)
    yield
    page.evaluate(_ADOPT, "")
