"""My business: what the city knows about it, and putting it right."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from runtime.dataset import NewFact, Source
from tests.journeys.browser import Browser
from tests.journeys.conftest import OWNER, Site
from tests.journeys.steps import register

PHONE = "/en/business/business.phone"
REGISTER = Source("register", "licenses", "fire")


def business_of(site: Site, address: str = OWNER) -> str:
    account = site.store.identity.account(address)
    assert account
    return account.businesses[0].id


def record(site: Site, master: str, value: object, **more: object) -> None:
    """Something that another person or a register says about the owner's business."""
    given = {"said_at": datetime.now(UTC), "source": REGISTER, **more}
    site.store.facts.record([NewFact(business_of(site), master, value, **given)])  # type: ignore[arg-type]


def known(site: Site, master: str) -> object:
    fact = site.store.facts.current([business_of(site)]).get(master)
    return fact.value if fact else None


def test_an_owner_sees_every_fact_with_its_source_and_finds_what_is_not_known(
    site: Site, owner: Browser
) -> None:
    register(owner)
    record(site, "business.phone", "+14155550199", verified_by="health")
    page = owner.open("/en/business")
    assert page.title.startswith("My business – ")
    assert "Legal name of the business Golden Gate Dumplings LLC From your form" in page.text
    assert "(415) 555-0199 From the records of Fire Department" in page.text
    assert "Verified by Public Health" in page.text
    assert "About you" in page.text
    assert "1 fact is not known yet" in page.text
    assert owner.follow("Website").value("website") == ""


def test_a_secret_is_masked_on_the_page_and_at_its_change(site: Site, owner: Browser) -> None:
    register(owner)
    assert "12-3456789" not in owner.open("/en/business").response.get_data(as_text=True)
    page = owner.open("/en/business/business.ein")
    assert page.is_masked("ein")
    assert "12-3456789" not in page.response.get_data(as_text=True)


def test_a_change_counts_for_all_forms_and_says_where_it_was_made(site: Site, owner: Browser) -> None:
    register(owner)
    owner.open(PHONE)
    owner.send(phone="415 555 0188")
    assert owner.page.url == "/en/business"
    assert "The city's record is up to date, for all agencies." in owner.page.text
    assert "(415) 555-0188 From your page “My business”" in owner.page.text
    assert owner.open("/en/forms/permit/kitchen").value("phone") == "(415) 555-0188"
    assert "Change of your records: Business phone" in owner.open("/en/").text


def test_what_a_steward_checks_is_proposed_and_shown_as_waiting(site: Site, owner: Browser) -> None:
    register(owner)
    owner.open("/en/business/business.legal_name")
    assert "Revenue Office checks this change before it counts." in owner.page.text
    owner.send(legal_name="Silver Gate Dumplings LLC")
    assert "Your change is proposed." in owner.page.text
    assert "Waiting for Revenue Office since" in owner.page.text
    assert known(site, "business.legal_name") == "Golden Gate Dumplings LLC"


@pytest.mark.parametrize("address", ["/es/business", "/es/business/business.legal_name"])
def test_what_waits_in_words_of_another_language_says_so(owner: Browser, address: str) -> None:
    register(owner)
    owner.open("/en/business/business.legal_name")
    owner.send(legal_name="Silver <Gate> Dumplings LLC")
    page = owner.open(address)  # a fact whose words are in English still
    marked = {span.text: span.get("dir") for span in page.all("span", lang="en")}
    assert marked["Silver <Gate> Dumplings LLC"] == "ltr"
    assert "Silver <Gate>" in owner.open(address.replace("/es/", "/en/")).text
    assert "Silver <Gate> Dumplings LLC" not in [span.text for span in owner.page.all("span", lang="en")]


def test_the_rules_are_those_of_any_form(site: Site, owner: Browser) -> None:
    register(owner)
    page = owner.open("/en/business/business.employees")
    assert owner.send_as(page, employees="-1").status == 422
    assert owner.page.errors
    assert owner.page.value("employees") == "-1"
    assert owner.send_as(page, employees="").errors
    assert known(site, "business.employees") == 4


