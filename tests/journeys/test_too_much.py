"""Posts far beyond what a form takes: refused and explained, and neither stored nor shown in full again."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from runtime.dataset import Draft
from tests.journeys.browser import Browser, Page
from tests.journeys.conftest import OWNER, Site
from tests.journeys.steps import ADDRESS, BUSINESS, PEOPLE, register
from tests.work import comes_to_an_end

ROWS: dict[str, Any] = {f"owners__{i}__name": "x" for i in range(10_000)}
LONG = "x" * 500_000
PEOPLE_PAGE = "/en/forms/registration/people"
SECONDS = 5.0  # of the processor; what these posts took before was several times as long


def until_people(browser: Browser) -> Page:
    """Answer the pages before the one that asks for the owners."""
    browser.open("/en/forms/registration/business")
    browser.send(**BUSINESS)
    return browser.send(**ADDRESS, employees="4")


def size(page: Page) -> int:
    return len(page.response.get_data())


def draft(site: Site) -> Draft:
    account = site.store.identity.account(OWNER)
    assert account
    (found,) = site.store.drafts.of_business(account.id, account.businesses[0].id)
    return found


def test_ten_thousand_rows_for_a_list_of_three_are_refused_and_forgotten(site: Site, owner: Browser) -> None:
    usual = size(until_people(owner))
    other = site.signed_in("other@noodles.example")
    before = size(until_people(other))
    page = owner.send(**ROWS, name__given="Mei")
    assert page.status == 422
    assert "Owners: there is room for 3 rows only. Remove the others." in page.errors
    assert size(page) < 3 * usual
    assert len(json.dumps(draft(site).typed)) < 2_000
    again = owner.open(PEOPLE_PAGE)
    assert size(again) < 3 * usual
    assert [again.value(f"owners.{i}.name") for i in range(3)] == ["x"] * 3
    assert again.value("name.given") == "Mei"
    assert size(other.open(PEOPLE_PAGE)) == before
    for i in (5, 4, 3):
        owner.send(button=f"remove.owners.{i}")
    changes = {f"owners__{i}__name": f"N{i}" for i in range(3)} | {
        f"owners__{i}__share": "30" for i in range(3)
    }
    assert owner.send(**changes, name__family="Chen").heading == "Check your answers"


@pytest.mark.parametrize("button", ["save", "add.owners", "remove.owners.0", "language.es"])
def test_no_button_keeps_more(site: Site, owner: Browser, button: str) -> None:
    until_people(owner)
    owner.send(button=button, **ROWS)
    assert len(json.dumps(draft(site).typed)) < 2_000


def test_a_draft_that_holds_ten_thousand_rows_already_is_shown_like_any_other(
    site: Site, owner: Browser
) -> None:
    usual = size(until_people(owner))
    typed = {f"owners.{i}.name": ["x"] for i in range(10_000)} | {"name.given": [LONG]}
    site.store.drafts.save(replace(draft(site), typed={"people": typed}))
    page = owner.open(PEOPLE_PAGE)
    assert size(page) < 3 * usual
    owner.send()
    assert len(json.dumps(draft(site).typed)) < 3_000


def test_a_page_whose_token_is_out_of_date_shows_no_more_either(owner: Browser) -> None:
    usual = size(until_people(owner))
    page = owner.send(_csrf="old", **ROWS, name__given=LONG[:200_000])
    assert page.status == 403
    assert size(page) < 3 * usual


def test_a_page_that_comes_too_late_says_no_more_either(owner: Browser) -> None:
    old = until_people(owner)
    owner.send_as(old, **PEOPLE)
    owner.send(button="send")
    page = owner.send_as(old, **ROWS, name__given=LONG[:200_000])
    assert (page.status, page.heading) == (409, "This form was sent already")
    assert size(page) < 3 * size(old)


@pytest.mark.parametrize(
    ("button", "changes"), [("continue", {}), ("continue", {"_csrf": "old"}), ("add.owners", {})]
)
def test_a_fact_takes_no_more_either(owner: Browser, button: str, changes: dict[str, str]) -> None:
    register(owner)
    page = owner.open("/en/business/business.owners")
    again = owner.send_as(page, button=button, **ROWS, **changes)
    assert again.status in (200, 403, 422)
    assert size(again) < 4 * size(page)


def test_rows_that_are_known_already_are_all_shown_again(site: Site, owner: Browser) -> None:
    register(owner)
    account = site.store.identity.account(OWNER)
    assert account
    fact = site.store.facts.current([account.businesses[0].id])["business.owners"]
    rows = [{**fact.value[0], "id": f"r{i}", "name": f"N{i}"} for i in range(9)]
    owner.open("/en/forms/crew/people")
    owner.send(shifts="1")
    site.store.drafts.save(replace(draft(site), answers={**draft(site).answers, "owners": rows}))
    page = owner.open("/en/forms/crew/people")
    page = owner.send_as(page, shifts="many")
    assert "Owners: there is room for 3 rows only. Remove the others." in page.errors
    assert page.value("owners.8.name") == "N8"


def test_a_text_beyond_reason_is_shown_again_in_part_with_the_error(site: Site, owner: Browser) -> None:
    owner.open("/en/forms/registration/business")
    page = owner.send(
        **{**BUSINESS, "legal_name": "Golden " * 1_000, "website": LONG, "delivers": ["yes"] * 900}
    )
    assert page.status == 422
    assert page.value("legal_name").startswith("Golden Golden")
    assert 2_000 <= len(page.value("legal_name")) + 1 < 7_000
    assert [error.partition(":")[0] for error in page.errors[:2]] == ["Legal name of the business", "Website"]
    assert len(json.dumps(draft(site).typed)) < 12_000


def test_what_a_page_tells_about_itself_is_read_quickly_and_never_grows(site: Site, owner: Browser) -> None:
    usual = size(until_people(owner))
    with comes_to_an_end(SECONDS):
        for hidden in ("_seen", "_revision", "_action", "_for", "_key", "owners.0.id"):
            for text in ("a" * 400_000, "a:" * 200_000, "1." * 200_000, "add." + "a" * 400_000):
                response = owner.client.post(
                    PEOPLE_PAGE, data=dict(owner.page.entered().lists()) | {hidden: text}
                )
                assert len(response.get_data()) < 3 * usual
                assert len(str(response.headers)) < 2_000
    assert len(json.dumps(draft(site).typed)) < 2_000


def test_marks_out_of_order_take_no_time(owner: Browser) -> None:
    until_people(owner)
    with comes_to_an_end(SECONDS):
        owner.send(name__given="e" + "\u0301\u0316" * 40_000)
    assert owner.page.status == 422


def test_more_texts_than_any_page_has_are_too_much(site: Site, owner: Browser) -> None:
    owner.open("/en/forms/registration/business")
    body = "&".join([f"_csrf={owner.page.value('_csrf')}", *["a"] * 40_000])
    kind = "application/x-www-form-urlencoded"
    for browser in (owner, site.browser()):
        for url in ("/en/forms/registration/business", "/en/sign-in", "/en/locations"):
            answer = browser.client.post(url, data=body, content_type=kind)
            assert answer.status_code in ((413,) if browser is owner else (413, 403))
    assert "This was too much to take in at once" in answer.get_data(as_text=True)


def test_a_page_without_files_takes_no_more_than_its_text_however_it_is_sent(owner: Browser) -> None:
    for form, page, status in (("crew", "people", 413), ("inspection", "visit", 303)):
        shown = owner.open(f"/en/forms/{form}/{page}")
        sent = dict(shown.entered().lists()) | {"shifts": "x" * 400_000, "drills": "x" * 400_000}
        answer = owner.client.post(f"/en/forms/{form}/{page}", data=sent, content_type="multipart/form-data")
        answer.request.environ["wsgi.input"].close()
        assert answer.status_code == status


@pytest.mark.parametrize(
    ("url", "name"), [("/en/sign-in", "email"), ("/en/locations", "name"), ("/en/search", "q")]
)
def test_single_questions_show_no_more_either(owner: Browser, url: str, name: str) -> None:
    usual = size(owner.open(url))
    text = "@\u0301\u0316" * 20_000
    with comes_to_an_end(SECONDS):
        page = owner.open(f"{url}?{name}={text}") if name == "q" else owner.send(**{name: text})
    assert size(page) < usual + 10_000


def test_links_and_cookies_repeat_a_search_and_nothing_endless(site: Site, owner: Browser) -> None:
    page = owner.open("/en/search?q=food")
    assert [link for link in page.all("a") if link.get("href") == "/es/search?q=food"]
    usual = size(page)
    for address in (
        f"/en/search?q=food&{'x' * 30_000}",
        f"/en/{'x' * 30_000}",
        f"/en/{'%22' * 10_000}?q=food",
    ):
        assert size(owner.open(address)) < 2 * usual
    answer = site.browser().client.get(f"/en/forms/registration/{'x' * 30_000}")
    assert (answer.status_code, len(str(answer.headers)) < 2_000) == (303, True)
