"""Building a site with the command line: everything, one change, and how both grow with the city."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from generator.build import build
from generator.project import load_project
from generator.sources import Sources
from tests.mutations.bombs import BOMBS
from tests.mutations.mutate import broken
from tests.performance.city import LANGUAGES, change_one_form, write_city
from tests.performance.results import Figure, Plan, ratio
from tests.unit.generator.dunes import FORM, written

_ALWAYS_THERE = 2  # forms of every measured city
_FEW, _MANY = 20, 200
_SHORT = 3  # times as many rounds for commands that are over soon: whatever else runs disturbs them most
_REPOSITORY = Path(__file__).parents[2]
_BARE = "import click, jinja2, pydantic, yaml\nclass A(pydantic.BaseModel):\n    a: int"
_AGAINST = "… against a process that only loads click, Jinja, pydantic and PyYAML"


class Times(NamedTuple):
    """Seconds of whole commands: everything, after one change, and that against starting Python alone."""

    full: float
    changed: float
    against_bare: float


def measure_builds(folder: Path, plan: Plan, few: int = _FEW, many: int = _MANY) -> list[Figure]:
    """Seconds of whole commands, each a new process."""
    of_few = _times(folder / "few", few, plan.rounds)
    of_many = _times(folder / "many", many, max(1, plan.rounds // 2))
    staying = _seconds_staying(folder / "few", few, plan.rounds)
    per_page = (of_many.full - of_few.full) / (many - few) / 2
    return [
        Figure("build", f"{few} forms in 2 languages, everything", of_few.full, "s", 4),
        Figure("build", f"{few} forms in 2 languages, after one changed form", of_few.changed, "s", 0.4),
        Figure("build", _AGAINST, of_few.against_bare, "times"),
        Figure("build", "… in a process that stays, as `onceonly preview` does", staying, "s", 0.4),
        Figure("build", f"{many} forms in 2 languages, everything", of_many.full, "s"),
        Figure("build", f"{many} forms in 2 languages, after one changed form", of_many.changed, "s"),
        Figure("build", "Each form more, in one language", per_page * 1000, "ms"),
        *_many_languages(folder / "languages", few, plan.rounds),
        _slowest_bomb(folder / "bombs"),
        Figure(
            "build", f"Growth from {few} to {many} forms", of_many.full / of_few.full, "times", many / few
        ),
    ]


def _many_languages(folder: Path, forms: int, rounds: int) -> list[Figure]:
    times = _times(folder, forms, rounds, LANGUAGES)
    staying = _seconds_staying(folder, forms, rounds, LANGUAGES)
    said = f"{forms} forms in {len(LANGUAGES)} languages"
    return [
        Figure("build", f"{said}, everything", times.full, "s", 12),
        Figure("build", f"{said}, after one changed form", times.changed, "s", 0.5),
        Figure("build", _AGAINST, times.against_bare, "times"),
        Figure("build", "… in a process that stays", staying, "s", 0.5),
    ]


def _times(folder: Path, forms: int, rounds: int, languages: Sequence[str] = LANGUAGES[:2]) -> Times:
    sources = write_city(folder, forms - _ALWAYS_THERE, languages)
    full = [_seconds(sources, folder, "--full") for _ in range(rounds)]
    changed, bare = [], []
    for number in range(_SHORT * rounds):
        change_one_form(sources, number)
        changed.append(_seconds(sources, folder))
        bare.append(_took([sys.executable, "-c", _BARE]))
    return Times(statistics.median(full), statistics.median(changed), ratio(changed, bare))


def _seconds_staying(
    folder: Path, forms: int, rounds: int, languages: Sequence[str] = LANGUAGES[:2]
) -> float:
    sources = write_city(folder, forms - _ALWAYS_THERE, languages)
    built = build(sources, folder / "output")
    found = []
    for number in range(rounds):
        change_one_form(sources, number)
        started = time.perf_counter()
        built = build(sources, folder / "output", before=built)
        found.append(time.perf_counter() - started)
    return statistics.median(found)


def _slowest_bomb(folder: Path) -> Figure:
    """Of the files that are made to hold a reader up, the one that takes most of the processor to refuse."""
    took = {}
    for number, (name, content) in enumerate(BOMBS.items()):
        specs = written(folder / str(number), broken(name, FORM, content).files)
        started = time.process_time()
        if load_project(specs).is_sound:
            raise AssertionError(f"{name} was not refused.")
        took[name] = time.process_time() - started
    slowest = max(took, key=lambda name: took[name])
    return Figure(
        "build", f"Refusing {slowest}, the worst of {len(BOMBS)} hostile files", took[slowest], "s", 2
    )


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
