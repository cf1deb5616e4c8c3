"""Sending: exactly once, whatever people click; two windows, two editors, one truth."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from runtime.dataset import Fact, NewFact, Source
from tests.journeys.browser import Browser
from tests.journeys.conftest import OWNER, Site
from tests.journeys.steps import BUSINESS, fill_in_inspection, fill_in_registration, register


def business(site: Site) -> str:
    account = site.store.identity.account(OWNER)
    assert account
    return account.businesses[0].id


def fact(site: Site, master: str) -> Fact:
    return site.store.facts.current([business(site)])[master]


def tell(site: Site, master: str, value: object, *, days_ago: int = 0) -> None:
    """Somebody else tells the city something about the business."""
    at = datetime.now(UTC) - timedelta(days=days_ago)
    site.store.facts.record(
        [NewFact(business(site), master, value, at, Source("register", "Tax roll", "revenue"))]
    )


def test_a_double_click_gives_one_submission_and_one_receipt(site: Site, owner: Browser) -> None:
    fill_in_registration(owner)
    check = owner.page
    first, second = owner.post(check, button="send"), owner.post(check, button="send")
    assert first.status_code == second.status_code == 303
    assert first.headers["Location"] == second.headers["Location"]
    assert len(site.store.submissions.of_business(business(site))) == 1


def test_many_sends_at_once_give_one_submission_and_equal_receipts(site: Site, owner: Browser) -> None:
    fill_in_registration(owner)
    check, form = owner.page, owner.page.entered()
    cookies = owner.client.get_cookie("session")
    assert cookies

    def send() -> str:
        client = site.app.test_client()
        client.set_cookie("session", cookies.value)
        return client.post(check.url, data=form).headers["Location"]

    with ThreadPoolExecutor(8) as pool:
        receipts = {future.result() for future in [pool.submit(send) for _ in range(24)]}
    assert len(receipts) == 1
    assert len(site.store.submissions.of_business(business(site))) == 1


def test_back_after_sending_finds_the_receipt(owner: Browser) -> None:
    reference = register(owner)
    page = owner.open("/en/forms/registration/check")
    assert reference in page.text
    assert "This form was already sent." in page.text


def test_a_send_with_other_answers_is_refused_with_a_way_out(owner: Browser) -> None:
    fill_in_registration(owner)
    old_check = owner.page
    owner.open("/en/forms/registration/business")
    owner.send(legal_name="Golden Gate Dumplings Inc.")
    owner.send(button="send")
    page = owner.send_as(old_check, button="send")
    assert page.status == 409
    assert "The city has received it once." in page.text
    assert page.link("Go to the start page") == "/en/"


def test_a_check_page_that_is_out_of_date_is_shown_again(site: Site, owner: Browser) -> None:
    fill_in_registration(owner)
    old_check = owner.page
    owner.open("/en/forms/registration/business")
    owner.send(legal_name="Golden Gate Dumplings Inc.")
    page = owner.send_as(old_check, button="send")
    assert "Your answers changed in another window meanwhile." in page.text
    assert "Golden Gate Dumplings Inc." in page.text
    assert site.store.submissions.of_business(business(site)) == []


def test_two_windows_with_different_changes_are_merged(owner: Browser) -> None:
    owner.open("/en/forms/registration/business")
    owner.send(**BUSINESS)
    left = owner.open("/en/forms/registration/business")
    right = owner.open("/en/forms/registration/business")
    owner.send_as(left, legal_name="Left Dumplings")
    owner.send_as(right, phone="415 555 0199")
    page = owner.open("/en/forms/registration/business")
    assert page.value("legal_name") == "Left Dumplings"
    assert page.value("phone") == "(415) 555-0199"


def test_two_windows_that_disagree_are_shown_and_the_person_decides(owner: Browser) -> None:
    owner.open("/en/forms/registration/business")
    owner.send(**BUSINESS)
    left = owner.open("/en/forms/registration/business")
    right = owner.open("/en/forms/registration/business")
    owner.send_as(left, legal_name="Left Dumplings")
    page = owner.send_as(right, legal_name="Right Dumplings")
    assert page.status == 409
    assert "in another window you answered “Left Dumplings” meanwhile" in page.errors[0]
    assert page.value("legal_name") == "Right Dumplings"
    owner.send()
    assert owner.open("/en/forms/registration/business").value("legal_name") == "Right Dumplings"


@pytest.mark.parametrize("button", ["continue", "save", "language.es"])
def test_what_an_older_window_says_counts_only_once_it_is_sent_again(owner: Browser, button: str) -> None:
    left = owner.open("/en/forms/registration/business")
    right = owner.open("/en/forms/registration/business")
    owner.send_as(left, **BUSINESS | {"phone": "415 555 0177"})
    asked = owner.send_as(right, **BUSINESS | {"phone": "415 555 0188"}, button=button)
    assert (asked.status, asked.value("phone")) == (409, "415 555 0188")
    assert "in another window you answered “(415) 555-0177” meanwhile" in asked.errors[0]
    assert owner.open("/en/forms/registration").link("Continue") == "/en/forms/registration/place"
    assert owner.open("/en/forms/registration/business").value("phone") == "(415) 555-0177"
    owner.send_as(asked)
    assert owner.open("/en/forms/registration/business").value("phone") == "(415) 555-0188"


def test_two_windows_that_open_a_form_for_the_first_time_share_one_draft(site: Site, owner: Browser) -> None:
    left = owner.open("/en/forms/registration/business")
    right = owner.open("/en/forms/registration/business")
    owner.send_as(left, **BUSINESS)
    page = owner.send_as(right, **{**BUSINESS, "legal_name": "Right Dumplings"})
    assert page.status == 409
    assert len(site.store.drafts.of_business(site.store.identity.account(OWNER).id, business(site))) == 1  # type: ignore[union-attr]


def test_a_fact_that_changed_meanwhile_is_shown_with_its_source(site: Site, owner: Browser) -> None:
    register(owner)
    owner.open("/en/forms/inspection/premises")
    owner.send(phone="415 555 0111")
    owner.send(altered="unaltered")
    tell(site, "business.phone", "+14155550177")
    page = owner.send(button="send")
    assert page.status == 422
    assert page.errors == ["Business phone: this changed meanwhile. Choose which answer is right."]
    assert "(415) 555-0111" in page.text
    assert "(415) 555-0177 From the records of Revenue Office" in page.text
    owner.send(button="send", conflict__phone="theirs")
    assert owner.page.heading == "We have your answers"
    assert fact(site, "business.phone").value == "+14155550177"


def test_what_somebody_else_said_is_news_until_a_choice_is_overdue(site: Site, owner: Browser) -> None:
    register(owner)
    owner.open("/en/forms/inspection/premises")
    owner.send(phone="415 555 0111")
    tell(site, "business.phone", "+14155550177")
    said = "Business phone: this changed meanwhile. Choose which answer is right."
    page = owner.send(altered="unaltered")
    assert (page.status, page.errors) == (200, [])
    assert page.title.startswith("Check your answers")
    assert page.link(said) == "#conflict-phone"
    assert page.said("conflict-phone-error") == said
    assert page.control("conflict.phone").get("aria-invalid") is None
    page = owner.send(button="send")
    assert (page.status, page.errors) == (422, [said])
    assert page.title.startswith("Error: Check your answers")
    assert page.said("conflict-phone-error") == f"Error: {said}"
    assert page.control("conflict.phone").get("aria-invalid") == "true"


def test_the_persons_own_answer_wins_when_she_says_so(site: Site, owner: Browser) -> None:
    register(owner)
    owner.open("/en/forms/inspection/premises")
    owner.send(phone="415 555 0111")
    owner.send(altered="unaltered")
    tell(site, "business.phone", "+14155550177")
    owner.send(button="send")
    owner.send(button="send", conflict__phone="ours")
    assert owner.page.heading == "We have your answers"
    assert fact(site, "business.phone").value == "+14155550111"


def test_a_change_that_needs_a_steward_is_proposed_and_leaves_the_fact(site: Site, owner: Browser) -> None:
    register(owner)
    owner.open("/en/forms/permit/kitchen")
    page = owner.send(legal_name="Golden Gate Dumplings Inc.", seats="12")
    assert "The change is proposed" in page.text
    owner.send(button="send")
    assert fact(site, "business.legal_name").value == "Golden Gate Dumplings LLC"
    history = site.store.facts.history(business(site), "business.legal_name")
    assert [(one.value, one.status) for one in history][-1] == ("Golden Gate Dumplings Inc.", "proposed")


def test_the_person_may_keep_a_change_on_one_form(site: Site, owner: Browser) -> None:
    register(owner)
    owner.open("/en/forms/permit/kitchen")
    owner.send(employees="9", seats="12")
    owner.send(button="send", record__employees="no")
    assert fact(site, "business.employees").value == 4
    sent = site.store.submissions.of_business(business(site))[0]
    assert {question.field: question.value for question in sent.questions}["employees"] == 9


def test_an_old_fact_must_be_confirmed_or_changed(site: Site, owner: Browser) -> None:
    tell(site, "business.phone", "+14155550177", days_ago=500)
    page = owner.open("/en/forms/registration/business")
    assert page.value("phone") == "(415) 555-0177"
    page = owner.send(legal_name="Golden Gate Dumplings LLC", ein="12-3456789", delivers="no")
    assert page.errors == ["Business phone: tick the box if this is still right, or change the answer."]
    assert owner.send(phone__confirm="yes").heading == "Where you are"


def test_a_confirmed_fact_is_fresh_again(site: Site, owner: Browser) -> None:
    tell(site, "business.phone", "+14155550177", days_ago=500)
    owner.open("/en/forms/registration/business")
    owner.send(legal_name="Golden Gate Dumplings LLC", ein="12-3456789", delivers="no", phone__confirm="yes")
    owner.send(
        premises_address__street="5 Pier Street",
        premises_address__city="Harborview",
        premises_address__state="CA",
        premises_address__zip="94111",
        employees="4",
    )
    owner.send(owners__0__name="Mei Chen", owners__0__share="60", name__given="Mei")
    assert "You confirmed that this is still right." in owner.page.text
    owner.send(button="send")
    known = fact(site, "business.phone")
    assert known.outcome == "confirmed"
    assert datetime.now(UTC) - known.said_at < timedelta(minutes=5)


def test_what_the_register_wrote_untidily_is_asked_again(site: Site, owner: Browser) -> None:
    tell(site, "business.phone", "call Mei")
    page = owner.open("/en/forms/registration/business")
    assert page.value("phone") == ""
    owner.send(**BUSINESS)
    assert owner.page.heading == "Where you are"


def test_nobody_is_asked_to_choose_what_cannot_be_shown(site: Site, owner: Browser) -> None:
    fill_in_registration(owner)
    tell(site, "business.phone", "call Mei")
    assert owner.send(button="send").heading == "We have your answers"
    assert fact(site, "business.phone").value == "+14155550123"


def test_a_submission_keeps_its_answers_whatever_becomes_of_the_facts(site: Site, owner: Browser) -> None:
    reference = register(owner)
    tell(site, "business.phone", "+14155550177")
    assert "(415) 555-0123" in owner.open(f"/en/submissions/{reference}").text


def test_the_owner_gets_a_copy_and_the_agency_a_note(site: Site, owner: Browser) -> None:
    reference = register(owner)
    copy, note = site.store.outbox.all(OWNER)[0], site.store.outbox.all("revenue@harborview.example")[0]
    assert reference in copy.subject
    assert "Golden Gate Dumplings LLC" in copy.body
    assert f"http://127.0.0.1:9321/en/submissions/{reference}" in copy.body
    assert "3456789" not in copy.body
    assert (
        f"Golden Gate Dumplings LLC has sent “Register your business”. The reference is {reference}."
        in note.body
    )
    assert "6789" not in note.body


def test_sending_names_the_business(owner: Browser) -> None:
    register(owner)
    assert owner.open("/en/").heading == "Golden Gate Dumplings LLC and the city"


def test_the_portal_lists_what_was_sent_with_its_status(owner: Browser) -> None:
    reference = register(owner)
    page = owner.open("/en/")
    assert "Register your business Received Revenue Office" in page.text
    assert reference in page.text


def test_nobody_sends_a_form_that_is_not_done(site: Site, owner: Browser) -> None:
    register(owner)
    fill_in_inspection(owner)
    check = owner.page
    owner.open("/en/forms/inspection/visit")
    owner.send(altered="altered")
    page = owner.send_as(check, button="send")
    assert page.heading == "The visit"
    assert len(site.store.submissions.of_business(business(site))) == 1


def test_the_copy_says_what_was_not_answered_as_the_page_does(site: Site, owner: Browser) -> None:
    reference = register(owner)
    (copy,) = [one for one in site.store.outbox.about(reference) if one.to == OWNER]
    assert "Website\n    Not answered\n" in copy.body
