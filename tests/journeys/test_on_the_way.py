"""What becomes of a submission: steps in plain words, letters, and news for those who come back."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner, Result

from onceonly.command_line import main
from runtime.dataset import NewFact, Source, Transition
from runtime.services.access import System
from runtime.services.cases.case_transitions import CannotMove, CaseContext, take_step
from runtime.services.settings import Settings
from runtime.services.site.published_site import newest_site
from tests.journeys.browser import Browser
from tests.journeys.conftest import OWNER, Site
from tests.journeys.steps import fill_in_inspection, register


@pytest.fixture
def desk(site: Site, settings: Settings) -> CaseContext:
    return CaseContext(System("Jordan Lee"), site.store, newest_site(settings.output), settings.public_url)


def business(site: Site) -> str:
    account = site.store.identity.account(OWNER)
    assert account
    return account.businesses[0].id


def told(desk: CaseContext, reference: str, status: str, note: str = "") -> Transition:
    return take_step(desk, reference, status, datetime.now(UTC), note)


def learned(site: Site, master: str, value: object, *, days_ago: int = 0) -> None:
    """A register is imported: what it says it may have known for long."""
    at = datetime.now(UTC) - timedelta(days=days_ago)
    site.store.facts.record(
        [NewFact(business(site), master, value, at, Source("register", "Tax roll", "revenue"))]
    )


def run(settings: Settings, *arguments: str) -> Result:
    given = ["status", *arguments, "--output", str(settings.output), "--store", settings.store]
    return CliRunner().invoke(main, given)


def test_a_reference_may_be_typed_in_small_letters(desk: CaseContext, owner: Browser) -> None:
    reference = register(owner)
    assert told(desk, reference.lower(), "in_review").reference == reference
    page = owner.open(f"/en/submissions/{reference.lower()}")
    assert page.status == 200
    assert reference in page.text
    assert owner.client.get(f"/en/submissions/{'x' * 9}").status_code == 404


def test_a_submission_says_what_happened_and_what_comes_next(owner: Browser) -> None:
    reference = register(owner)
    page = owner.open(f"/en/submissions/{reference}")
    assert "StatusReceived" in page.text
    assert "Revenue Office looks at your answers next. You need not do anything now." in page.text
    assert "The Revenue Office checks your registration within five working days." in page.text
    assert "Revenue Office received your answers." in page.text
    assert page.link("revenue@harborview.example") == "mailto:revenue@harborview.example"


def test_each_step_is_told_on_the_page_and_by_letter(site: Site, owner: Browser, desk: CaseContext) -> None:
    reference = register(owner)
    told(desk, reference, "in_review")
    told(desk, reference, "more_information", "Please send us the lease.")
    page = owner.open(f"/en/submissions/{reference}")
    steps = ["".join(step.itertext()).split()[0] for step in page.all("ol", _class="steps")[0]]
    assert steps == ["Received", "In", "More"]
    assert "Revenue Office needs more information from you. Please send us the lease." in page.text
    assert "Tell Revenue Office what it asks for" in page.text
    assert "within five working days" not in page.said("main")  # that was about the time before
    newest = site.store.outbox.all(OWNER)[0]
    assert newest.subject == f"Register your business: More information needed ({reference})"
    assert "Revenue Office writes:\nPlease send us the lease." in newest.body
    assert f"http://127.0.0.1:9321/en/submissions/{reference}" in newest.body
    assert newest.subject in page.text


def test_letters_to_the_agency_are_not_the_owners(owner: Browser) -> None:
    page = owner.open(f"/en/submissions/{register(owner)}")
    assert "received under" in page.text
    assert "A new submission of" not in page.text


def test_a_note_in_another_language_says_so(owner: Browser, desk: CaseContext) -> None:
    reference = register(owner)
    told(desk, reference, "declined", "The address is not in Harborview.")
    page = owner.open(f"/es/submissions/{reference}")
    (note,) = page.all("blockquote")
    assert (note.get("lang"), note.text) == ("en", "The address is not in Harborview.")


def test_the_portal_shows_the_newest_five_and_a_page_shows_all(owner: Browser, desk: CaseContext) -> None:
    reference = register(owner)
    told(desk, reference, "approved")
    for number in range(5):
        page = owner.open("/en/business/business.phone")
        owner.send_as(page, phone=f"415 555 013{number}")
    page = owner.open("/en/")
    assert reference not in page.text
    page = owner.follow("All that you have sent")
    assert page.heading == "What you have sent"
    assert len(re.findall("HAR-....-....", page.text)) == 6
    assert "Register your business Approved Revenue Office · Sent on" in page.text


def test_nothing_sent_is_said_in_a_sentence(owner: Browser) -> None:
    assert "You have not sent anything yet." in owner.open("/en/submissions").text


def test_a_changed_fact_says_what_became_of_it(site: Site, owner: Browser) -> None:
    register(owner)
    owner.send_as(owner.open("/en/business/business.phone"), phone="415 555 0188")
    changed = site.store.submissions.of_business(business(site))[0].reference
    assert (
        "The city's record is up to date, for all agencies." in owner.open(f"/en/submissions/{changed}").text
    )
    owner.send_as(owner.open("/en/business/business.legal_name"), legal_name="Silver Dumplings")
    proposed = site.store.submissions.of_business(business(site))[0].reference
    assert "Until the agency agrees, the old record counts." in owner.open(f"/en/submissions/{proposed}").text


def test_who_comes_back_sees_what_others_changed_until_she_leaves(
    site: Site, owner: Browser, desk: CaseContext
) -> None:
    reference = register(owner)
    fill_in_inspection(owner)
    owner.send(button="send")
    assert "What changed" not in owner.open("/en/").text
    told(desk, reference, "in_review")
    told(desk, reference, "approved")
    learned(site, "business.employees", 7, days_ago=400)
    again = site.signed_in()
    for _ in range(2):  # a reload keeps the list
        text = again.open("/en/").text
        assert "What changed Since you were last here on" in text
        assert "Register your business Approved Revenue Office" in text
        assert "Register your business In review" not in text
        assert "Number of employees 7 From the records of Revenue Office" in text
        assert "Request a fire inspection" not in text.partition("What changed")[2].partition("Search")[0]
    assert "What changed" not in again.open("/en/forms/inspection").text
    again.client.post("/en/sign-out", data={"_csrf": again.open("/en/").value("_csrf")})
    assert "What changed" not in site.signed_in().open("/en/").text


def test_what_waits_for_her_is_said_at_each_visit_until_it_moves_on(
    site: Site, owner: Browser, desk: CaseContext
) -> None:
    reference = register(owner)
    told(desk, reference, "more_information", "Please send us the lease.")
    assert "Register your business" in said_first(owner)  # whoever is here already sees it too
    for _ in range(2):
        again = site.signed_in()
        assert "More information needed Register your business Revenue Office ·" in said_first(again)
        assert "Since you were last here" not in again.page.text
        again.client.post("/en/sign-out", data={"_csrf": again.page.value("_csrf")})
    told(desk, reference, "in_review")
    assert "More information needed" not in said_first(owner)


def said_first(browser: Browser) -> str:
    """What the portal says before its search."""
    return browser.open("/en/").text.partition("Search")[0]


def test_her_own_changes_are_no_news(site: Site, owner: Browser) -> None:
    register(owner)
    assert "What changed" not in site.signed_in().open("/en/").text


def test_a_secret_fact_stays_masked_among_the_news(site: Site, owner: Browser) -> None:
    register(owner)
    learned(site, "business.ein", "981234567")
    text = site.signed_in().open("/en/").text
    assert "Employer identification number" in text
    assert "1234567" not in text.replace("-", "")


def test_a_large_import_is_cut_short(site: Site, owner: Browser) -> None:
    facts = {
        "phone": "+14155550188",
        "employees": 3,
        "website": "https://d.example",
        "legal_name": "Dumplings",
    }
    for name, value in facts.items():
        learned(site, f"business.{name}", value)
    page = site.signed_in().open("/en/")
    assert "Since you were last here" in page.text
    assert "All that the city knows" not in page.text
    again = {**facts, "ein": "981234567", "owners": [{"name": "Mei", "share": "60"}]}
    for name, value in again.items():
        learned(site, f"business.{name}", value)
    page = site.signed_in().open("/en/")
    assert page.link("All that the city knows about your business") == "/en/business"
    assert page.text.count("From the records of Revenue Office") == 5


def test_another_business_learns_nothing_of_it(site: Site, owner: Browser, desk: CaseContext) -> None:
    reference = register(owner)
    site.signed_in("stranger@noodles.example")
    told(desk, reference, "approved")
    stranger = site.signed_in("stranger@noodles.example")
    assert "Register your business Approved" not in stranger.open("/en/").text
    assert "What changed" not in stranger.page.text
    assert reference not in stranger.open("/en/submissions").text
    assert stranger.open(f"/en/submissions/{reference}").status == 404


@pytest.mark.parametrize(
    ("status", "why"),
    [
        ("aproved", "“aproved” is no status. Did you mean “approved”?"),
        ("received", "“received” cannot follow that. What can follow: more_information"),
    ],
)
def test_a_step_that_cannot_be_taken_says_why_and_what_can(
    owner: Browser, desk: CaseContext, status: str, why: str
) -> None:
    reference = register(owner)
    told(desk, reference, "in_review")
    with pytest.raises(CannotMove) as refused:
        told(desk, reference, status)
    assert why in str(refused.value)
    assert len(desk.dataset.cases.transitions(reference)) == 2


def test_what_was_withdrawn_is_over(owner: Browser, desk: CaseContext) -> None:
    reference = register(owner)
    told(desk, reference, "withdrawn")
    with pytest.raises(CannotMove, match="Nothing can follow: it is over"):
        told(desk, reference, "in_review")


def test_a_change_of_a_fact_takes_no_way_through_an_agency(
    site: Site, owner: Browser, desk: CaseContext
) -> None:
    owner.send_as(owner.open("/en/business/business.phone"), phone="415 555 0188")
    with pytest.raises(CannotMove, match="change of one fact"):
        told(desk, site.store.submissions.of_business(business(site))[0].reference, "approved")


def test_a_note_cannot_turn_the_words_around_it(site: Site, owner: Browser, desk: CaseContext) -> None:
    reference = register(owner)
    assert told(desk, reference, "in_review", "Two\r\nlines\u202e\0").note == "Two\nlines"
    assert "\u202e" not in site.store.outbox.all(OWNER)[0].body


def test_the_letter_is_in_the_language_of_the_submission(
    site: Site, owner: Browser, desk: CaseContext
) -> None:
    register(owner)
    owner.open("/es/forms/inspection/premises")
    owner.send()
    owner.send(altered="unaltered")
    owner.send(button="send")
    sent = next(one for one in site.store.submissions.of_business(business(site)) if one.form == "inspection")
    told(desk, sent.reference, "approved")
    letter = site.store.outbox.all(OWNER)[0]
    assert letter.language == "es"
    assert f"/es/submissions/{sent.reference}" in letter.body


def test_the_command_moves_a_submission(site: Site, settings: Settings, owner: Browser) -> None:
    reference = register(owner)
    done = run(settings, reference, "approved", "--note", "Welcome to Harborview.")
    assert done.output == f"{reference} is now “approved”, and its owner has been told.\n"
    page = owner.open(f"/en/submissions/{reference}")
    assert "Welcome to Harborview." in page.text


def test_the_command_says_what_is_wrong_in_a_sentence(settings: Settings, site: Site) -> None:
    refused = run(settings, "HAR-NONE-NONE", "approved")
    assert refused.exit_code == 1
    assert "Nothing was sent under “HAR-NONE-NONE”." in refused.output
