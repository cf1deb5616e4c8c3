"""Walking a page with the Tab key: everything is reached, nothing traps, the focus is seen at every stop."""

from __future__ import annotations

from typing import NamedTuple

from playwright.sync_api import Page

from tests.accessibility.checks.script import evaluate


class Stop(NamedTuple):
    """One place where Tab stops."""

    stop: str
    html: str
    mark: float
    covered: bool


_NEXT_FRAME = "new Promise(done => requestAnimationFrame(() => setTimeout(done)))"


def walk(page: Page) -> tuple[list[str], list[Stop]]:
    """The stops that a page should have, and those that Tab makes from the top."""
    page.evaluate(_NEXT_FRAME)  # in which a summary of errors takes the focus
    expected: list[str] = evaluate(page, "stops")
    page.locator("[data-stop]").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")  # so that the first stop, too, was reached with the keyboard
    stops = []
    while len(stops) < len(expected) + 3 and (found := evaluate(page, "stop")):
        if stops and found["stop"] == stops[0].stop:
            break  # once around
        stops.append(Stop(**found))
        page.keyboard.press("Tab")
    return expected, stops


def keyboard(page: Page) -> list[str]:
    """Faults on the way through the page with Tab."""
    expected, stops = walk(page)
    reached = [one.stop for one in stops]
    found = [f"not reached by Tab: {stop}" for stop in expected if stop not in reached]
    found += [f"stop out of nowhere: {one.html}" for one in stops if one.stop not in expected]
    found += [f"trapped: {reached[-3:]}"] * (len(stops) > len(expected) + 1)
    if not found and reached[: len(expected)] != expected:
        found.append(f"another order than the page's: {reached}")
    found += [f"focus not seen: {one.mark:.1f} {one.html}" for one in stops if one.mark < 3]
    found += [f"focus covered: {one.html}" for one in stops if one.covered]
    return found
