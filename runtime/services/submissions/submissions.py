"""Finding and listing the submissions of the business acted for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from runtime.dataset import Account, Party, Sent, Submission
from runtime.services.access import SYSTEM, can, require
from runtime.services.context import ServiceContext, Services
from runtime.services.user_errors import no_such_submission


def submission(ctx: ServiceContext, reference: str) -> Submission:
    """The submission of a reference; raises the same UserError for unknown ones and those of others."""
    sent = ctx.dataset.submissions.get(reference)
    if sent is None or not can(ctx.actor, "read submission", sent):
        raise no_such_submission()
    return sent


def submission_of_draft(ctx: ServiceContext, draft: str) -> Submission | None:
    """The submission of a draft of the business acted for, or None."""
    sent = ctx.dataset.submissions.of_draft(draft)
    return sent if sent and can(ctx.actor, "read submission", sent) else None


def sent_by_account(ctx: ServiceContext, draft: str) -> Submission | None:
    """The submission of a draft, for any business of the account, or None."""
    sent = ctx.dataset.submissions.of_draft(draft)
    return sent if sent and can(ctx.actor, "send again", sent) else None


def submissions(ctx: ServiceContext, *, most: int, after: int = 0) -> Sequence[Sent]:
    """Submissions of the business acted for, newest first."""
    business = ctx.owner.business.id
    require(ctx.actor, "list submissions", business)
    return ctx.dataset.submissions.sent(business, most=most, after=after)


def count_submissions(ctx: ServiceContext) -> int:
    """The number of submissions of the business acted for."""
    business = ctx.owner.business.id
    require(ctx.actor, "list submissions", business)
    return ctx.dataset.submissions.count(business)


def submissions_in_status(ctx: ServiceContext, statuses: Collection[str]) -> Sequence[Sent]:
    """Submissions in one of these statuses."""
    business = ctx.owner.business.id
    require(ctx.actor, "list submissions", business)
    return ctx.dataset.submissions.in_status(business, statuses)


def last_sent(ctx: ServiceContext, forms: Collection[str]) -> Mapping[str, datetime]:
    """When each of these forms was last sent for the business acted for, by form name."""
    business = ctx.owner.business.id
    require(ctx.actor, "list submissions", business)
    return ctx.dataset.submissions.last_sent(business, forms)


def last_reference(ctx: ServiceContext, form: str) -> str | None:
    """The reference of the account's last submission of a form for the business acted for."""
    owner = ctx.owner
    require(owner, "list submissions", owner.business.id)
    return ctx.dataset.submissions.last_reference(owner.account.id, owner.business.id, form)


def owner_of(services: Services, sent: Sent) -> tuple[Account, Party]:
    """The account and the business of a submission, for letters about it."""
    require(SYSTEM, "read submission", sent)
    account = services.dataset.identity.account_by_id(sent.account)
    assert account is not None  # noqa: S101  accounts are never deleted
    nameless = Party(sent.business, "business")
    return account, next((party for party in account.businesses if party.id == sent.business), nameless)
