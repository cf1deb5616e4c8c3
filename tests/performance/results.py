"""What a measurement gives: named figures, each with the target it has to reach, if there is one."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Literal, TypeVar


@dataclass(frozen=True)
class Plan:
    """How long and how often to measure."""

    seconds: float = 5.0  # of load, each time
    rounds: int = 3  # medians of so many; what is compared takes turns
    port: int = 9430  # the first of some that must be free


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    part: str
    what: str
    value: float
    unit: str = ""
    target: float | None = None
    better: Literal["more", "less"] = "less"
    note: str = ""

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached; None without one."""
        if self.target is None:
            return None
        return self.value >= self.target if self.better == "more" else self.value <= self.target

    @property
    def wanted(self) -> str:
        """The target in words."""
        if self.target is None:
            return ""
        return (
            f"{'at least' if self.better == 'more' else 'at most'} {_number(self.target)} {self.unit}".strip()
        )

    @property
    def said(self) -> str:
        """The value in words."""
        return f"{_number(self.value)} {self.unit}".strip()

    def as_json(self) -> dict[str, object]:
        """The figure for machines."""
        return {**asdict(self), "value": float(f"{self.value:.6g}"), "reached": self.reached}


Measured = TypeVar("Measured")
Name = TypeVar("Name")


def in_turns(measures: Mapping[Name, Callable[[], Measured]], rounds: int) -> dict[Name, list[Measured]]:
    """Measure each in turn, so many times: what disturbs this machine disturbs all of them."""
    found: dict[Name, list[Measured]] = {name: [] for name in measures}
    for _ in range(rounds):
        for name, measure in measures.items():
            found[name].append(measure())
    return found


def ratio(mine: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the ratios of measurements that were made one after the other."""
    return statistics.median(one / other for one, other in zip(mine, theirs, strict=True))


def _number(value: float) -> str:
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"
