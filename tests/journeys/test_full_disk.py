"""A full disk: people are asked to wait, nothing acknowledged is lost, and all goes on once there is room."""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from runtime.dataset import Dataset, migrate, open_dataset
from runtime.services.settings import Settings
from runtime.web.app import create_app
from runtime.web.http.guards import anyone
from tests.disks import Disk, disk
from tests.distant import distant
from tests.journeys.browser import Browser, Page, parse
from tests.journeys.conftest import OWNER, Site
from tests.journeys.steps import fill_in_inspection, register
from tests.journeys.test_serve import free_port
from tests.journeys.test_uploads import PDF

LARGE = PDF + b"0" * 900_000  # it waits in a folder for temporary files until its page is read
PLANS = "/en/forms/catering/plans"
ROUNDS = 3


@pytest.fixture
def small(tmp_path: Path, record_property: Callable[[str, object], None]) -> Iterator[Disk]:
    with disk(tmp_path / "small", 12) as made:
        record_property("disk", made.said)
        (made.path / "tmp").mkdir()
        yield made


@dataclass
class Visitors:
    """Two people with pages open that they are about to send, and what was acknowledged to them."""

    browser: Callable[[], Browser]
    owner: Browser = field(init=False)
    pages: dict[str, Page] = field(default_factory=dict)

    def begin(self) -> None:
        """Send one form, and begin others, one of them with a file."""
        self.owner = self.browser()
        self.owner.sign_in(OWNER)
        self.reference = register(self.owner)
        self.owner.open("/en/forms/catering/guests")
        self.owner.send(tables="4")
        self.owner.send(button="save", files={"menu": (PDF, "menu.pdf")})
        self.pages["plans"] = self.owner.open(PLANS)
        fill_in_inspection(self.owner)
        self.pages["check"] = self.owner.page
        for name, url in {
            "crew": "/en/forms/crew/people",
            "discard": "/en/forms/inspection/discard",
            "fact": "/en/business/business.phone",
            "location": "/en/locations",
        }.items():
            self.pages[name] = self.owner.open(url)
        self.stranger = self.browser()
        self.pages["sign-in"] = self.stranger.open("/en/sign-in")

    def sent(self) -> dict[str, Callable[[], TestResponse]]:
        """What they send."""
        post, pages = self.owner.post, self.pages
        return {
            "save": lambda: post(pages["crew"], button="save", employees="4", shifts="2"),
            "small file": lambda: post(pages["plans"], files={"menu": (PDF, "small.pdf")}, button="save"),
            "large file": lambda: post(
                self.owner.open(PLANS), files={"menu": (LARGE, "large.pdf")}, menu__keep=[]
            ),
            "fact": lambda: post(pages["fact"], phone="415 555 0199"),
            "sign-in": lambda: self.stranger.post(pages["sign-in"], email="new@n.example"),
        }

    def read(self) -> dict[str, str]:
        """What they read."""
        file = self.pages["plans"].checked("menu.keep")[0]
        return {
            "portal": "/en/",
            "page": PLANS,
            "submission": f"/en/submissions/{self.reference}",
            "file": f"/uploads/{file}",
            "business": "/en/business",
            "health": "/health",
        }


def asked_to_wait(answer: TestResponse) -> bool:
    """Whether an answer says what happened, and when to try again."""
    if answer.status_code != 503:
        return False
    page = parse(answer, "/")
    assert int(answer.headers["Retry-After"]) > 0
    assert "was not saved" in page.text or "nothing was saved" in page.text
    return True


