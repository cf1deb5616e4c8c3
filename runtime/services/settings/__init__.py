"""The settings of a running site."""

from __future__ import annotations

from runtime.services.settings.loader import VARIABLES, from_environment
from runtime.services.settings.model import Settings, WeakSettings, is_loopback, local

__all__ = ["VARIABLES", "Settings", "WeakSettings", "from_environment", "is_loopback", "local"]
