"""Several locations: what differs from place to place is each one's own, all else is said once."""

from __future__ import annotations

from datetime import UTC, datetime

from runtime.dataset import NewFact, Party, Source
from runtime.services.access import System
from runtime.services.cases.case_transitions import CaseContext, take_step
from runtime.services.settings import Settings
from runtime.services.site.published_site import newest_site
from tests.journeys.browser import Browser
from tests.journeys.conftest import OWNER, Site
from tests.journeys.steps import ADDRESS, register

SECOND = {**ADDRESS, "premises_address__street": "410 Clement Street"}


def acted_for(site: Site) -> tuple[Party, ...]:
    account = site.store.identity.account(OWNER)
    assert account
    return account.businesses


def add(owner: Browser, name: str = "410 Clement Street") -> None:
    owner.open("/en/business")
    owner.follow("Add a location")
    owner.send(name=name)


def switch(owner: Browser, party: Party) -> None:
    token = owner.open("/en/business").all("input", name="_csrf")[0].get("value")
    owner.client.post("/en/act-for", data={"_csrf": token, "business": party.id})


def values(site: Site, party: Party) -> dict[str, object]:
    return {master: fact.value for master, fact in site.store.facts.current([party.id]).items()}


def test_a_new_location_is_acted_for_and_offered_in_the_switcher(site: Site, owner: Browser) -> None:
    register(owner)
    add(owner)
    assert owner.page.url == "/en/business"
    assert "The location is there, and you are acting for it now." in owner.page.text
    assert "You are acting for Golden Gate Dumplings LLC, 410 Clement Street." in owner.page.text
    names = ["".join(option.itertext()) for option in owner.page.all("option")]
    assert names == ["Golden Gate Dumplings LLC", "Golden Gate Dumplings LLC, 410 Clement Street"]
    assert [party.kind for party in acted_for(site)] == ["business", "location"]


def test_switching_says_whether_it_was_a_location_or_another_business(site: Site) -> None:
    both = [site.store.parties.create("business", name) for name in ("Dumplings", "Noodles")]
    site.store.identity.create_account(OWNER, language="en", businesses=both)
    owner = site.signed_in()
    add(owner)
    dumplings, pier, noodles = sorted(acted_for(site), key=lambda party: (party.name, party.id))
    said = []
    for party in (dumplings, pier, noodles, pier):
        switch(owner, party)
        said.append(owner.open("/en/business").all("p", _class="flash")[0].text)
    location = "You are now acting for another location of the same business."
    business = "You are now acting for another business."
    assert said == [location, location, business, business]


def test_a_location_shares_what_is_said_once_and_inherits_nothing_else(site: Site, owner: Browser) -> None:
    register(owner, phone="415 555 0123")
    add(owner)
    page = owner.open("/en/forms/inspection/premises")
    assert page.value("legal_name") == "Golden Gate Dumplings LLC"
    assert page.is_masked("ein")
    assert page.value("phone") == ""
    assert page.value("premises_address.street") == ""


def test_answers_go_to_the_party_that_they_are_about(site: Site, owner: Browser) -> None:
    register(owner, phone="415 555 0123")
    add(owner)
    business, location = acted_for(site)
    owner.open("/en/forms/inspection/premises")
    owner.send(**SECOND, phone="415 555 0199", owners__0__name="Mei Chen-Lee")
    owner.send(altered="unaltered")
    owner.send(button="send")
    assert owner.page.heading == "We have your answers", owner.page.errors
    mine, shared = values(site, location), values(site, business)
    assert set(mine) == {"business.phone", "business.premises_address"}
    assert mine["business.phone"] == "+14155550199"
    assert shared["business.phone"] == "+14155550123"
    assert shared["business.owners"][0]["name"] == "Mei Chen-Lee"  # type: ignore[index]
    (sent,) = site.store.submissions.of_business(location.id)
    assert sent.form == "inspection"
    assert len(site.store.submissions.of_business(business.id)) == 1


def test_what_one_location_sent_is_listed_where_it_was_sent(site: Site, owner: Browser) -> None:
    reference = register(owner)
    add(owner)
    assert reference not in owner.open("/en/submissions").text
    assert owner.open(f"/en/submissions/{reference}").status == 404
    switch(owner, acted_for(site)[0])
    assert reference in owner.open("/en/submissions").text


def test_drafts_of_two_locations_do_not_meet(site: Site, owner: Browser) -> None:
    register(owner)
    owner.open("/en/forms/inspection/premises")
    owner.send(phone="415 555 0111")
    add(owner)
    assert owner.open("/en/forms/inspection/premises").value("phone") == ""
    owner.send(**SECOND, phone="415 555 0222")
    switch(owner, acted_for(site)[0])
    assert owner.open("/en/forms/inspection/premises").value("phone") == "(415) 555-0111"


