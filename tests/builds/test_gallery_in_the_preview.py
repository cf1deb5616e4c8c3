"""The preview shows the gallery of the city's theme as soon as a file is saved, and what is wrong with it."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from werkzeug.test import Client, TestResponse

from onceonly.preview.newest import Newest
from onceonly.preview.site import PreviewSite
from tests.builds.small_city import change, small_city
from tests.unit.themes.themes_folder import THEMES
from tests.work import ENOUGH, until


@pytest.fixture
def newest(tmp_path: Path) -> Iterator[Newest]:
    shutil.copytree(THEMES, tmp_path / "themes")
    sources = replace(small_city(tmp_path), themes=tmp_path / "themes")
    newest = Newest(sources, tmp_path / "preview", 9000)
    newest.rebuild()
    yield newest
    newest.dataset.close()


def get(newest: Newest, path: str) -> TestResponse:
    return Client(PreviewSite(newest)).get(path, base_url="http://127.0.0.1:9000")


def test_the_gallery_is_served_with_everything_it_links_to(newest: Newest) -> None:
    page = get(newest, "/gallery/").get_data(as_text=True)
    assert "color.action" in page
    assert f"/preview/reload.js?{newest.look}" in page
    assert get(newest, "/gallery").location == "/gallery/"
    assert get(newest, "/gallery/date.dark.rtl.html").status_code == 200
    assert get(newest, "/gallery/assets/dark.css").mimetype == "text/css"
    assert get(newest, "/gallery/assets/nothing.css").status_code == 404
    assert get(newest, "/gallery/nothing.html").status_code == 404


def test_a_change_is_there_before_the_site_is_built_with_it(newest: Newest) -> None:
    before = newest.look
    change(newest.sources.themes / "foggyton/theme.yaml", "#e9b14a", "#e9b24b")
    newest.rebuild()
    assert newest.wait(before, 0)
    assert not newest.wait(newest.look, 0)
    assert not newest.wait(newest.state.stamp, 0)
    assert "#e9b24b" in get(newest, "/gallery/").get_data(as_text=True)


def test_an_unreadable_colour_is_told_in_the_gallery(newest: Newest) -> None:
    change(
        newest.sources.themes / "foggyton/theme.yaml", 'slate: {$value: "#4b5d69"}', 'slate: {$value: "#aab"}'
    )
    newest.rebuild()
    page = get(newest, "/gallery/").get_data(as_text=True)
    assert "color.soft (#aab) on color." in page
    assert "The nearest value that passes is" in page
    assert "reload.js" in page


def test_a_broken_template_is_told_in_the_gallery(newest: Newest) -> None:
    change(newest.sources.themes / "base/templates/field.html", "[% set top", "[[ nobody ]][% set top")
    newest.rebuild()
    page = get(newest, "/gallery/text.html").get_data(as_text=True)
    assert "E505" in page
    assert "field.html" in page


def test_an_open_gallery_comes_back_before_the_build_takes_the_processor(newest: Newest) -> None:
    before = newest.state.stamp
    site_when_back: list[str] = []

    def browser() -> None:
        newest.wait(newest.look, ENOUGH)
        site_when_back.append(newest.state.stamp)
        newest.wait(newest.look, ENOUGH)

    opened = threading.Thread(target=browser)
    opened.start()
    until(lambda: newest.look in newest._shown)  # the page waits
    newest.rebuild()
    newest.rebuild()
    opened.join()
    assert site_when_back == [before]


def test_a_saved_form_leaves_the_gallery_as_it_is(newest: Newest) -> None:
    before = newest.look
    change(newest.sources.specs / "fire/inspection.yaml", "title: The premises", "title: Your shop")
    newest.rebuild(restyled=False)
    assert newest.look == before


def test_the_gallery_may_ask_whether_there_is_something_newer(newest: Newest) -> None:
    policy = get(newest, "/gallery/").headers["Content-Security-Policy"]
    assert "connect-src 'self'" in policy
    assert "form-action 'none'" in policy
