"""What happens between reading and writing: somebody else is always quicker once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from runtime.services.settings import Settings
from runtime.web.app import create_app
from tests.journeys.browser import Browser
from tests.journeys.conftest import OWNER, Site
from tests.journeys.intercepted import overtaken
from tests.journeys.steps import BUSINESS, fill_in_inspection, register
from tests.journeys.test_sending import business, fact, tell


@pytest.fixture
def overtake(settings: Settings, site: Site) -> Callable[[Browser, str, Callable[[], None]], None]:
    def begin(browser: Browser, call: str, act: Callable[[], None]) -> None:
        browser.client.application = create_app(settings, overtaken(site.store, call, act))

    return begin


def test_a_fact_that_moves_while_it_is_being_sent_is_shown(site: Site, owner: Browser, overtake: Any) -> None:
    register(owner)
    fill_in_inspection(owner)
    overtake(owner, "submissions.submit", lambda: tell(site, "business.phone", "+14155550177"))
    page = owner.send(button="send")
    assert page.status == 409
    assert page.errors == ["Business phone: this changed meanwhile. Choose which answer is right."]
    assert len(site.store.submissions.of_business(business(site))) == 1
    owner.send(button="send", conflict__phone="ours")
    assert owner.page.heading == "We have your answers"
    assert fact(site, "business.phone").value == "+14155550123"


def test_a_page_saved_in_the_same_moment_as_another_loses_nothing(
    site: Site, owner: Browser, overtake: Any
) -> None:
    owner.open("/en/forms/registration/business")
    owner.send(**BUSINESS)
    owner.open("/en/forms/registration/place")

    def other_window() -> None:
        account = site.store.identity.account(OWNER)
        assert account
        (draft,) = site.store.drafts.of_business(account.id, business(site))
        site.store.drafts.save(
            replace(draft, answers={**draft.answers, "website": "https://dumplings.example"})
        )

    overtake(owner, "drafts.save", other_window)
    owner.send(employees="4", premises_address__street="5 Pier Street", premises_address__city="Harborview",
               premises_address__state="CA", premises_address__zip="94111")  # fmt: skip
    assert owner.page.heading == "Who owns it"
    assert owner.open("/en/forms/registration/business").value("website") == "https://dumplings.example"
    assert owner.open("/en/forms/registration/place").value("employees") == "4"


def test_a_draft_that_is_sent_while_its_page_is_saved_leaves_one_submission(
    site: Site, owner: Browser, overtake: Any
) -> None:
    register(owner)
    fill_in_inspection(owner)
    check = owner.page
    owner.open("/en/forms/inspection/premises")
    overtake(owner, "drafts.save", lambda: site_send(site, owner, check))
    owner.send(phone="415 555 0199")
    sent = site.store.submissions.of_business(business(site))
    assert [one.form for one in sent] == ["inspection", "registration"]
    assert fact(site, "business.phone").value == "+14155550123"


def site_send(site: Site, owner: Browser, check: Any) -> None:
    """The other window sends the form."""
    other = site.browser()
    cookie = owner.client.get_cookie("session")
    assert cookie
    other.client.set_cookie("session", cookie.value)
    other.send_as(check, button="send")
    assert other.page.heading == "We have your answers"
