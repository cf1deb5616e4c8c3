"""No link, code or cookie stands where others could read it: not in the store, not in what they are told."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest

from runtime.services.identity.sign_in_links import link_of
from tests.journeys.asking import ask, id_in
from tests.journeys.conftest import OWNER, Site


def test_whoever_reads_the_database_can_sign_in_nowhere(site: Site, tmp_path: Path) -> None:
    waiting, used, phone = ask(site, OWNER), ask(site, OWNER), site.browser()
    phone.open(used.link)
    phone.send(code="ABC-DEF")
    phone.send(code=used.code)
    assert OWNER in phone.page.text
    files = list(tmp_path.glob("store.db*"))
    raw = b"".join(path.read_bytes() for path in files)
    assert {path.name for path in files} >= {"store.db", "store.db-wal"}
    assert id_in(waiting.link).encode() in raw  # the right files are looked at
    cookies = [phone.client.get_cookie(name) for name in ("session", "device")]
    cookies.append(waiting.browser.client.get_cookie("guest"))
    secrets = [cookie.value for cookie in cookies if cookie]
    for asked in (waiting, used):
        token = asked.link.rpartition("/")[2]
        secrets += [token, token.partition(".")[2], asked.code, asked.code.replace("-", "")]
    assert len(secrets) == 3 + 8
    assert [secret for secret in secrets if secret.encode() in raw] == []


def test_the_page_behind_a_link_tells_its_address_to_nobody(site: Site) -> None:
    asked = ask(site, OWNER)
    for response in (
        asked.browser.open(asked.link).response,
        asked.browser.open("/en/").response,
        site.browser().open(asked.link).response,
    ):
        policy = response.headers.getlist("Referrer-Policy")
        assert policy == ["strict-origin" if "sign-in" in response.request.path else "same-origin"]


def test_a_link_that_no_longer_works_is_told_to_nobody_either(site: Site) -> None:
    asked = ask(site, OWNER)
    asked.browser.open(asked.link)
    page = asked.browser.page
    assert asked.browser.post(page).status_code == 303
    answers = [asked.browser.open(asked.link).response, asked.browser.post(page)]
    assert [answer.status_code for answer in answers] == [410, 403]
    assert [answer.headers.getlist("Referrer-Policy") for answer in answers] == [["strict-origin"]] * 2


def test_nothing_of_it_is_logged(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    asked = ask(site, OWNER)
    asked.browser.open(asked.link)
    asked.browser.send()
    ask(site, OWNER).browser.open(f"{asked.link}x")
    assert not re.search(f"{OWNER}|{re.escape(id_in(asked.link))}|{asked.code}", caplog.text)


def test_a_letter_in_the_demo_shows_its_link(site: Site) -> None:
    asked = ask(site, OWNER)
    [letter] = [one for one in site.store.outbox.all(OWNER) if one.link]
    assert "{link}" in letter.body
    settings = site.app.extensions["onceonly"].settings
    assert link_of(settings, letter) in site.browser().open("/en/mailbox").text
    assert asked.link in site.browser().open("/en/mailbox").link("/en/sign-in/")
