"""What the demo's owners sent before: through the same doors, always the same, and news to whom it is new."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.build.build import build
from generator.project.project import load_project
from generator.sources.sources import Sources
from onceonly.demo.fill import fill, master_fields
from onceonly.demo.past import of_golden_gate_dumplings, of_others
from onceonly.demo.register import register
from onceonly.demo.send import send_past
from runtime.dataset import Account, migrate, open_dataset
from runtime.services.access import System
from runtime.services.cases.case_transitions import CaseContext
from runtime.services.site.published_site import newest_site

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CaseContext]:
    folder = tmp_path_factory.mktemp("past")
    output, url = _built(folder), f"sqlite:///{folder}/store.db"
    migrate(url)
    store, edition = open_dataset(url, prefix="FOG"), newest_site(output)
    fill(store, master_fields(load_project(ROOT / "form_specs").forms), register()[:30])
    desk = CaseContext(System("Jordan Lee"), store, edition, "http://127.0.0.1:8000")
    assert send_past(desk, register()[:30]) > 2
    yield desk
    store.close()


def _built(folder: Path) -> Path:
    """Two forms of Foggyton in English: enough for the past."""
    specs = folder / "form_specs"
    for name in ("city.yaml", "master_fields.yaml", "fire/inspection_request.yaml", "health/event_food.yaml"):
        (specs / name).parent.mkdir(parents=True, exist_ok=True)
        text = (ROOT / "form_specs" / name).read_text("utf-8")
        if name == "city.yaml":
            text = "languages: [en]".join(_around(text, "languages: ["))
        (specs / name).write_text(text, "utf-8")
    build(Sources(specs, ROOT / "themes", folder / "locales"), folder / "output", strict=False)
    return folder / "output"


def _around(text: str, opening: str) -> tuple[str, str]:
    before, _, after = text.partition(opening)
    return before, after.partition("]")[2]


def mei(desk: CaseContext) -> Account:
    account = desk.dataset.identity.account("mei@dumplings.example")
    assert account is not None
    return account


def test_the_past_is_always_the_same() -> None:
    assert list(of_others(register())) == list(of_others(register()))
    assert 20 < len(list(of_others(register()))) < 60


def test_no_step_of_the_past_comes_before_the_one_that_it_follows() -> None:
    every = [*of_golden_gate_dumplings(), *(past for _, past in of_others(register()))]
    for past in every:
        days = [past.on, *(day for _, day, _ in past.steps)]
        assert days == sorted(days)


def test_golden_gate_dumplings_has_one_done_and_one_that_waits_for_her(desk: CaseContext) -> None:
    sent = desk.dataset.submissions.of_business(mei(desk).businesses[0].id)
    assert [(one.form, one.status) for one in sent] == [
        ("event-food", "more_information"),
        ("inspection-request", "approved"),
    ]
    assert all(len(desk.dataset.cases.transitions(one.reference)) == 3 for one in sent)
    letters = desk.dataset.outbox.about(sent[0].reference)
    assert [letter.to for letter in letters] == ["mei@dumplings.example"] * 3


def test_answers_of_the_past_hold_what_the_city_knew_and_what_was_typed(desk: CaseContext) -> None:
    event, inspection = desk.dataset.submissions.of_business(mei(desk).businesses[0].id)
    said = {question.field: question.said for question in (*event.questions, *inspection.questions)}
    assert said["trade_name"] == "Golden Gate Dumplings"
    assert said["fee"] == "$382.00"
    assert said["preferred_time"] == "Tuesday\nThursday"


def test_her_second_location_has_an_address_of_its_own(desk: CaseContext) -> None:
    shop, second = mei(desk).businesses
    assert second.name == "Golden Gate Dumplings, 410 Clement Street"
    here, there = (
        desk.dataset.facts.current([party.id])["business.premises_address"] for party in (shop, second)
    )
    assert here.value != there.value
    assert set(desk.dataset.facts.current([second.id])) == {"business.premises_address"}
    assert dict(there.value).keys() == dict(here.value).keys()


def test_it_writes_no_facts_but_the_one_that_is_news(desk: CaseContext) -> None:
    account = mei(desk)
    now = datetime.now(UTC)
    desk.dataset.identity.open_session("now", account.id, account.businesses[0].id, "csrf", now)
    session = desk.dataset.identity.session("now")
    assert session is not None
    news = desk.dataset.cases.news(session)
    assert [(fact.master, fact.value) for fact in news.facts] == [("business.seats", 30)]
    assert [sent.status for sent in news.sent] == ["more_information"]
    assert news.messages == ()
