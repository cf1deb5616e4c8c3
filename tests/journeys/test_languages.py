"""An owner who reads Arabic, a city that reads English: who sees what in which language."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from runtime.dataset import Submission
from runtime.services.site.published_site import newest_site
from tests.journeys.browser import Browser, Page
from tests.journeys.conftest import OWNER, Site
from tests.journeys.walking import build_state

FORM = "inspection-request"


@pytest.fixture(scope="module")
def output(foggyton: Path) -> Path:
    return foggyton


@pytest.fixture
def browser(site: Site, output: Path) -> Browser:
    """Somebody who has sent a form in Arabic."""
    browser = site.signed_in()
    form = newest_site(output).form("ar", FORM)
    assert form
    build_state(browser, form, "ar")
    browser.send(button="send")
    return browser


def sent(site: Site) -> Submission:
    account = site.store.identity.account(OWNER)
    assert account
    (submission,) = site.store.submissions.of_business(account.businesses[0].id)
    return submission


def answers(page: Page) -> list[tuple[str, str]]:
    """Labels and answers of a submission's page, lines of an answer on one line."""
    rows = [row for section in page.all("section", _class="summary") for row in section.iter("div")]
    texts = [(row.find("dt"), row.find("dd/span")) for row in rows]
    return [(_text(label), _text(said)) for label, said in texts]


def _text(element: Element | None) -> str:
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def test_answers_in_arabic_are_read_with_labels_in_english(
    site: Site, output: Path, browser: Browser
) -> None:
    form = newest_site(output).form("en", FORM)
    assert form
    page = browser.open(f"/en/submissions/{sent(site).reference}")
    found = dict(answers(page))
    asked = {question.field for question in sent(site).questions}
    assert set(found) == {field.label for field in form.fields() if field.name in asked}
    assert "Yes" in found.values()
    assert "نعم" not in found.values()
    assert page.heading == form.title
    (language,) = [one for one in page.all("dd") if one.get("lang")]  # which language the answers came in
    assert (language.text, language.get("lang"), language.get("dir")) == ("العربية", "ar", "rtl")


def test_whoever_sent_it_reads_what_was_sent(site: Site, browser: Browser) -> None:
    page = browser.open(f"/ar/submissions/{sent(site).reference}")
    given = [(one.label, " ".join(one.said.split())) for one in sent(site).questions if one.said]
    assert set(given) <= set(answers(page))
    assert len(given) > 5
    assert not [one for one in page.all("dd") if one.get("lang")]


def test_the_receipt_keeps_numbers_together_in_arabic(site: Site, browser: Browser) -> None:
    (letter,) = [one for one in site.store.outbox.all(OWNER) if one.about]
    assert letter.language == "ar"
    assert f"\u2068{sent(site).reference}\u2069" in letter.body
    assert f"http://127.0.0.1:9321/ar/submissions/{sent(site).reference}\n" in letter.body


def test_the_agency_reads_its_letter_in_the_language_of_the_city(site: Site, browser: Browser) -> None:
    letters = [one for one in site.store.outbox.all() if one.to != OWNER]
    assert {one.language for one in letters} <= {"en"}


def test_a_change_of_one_fact_is_listed_in_the_readers_words(site: Site) -> None:
    browser = site.signed_in()
    browser.open("/ar/business/business.phone")
    browser.send(phone="415 555 0123")
    reference = sent(site).reference
    for page in (browser.open("/en/submissions"), browser.open(f"/en/submissions/{reference}")):
        assert "Change of your records: Business phone" in page.text
    assert dict(answers(browser.page)) == {"Business phone": "(415) 555-0123"}
