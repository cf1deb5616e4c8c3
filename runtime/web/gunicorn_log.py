"""What gunicorn says about its workers, on the way of all other lines."""

from __future__ import annotations

from typing import Any

from gunicorn.config import Config
from gunicorn.glogging import Logger


class GunicornLines(Logger):  # type: ignore[misc]  # gunicorn has no types
    """For gunicorn's setting ``logger_class``; ``errorlog`` must be None, or it prints its lines as well."""

    def setup(self, cfg: Config) -> None:
        """Hand lines on to the root logger, which `configure` has set up."""
        super().setup(cfg)
        self.error_log.propagate = True

    def warning(self, msg: str, *args: object, **others: Any) -> None:
        """With the place of whoever warns: “Invalid request from …” is a text that we cannot show."""
        super().warning(msg, *args, **{"stacklevel": 3, **others})
