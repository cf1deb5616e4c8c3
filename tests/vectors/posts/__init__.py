"""Posts that no page of ours sends, by field type, and how much is kept of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

NUMBERS = range(10_000)
"""What # stands for in the name of a part."""


@dataclass(frozen=True)
class HostilePost:
    """One post, and what is kept of it: how many texts, how many characters in all."""

    type: str
    spec: Mapping[str, Any]
    sent: Mapping[str, list[str]]
    texts: int
    characters: int
    is_nothing: bool  # what is kept is no answer at all

    def __str__(self) -> str:
        return f"{self.type}: {', '.join(self.sent)[:40]}"


@cache
def hostile_posts() -> tuple[HostilePost, ...]:
    """All of them; every scalar of a spec is text, as an author would write it."""
    stored = yaml.load((Path(__file__).parent / "hostile.yaml").read_text("utf-8"), yaml.CBaseLoader)
    return tuple(map(_post, stored))


def _post(stored: Mapping[str, Any]) -> HostilePost:
    sent: dict[str, list[str]] = {}
    for part, texts in stored["post"].items():
        names = [part.replace("#", str(number)) for number in NUMBERS] if "#" in part else [part]
        sent |= dict.fromkeys(names, _texts(texts))
    keeps = stored["keeps"]
    return HostilePost(
        stored["type"],
        stored["spec"],
        sent,
        int(keeps["texts"]),
        int(keeps["characters"]),
        stored.get("reads") == "nothing",
    )


def _texts(stored: Any) -> list[str]:
    if isinstance(stored, str):
        return [stored]
    return [stored["text"] * int(stored.get("times", 1))] * int(stored.get("texts", 1))
