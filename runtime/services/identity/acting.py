"""Acting for another business or location of the same account."""

from __future__ import annotations

from runtime.services.access import require
from runtime.services.context import ServiceContext
from runtime.services.user_errors import signed_out


def act_for(ctx: ServiceContext, cookie_hash: str, business: str) -> None:
    """Act for one of the account's businesses from now on; raises UserError when the session has ended."""
    require(ctx.actor, "act for", business)
    try:
        ctx.dataset.identity.act_for(cookie_hash, business)
    except KeyError:
        raise signed_out() from None
