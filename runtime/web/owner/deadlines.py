"""Days until a form's deadline."""

from __future__ import annotations

from runtime.web.http.request_context import RequestContext

NO_DEADLINE = 9_999  # days: more than any page mentions


def days_left(ctx: RequestContext, form: str) -> int:
    """Days until the deadline of a form: 0 on the day itself, negative when it has passed."""
    deadline = ctx.site.deadline(form)
    return (deadline - ctx.today).days if deadline else NO_DEADLINE
