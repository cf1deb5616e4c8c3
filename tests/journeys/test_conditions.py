"""Questions that depend on others of the same page, without a script."""

from __future__ import annotations

from tests.journeys.browser import Browser
from tests.journeys.conftest import OWNER, Site


def test_a_question_may_depend_on_what_is_calculated_on_its_own_page(owner: Browser) -> None:
    owner.open("/en/forms/catering/guests")
    owner.send(tables="20", exits="Through four doors")
    assert owner.page.heading == "Your plans", owner.page.errors


def test_what_is_calculated_is_never_taken_from_a_post(site: Site, owner: Browser) -> None:
    page = owner.open("/en/forms/catering/guests")
    owner.send_as(page, tables="2", guests="999", exits="Nobody asks this")
    owner.send()
    assert "16" in owner.page.text
    assert "999" not in owner.page.text
    assert "Nobody asks this" not in owner.page.text
    owner.send(button="send")
    account = site.store.account(OWNER)
    assert account
    (sent,) = site.store.submissions(account.businesses[0].id)
    assert {question.field: question.value for question in sent.questions} == {
        "tables": 2,
        "guests": "16",
        "menu": None,
        "cooks": None,
    }
