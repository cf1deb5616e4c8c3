"""Gunicorn's log lines, sent through the product's own logging."""

from __future__ import annotations

from typing import Any

from gunicorn.config import Config
from gunicorn.glogging import Logger


class GunicornLines(Logger):  # type: ignore[misc]  # gunicorn has no types
    """For gunicorn's setting ``logger_class``; with ``errorlog`` set, gunicorn prints lines twice."""

    def setup(self, cfg: Config) -> None:
        """Propagate lines to the root logger, which `configure` has set up."""
        super().setup(cfg)
        self.error_log.propagate = True

    def warning(self, msg: str, *args: object, **others: Any) -> None:
        """Log with the caller's place, because “Invalid request from …” may quote data and is not logged."""
        super().warning(msg, *args, **{"stacklevel": 3, **others})
