"""Drafts: finding, listing and discarding them."""

from __future__ import annotations

from collections.abc import Collection

from runtime.dataset import Draft
from runtime.services.access import can, require
from runtime.services.context import ServiceContext


def draft_of(ctx: ServiceContext, identifier: str) -> Draft | None:
    """An open draft of the business acted for; None when there is none, or it belongs to another account."""
    draft = ctx.dataset.drafts.get(identifier)
    return draft if draft and can(ctx.actor, "read draft", draft) else None


def open_drafts(ctx: ServiceContext) -> Collection[Draft]:
    """Every open draft of the account for the business acted for."""
    owner = ctx.owner
    drafts = ctx.dataset.drafts.of_business(owner.account.id, owner.business.id)
    return [draft for draft in drafts if can(ctx.actor, "read draft", draft)]


def discard_draft(ctx: ServiceContext, draft: Draft) -> None:
    """Delete a draft and the files that no other draft or submission refers to."""
    require(ctx.actor, "write draft", draft)
    ctx.dataset.drafts.discard(draft.id)
