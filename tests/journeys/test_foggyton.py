"""Every real form of Foggyton can be filled in and sent, in every language, and asks nothing twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.text.messages import message
from runtime.services.site.published_site import newest_site
from tests.journeys.city import REPOSITORY
from tests.journeys.conftest import OWNER, Site
from tests.journeys.walking import build_state

FORMS = sorted(path.stem.replace("_", "-") for path in (REPOSITORY / "form_specs").glob("*/*.yaml"))
OTHERS = ("es", "zh", "vi", "ar", "ht", "ru")  # take turns: each form is walked in English and in one of them
EVERYWHERE = [
    *((name, "en") for name in FORMS),
    *((name, OTHERS[number % len(OTHERS)]) for number, name in enumerate(FORMS)),
]


@pytest.fixture(scope="module")
def output(foggyton: Path) -> Path:
    return foggyton


def test_every_language_of_the_city_is_walked(foggyton: Path) -> None:
    assert {"en", *OTHERS} == {language for _, language in EVERYWHERE} == set(newest_site(foggyton).languages)


@pytest.mark.parametrize(("name", "language"), EVERYWHERE)
def test_a_form_can_be_filled_in_and_sent(site: Site, foggyton: Path, name: str, language: str) -> None:
    edition = newest_site(foggyton)
    form = edition.form(language, name)
    assert form
    browser = site.signed_in()
    met = build_state(browser, form, language)
    assert met
    browser.send(button="send")
    sent = edition.languages[language].say(message("We have your answers"))
    assert browser.page.heading == sent, browser.page.text[:600]
    account = site.store.identity.account(OWNER)
    assert account
    assert site.store.submissions.of_business(account.businesses[0].id)[0].language == language


@pytest.mark.parametrize("name", FORMS)
def test_the_second_time_everything_the_city_keeps_is_there(site: Site, foggyton: Path, name: str) -> None:
    language = ("es", "ar")[FORMS.index(name) % 2]
    form = newest_site(foggyton).form(language, name)
    assert form
    browser = site.signed_in()
    build_state(browser, form, language)
    browser.send(button="send")
    account = site.store.identity.account(OWNER)
    assert account
    facts = site.store.facts.current([account.businesses[0].id, account.person.id])
    submission = site.store.submissions.of_business(account.businesses[0].id)[0]
    answered = [question for question in submission.questions if question.value is not None]
    sent = {question.master for question in answered if question.master}
    assert sent == set(facts)
    first = form.pages[0]
    page = browser.open(f"/{language}/forms/{name}/{first.name}")
    for field in first.fields:
        if field.shared and field.shared.master in facts and page.has_question(field.name):
            assert page.said(f"{field.name}-known"), field.name


def test_a_tab_costs_at_most_5_kb_in_every_language(site: Site, foggyton: Path) -> None:
    edition = newest_site(foggyton)
    browser = site.signed_in()
    for name in ("business-registration", "disaster-loan"):  # so that “My business” has much to show
        form = edition.form("en", name)
        assert form
        build_state(browser, form, "en")
        browser.send(button="send")
    agencies = [f"agency/{agency.name}" for agency in edition.city("en").agencies]
    sizes = {}
    for language in edition.languages:
        for tab in ("business", "may-apply", *agencies):
            path = f"/{language}/{tab}"
            answer = browser.client.get(path, headers={"X-Part": "desk", "Accept-Encoding": "gzip"})
            assert answer.headers["Content-Encoding"] == "gzip"
            sizes[path] = len(answer.get_data())
    assert len(sizes) == 7 * 12
    assert {path: size for path, size in sizes.items() if size > 5 * 1024} == {}