def everything_goes_on(visitors: Visitors, small: Disk, store: Dataset) -> None:
    """Fill the disk while people are at work; then make room."""
    visitors.begin()
    account = store.identity.account(OWNER)
    assert account
    business = account.businesses[0].id
    drafts, sent = store.drafts.of_business(account.id, business), store.submissions.of_business(business)
    folder = {file.name for file in small.path.rglob("*.files/*/*")}
    small.fill()
    for _ in range(ROUNDS):
        for name, send in visitors.sent().items():
            assert asked_to_wait(send()), name
        for name in ("check", "discard", "location"):
            assert asked_to_wait(visitors.owner.post(visitors.pages[name], name="Pier 5")), name
        for name, url in visitors.read().items():
            assert visitors.owner.client.get(url).status_code == 200, name
    assert store.drafts.of_business(account.id, business) == drafts
    assert store.submissions.of_business(business) == sent
    assert {file.name for file in small.path.rglob("*.files/*/*")} == folder
    small.free()
    visitors.owner.send_as(visitors.pages["check"], button="send")
    assert visitors.owner.page.heading == "We have your answers"
    for name, send in visitors.sent().items():
        assert send().status_code in (200, 303), name
    assert len(store.submissions.of_business(business)) == len(sent) + 2  # a changed fact is one as well
    visitors.owner.open(PLANS)
    assert "large.pdf" in visitors.owner.page.text
    assert len(visitors.owner.page.checked("menu.keep")) == 1
    assert visitors.owner.post(visitors.pages["location"], name="Pier 5").status_code == 303


# Werkzeug leaves the half of a file that found room to the garbage collector.
@pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")
def test_everything_goes_on_once_there_is_room_again(settings: Settings, small: Disk) -> None:
    small.require_room_of_its_own()  # the browser writes in this process, too
    settings = replace(settings, store=f"sqlite:///{small.path}/store.db")
    migrate(settings.store)
    store = open_dataset(settings.store, prefix="HAR")
    site = Site(create_app(settings, store), store)
    keep_temporary_files_in(small.path / "tmp", site.app)
    everything_goes_on(Visitors(site.browser), small, store)
    store.close()


def keep_temporary_files_in(folder: Path, app: Flask) -> None:
    """Of the application, not of the browser, which encodes what it sends in this process."""
    inner: Any = app.wsgi_app

    def call(environ: Any, start_response: Any) -> Any:
        before, tempfile.tempdir = tempfile.tempdir, str(folder)
        try:
            return inner(environ, start_response)
        finally:
            tempfile.tempdir = before

    app.wsgi_app = call  # type: ignore[method-assign]


@pytest.mark.slow
def test_everything_goes_on_in_the_server_that_ships(output: Path, small: Disk) -> None:
    """Its database, its files, its temporary files and its log are all on the full disk."""
    with distant(small.path, output, free_port(), TMPDIR=str(small.path / "tmp")) as server:
        small.serves(server.process.pid)
        store = open_dataset(f"sqlite:///{small.path}/var/onceonly.db")
        everything_goes_on(Visitors(server.browser), small, store)
        store.close()


@pytest.mark.slow
def test_a_log_that_takes_nothing_is_no_reason_not_to_serve(output: Path, tmp_path: Path) -> None:
    for name in ("stdout", "stderr"):
        (tmp_path / name).symlink_to("/dev/full")
    with distant(tmp_path, output, free_port()) as server:
        browser = server.browser()
        browser.sign_in(OWNER)
        register(browser)
        assert browser.open("/en/nowhere").status == 404


@pytest.mark.parametrize(
    ("number", "status", "wait"),
    [
        (errno.ENOSPC, 503, "60"),
        (errno.EDQUOT, 503, "60"),
        (errno.EFBIG, 503, "60"),
        (errno.EIO, 503, "5"),
        (errno.ENOENT, 500, None),
    ],
)
def test_a_disk_that_is_full_or_fails_is_told_wherever_it_is_met(
    settings: Settings, site: Site, number: int, status: int, wait: str | None
) -> None:
    app = create_app(settings, site.store)

    @anyone
    def meet() -> Any:
        raise OSError(number, "somewhere")

    app.add_url_rule("/meet", view_func=meet)
    answer = app.test_client().get("/meet")
    assert answer.status_code == status
    assert answer.headers.get("Retry-After") == wait
