"""Logs: one JSON object per line, with the request's id and without personal data."""

from __future__ import annotations

from runtime.services.logs.current import of_account, of_request, request_id
from runtime.services.logs.events import Event, event
from runtime.services.logs.failures import failures
from runtime.services.logs.lines import LEVELS, configure

__all__ = ["LEVELS", "Event", "configure", "event", "failures", "of_account", "of_request", "request_id"]
