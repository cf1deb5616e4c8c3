"""Which axe-core looks at the pages: npm's newest, pinned in ``axe/``, else the older one that PyPI has.

Run as ``python -m tests.accessibility.axe_core`` before the tests.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from tests import npm

FOLDER = Path(__file__).with_name("axe")
PINNED = str(json.loads((FOLDER / "package.json").read_text("utf-8"))["devDependencies"]["axe-core"])
_FROM_NPM = FOLDER / "node_modules/axe-core"


@dataclass(frozen=True)
class AxeCore:
    """A script for pages, and where it is from."""

    script: str
    origin: str


ran: set[str] = set()
"""What looked at pages in this process, for the summary of the tests."""


@cache
def chosen() -> AxeCore:
    """The one that is asked for by AXE_CORE, else npm's where it is installed, else PyPI's."""
    if asked := os.environ.get("AXE_CORE"):
        return AxeCore(Path(asked).read_text("utf-8"), "AXE_CORE asks for it")
    if _installed() == PINNED:
        return AxeCore((_FROM_NPM / "axe.min.js").read_text("utf-8"), "npm’s newest, as pinned")
    older = files("axe_playwright_python") / "axe.min.js"
    return AxeCore(older.read_text("utf-8"), f"PyPI’s; `make axe` fetches npm’s {PINNED}")


def main() -> int:
    """Make sure that npm's is there; say what will be used. Without it the older one is used, and said."""
    try:
        npm.install(FOLDER)
    except npm.NoNpm as reason:
        print(f"npm’s axe-core {PINNED} cannot be had: {reason}")
    first, _, _ = chosen().script.partition("\n")
    print(f"For the tests: {told(first.removeprefix('/*! axe v'))}")
    return 0


def told(version: str) -> str:
    """A version of axe-core and where it is from, for people."""
    return f"axe-core {version} ({chosen().origin})"


def _installed() -> str | None:
    about = _FROM_NPM / "package.json"
    return str(json.loads(about.read_text("utf-8"))["version"]) if about.exists() else None


if __name__ == "__main__":
    sys.exit(main())
