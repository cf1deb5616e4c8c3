"""The shared vectors of expressions: what a source gives in a scope, decided by hand."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forms.expressions import BOOLEAN, DATE, NUMBER, TEXT, TIME, Choice, Group, Kind, ListOf

_WORDS = {"number": NUMBER, "text": TEXT, "date": DATE, "time": TIME, "yes_no": BOOLEAN}


@dataclass(frozen=True)
class Vector:
    """One source with its scope and its result; ``scope`` and ``result`` are encoded as in JSON."""

    topic: str
    kinds: dict[str, Kind]
    source: str
    scope: dict[str, Any]
    result: Any

    def __str__(self) -> str:
        return f"{self.topic}: {self.source} in {json.dumps(self.scope)}"


def vectors() -> list[Vector]:
    """All vectors of all topics."""
    files = sorted(Path(__file__).parent.glob("*.json"))
    return [vector for file in files for vector in _read(file)]


def _read(file: Path) -> list[Vector]:
    stored = json.loads(file.read_text("utf-8"))
    kinds = {name: _kind(kind) for name, kind in stored["kinds"].items()}
    return [
        Vector(file.stem, kinds, case["source"], case["scope"], case["result"]) for case in stored["cases"]
    ]


def _kind(stored: Any) -> Kind:
    match stored:
        case {"choice": options}:
            return Choice(tuple(options))
        case {"list": item}:
            return ListOf(_kind(item))
        case {"group": parts}:
            return Group({name: _kind(part) for name, part in parts.items()})
        case word:
            return _WORDS[word]
