"""The scripts beside this file, run inside an open page."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from playwright.sync_api import Page


def evaluate(page: Page, name: str, **options: Any) -> Any:  # Any: whatever JSON the script takes and gives
    """What the script ``name`` finds on the page; the page's content security policy holds meanwhile."""
    return page.evaluate(f"{{{_script('colours')}\n({_script(name)})({json.dumps(options)})}}")


@cache
def _script(name: str) -> str:
    return (files(__package__) / f"{name}.js").read_text("utf-8")
