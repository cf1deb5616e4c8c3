"""The WSGI application configured by ``ONCEONLY_...`` variables, for other web servers."""

from __future__ import annotations

import os

from runtime.services.logs import configure
from runtime.services.settings import from_environment
from runtime.web.app import create_app

settings = from_environment(os.environ).checked()
configure(settings.log_level)
app = create_app(settings)
