"""Many windows that save one draft in the same moment: all are taken in, and nothing typed is lost."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from werkzeug.test import TestResponse

from runtime.dataset import Dataset
from runtime.services.identity.secrets import fresh, hashed
from runtime.services.settings import Settings
from runtime.web.app import create_app
from tests.distant import distant
from tests.journeys.browser import Browser, Page
from tests.journeys.city import build_city
from tests.journeys.conftest import OWNER, Site
from tests.journeys.intercepted import intercepted, overtaken
from tests.journeys.steps import fill_in_inspection, register
from tests.journeys.test_locations import add
from tests.journeys.test_serve import free_port

MOST = 40
PAGE = "/en/forms/many/words"
FORM = """
form: many
title: Many words
summary: Say much.
purpose: To hear much.
pages:
  - page: words
    title: Your words
    fields:
""" + "".join(
    f"      - {{field: word_{number}, type: text, label: Word {number}, required: false}}\n"
    for number in range(MOST)
)


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The city with a form of many questions."""
    return build_city(tmp_path_factory.mktemp("city"), {"fire/many.yaml": FORM})


def at_once(calls: list[Callable[[], TestResponse]]) -> list[TestResponse]:
    """Start all calls in the same moment; what they answer."""
    start = Barrier(len(calls))

    def run(call: Callable[[], TestResponse]) -> TestResponse:
        start.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def window(owner: Browser) -> Browser:
    """Another window of the same browser."""
    opened = Browser(owner.app)
    cookie = owner.client.get_cookie("session")
    assert cookie
    opened.client.set_cookie("session", cookie.value)
    return opened


def all_save_at_once(owner: Browser, windows: int) -> None:
    """Each window answers its own question; then all answer the same one."""
    page = owner.open(PAGE)
    save = [
        partial(window(owner).post, page, button="save", **{f"word_{number}": f"said {number}"})
        for number in range(windows)
    ]
    assert {answer.status_code for answer in at_once(save)} == {303}
    page = owner.open(PAGE)
    assert [page.value(f"word_{number}") for number in range(windows)] == [
        f"said {n}" for n in range(windows)
    ]

    save = [partial(window(owner).post, page, button="save", word_0=f"again {n}") for n in range(windows)]
    answers = at_once(save)
    assert sorted(answer.status_code for answer in answers) == [303] + [409] * (windows - 1)
    for number, answer in enumerate(answers):  # whoever is asked reads her own words and the others'
        if answer.status_code == 409:
            assert f'value="again {number}"' in answer.text
    assert owner.open(PAGE).value("word_0") in {f"again {number}" for number in range(windows)}


@pytest.mark.parametrize("windows", [10, MOST])
def test_all_saves_of_one_moment_are_taken_in(owner: Browser, windows: int) -> None:
    all_save_at_once(owner, windows)


@pytest.mark.slow
@pytest.mark.parametrize("windows", [10, MOST])
def test_all_saves_of_one_moment_are_taken_in_by_the_server_that_ships(
    output: Path, tmp_path: Path, windows: int
) -> None:
    with distant(tmp_path, output, free_port()) as server:
        owner = server.browser()
        owner.sign_in(OWNER)
        all_save_at_once(owner, windows)


ROUNDS = 6


def test_whatever_windows_do_in_one_moment_none_ends_in_a_mistake(
    site: Site, owner: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    """Saving, sending, discarding, changing facts, adding locations, switching, signing out: all at once."""
    register(owner)
    add(owner)
    for number in range(ROUNDS):
        _begin_again(site, owner)
        fill_in_inspection(owner)
        pages = [
            owner.page,
            owner.open("/en/forms/inspection/premises"),
            owner.open("/en/forms/inspection/discard"),
            owner.open("/en/business/business.phone"),
            owner.open("/en/locations"),
        ]
        changes: list[dict[str, Any]] = [
            {"button": "send"},
            {"phone": f"415 555 01{number:02}"},
            {},
            {"business.phone": f"415 555 02{number:02}"},
            {"name": f"Shop {number}"},
        ]
        calls = [partial(window(owner).post, page, **more) for page, more in zip(pages, changes, strict=True)]
        session = owner.client.get_cookie("session")
        assert session
        calls += [
            partial(_switch, window(owner), pages[1], site),
            partial(_sign_out, window(owner), pages[1]),
        ]
        answers = at_once(calls * 3)
        assert {answer.status_code for answer in answers} <= {303, 403, 404, 409, 422}
    assert [entry for entry in caplog.records if entry.levelno >= logging.ERROR] == []


def _begin_again(site: Site, browser: Browser) -> None:
    account, cookie = site.store.identity.account(OWNER), fresh()
    assert account
    business, now = account.businesses[0].id, datetime.now(UTC)
    for draft in site.store.drafts.of_business(account.id, business):
        site.store.drafts.discard(draft.id)
    site.store.identity.open_session(hashed(cookie), account.id, business, fresh(), now)
    browser.client.set_cookie("session", cookie)


def _switch(browser: Browser, page: Page, site: Site) -> TestResponse:
    account = site.store.identity.account(OWNER)
    assert account
    data = {"_csrf": page.value("_csrf"), "business": account.businesses[-1].id}
    return browser.client.post("/en/act-for", data=data)


def _sign_out(browser: Browser, page: Page) -> TestResponse:
    return browser.client.post("/en/sign-out", data={"_csrf": page.value("_csrf")})


@pytest.mark.parametrize("url", ["/en/locations", "/en/act-for"])
def test_whoever_signs_out_in_another_window_meanwhile_is_asked_to_sign_in(
    site: Site, settings: Settings, owner: Browser, url: str
) -> None:
    add(owner)
    page = owner.open("/en/locations")
    account = site.store.identity.account(OWNER)
    assert account
    store = overtaken(site.store, "identity.act_for", lambda: _sign_out(window(owner), page))
    owner.client.application = create_app(settings, store)
    data = {"_csrf": page.value("_csrf"), "business": account.businesses[0].id, "name": "Pier"}
    answer = owner.client.post(url, data=data)
    assert answer.status_code == 403
    assert "signed out" in answer.text


def busy(store: Dataset, times: int) -> Dataset:
    """A dataset in which another window saves just before this one does, so many times."""
    left = iter(range(times - 1, -1, -1))

    def save(call: str, *given: Any, **_: Any) -> None:
        if call == "drafts.save" and (to_come := next(left, None)) is not None:
            stored = store.drafts.open(given[0].account, given[0].business, given[0].form)
            assert stored
            words = {**stored.answers, "word_1": f"theirs, with {to_come} to come"}
            store.drafts.save(replace(stored, answers=words))

    return intercepted(store, save)


@pytest.mark.parametrize(("times", "status"), [(50, 303), (100_000, 503)])
def test_whoever_is_always_overtaken_is_taken_in_or_asked_to_wait(
    site: Site, settings: Settings, owner: Browser, times: int, status: int
) -> None:
    owner.open(PAGE)
    owner.send(button="save", word_0="first")
    page = owner.open(PAGE)
    owner.client.application = create_app(settings, busy(site.store, times))
    answer = owner.post(page, button="save", word_2="mine")
    assert answer.status_code == status
    assert (status == 503) == ("Retry-After" in answer.headers)
    page = owner.open(PAGE)
    assert page.value("word_0") == "first"
    assert page.value("word_1").startswith("theirs")
    assert page.value("word_2") == ("mine" if status == 303 else "")
