"""Work in the background, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True)
class Job:
    """Work to be done in the background. Whoever takes it holds it until ``lease``."""

    number: int
    kind: JobKind
    about: str  # a message's id; empty for work that is done again and again
    tries: int  # this one included
    lease: datetime


JobKind = Literal["deliver", "clear"]


@dataclass(frozen=True)
class Handover:
    """What became of one try to deliver a message."""

    state: Literal["sent", "delayed", "failed"]
    at: datetime  # when it was handed over or given up; of a delayed one, when it is tried again
    problem: str = ""
