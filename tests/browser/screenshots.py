"""Take the pictures of README and docs from a running Foggyton: ``python -m tests.browser.screenshots``."""

from __future__ import annotations

import base64
import os
import tempfile
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, StorageState, sync_playwright

from generator.build.build import build
from generator.sources.sources import Sources
from onceonly.demo.register import register
from onceonly.demo.send import send_past
from runtime.services.access import System
from runtime.services.cases.case_transitions import CaseContext
from runtime.services.pdf.fonts import configuration
from runtime.services.site.published_site import newest_site
from tests.browser.chromium import ARGUMENTS, installed
from tests.browser.foggyton import ROOT, Foggyton, served
from tests.browser.owner import Owner

FOLDER = ROOT / "docs" / "pictures"
LARGEST = 150_000  # bytes of one picture
PORTAL, FORM = "/agency/fire", "/forms/inspection-request/premises"


class Picture(NamedTuple):
    """One picture: its name, what it shows, and the screen that it is taken of."""

    name: str
    path: str
    width: int
    height: int
    sharpness: int = 1  # pixels of the picture for one of the page
    language: str = "en"
    dark: bool = False


PICTURES = (
    Picture("portal-360", PORTAL, 360, 1000, sharpness=2),
    Picture("portal-1280", PORTAL, 1280, 1000),
    Picture("form-360", FORM, 360, 1000, sharpness=2),
    Picture("form-1280", FORM, 1280, 1000),
    Picture("portal-dark-1280", PORTAL, 1280, 1000, dark=True),
    Picture("portal-arabic-360", PORTAL, 360, 1000, sharpness=2, language="ar"),
)


def main() -> None:
    """Build, serve, sign in as the demo's owner and photograph; says how large each picture is."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        output = Path(folder) / "output"
        build(Sources(ROOT / "form_specs", ROOT / "themes", ROOT / "locales"), output)
        fonts = Path(folder) / "fonts.conf"
        fonts.write_text(configuration(), "utf-8")  # the same letters on every machine, in every language
        browser = playwright.chromium.launch(
            executable_path=installed(),
            args=list(ARGUMENTS),
            env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
        )
        with served(output, Path(folder), businesses=1) as city:
            send_past(
                CaseContext(System("Jordan Lee"), city.store, newest_site(output), city.address),
                register()[:1],
            )
            session = _signed_in(browser, city)
            for picture in PICTURES:
                size = _take(browser, city, picture, session)
                print(f"{picture.name}.webp: {size / 1000:.0f} KB")
        browser.close()


def _signed_in(browser: Browser, city: Foggyton) -> StorageState:
    """The cookies of one visit, in which all pictures are taken."""
    context = browser.new_context()
    Owner(context.new_page(), city).sign_in()
    session = context.storage_state()
    context.close()
    return session


def _take(browser: Browser, city: Foggyton, picture: Picture, session: StorageState) -> int:
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        storage_state=session,
        color_scheme="dark" if picture.dark else "light",
        reduced_motion="reduce",
    )
    owner = Owner(context.new_page(), city, picture.language)
    owner.open(picture.path)
    content = _photographed(owner.page, picture)
    context.close()
    if len(content) > LARGEST:
        raise ValueError(f"The picture {picture.name} has {len(content):,} bytes; {LARGEST:,} are the most.")
    (FOLDER / f"{picture.name}.webp").write_bytes(content)
    return len(content)


def _photographed(page: Page, picture: Picture) -> bytes:
    """What the screen shows, as WebP, which Playwright itself does not write."""
    page.wait_for_load_state("networkidle")
    screen = {"x": 0, "y": 0, "width": picture.width, "height": picture.height, "scale": picture.sharpness}
    session = page.context.new_cdp_session(page)
    found = session.send("Page.captureScreenshot", {"format": "webp", "quality": 88, "clip": screen})
    return base64.b64decode(found["data"])


if __name__ == "__main__":
    main()
