"""A page that comes after its form was sent in another window: nothing on it is lost without a word."""

from __future__ import annotations

import re

from tests.journeys.browser import Browser, Page
from tests.journeys.conftest import OWNER, Site
from tests.journeys.steps import ADDRESS, BUSINESS, PEOPLE, register
from tests.journeys.test_sending import business


def told(page: Page) -> dict[str, str]:
    """What a page says that the city has not received, by question."""
    labels, said = page.all("dt"), page.all("span", _class="said")
    return {
        "".join(one.itertext()): "".join(other.itertext()) for one, other in zip(labels, said, strict=True)
    }


def test_a_page_of_a_sent_form_that_is_sent_again_finds_the_receipt(site: Site, owner: Browser) -> None:
    owner.open("/en/forms/registration/business")
    owner.send(**BUSINESS)
    old = owner.open("/en/forms/registration/business")
    reference = register(owner)
    page = owner.send_as(old)
    assert reference in page.text
    assert "This form was already sent. Here is your receipt." in page.text
    assert site.store.drafts.of_business(site.store.identity.account(OWNER).id, business(site)) == []  # type: ignore[union-attr]


def test_a_page_of_a_sent_form_that_says_something_else_is_not_dropped_silently(
    site: Site, owner: Browser
) -> None:
    owner.open("/en/forms/registration/business")
    owner.send(**BUSINESS)
    old = owner.open("/en/forms/registration/business")
    reference = register(owner)
    for button in ("continue", "save"):
        changed = {"legal_name": "Another name", "phone": "12", "ein": "98-7654321"}
        page = owner.send_as(old, button=button, website="", **changed)
        assert (page.status, page.heading) == (409, "This form was sent already")
        assert re.search(rf"It was sent on .+ at .+, under {reference}\.", page.text)
        assert (
            told(page).items()
            >= {
                "Legal name of the business": "Another name",
                "Business phone": "12",
            }.items()
        )
        assert "98-7654321" not in page.text
        assert "Website" not in told(page)
        assert page.link("Read what was sent") == f"/en/submissions/{reference}"
    assert site.store.drafts.of_business(site.store.identity.account(OWNER).id, business(site)) == []  # type: ignore[union-attr]


def test_a_file_that_comes_after_its_form_was_sent_is_named(owner: Browser) -> None:
    owner.open("/en/forms/catering/guests")
    owner.send(tables="2")
    old = owner.page
    owner.send(files={"menu": (b"%PDF-1.7 soup", "soup.pdf")})
    owner.send(button="send")
    assert owner.page.heading == "We have your answers", owner.page.errors
    page = owner.send_as(old, files={"menu": (b"%PDF-1.7 cake", "cake.pdf")})
    assert page.status == 409
    assert told(page) == {"Menu": "cake.pdf"}


def sent_people(owner: Browser) -> Page:
    """The page about the owners as it was before they were typed; the form was sent with them."""
    owner.open("/en/forms/registration/business")
    owner.send(**BUSINESS)
    owner.send(**ADDRESS, employees="4")
    old = owner.page
    owner.send(**PEOPLE)
    owner.send(button="send")
    assert owner.page.heading == "We have your answers", owner.page.errors
    return old


def test_rows_that_say_what_was_sent_are_no_change_though_their_page_gave_them_no_ids(owner: Browser) -> None:
    page = owner.send_as(sent_people(owner), **PEOPLE)
    assert "This form was already sent. Here is your receipt." in page.text


def test_a_secret_of_a_row_is_not_shown_even_where_the_row_cannot_be_read(owner: Browser) -> None:
    changed = {"owners__0__tax_number": "987-65-4320", "owners__0__share": "half"}
    page = owner.send_as(sent_people(owner), **{**PEOPLE, **changed})
    assert page.status == 409
    assert told(page) == {"Owners": "Mei Chen, half"}
    assert "4320" not in page.text
