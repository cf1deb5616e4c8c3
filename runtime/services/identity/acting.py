"""Acting for another business or location of the same account."""

from __future__ import annotations

from runtime.services.user_errors import signed_out
from runtime.web.http.request_context import Visit


def act_for(visit: Visit, business: str) -> None:
    """Act for one of the account's businesses from now on; refused when another window just signed out."""
    try:
        visit.store.identity.act_for(visit.cookie_hash, business)
    except KeyError:
        raise signed_out() from None
