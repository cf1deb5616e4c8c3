"""Find a Chromium for the tests, or install one: an installed one, else Debian's, else Playwright's own.

Run as ``python -m tests.browser.chromium`` before the tests.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from playwright.sync_api import Error, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-first-run",
    "--disable-background-networking",  # tests must not reach for anything outside this machine
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    *(("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()),
)


def installed() -> str | None:
    """The path of an installed Chromium; None when there is none."""
    found = (path for name in NAMES if (path := shutil.which(name)))
    return next(found, None)


def launches(path: str | None) -> bool:
    """Whether Playwright can start this browser (None: its own)."""
    with sync_playwright() as playwright:
        try:
            playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS)).close()
        except Error:
            return False
    return True


def main() -> int:
    """Make sure that a browser is there; say what was done."""
    for step in (None, _from_debian, _from_playwright):
        if step is not None:
            step()
        if launches(installed()):
            print(f"Browser for the tests: {installed() or 'Playwright’s own Chromium'}")
            return 0
    print("No Chromium could be started. Install the package 'chromium' of your system and try again.")
    return 1


def _from_debian() -> None:
    apt = shutil.which("apt-get")
    if apt is None:
        return
    root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    print("Installing Chromium from the system's packages (once)")
    subprocess.run([*root, apt, "update", "-qq"], check=False)
    subprocess.run([*root, apt, "install", "-y", "-qq", "chromium"], check=False)


def _from_playwright() -> None:
    print("Installing Playwright's own Chromium (once)")
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


if __name__ == "__main__":
    sys.exit(main())
