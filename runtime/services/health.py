"""Health check for monitoring: whether pages can be served."""

from __future__ import annotations

from collections.abc import Iterator

from runtime.dataset import Unavailable
from runtime.dataset.disk_space import is_disk_broken, is_disk_full
from runtime.services.context import Services

__all__ = ["health_problems", "is_disk_broken", "is_disk_full"]


def health_problems(services: Services) -> Iterator[str]:
    """One sentence for each problem; none when everything works."""
    if not services.sites.are_there():
        yield "The output folder has no edition: run `onceonly build`."
    try:
        services.dataset.identity.session("")  # any query will do
    except Unavailable:
        yield "The store does not answer."
