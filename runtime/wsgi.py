"""The WSGI application as configured by ``ONCEONLY_...`` variables, for servers of one's own choice."""

from __future__ import annotations

import os

from runtime.app import create_app
from runtime.logs import configure
from runtime.settings import from_environment

settings = from_environment(os.environ).checked()
configure(settings.log_level)
app = create_app(settings)
