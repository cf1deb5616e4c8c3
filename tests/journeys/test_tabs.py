"""The tabs of the portal without a script, and the small part that the page script asks for."""

from __future__ import annotations

import pytest

from tests.journeys.browser import Browser
from tests.journeys.conftest import OWNER, Site

TABS = ("/en/business", "/en/may-apply", "/en/agency/revenue", "/en/agency/fire", "/en/agency/health")


@pytest.mark.parametrize("path", TABS)
def test_every_tab_is_a_page_with_the_same_things_around_it(owner: Browser, path: str) -> None:
    page = owner.open(path)
    assert [link.get("href") for link in page.all("a") if link.get("aria-current") == "page"] == [
        f"{path}#desk"
    ]
    assert len([link for link in page.all("a") if link.get("class") == "tab"]) == len(TABS)
    assert page.heading == "Your business with the city"
    assert page.all("form", role="search")


@pytest.mark.parametrize("path", TABS)
def test_the_part_holds_what_the_page_holds_and_nothing_else(owner: Browser, path: str) -> None:
    page = owner.open(path)
    whole = page.said("desk")
    response = owner.client.get(path, headers={"X-Part": "desk"})
    text = response.get_data(as_text=True)
    assert text.lstrip().startswith('<div class="desk-main" id="desk" data-for="')
    assert "<html" not in text
    assert "_csrf" not in text
    assert len(whole) > 40
    assert page.title.startswith(" ".join(whole.split()[:2]))  # it begins with the name of the tab
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Vary"] == "X-Part, Accept-Encoding"
    assert page.response.headers["Vary"] == "X-Part, Accept-Encoding"


def test_the_part_says_for_which_business_it_is(site: Site, owner: Browser) -> None:
    account = site.store.identity.account(OWNER)
    assert account
    mine = owner.client.get("/en/agency/fire", headers={"X-Part": "desk"}).get_data(as_text=True)
    guests = site.browser().client.get("/en/agency/fire", headers={"X-Part": "desk"}).get_data(as_text=True)
    assert f'data-for="{account.businesses[0].id}"' in mine
    assert 'data-for=""' in guests


def test_a_part_that_needs_a_session_leads_to_signing_in(site: Site) -> None:
    response = site.browser().client.get("/en/business", headers={"X-Part": "desk"})
    assert (response.status_code, response.headers["Location"]) == (303, "/en/sign-in")


def test_whoever_switches_business_stays_in_the_open_tab(site: Site) -> None:
    businesses = [site.store.parties.create("business", name) for name in ("Dumplings", "Noodles")]
    site.store.identity.create_account(OWNER, language="en", businesses=businesses)
    browser = site.signed_in()
    for here, there in {
        "/en/agency/fire": "/en/agency/fire",
        "/en/may-apply": "/en/may-apply",
        "/en/forms/permit": "/en/",
        "/en/agency/nowhere": "/en/",
        "//evil.example/en/business": "/en/",
    }.items():
        browser.open("/en/")
        token = browser.page.all("input", name="_csrf")[0].get("value")
        response = browser.client.post(
            "/en/act-for",
            data={"_csrf": token, "business": businesses[1].id},
            headers={"Referer": f"http://127.0.0.1:9321{here}", "Origin": "http://127.0.0.1:9321"},
        )
        assert response.headers["Location"] == there
