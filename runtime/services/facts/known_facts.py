"""The current facts about the actor's party, and the proposals that wait for a steward."""

from __future__ import annotations

from runtime.services.context import ServiceContext
from runtime.services.parties import Facts, facts_for


def known_facts(ctx: ServiceContext) -> Facts:
    """The current facts about the business or location acted for and the person, by master field."""
    return facts_for(ctx.dataset.facts.current, ctx.owner, ctx.site)


def proposed_facts(ctx: ServiceContext) -> Facts:
    """Proposed facts about the same parties that wait for their steward, by master field."""
    return facts_for(ctx.dataset.facts.proposals, ctx.owner, ctx.site)
