"""Records of jobs and deliveries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True)
class Job:
    """A background job, held by one worker until ``lease``."""

    number: int
    kind: JobKind
    about: str  # message id; empty for recurring work
    tries: int  # this one included
    lease: datetime


JobKind = Literal["deliver", "clear"]


@dataclass(frozen=True)
class Handover:
    """The result of one try to deliver a message."""

    state: Literal["sent", "delayed", "failed"]
    at: datetime  # when it was sent or failed; for a delayed one, the next try
    problem: str = ""
