"""How much is known, as cards and start pages say it, is what the form then shows."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import pytest

from tests.journeys.browser import Browser
from tests.journeys.conftest import Site
from tests.journeys.steps import register

COUNT = re.compile(r"(\d+) of (\d+) answers? (?:is|are) already known")


def said(browser: Browser, address: str, form: str) -> tuple[int, int]:
    """What a page says about a form: of a portal, the card with its link."""
    page = browser.open(address)
    cards = [card for card in page.all("article") if any(_leads_to(link, form) for link in card.iter("a"))]
    text = "".join(cards[0].itertext()) if cards else page.text
    found = COUNT.search(text)
    assert found, text
    return int(found[1]), int(found[2])


@pytest.mark.parametrize(("employees", "asked"), [("4", 7), ("12", 9)])
def test_a_page_that_a_known_answer_opens_is_counted(owner: Browser, employees: str, asked: int) -> None:
    register(owner, employees=employees)
    # Of the crew plan: employees, and of the owners name, share and tax number.
    assert said(owner, "/en/agency/fire", "crew") == said(owner, "/en/forms/crew", "crew") == (4, asked)


def send_names_of_owners(owner: Browser) -> None:
    """The inspection asks for the names of owners only: their shares are still to be told."""
    owner.open("/en/forms/inspection/premises")
    owner.send(
        legal_name="Dumplings",
        premises_address__street="5 Pier Street",
        premises_address__city="Harborview",
        premises_address__state="CA",
        premises_address__zip="02134",
        phone="415 555 0123",
        ein="12-3456789",
        owners__0__name="Mei Chen",
    )
    owner.send(altered="unaltered")
    owner.send(button="send")
    assert owner.page.heading == "We have your answers", owner.page.errors


def test_columns_that_nobody_knows_yet_are_not_known(owner: Browser) -> None:
    send_names_of_owners(owner)
    assert said(owner, "/en/agency/fire", "crew") == said(owner, "/en/forms/crew", "crew") == (1, 7)


def state(browser: Browser, page: str) -> str:
    """The state of a page, as the start page of a form says it."""
    tasks = ["".join(task.itertext()).strip() for task in browser.page.all("li", _class="task")]
    return next(task.removeprefix(page).strip() for task in tasks if task.startswith(page))


def test_a_page_whose_known_rows_lack_an_answer_is_not_known_already(owner: Browser) -> None:
    send_names_of_owners(owner)
    owner.open("/en/business/person.name")
    owner.send(name__given="Mei", name__family="Chen")
    owner.open("/en/forms/registration")
    assert state(owner, "Who owns it") == "Not started"
    register(owner)
    owner.open("/en/forms/registration")
    assert state(owner, "Who owns it") == "Already known"


def test_a_card_keeps_up_with_a_form_that_is_begun_and_with_new_facts(site: Site, owner: Browser) -> None:
    register(owner)
    before = said(owner, "/en/agency/fire", "crew")
    owner.open("/en/forms/crew/people")
    owner.send(employees="30", shifts="2")
    # The page about safety is open now, and the number of employees is hers, not the city's.
    assert said(owner, "/en/agency/fire", "crew") == (before[0] - 1, before[1] + 2)
    assert said(owner, "/en/forms/crew", "crew") == (before[0] - 1, before[1] + 2)
    owner.open("/en/forms/crew/discard")
    owner.send()
    assert said(owner, "/en/agency/fire", "crew") == before


def _leads_to(link: Element, form: str) -> bool:
    return link.get("href", "").endswith(f"/forms/{form}")