def test_my_business_shows_shared_facts_and_those_of_the_location(site: Site, owner: Browser) -> None:
    register(owner, phone="415 555 0123")
    add(owner)
    text = owner.page.text
    assert "Golden Gate Dumplings LLC From your form “Register your business”" in text
    assert "(415) 555-0123" not in text
    owner.send_as(owner.open("/en/business/business.phone"), phone="415 555 0199")
    assert "(415) 555-0199" in owner.page.text
    owner.send_as(owner.open("/en/business/business.employees"), employees="12", record__employees="yes")
    business, location = acted_for(site)
    assert set(values(site, location)) == {"business.phone"}
    assert values(site, business)["business.phone"] == "+14155550123"


def test_a_proposal_made_at_a_location_waits_at_the_business(site: Site, owner: Browser) -> None:
    register(owner)
    add(owner)
    owner.send_as(owner.open("/en/business/business.legal_name"), legal_name="Silver Dumplings")
    assert "Waiting for Revenue Office" in owner.page.text
    switch(owner, acted_for(site)[0])
    assert "Waiting for Revenue Office" in owner.open("/en/business").text


def test_a_page_opened_for_one_location_is_not_saved_for_another(site: Site, owner: Browser) -> None:
    register(owner)
    page = owner.open("/en/forms/inspection/premises")
    add(owner)
    assert owner.send_as(page, phone="415 555 0111").status == 409


def test_news_of_the_other_location_stay_there(site: Site, settings: Settings, owner: Browser) -> None:
    reference = register(owner)
    add(owner)
    business, location = acted_for(site)
    source = Source("register", "Tax roll", "revenue")
    for party, master, value in (
        (business, "business.employees", 9),
        (business, "business.phone", "+14155550111"),
        (location, "business.phone", "+14155550222"),
    ):
        site.store.facts.record([NewFact(party.id, master, value, datetime.now(UTC), source)])
    desk = CaseContext(System("Jordan Lee"), site.store, newest_site(settings.output), settings.public_url)
    take_step(desk, reference, "approved", datetime.now(UTC))
    again = site.signed_in()
    switch(again, location)
    text = again.open("/en/").text.partition("What changed")[2].partition("Search")[0]
    assert "Number of employees 9" in text
    assert "(415) 555-0222" in text
    assert "(415) 555-0111" not in text
    assert "Approved" not in text


def test_a_location_needs_a_name(owner: Browser) -> None:
    register(owner)
    add(owner, name="")
    assert owner.page.status == 422
    assert owner.page.errors
    assert owner.send(name="x" * 101).status == 422


def test_a_stranger_neither_sees_nor_adds_locations(site: Site, owner: Browser) -> None:
    register(owner)
    add(owner)
    stranger = site.signed_in("stranger@noodles.example")
    assert "Clement" not in stranger.open("/en/business").text
    token = stranger.page.all("input", name="_csrf")[0].get("value")
    posted = {"_csrf": token, "business": acted_for(site)[1].id}
    assert stranger.client.post("/en/act-for", data=posted).status_code == 404
    assert site.browser().open("/en/locations").heading == "Sign in"


def test_what_changed_meanwhile_is_noticed_wherever_it_belongs(site: Site, owner: Browser) -> None:
    register(owner)
    add(owner)
    business, location = acted_for(site)
    owner.open("/en/forms/inspection/premises")
    owner.send(**SECOND, phone="415 555 0199", owners__0__name="Mei Chen-Lee")
    owner.send(altered="unaltered")
    source, now = Source("register", "Tax roll", "revenue"), datetime.now(UTC)
    elsewhere = NewFact(business.id, "business.phone", "+14155550111", now, source)
    here = NewFact(location.id, "business.phone", "+14155550222", now, source)
    site.store.facts.record([elsewhere])
    check = owner.page
    site.store.facts.record([here])
    page = owner.send_as(check, button="send")
    assert page.status == 422
    assert page.errors == ["Business phone: this changed meanwhile. Choose which answer is right."]
    assert "(415) 555-0222" in page.text
    assert "(415) 555-0111" not in page.text
    owner.send(button="send", conflict__phone="ours")
    assert owner.page.heading == "We have your answers"
    assert values(site, location)["business.phone"] == "+14155550199"
    assert values(site, business)["business.phone"] == "+14155550111"


def test_a_name_that_nobody_can_see_is_none_and_a_second_click_adds_nothing(
    site: Site, owner: Browser
) -> None:
    register(owner)
    add(owner, "\u200b\u200d")
    assert owner.page.status == 422
    add(owner)
    switch(owner, acted_for(site)[0])
    add(owner)
    assert owner.page.url == "/en/business"
    assert len(acted_for(site)) == 2
