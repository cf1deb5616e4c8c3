"""Files that nothing holds are gone with the request that brought them, whatever somebody does."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from runtime.dataset import Dataset, StaleDraft, Unavailable, UploadLimits
from runtime.services.settings import Settings
from runtime.web.app import create_app
from tests.journeys.browser import Browser
from tests.journeys.conftest import OWNER, Site
from tests.journeys.intercepted import intercepted, overtaken
from tests.journeys.test_uploads import PDF, at_files

__all__ = ["at_files"]

VISIT = "/en/forms/inspection/visit"
BAD = b"<html><script>alert(1)</script>"
TIMES = 3
_REFERENCE = re.compile('"id": ?"([^"]+)", ?"name": ?"[^"]+", ?"media_type"')


class Held:
    """What lies in the folder, what the store knows of it, and what drafts and submissions refer to."""

    def __init__(self, path: Path) -> None:
        with closing(sqlite3.connect(path / "store.db")) as connection:
            self.uploads: dict[str, str] = dict(connection.execute("SELECT id, digest FROM upload"))
            self.rows: dict[str, int] = dict(connection.execute("SELECT digest, size FROM content"))
            contents = [row[0] for row in connection.execute("SELECT content FROM draft")]
            contents = [json.dumps(json.loads(text)["answers"]) for text in contents]
            contents += [row[0] for row in connection.execute("SELECT questions FROM submission")]
        folder = path / "store.db.files"
        self.bytes = {file.name: file.stat().st_size for file in folder.rglob("*") if file.is_file()}
        self.referred = {upload for text in contents for upload in _REFERENCE.findall(text)}

    def __len__(self) -> int:
        assert self.bytes == self.rows
        assert set(self.uploads.values()) == set(self.rows)
        assert self.referred == set(self.uploads)
        return len(self.uploads)


@pytest.fixture
def held(tmp_path: Path) -> Callable[[], Held]:
    return lambda: Held(tmp_path)


def plan(number: int = 0) -> dict[str, tuple[bytes, str]]:
    return {"plans": (PDF + b"0" * number, f"plan-{number}.pdf")}


def unticked(browser: Browser, page: Any, files: Any, **changes: Any) -> int:
    """Send a page with the ticks at the files sent before taken away."""
    entered = page.entered
    page.entered = lambda: type(entered())(
        [(k, v) for k, v in entered().items(multi=True) if k != "plans.keep"]
    )
    return browser.post(page, files=files, **changes).status_code


def test_files_of_whoever_sends_again_and_again_do_not_pile_up(at_files: Browser, held: Any) -> None:
    page = at_files.page
    for number in range(TIMES):
        unticked(at_files, page, plan(number), altered="unaltered")
        assert len(held()) == 1
        page = at_files.open(VISIT)
    assert page.checked("plans.keep")
    for number in range(TIMES):  # one more is taken; then each is too many
        at_files.send_as(at_files.open(VISIT), altered="unaltered", files=plan(number))
        assert len(held()) == 2
    unticked(at_files, at_files.open(VISIT), None, altered="unaltered")
    assert len(held()) == 0


def test_too_many_at_once_are_none_and_a_good_one_stays_beside_a_bad_one(
    at_files: Browser, held: Any
) -> None:
    page, post = at_files.page, at_files.client.post
    for _ in range(TIMES):
        data = {**dict(page.entered().lists()), "altered": "unaltered", "_action": "continue"}
        three = [(BytesIO(PDF), f"{number}.pdf") for number in range(3)]
        answer = post(page.url, data={**data, "plans": three}, content_type="multipart/form-data")
        assert answer.status_code == 422
        assert len(held()) == 0
    two = [(BytesIO(content), f"{number}.pdf") for number, content in enumerate((PDF, BAD))]
    answer = post(page.url, data={**data, "plans": two}, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert len(held()) == 1
    assert "0.pdf" in at_files.open(VISIT).text


def test_wrong_answers_and_wrong_files_leave_what_was_accepted_only(at_files: Browser, held: Any) -> None:
    at_files.send(files=plan())
    assert at_files.page.status == 422
    assert len(held()) == 1  # shown as sent, so that nobody chooses it again
    for _ in range(TIMES):
        at_files.send(altered="unaltered", files={"plans": (BAD, "plan.pdf")})
        assert at_files.page.status == 422
        assert len(held()) == 1


@pytest.mark.parametrize("changes", [{"_csrf": "wrong"}, {"_for": "another"}])
def test_posts_that_are_not_believed_keep_no_file(at_files: Browser, held: Any, changes: Any) -> None:
    for _ in range(TIMES):
        answer = at_files.post(at_files.page, files=plan(), altered="unaltered", **changes)
        assert answer.status_code in (403, 409)
        assert len(held()) == 0


def test_a_page_with_an_outdated_token_still_shows_the_files_sent_before(
    at_files: Browser, held: Any
) -> None:
    at_files.send(altered="unaltered", files=plan())
    page = at_files.open(VISIT)
    again = at_files.send_as(page, _csrf="wrong", altered="unaltered")
    assert again.status == 403
    assert again.checked("plans.keep") == page.checked("plans.keep")
    at_files.send_as(again)
    assert len(held()) == 1


def test_a_stranger_keeps_no_file(site: Site, at_files: Browser, held: Any) -> None:
    stranger = site.browser()
    stranger.open("/en/")
    for _ in range(TIMES):
        assert stranger.post(at_files.page, files=plan()).status_code == 403
        assert len(held()) == 0


def test_two_windows_that_clash_keep_the_files_of_one(at_files: Browser, held: Any) -> None:
    first = at_files.page
    at_files.send_as(first, altered="unaltered", files=plan(1))
    for number in range(TIMES):
        answer = at_files.send_as(first, altered="altered", alterations="A wall", files=plan(2 + number))
        assert answer.status == 409
        assert len(held()) == 1
    assert "plan-1.pdf" in at_files.open(VISIT).text


def test_a_stale_page_does_not_bring_back_what_another_window_took_away(at_files: Browser, held: Any) -> None:
    at_files.send(altered="unaltered", files=plan())
    stale = at_files.open(VISIT)
    unticked(at_files, at_files.open(VISIT), None)
    assert len(held()) == 0
    at_files.send_as(stale)
    assert len(held()) == 0
    assert "plan-0.pdf" not in at_files.open("/en/forms/inspection/check").text


def test_a_draft_that_is_discarded_while_its_page_is_saved_brings_no_file_back(
    site: Site, settings: Settings, at_files: Browser, held: Any
) -> None:
    at_files.send(altered="unaltered", files=plan())
    page = at_files.open(VISIT)
    account = site.store.identity.account(OWNER)
    assert account
    (draft,) = site.store.drafts.of_business(account.id, account.businesses[0].id)
    store = overtaken(site.store, "drafts.save", lambda: site.store.drafts.discard(draft.id))
    at_files.client.application = create_app(settings, store)
    at_files.send_as(page, files=plan(1))
    assert len(held()) == 1
    assert "plan-0.pdf" not in at_files.open(VISIT).text


def test_discarding_takes_the_files_along(at_files: Browser, held: Any) -> None:
    for _ in range(TIMES):
        at_files.open("/en/forms/inspection/premises")
        at_files.send()
        at_files.send(altered="unaltered", files=plan())
        assert len(held()) == 1
        at_files.open("/en/forms/inspection/discard")
        at_files.send()
        assert len(held()) == 0


def test_other_buttons_keep_what_the_page_shows(owner: Browser, held: Any) -> None:
    owner.open("/en/forms/catering/guests")
    owner.send(tables="4")
    for number, button in enumerate(("add.cooks", "remove.cooks.0", "language.es", "save", "add.cooks")):
        page = owner.open("/en/forms/catering/plans")
        owner.send_as(page, button=button, files={"menu": (PDF, f"{number}.pdf")})
        assert len(held()) == min(number + 1, 2)
    owner.open("/en/forms/catering/discard")
    owner.send()
    assert len(held()) == 0


def test_a_file_that_is_refused_is_said_whatever_the_button(at_files: Browser, held: Any) -> None:
    for button in ("save", "language.es"):
        page = at_files.send(button=button, altered="unaltered", files={"plans": (BAD, "plan.pdf")})
        assert page.status == 422
        assert "is not a proper PDF file" in page.errors[0]
        assert len(held()) == 0


def test_what_was_sent_stays_whatever_comes_after_it(at_files: Browser, held: Any) -> None:
    page = at_files.page
    at_files.send(altered="unaltered", files=plan())
    at_files.send(button="send")
    assert at_files.page.heading == "We have your answers"
    for number in range(TIMES):
        told = at_files.send_as(page, altered="unaltered", files=plan(number))
        assert told.status == 409  # too late: it was sent
        assert len(held()) == 1


def test_a_file_goes_when_its_request_ends_in_a_mistake(
    site: Site, settings: Settings, at_files: Browser, held: Any
) -> None:
    for problem in (Unavailable("busy"), StaleDraft("others"), RuntimeError("a mistake")):
        at_files.client.application = create_app(settings, refusing(site.store, problem))
        answer = at_files.post(at_files.page, altered="unaltered", files=plan())
        assert answer.status_code == (500 if isinstance(problem, RuntimeError) else 503)
        assert len(held()) == 0


def refusing(store: Dataset, problem: Exception) -> Dataset:
    """A dataset that saves no draft."""

    def refuse(call: str, *_: object, **__: object) -> None:
        if call == "drafts.save":
            raise problem

    return intercepted(store, refuse)


def test_files_of_a_question_that_the_form_dropped_stay_with_the_draft(
    site: Site, at_files: Browser, held: Any
) -> None:
    """As after a change of the form that is taken back."""
    at_files.send(altered="unaltered", files=plan())
    account = site.store.identity.account(OWNER)
    assert account
    (draft,) = site.store.drafts.of_business(account.id, account.businesses[0].id)
    answers = {("dropped" if name == "plans" else name): answer for name, answer in draft.answers.items()}
    site.store.drafts.save(replace(draft, answers=answers))
    at_files.open(VISIT)
    at_files.send()
    assert len(held()) == 1


def limited(site: Site, settings: Settings, browser: Browser, **limits: int) -> None:
    browser.client.application = create_app(
        replace(settings, upload_limits=UploadLimits(**limits)), site.store
    )


def test_whoever_has_no_more_room_is_told_what_to_do(
    site: Site, settings: Settings, at_files: Browser, held: Any
) -> None:
    at_files.send(altered="unaltered", files=plan())
    limited(site, settings, at_files, account=len(PDF) + 10)
    page = at_files.send_as(at_files.open(VISIT), button="save", files=plan(1))
    assert page.status == 422
    assert "there was no room for the file “plan-1.pdf”" in page.errors[0]
    assert "remove a file that you do not need" in page.errors[0]
    assert len(page.checked("plans.keep")) == len(held()) == 1
    unticked(at_files, at_files.open(VISIT), plan(2))
    assert "plan-2.pdf" not in at_files.open(VISIT).text  # the first one was still there when it came
    at_files.send(files=plan(3))
    assert "plan-3.pdf" in at_files.open(VISIT).text
    assert len(held()) == 1


def test_when_there_is_no_room_for_files_of_anybody_the_answers_are_saved(
    site: Site, settings: Settings, at_files: Browser, held: Any
) -> None:
    limited(site, settings, at_files, in_all=10)
    page = at_files.send(altered="altered", alterations="A wall", files=plan())
    assert page.status == 503
    assert page.response.headers["Retry-After"] == "60"
    assert "no room for files" in page.text
    assert len(held()) == 0
    page = at_files.open(VISIT)
    assert page.checked("altered") == ["altered"]
    assert page.value("alterations") == "A wall"
