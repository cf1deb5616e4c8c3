"""Foggyton in two languages made by code: nothing escapes translation, and longer words fit small screens."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.translate.pseudo import ACCENTED, MIRRORED
from tests.browser.foggyton import Foggyton, built
from tests.browser.owner import Owner

pytestmark = pytest.mark.browser

CONTINUE = 'button.button[value="continue"]'
TOO_WIDE = "document.documentElement.scrollWidth - innerWidth"
# Every text that can be seen or heard, except what says that it is in another language, and answers.
SPOKEN = """(() => {
    const found = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
        const around = node.parentElement;
        const ours = around.checkVisibility() && !around.closest("script, style, .said, [lang]:not(html)");
        if (ours) found.push(node.data);
    }
    for (const name of ["aria-label", "title", "placeholder", "alt"])
        found.push(...[...document.querySelectorAll(`[${name}]`)].map(one => one.getAttribute(name)));
    return found;
})()"""
# What nobody translates: addresses, names that people and agencies bear, dates and times in digits and words,
# and the code of a request, as a page that is not there says it.
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
AS_IT_IS = re.compile(
    rf"https?://\S+|\S+@\S+|(?:{MONTHS}) \d+, \d{{4}}|\d+:\d\d [AP]M|Golden Gate Dumplings|\b[0-9a-f]{{16}}\b"
)
PLAIN_WORD = re.compile(r"[A-Za-z]{2,}")


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """English and the two languages that nobody speaks."""
    return built(tmp_path_factory.mktemp("untranslated") / "output", ["en"], pseudo=True)


def addresses(output: Path) -> Iterator[str]:
    """The portal with all its tabs, articles, the start and first page of each form, and the rest."""
    manifest = json.loads((output / "current/manifest.json").read_text("utf-8"))
    yield from ("/", "/mailbox", "/nowhere", "/business", "/business/business.phone", "/may-apply")
    yield from ("/submissions", "/locations", "/search?q=12345")
    yield from sorted({f"/agency/{form['agency']}" for form in manifest["forms"].values()})
    yield from (f"/articles/{article}" for article in manifest["articles"])
    for name, form in manifest["forms"].items():
        yield f"/forms/{name}"
        yield f"/forms/{name}/{form['pages'][0]}"


@pytest.mark.parametrize("language", [ACCENTED, MIRRORED])
def test_every_sentence_is_translated_and_fits(
    language: str, output: Path, city: Foggyton, browser: Browser
) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 700})
    owner = Owner(page, city, language)
    owner.sign_in()
    too_wide, untranslated, looked_at = [], set(), 0
    for address in addresses(output):
        owner.open(address)
        for _ in range(2):  # as it comes, and with its errors
            looked_at += 1
            if page.evaluate(TOO_WIDE) > 0:
                too_wide.append(page.url)
            spoken = [AS_IT_IS.sub("", text).strip() for text in page.evaluate(SPOKEN)]
            untranslated |= {text for text in spoken if PLAIN_WORD.search(text) and "\u202e" not in text}
            if not page.locator(CONTINUE).count():
                break
            page.locator(CONTINUE).click()
            page.wait_for_load_state("domcontentloaded")
    page.close()
    assert looked_at > 50
    assert too_wide == []
    assert untranslated == set()
