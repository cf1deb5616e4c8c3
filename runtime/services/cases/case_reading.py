"""What the owner of a submission may read about it: transitions, letters and news."""

from __future__ import annotations

from collections.abc import Sequence

from runtime.dataset import Message, News, Sent, Session, Transition
from runtime.services.access import require
from runtime.services.context import ServiceContext


def steps(ctx: ServiceContext, sent: Sent) -> Sequence[Transition]:
    """All transitions of a submission, oldest first; the first is sending it."""
    require(ctx.actor, "read submission", sent)
    return ctx.dataset.cases.transitions(sent.reference)


def letters_about(ctx: ServiceContext, sent: Sent) -> list[Message]:
    """Letters about a submission to this account, newest first; letters to the agency are left out."""
    require(ctx.actor, "read submission", sent)
    own = ctx.owner.account.email.casefold()
    letters = ctx.dataset.outbox.about(sent.reference)
    return [letter for letter in reversed(letters) if letter.to.casefold() == own]


def news(ctx: ServiceContext, session: Session) -> News:
    """What others did for the business acted for since the last visit of the account."""
    require(ctx.actor, "list submissions", session.business.id)
    require(ctx.actor, "end session", session.account.id)
    return ctx.dataset.cases.news(session)


def outbox(ctx: ServiceContext, most: int) -> tuple[Sequence[Message], int]:
    """The newest ``most`` letters to anybody, and the number of all: for the demo's mailbox."""
    require(ctx.actor, "read outbox", ctx.settings.demo)
    return ctx.dataset.outbox.newest(most)
