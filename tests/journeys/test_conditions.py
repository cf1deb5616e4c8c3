"""Questions that depend on others of the same page, without a script."""

from __future__ import annotations

from tests.journeys.browser import Browser, Page
from tests.journeys.conftest import OWNER, Site
from tests.journeys.steps import BUSINESS


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
    account = site.store.identity.account(OWNER)
    assert account
    (sent,) = site.store.submissions.of_business(account.businesses[0].id)
    assert {question.field: question.value for question in sent.questions} == {
        "tables": 2,
        "guests": "16",
        "menu": None,
        "cooks": None,
    }


def costs(owner: Browser, *amounts: str, **more: str) -> Page:
    """The page about costs, in a form whose pages are done, with these amounts as answers."""
    owner.open("/en/forms/crew/people")
    owner.send(employees="2", shifts="1", owners__0__name="Mei", owners__0__share="100")
    assert owner.page.has("costs.0.amount"), owner.page.errors
    owner.send(**amounts_of(*amounts), **more)
    assert owner.page.heading == "Check your answers", owner.page.errors
    return owner.open("/en/forms/crew/costs")


def amounts_of(*amounts: str) -> dict[str, str]:
    return {f"costs__{number}__amount": amount for number, amount in enumerate(amounts)}


def total(page: Page) -> str:
    return page.said("total")


def test_a_row_more_or_less_leaves_no_total_of_other_numbers(owner: Browser) -> None:
    page = costs(owner, "100", "305")
    assert total(page) == "$405.00"
    page = owner.send(button="add.costs", **amounts_of("100", "300"))
    assert (page.value("costs.1.amount"), total(page)) == ("300", "$400.00")
    page = owner.send(**{"costs.2.amount": "1,000"}, button="remove.costs.1")
    assert (page.value("costs.2.amount"), total(page)) == ("1,000", "$1,100.00")
    assert total(owner.open("/en/forms/crew/costs")) == "$1,100.00"


def test_what_cannot_be_read_has_no_total_at_once_and_on_coming_back(owner: Browser) -> None:
    costs(owner, "100", "305")
    page = owner.send(**amounts_of("100", "a lot"))
    assert page.status == 422
    assert "$405.00" not in page.text
    page = owner.open("/en/forms/crew/costs")
    assert page.value("costs.1.amount") == "a lot"
    assert "$405.00" not in page.text


def test_below_the_fewest_rows_there_is_no_total(owner: Browser) -> None:
    costs(owner, "100", "305")
    page = owner.send(button="remove.costs.1")
    assert (page.value("costs.0.amount"), page.value("costs.1.amount")) == ("100.00", "")
    assert "$405.00" not in page.text


def test_nothing_is_asked_because_of_an_earlier_answer_that_cannot_be_read_now(owner: Browser) -> None:
    costs(owner, "1,500", "500", paid_by="Mei")
    page = owner.send(**amounts_of("1,500", "500"), paid_by="")
    assert page.errors == ["Who pays so much? Enter an answer."]
    page = owner.send(**amounts_of("1,500", "nothing"), paid_by="")
    assert [line.partition(" enter")[0] for line in page.errors] == ["Cost 2: Amount:"]
    assert page.by_id("paid_by-field").get("data-off") is not None
    page = owner.open("/en/forms/crew/costs")
    assert page.by_id("paid_by-field").get("data-off") is not None


def test_a_page_that_other_answers_leave_out_loses_nothing_when_it_was_open_for_too_long(
    owner: Browser,
) -> None:
    owner.open("/en/forms/registration/business")
    delivery = owner.send(**BUSINESS | {"delivers": "yes"})
    assert delivery.heading == "Your deliveries"
    owner.open("/en/forms/registration/business")
    owner.send(delivers="no")
    owner.send_as(delivery, vans="3", _csrf="old")
    assert (owner.page.status, owner.page.value("vans")) == (403, "3")
    assert "Page 2 of 3" in owner.page.text
    assert owner.page.errors == [
        "This page was open for too long and was not saved. Look it over and send it again."
    ]
    assert owner.send().heading == "Where you are"
    owner.open("/en/forms/registration/business")
    assert owner.send(delivers="yes").value("vans") == "3"


def test_a_question_is_asked_by_what_was_typed_when_a_row_is_added(owner: Browser) -> None:
    page = costs(owner, "100", "200")
    assert page.by_id("paid_by-field").get("data-off") is not None
    page = owner.send(button="add.costs", **amounts_of("1,500", "200"))
    assert page.by_id("paid_by-field").get("data-off") is None
