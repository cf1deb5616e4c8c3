"""Looking at scenes in a row: which ones, with which checks, and what they find."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from playwright.sync_api import Page

from tests.accessibility import checks
from tests.accessibility.page_snapshots import Scene
from tests.accessibility.stage import FULL

SEED = int(os.environ.get("ACCESSIBILITY_SEED", "1"))
"""What is not looked at in full is drawn by this: the same seed looks at the same pages again."""

MOST = 30  # faults that one message names

Check = Callable[[Page, Scene], list[str]]
Faults = dict[str, list[str]]
Drawn = TypeVar("Drawn")


def some(of_all: Sequence[Drawn], share: float, of: str) -> list[Drawn]:
    """A share, drawn by seed; ``of`` names what it is drawn for."""
    if FULL:
        return list(of_all)
    return random.Random(f"{SEED} {of}").sample(of_all, max(1, round(len(of_all) * share)))


def faults(scenes: Iterable[Scene], open_page: Callable[[Scene], Page], *used: Check) -> Faults:
    """What the checks find on these scenes, by scene; scenes without a fault are left out.

    A check that nothing is shown to could not fail, so there must be a scene and a check.
    """
    found: Faults = {}
    for scene in scenes:
        page = open_page(scene)
        found[scene.id] = [fault for check in used for fault in check(page, scene)]
    assert found, "no scene was looked at"
    assert used, "nothing was looked for"
    return {scene: faults for scene, faults in found.items() if faults}


def clean(found: Faults) -> None:
    """Nothing was found; otherwise say what and where, and how to draw the same pages again."""
    places: dict[str, list[str]] = {}
    for scene, sentences in found.items():
        for sentence in sentences:
            places.setdefault(sentence, []).append(scene)
    lines = [f"{sentence}\n    {len(at)} times, first on {at[0]}" for sentence, at in places.items()]
    assert not lines, "\n".join([f"With ACCESSIBILITY_SEED={SEED}:", *lines[:MOST]])


def made(page: Page, scene: Scene) -> list[str]:
    """How the page is made and what it says: its structure, its controls, its errors."""
    return [
        fault for check in (checks.structure, checks.controls, checks.errors) for fault in check(page, scene)
    ]


def looks(page: Page, scene: Scene) -> list[str]:
    """What can be seen."""
    return checks.looks(page)


def axe(page: Page, scene: Scene) -> list[str]:
    """All of axe-core, with everything unfolded that can be."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    return checks.axe(page)


def small_and_spaced(page: Page, scene: Scene) -> list[str]:
    """A small phone, wide spacing, large text."""
    return checks.small_and_spaced(page)


def behaviour(page: Page, scene: Scene) -> list[str]:
    """What happens while somebody answers."""
    return checks.behaviour(page)


def keyboard(page: Page, scene: Scene) -> list[str]:
    """The way with Tab."""
    return checks.keyboard(page)