def test_sending_the_same_again_writes_nothing(site: Site, owner: Browser) -> None:
    register(owner)
    page = owner.open(PHONE)
    owner.send_as(page, phone="415 555 0188")
    owner.send_as(page, phone="415 555 0188")
    assert "Nothing was changed." in owner.page.text
    assert len(site.store.facts.history(business_of(site), "business.phone")) == 2
    assert len(site.store.submissions.of_business(business_of(site))) == 2


def test_what_somebody_else_changed_meanwhile_is_shown_before_it_is_replaced(
    site: Site, owner: Browser
) -> None:
    register(owner)
    page = owner.open(PHONE)
    record(site, "business.phone", "+14155550177")
    assert owner.send_as(page, phone="415 555 0188").status == 409
    assert "somebody changed this to “(415) 555-0177” meanwhile" in owner.page.errors[0]
    assert known(site, "business.phone") == "+14155550177"
    owner.send()
    assert known(site, "business.phone") == "+14155550188"


def test_an_old_fact_is_confirmed_by_a_tick_or_changed(site: Site, owner: Browser) -> None:
    record(site, "business.phone", "+14155550177", said_at=datetime.now(UTC) - timedelta(days=800))
    page = owner.open(PHONE)
    assert owner.send_as(page).status == 422
    owner.send_as(page, phone__confirm="yes")
    assert owner.page.url == "/en/business"
    assert len(site.store.facts.history(business_of(site), "business.phone")) == 2


def test_an_optional_fact_may_stay_unknown_but_is_not_forgotten_by_emptying_it(
    site: Site, owner: Browser
) -> None:
    page = owner.open("/en/business/business.website")
    owner.send_as(page, website="")
    assert "Nothing was changed." in owner.page.text
    owner.send_as(page, website="https://dumplings.example")
    assert owner.send_as(owner.open("/en/business/business.website"), website="").status == 422
    assert known(site, "business.website") == "https://dumplings.example"


def test_rows_are_added_without_losing_what_was_typed(site: Site, owner: Browser) -> None:
    register(owner)
    owner.open("/en/business/business.owners")
    owner.send(button="add.owners", owners__0__name="Mei Chen-Lee")
    assert owner.page.value("owners.0.name") == "Mei Chen-Lee"
    owner.send(owners__1__name="Ann Lee", owners__1__share="40")
    assert owner.page.url == "/en/business", owner.page.errors
    assert [row["name"] for row in known(site, "business.owners")] == ["Mei Chen-Lee", "Ann Lee"]  # type: ignore[attr-defined]
    assert known(site, "business.owners")[0]["tax_number"]  # type: ignore[index]


def test_a_page_open_for_too_long_is_shown_again_and_saves_nothing(site: Site, owner: Browser) -> None:
    register(owner)
    owner.open(PHONE)
    page = owner.send(phone="415 555 0188", _csrf="old")
    assert page.status == 403
    assert page.value("phone") == "415 555 0188"
    assert len(site.store.facts.history(business_of(site), "business.phone")) == 1


@pytest.mark.parametrize(
    "url", ["/en/business/business.nothing", "/en/business/permit", "/en/forms/business.phone"]
)
def test_what_is_no_fact_has_no_page(owner: Browser, url: str) -> None:
    assert owner.open(url).status == 404


def test_a_stranger_sees_nothing_of_the_business(site: Site, owner: Browser) -> None:
    register(owner)
    assert site.browser().open("/en/business").heading == "Sign in"
    stranger = site.signed_in("stranger@noodles.example")
    assert "Golden Gate" not in stranger.open("/en/business").text
    assert stranger.open(PHONE).value("phone") == ""


def test_a_change_that_is_half_typed_is_still_there_in_another_language(owner: Browser) -> None:
    register(owner)
    page = owner.open("/en/business/business.phone")
    (spanish,) = [one for one in page.all("button", form="page-form") if one.get("lang") == "es"]
    data = page.entered()
    data.setlist("phone", ["415 555"])
    sent = {**dict(data.lists()), "_action": spanish.get("value", "")}
    response = owner.client.post(spanish.get("formaction", ""), data=sent)
    assert response.status_code == 200
    assert '<html lang="es"' in response.get_data(as_text=True)
    assert 'value="415 555"' in response.get_data(as_text=True)
