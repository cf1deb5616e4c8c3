"""What is looked at: the cities that tests walk through, and the languages and themes that they come in."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.translate.pseudo import ACCENTED
from tests.accessibility.page_snapshots import Scene
from tests.browser.foggyton import ROOT

LANGUAGES = ("en", "ar", ACCENTED)
FULL = os.environ.get("ACCESSIBILITY_FULL") == "1"
"""Whether everything is looked at everywhere, which takes many minutes."""

THEMES = tuple(sorted(path.parent.name for path in (ROOT / "themes").glob("*/theme.yaml")))


@dataclass(frozen=True)
class City:
    """Foggyton in one theme: every scene, and the assets that pages ask for."""

    theme: str
    scenes: tuple[Scene, ...]
    assets: Mapping[str, bytes]

    def scene(self, name: str, language: str = "en") -> Scene:
        """One scene by its name."""
        (found,) = [one for one in self.scenes if (one.name, one.language) == (name, language)]
        return found

    def spoken(self, language: str) -> list[Scene]:
        """All scenes in one language."""
        return [one for one in self.scenes if one.language == language]

    def in_turns(self, shift: int = 0) -> list[Scene]:
        """Every scene in one language; the languages take turns."""
        if FULL:
            return list(self.scenes)
        names = [one.name for one in self.spoken(LANGUAGES[0])]
        turns = (LANGUAGES[(number + shift) % len(LANGUAGES)] for number in range(len(names)))
        return [self.scene(name, language) for name, language in zip(names, turns, strict=True)]


def one_state_each(scenes: Sequence[Scene]) -> list[Scene]:
    """One scene of each page: the last state in which it was met, whatever the language."""
    last = {scene.address.split("/", 2)[2]: scene for scene in scenes}
    return list(scenes) if FULL else list(last.values())
