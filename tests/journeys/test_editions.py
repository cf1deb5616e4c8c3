"""The site goes on while editions come, are damaged, and go."""

from __future__ import annotations

import errno
import fcntl
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from runtime.services.settings import Settings
from runtime.services.site import published_site
from runtime.services.site.edition import hold_newest, newest_name
from tests.journeys.browser import Browser
from tests.journeys.conftest import Site
from tests.logged import Log, logged

PLACE = "/en/forms/registration/place"


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    """With an output of its own."""
    shutil.copytree(settings.output, tmp_path / "output", symlinks=True)
    return replace(settings, output=tmp_path / "output")


@pytest.fixture
def log() -> Iterator[Log]:
    with logged() as log:
        yield log


def test_without_output_pages_that_were_read_go_on_and_others_say_when_to_come_back(
    site: Site, owner: Browser, settings: Settings
) -> None:
    assert owner.open("/en/").status == owner.open(PLACE).status == 200
    shutil.rmtree(settings.output)
    assert owner.open("/en/").status == owner.open(PLACE).status == 200
    assert owner.send(**{}).status in (303, 422)
    for path in ("/es/", "/en/business", "/en/search?q=x", "/assets/page.0123456789.css"):
        page = owner.client.get(path)
        assert page.status_code == 503, path
        assert "Retry-After" in page.headers
    assert owner.client.get("/health").status_code == 503


def _no_manifest(edition: Path) -> None:
    (edition / "manifest.json").unlink()


def _no_json(edition: Path) -> None:
    (edition / "manifest.json").write_text("{", "utf-8")


def _of_another_version(edition: Path) -> None:
    text = (edition / "manifest.json").read_text("utf-8")
    (edition / "manifest.json").write_text(text.replace('"format": ', '"format": 1'), "utf-8")


def _broken_template(edition: Path) -> None:
    (edition / "en/problem.html").write_text("{% if %}", "utf-8")


@pytest.mark.parametrize("damage", [_no_manifest, _no_json, _of_another_version, _broken_template])
def test_a_newer_edition_that_cannot_be_read_is_told_once_and_the_one_before_goes_on(
    site: Site, settings: Settings, log: Log, damage: Callable[[Path], None]
) -> None:
    before = newest_name(settings.output)
    new = settings.output / "editions/0123456789"
    shutil.copytree((settings.output / "current").resolve(), new)
    damage(new)
    (settings.output / "current").unlink()
    (settings.output / "current").symlink_to("editions/0123456789")
    for _ in range(3):
        assert site.browser().open("/en/").status == 200
    assert f"edition {before}" in site.browser().client.get("/health").text
    assert len(log.of("edition_unreadable")) == 1
    assert log.last("edition_unreadable")["edition"] == "0123456789"


def test_an_edition_that_is_still_copied_is_taken_once_it_is_whole(
    site: Site, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(published_site, "_SECONDS_BETWEEN_TRIES", 0)
    browser, new = site.browser(), settings.output / "editions/0123456789"
    (settings.output / "current").rename(settings.output / "before")
    (settings.output / "current").symlink_to("editions/0123456789")
    assert browser.open("/en/").status == 200
    new.mkdir()
    assert browser.open("/en/").status == 200
    shutil.copytree((settings.output / "before").resolve(), new, dirs_exist_ok=True)
    assert browser.open("/en/").status == 200
    assert "edition 0123456789" in browser.client.get("/health").text


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.EOPNOTSUPP])
def test_a_disk_without_locks_is_served_all_the_same(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(code, "no locks")

    monkeypatch.setattr(fcntl, "flock", refuse)
    assert hold_newest(settings.output).is_held
