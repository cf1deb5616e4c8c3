"""What a submission keeps, and what is neither lost nor taken behind anybody's back."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.journeys.answers import FILES
from tests.journeys.browser import Browser, parse
from tests.journeys.conftest import Site
from tests.journeys.steps import BUSINESS, fill_in_inspection, register
from tests.journeys.test_sending import business, fact, tell


def test_an_agency_gets_only_the_columns_that_its_form_asks(site: Site, owner: Browser) -> None:
    register(owner)
    fill_in_inspection(owner)
    owner.send(button="send")
    sent = next(one for one in site.store.submissions.of_business(business(site)) if one.form == "inspection")
    (answer,) = (question for question in sent.questions if question.field == "owners")
    assert [row.keys() for row in answer.value] == [{"id", "name"}]


@pytest.mark.parametrize("choice", ["ours", "theirs"])
def test_nobody_decides_about_a_record_that_she_was_not_shown(
    site: Site, owner: Browser, choice: str
) -> None:
    register(owner)
    owner.open("/en/forms/inspection/premises")
    owner.send(phone="415 555 0111")
    owner.send(altered="unaltered")
    tell(site, "business.phone", "+14155550177")
    shown = owner.send(button="send")
    tell(site, "business.phone", "+14155550188")
    page = owner.send_as(shown, button="send", conflict__phone=choice)
    assert page.status == 422
    assert "(415) 555-0188" in page.text
    assert len(site.store.submissions.of_business(business(site))) == 1
    owner.send(button="send", conflict__phone="ours")
    assert fact(site, "business.phone").value == "+14155550111"


def test_what_was_typed_on_a_page_that_closed_meanwhile_waits_there(owner: Browser) -> None:
    owner.open("/en/forms/registration/business")
    owner.send(**BUSINESS)
    left = owner.page
    owner.open("/en/forms/registration/business")
    owner.send(phone="12")  # in another window: this page is open again, and those after it are closed
    owner.send_as(left, premises_address__street="5 Pier Street", employees="4")
    assert owner.page.heading == "Your business"
    page = owner.send(phone="415 555 0123")
    assert page.heading == "Where you are"
    assert (page.value("premises_address.street"), page.value("employees")) == ("5 Pier Street", "4")


def test_a_pile_of_files_is_refused_before_it_fills_the_disk(
    site: Site, owner: Browser, tmp_path: Path
) -> None:
    owner.open("/en/forms/catering/guests")
    page = owner.send(tables="2")
    pile = [(io.BytesIO(FILES["pdf"][0] + bytes(number)), f"menu-{number}.pdf") for number in range(30)]
    data = {**page.entered(), "_action": "continue", "menu": pile}
    answer = parse(owner.client.post(page.url, data=data, content_type="multipart/form-data"), page.url)
    assert answer.status == 422
    assert answer.errors == ["Menu: send at most 2 files."]
    assert len([file for file in (tmp_path / "store.db.files").rglob("*") if file.is_file()]) <= 3


def test_a_proposed_change_stands_beside_the_old_record_until_it_counts(site: Site, owner: Browser) -> None:
    register(owner)
    owner.open("/en/forms/inspection/premises")
    owner.send(legal_name="Silver Gate Dumplings LLC")
    owner.send(altered="unaltered")
    owner.send(button="send")
    page = owner.open("/en/forms/permit/kitchen")
    assert page.value("legal_name") == "Golden Gate Dumplings LLC"
    assert "Waiting for Revenue Office since" in page.said("legal_name-known")
    assert page.said("legal_name-known").endswith(": Silver Gate Dumplings LLC")
    owner.send(employees="4", seats="3")
    assert "Silver Gate Dumplings LLC" in owner.page.text
    tell(site, "business.legal_name", "Silver Gate Dumplings LLC")
    page = owner.open("/en/forms/registration/business")
    assert "Waiting" not in page.said("legal_name-known")


def test_a_record_that_is_emptied_on_a_form_is_said_to_stay(site: Site, owner: Browser) -> None:
    register(owner)
    tell(site, "business.website", "https://dumplings.example/")
    owner.open("/en/forms/registration/business")
    owner.send(website="", delivers="no")
    owner.send()
    owner.send()
    assert "You left this empty here. The city's record stays as it is." in owner.page.text
    owner.send(button="send")
    assert fact(site, "business.website").value == "https://dumplings.example/"
