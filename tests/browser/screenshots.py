"""Take the pictures of README and docs from a running Foggyton: ``python -m tests.browser.screenshots``."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from generator.project import load_project
from tests.browser.chromium import ARGUMENTS, installed
from tests.browser.foggyton import ROOT, Foggyton, built, served
from tests.browser.owner import Owner

PICTURES = ROOT / "docs" / "pictures"
WIDTHS = {360: 740, 1280: 900}
PAGES = {"portal": "/agency/fire", "form": "/forms/inspection-request/premises"}


def main() -> None:
    """Build, serve, sign in as the demo's owner and photograph each page at both widths."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        output = built(Path(folder) / "output", load_project(ROOT / "form_specs").city.languages)
        browser = playwright.chromium.launch(executable_path=installed(), args=list(ARGUMENTS))
        with served(output, Path(folder), businesses=1) as city:
            for width in WIDTHS:
                _photograph(browser, city, width)
        browser.close()


def _photograph(browser: Browser, city: Foggyton, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": WIDTHS[width]})
    owner = Owner(context.new_page(), city)
    owner.sign_in()
    for name, path in PAGES.items():
        owner.open(path)
        owner.page.screenshot(path=PICTURES / f"{name}-{width}.png")
    context.close()


if __name__ == "__main__":
    main()
