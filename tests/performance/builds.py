"""Building a site with the command line: everything, one change, and how both grow with the city."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from generator.sources.sources import Sources
from tests.performance.city import LANGUAGES, change_one_form, write_city
from tests.performance.results import Figure, Plan, ratio

_ALWAYS_THERE = 2  # forms of every measured city
_FEW, _MANY = 20, 200
_SHORT = 3  # times as many rounds for commands that are over soon: whatever else runs disturbs them most
_REPOSITORY = Path(__file__).parents[2]
_BARE = "import click, jinja2, pydantic, yaml\nclass A(pydantic.BaseModel):\n    a: int"
_AGAINST = "against a process that only loads click, Jinja, pydantic and PyYAML"


class Times(NamedTuple):
    """Of whole commands: the seconds of everything, and one change against starting Python alone."""

    full: float
    against_bare: float


def measure_builds(folder: Path, plan: Plan, few: int = _FEW, many: int = _MANY) -> list[Figure]:
    """Whole commands, each a new process."""
    of_few = _times(folder / "few", few, plan.rounds)
    of_many = _times(folder / "many", many, max(1, plan.rounds // 2))
    in_all = _times(folder / "languages", few, plan.rounds, LANGUAGES)
    growth = of_many.full / of_few.full
    return [
        Figure("build", f"{few} forms in 2 languages, one changed: {_AGAINST}", of_few.against_bare, "times"),
        Figure("build", f"… in {len(LANGUAGES)} languages", in_all.against_bare, "times"),
        Figure("build", f"Growth from {few} to {many} forms", growth, "times", many / few),
    ]


def _times(folder: Path, forms: int, rounds: int, languages: Sequence[str] = LANGUAGES[:2]) -> Times:
    sources = write_city(folder, forms - _ALWAYS_THERE, languages)
    full = [_seconds(sources, folder, "--full") for _ in range(rounds)]
    changed, bare = [], []
    for number in range(_SHORT * rounds):
        change_one_form(sources, number)
        changed.append(_seconds(sources, folder))
        bare.append(_took([sys.executable, "-c", _BARE]))
    return Times(statistics.median(full), ratio(changed, bare))


def _seconds(sources: Sources, folder: Path, *options: str) -> float:
    places = {
        "folder": sources.specs,
        "output": folder / "output",
        "themes": sources.themes,
        "locales": sources.locales,
    }
    command = [str(Path(sys.executable).with_name("onceonly")), "build", *options]
    command += [f"--{name}={place}" for name, place in places.items()]
    return _took(command)


def _took(command: Sequence[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=_REPOSITORY, check=True, capture_output=True)
    return time.perf_counter() - started
