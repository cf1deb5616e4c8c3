"""Filling in pages: nothing typed is lost, nothing known is asked blindly, nothing hidden is required."""

from __future__ import annotations

from tests.journeys.browser import Browser
from tests.journeys.conftest import OWNER, Site
from tests.journeys.steps import ADDRESS, BUSINESS, PEOPLE, register


def test_looking_at_a_page_writes_nothing(site: Site, owner: Browser) -> None:
    owner.open("/en/forms/registration")
    owner.open("/en/forms/registration/business")
    account = site.store.identity.account(OWNER)
    assert account
    assert site.store.drafts.of_business(account.id, account.businesses[0].id) == []


def test_a_bad_post_gets_the_page_back_with_everything_typed(owner: Browser) -> None:
    owner.open("/en/forms/registration/business")
    page = owner.send(legal_name="Golden Gate Dumplings", phone="12", website="no address", delivers="yes")
    assert page.status == 422
    assert page.title.startswith("Error: ")
    assert page.value("legal_name") == "Golden Gate Dumplings"
    assert page.value("phone") == "12"
    assert page.value("website") == "no address"
    assert page.checked("delivers") == ["yes"]
    assert [error.partition(":")[0] for error in page.errors] == [
        "Employer identification number",
        "Business phone",
        "Website",
    ]


def test_every_line_of_the_error_summary_leads_to_a_control(owner: Browser) -> None:
    owner.open("/en/forms/registration/business")
    owner.send(**BUSINESS)
    page = owner.send(premises_address__zip="1", employees="many")
    (summary,) = page.all("div", id="error-summary")
    targets = [link.get("href", "")[1:] for link in summary.iter("a")]
    assert "premises_address-zip" in targets
    assert targets[-1] == "employees"
    for target in targets:
        assert page.by_id(target).tag in ("input", "select", "textarea")


def test_what_was_typed_but_not_accepted_waits_on_any_device(site: Site, owner: Browser) -> None:
    owner.open("/en/forms/registration/business")
    owner.send(legal_name="Golden Gate Dumplings", phone="12")
    phone = site.signed_in(OWNER)
    page = phone.open("/en/forms/registration/business")
    assert page.status == 200
    assert page.value("legal_name") == "Golden Gate Dumplings"
    assert page.value("phone") == "12"
    assert page.errors == []


def test_saving_for_later_asks_for_nothing_and_the_portal_leads_back(owner: Browser) -> None:
    owner.open("/en/forms/registration/business")
    page = owner.send(button="save", legal_name="Golden Gate Dumplings")
    assert "Your answers are saved." in page.text
    owner.follow("Continue where you left off")
    owner.follow("Continue where you left off")
    assert owner.page.value("legal_name") == "Golden Gate Dumplings"
    assert "Your answers are saved." not in owner.open("/en/").text


def test_a_page_opens_only_when_everything_before_it_is_done(owner: Browser) -> None:
    page = owner.open("/en/forms/registration/people")
    assert page.heading == "Your business"
    assert owner.open("/en/forms/registration/check").heading == "Your business"


def test_a_condition_brings_a_page_in_and_takes_it_out_again(owner: Browser) -> None:
    owner.open("/en/forms/registration/business")
    page = owner.send(**{**BUSINESS, "delivers": "yes"})
    assert page.heading == "Your deliveries"
    owner.send(vans="2")
    owner.open("/en/forms/registration/business")
    assert owner.send(delivers="no").heading == "Where you are"
    assert owner.open("/en/forms/registration/delivery").heading == "Where you are"


def test_a_question_that_appears_later_reopens_its_page(owner: Browser) -> None:
    register(owner)
    owner.open("/en/forms/inspection/premises")
    owner.send()
    assert owner.send(altered="unaltered").heading == "Check your answers"
    owner.open("/en/forms/inspection/visit")
    page = owner.send(altered="altered")
    assert page.status == 422
    assert page.errors == ["What was altered? Enter an answer."]
    assert owner.open("/en/forms/inspection/check").heading == "The visit"


def test_a_change_link_comes_back_to_the_check(owner: Browser) -> None:
    owner.open("/en/forms/registration/business")
    owner.send(**BUSINESS)
    owner.send(**ADDRESS, employees="4")
    owner.send(**PEOPLE)
    owner.follow("Change Number of employees")
    page = owner.send(employees="5")
    assert page.heading == "Check your answers"
    assert "People at work 6" in page.text


def test_rows_are_added_and_removed_without_a_script_and_keep_what_was_typed(owner: Browser) -> None:
    owner.open("/en/forms/registration/business")
    owner.send(**BUSINESS)
    owner.send(**ADDRESS, employees="4")
    owner.send(button="add.owners", owners__0__name="Mei Chen", owners__0__share="fifty", name__given="Mei")
    assert owner.page.value("owners.0.name") == "Mei Chen"
    assert owner.page.value("owners.0.share") == "fifty"
    assert owner.page.value("name.given") == "Mei"
    owner.send(button="add.owners", owners__1__name="Ana Ruiz", owners__1__share="40")
    owner.send(button="remove.owners.0")
    assert not owner.page.has("owners.0.name")
    assert owner.page.value("owners.1.name") == "Ana Ruiz"


