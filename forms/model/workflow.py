"""The workflow of a submission: statuses, transitions, and their texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from forms.text.messages import Message, message


@dataclass(frozen=True, kw_only=True)
class Status:
    """One status of a submission. Its sentences have a gap for the ``agency``."""

    name: str
    label: Message
    happened: Message  # sentence: what has happened
    next: Message  # sentence: what comes next, and who must act
    follow: tuple[str, ...]  # names of the statuses that may follow
    waits: bool = False  # waits for the agency, so its time frame is shown
    asks: bool = False  # waits for the owner: listed on the portal


def statuses() -> Mapping[str, Status]:
    """All statuses by name, in their usual order."""
    return _STATUSES


def of_agency(sentence: Message, agency: str) -> Message:
    """A sentence of a status with the agency's name in its gap."""
    return replace(sentence, values={"agency": agency})


# Agencies may correct mistakes: a decision can be reviewed again. A withdrawn submission is final.
_ALL = (
    Status(
        name="received",
        label=message("Received"),
        happened=message("{agency} received your answers."),
        next=message("{agency} looks at your answers next. You need not do anything now."),
        follow=("in_review", "more_information", "approved", "declined", "withdrawn"),
        waits=True,
    ),
    Status(
        name="in_review",
        label=message("In review"),
        happened=message("{agency} began to look at your answers."),
        next=message("{agency} is looking at your answers. You need not do anything now."),
        follow=("more_information", "approved", "declined", "withdrawn"),
        waits=True,
    ),
    Status(
        name="more_information",
        label=message("More information needed"),
        happened=message("{agency} needs more information from you."),
        next=message("Tell {agency} what it asks for, by phone or email. Then the review goes on."),
        follow=("in_review", "approved", "declined", "withdrawn"),
        asks=True,
    ),
    Status(
        name="approved",
        label=message("Approved"),
        happened=message("{agency} approved your request."),
        next=message("You need not do anything more for this form."),
        follow=("in_review",),
    ),
    Status(
        name="declined",
        label=message("Declined"),
        happened=message("{agency} declined your request."),
        next=message("If you do not agree, or want to know why, talk to {agency}."),
        follow=("in_review",),
    ),
    Status(
        name="withdrawn",
        label=message("Withdrawn"),
        happened=message("Your request was withdrawn."),
        next=message("Nothing more happens with it. You can send the form again whenever you like."),
        follow=(),
    ),
)
_STATUSES = MappingProxyType({status.name: status for status in _ALL})
