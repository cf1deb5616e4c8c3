"""What the city knows about whom the actor acts for, and what waits for a steward."""

from __future__ import annotations

from runtime.services.context import ServiceContext
from runtime.services.parties import Facts, facts_for


def known_facts(ctx: ServiceContext) -> Facts:
    """The current facts about the business or location acted for and the person, by master field."""
    return facts_for(ctx.dataset.facts.current, ctx.owner, ctx.site)


def proposed_facts(ctx: ServiceContext) -> Facts:
    """What was said about the same and waits for its steward."""
    return facts_for(ctx.dataset.facts.proposals, ctx.owner, ctx.site)
