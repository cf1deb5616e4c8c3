"""The WSGI application as configured by ``ONCEONLY_...`` variables, for servers of one's own choice."""

from __future__ import annotations

import os

from runtime.app import create_app
from runtime.settings import from_environment

app = create_app(from_environment(os.environ))