def test_rows_beyond_the_limit_are_a_problem_and_none_is_dropped(owner: Browser) -> None:
    owner.open("/en/forms/registration/business")
    owner.send(**BUSINESS)
    owner.send(**ADDRESS, employees="4")
    rows = {f"owners__{i}__name": f"N{i}" for i in range(5)} | {f"owners__{i}__share": "1" for i in range(5)}
    page = owner.send(**rows, name__given="Mei")
    assert page.status == 422
    assert page.errors == ["Owners: there is room for 3 rows only. Remove the others."]
    assert page.value("owners.4.name") == "N4"


def test_a_secret_is_shown_masked_and_kept_when_left_empty(site: Site, owner: Browser) -> None:
    register(owner)
    page = owner.open("/en/forms/inspection/premises")
    body = page.response.get_data(as_text=True)
    assert "3456789" not in body
    assert "123-45" not in body
    assert page.value("ein") == ""
    assert "6789" in page.said("ein-known")
    owner.send()
    owner.send(altered="unaltered")
    assert "12-3456789" not in owner.page.response.get_data(as_text=True)
    owner.send(button="send")
    sent = site.store.submissions.of_business(site.store.identity.account(OWNER).businesses[0].id)[0]  # type: ignore[union-attr]
    assert {question.field: question.value for question in sent.questions}["ein"] == "12-3456789"


def test_columns_that_a_form_leaves_out_stay_as_they_are(site: Site, owner: Browser) -> None:
    register(owner)
    owner.open("/en/forms/inspection/premises")
    owner.send(owners__0__name="Mei Chen-Ruiz")
    owner.send(altered="unaltered")
    owner.send(button="send")
    business = site.store.identity.account(OWNER).businesses[0].id  # type: ignore[union-attr]
    (row,) = site.store.facts.current([business])["business.owners"].value
    assert (row["name"], row["share"], row["tax_number"]) == ("Mei Chen-Ruiz", "60", "123-45-6789")


def test_switching_the_language_keeps_page_answers_and_place(owner: Browser) -> None:
    owner.open("/en/forms/registration/business")
    owner.send(**BUSINESS)
    page = owner.send(button=language_button(owner, "es"))
    assert (page.status, page.url) == (200, "/es/forms/registration/place")
    assert owner.open("/es/forms/registration/business").value("legal_name") == BUSINESS["legal_name"]


def test_switching_the_language_keeps_what_was_typed_right_or_wrong(owner: Browser) -> None:
    owner.open("/en/forms/registration/business")
    there = language_button(owner, "es")
    page = owner.send(button=there, legal_name="Golden Gate Dumplings", phone="12")
    assert (page.status, page.root.get("lang")) == (200, "es")
    assert page.value("legal_name") == "Golden Gate Dumplings"
    assert page.value("phone") == "12"
    assert page.errors == []


def language_button(browser: Browser, code: str) -> str:
    """What the button of a language sends with the answers of the page."""
    (button,) = [one for one in browser.page.all("button", form="page-form") if one.get("lang") == code]
    return button.get("value", "")


def test_the_first_button_of_a_page_goes_on_so_that_enter_does(owner: Browser) -> None:
    page = owner.open("/en/forms/registration/business")
    of_form = [*page.all("button", form="page-form"), *page.form().iter("button")]
    assert of_form[0].get("value") == "continue"


def test_discarding_asks_first_and_then_forgets(owner: Browser) -> None:
    owner.open("/en/forms/registration/business")
    owner.send(button="save", legal_name="Golden Gate Dumplings")
    owner.open("/en/forms/registration")
    owner.follow("Discard")
    assert owner.page.heading == "Discard what you have entered?"
    owner.send()
    assert owner.open("/en/forms/registration/business").value("legal_name") == ""


def test_the_start_page_shows_the_state_of_every_page(owner: Browser) -> None:
    owner.open("/en/forms/registration/business")
    owner.send(**BUSINESS)
    page = owner.open("/en/forms/registration")
    assert "Your business Done" in page.text
    assert "Where you are Not started" in page.text
    assert owner.follow("Continue where you left off").heading == "Where you are"


def test_visitors_see_portal_and_start_pages_and_are_asked_to_sign_in(site: Site) -> None:
    visitor = site.browser()
    assert "Sign in to use what the city already knows" in visitor.open("/en/").text
    assert "11 questions" in visitor.page.text
    visitor.open("/en/forms/registration")
    page = visitor.follow("Start")
    assert page.heading == "Sign in"


def test_an_error_in_a_row_says_which_row_is_meant(owner: Browser) -> None:
    owner.open("/en/forms/registration/people")
    register(owner)
    owner.open("/en/forms/crew/people")
    rows = {
        "owners__0__name": "Mei",
        "owners__0__share": "half",
        "owners__2__id": "",
        "owners__2__name": "Ann",
    }
    page = owner.send(**rows, owners__2__share="the rest", shifts="many")
    said = "Share: enter a percentage like 50 or 33.3."
    assert page.errors[:2] == [f"Owner 1: {said}", f"Owner 2: {said}"]
    assert not page.errors[2].startswith("Owner")
    assert [page.link(line)[1:] for line in page.errors[:2]] == ["owners-0-share", "owners-2-share"]
    assert page.said("owners-2-share-error") == f"Error: {said}"


def test_an_error_in_a_row_says_which_row_in_the_language_of_the_page(owner: Browser) -> None:
    register(owner)
    owner.open("/es/forms/crew/people")
    page = owner.send(owners__0__share="half", shifts="1")
    assert page.errors[0].startswith("Owner 1: Share: ")
