"""Whether pages can be given, for the operator's monitor."""

from __future__ import annotations

from collections.abc import Iterator

from runtime.dataset import Unavailable
from runtime.dataset.disk_space import says_broken, says_full
from runtime.services.context import Services

__all__ = ["ailing", "says_broken", "says_full"]


def ailing(services: Services) -> Iterator[str]:
    """What is wrong, each as a sentence; nothing when all is well."""
    if not services.sites.are_there():
        yield "The output folder has no manifest: run `onceonly build` and start again."
    try:
        services.dataset.identity.session("")  # nobody's
    except Unavailable:
        yield "The store does not answer."
