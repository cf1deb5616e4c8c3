"""The preview: signed in, reloading by itself, telling problems in the words of ``onceonly check``."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from werkzeug.test import Client

from generator.sources.sources import Sources
from onceonly.commands.preview import follow, serving
from onceonly.preview.newest import Newest, State
from onceonly.preview.site import PreviewSite
from tests.builds.small_city import change


@pytest.fixture
def newest(sources: Sources, tmp_path: Path) -> Iterator[Newest]:
    newest = Newest(sources, tmp_path / "preview", 9000)
    yield newest
    newest.dataset.close()


def client(newest: Newest) -> Client:
    return Client(PreviewSite(newest))


def get(newest: Newest, path: str) -> str:
    return client(newest).get(path, base_url="http://127.0.0.1:9000").get_data(as_text=True)


def test_a_page_carries_the_script_that_reloads_it_and_may_connect(newest: Newest) -> None:
    state = newest.rebuild()
    answer = client(newest).get("/en/forms/inspection", base_url="http://127.0.0.1:9000")
    assert answer.status_code == 200
    assert f'src="/preview/reload.js?{state.stamp}"' in answer.get_data(as_text=True)
    assert "connect-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_the_author_is_signed_in_as_the_owner_of_an_invented_business(newest: Newest) -> None:
    newest.rebuild()
    assert "/en/sign-out" in get(newest, "/en/forms/inspection/premises")
    assert "you@preview.example" in get(newest, "/en/")


def test_a_file_shows_what_each_submission_would_have_written(newest: Newest) -> None:
    newest.rebuild()
    author, at = client(newest), "http://127.0.0.1:9000"

    def post(path: str, **typed: str) -> None:
        page = author.get(path, base_url=at).get_data(as_text=True)
        hidden = dict(re.findall(r'<input type="hidden" name="(_\w+)" value="([^"]*)">', page))
        assert author.post(path, base_url=at, data={**hidden, **typed}).status_code == 303

    post("/en/forms/inspection/premises", legal_name="Año Nuevo", seats="12", _action="continue")
    post("/en/forms/inspection/check")
    text = newest.written.path.read_text("utf-8")
    (record,) = json.loads(text)["_default"].values()
    assert '"Año Nuevo"' in text
    assert record["answers"] == {"legal_name": "Año Nuevo", "seats": 12}
    assert record["as read by people"]["Number of seats"] == "12"
    assert [(fact["master"], fact["value"]) for fact in record["facts"]] == [
        ("business.legal_name", "Año Nuevo")
    ]
    assert 'href="/preview/written"' in author.get("/en/", base_url=at).get_data(as_text=True)
    shown = author.get("/preview/written", base_url=at)
    page = shown.get_data(as_text=True)
    assert shown.headers["Content-Type"] == "text/html; charset=utf-8"
    for words in (record["reference"], "business.legal_name", "Año Nuevo", "Number of seats"):
        assert words in page, page


def test_before_anything_was_sent_the_page_of_what_was_written_says_what_to_do(newest: Newest) -> None:
    newest.rebuild()
    assert "Send a form in this preview" in get(newest, "/preview/written")
    assert "/preview/written" not in get(newest, "/en/")


def test_before_the_first_build_the_page_says_so(newest: Newest) -> None:
    answer = client(newest).get("/en/", base_url="http://127.0.0.1:9000")
    assert "The site is being built" in answer.get_data(as_text=True)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")


def test_problems_are_told_in_the_browser_with_place_cause_and_remedy(newest: Newest) -> None:
    newest.rebuild()
    change(newest.sources.specs / "fire/inspection.yaml", "type: integer", "type: interger")
    newest.rebuild()
    page = get(newest, "/en/forms/inspection")
    assert "1 problem to mend" in page
    assert "inspection.yaml:15:15: E307" in page
    assert "^^^^^^^^" in page
    assert "Did you mean integer?" in page


def test_a_problem_shows_the_line_as_it_is_now(newest: Newest) -> None:
    form = newest.sources.specs / "fire/inspection.yaml"
    change(form, "type: integer", "type: interger")
    newest.rebuild()
    assert "interger" in get(newest, "/en/")
    change(form, "type: interger", "type: whole_number")
    newest.rebuild()
    assert "type: whole_number" in get(newest, "/en/")


def test_a_problem_with_hostile_text_stays_text(newest: Newest) -> None:
    change(newest.sources.specs / "fire/inspection.yaml", "type: integer", "type: <img src=x>")
    newest.rebuild()
    assert "<img" not in get(newest, "/en/")


def test_once_mended_the_site_is_back(newest: Newest) -> None:
    form = newest.sources.specs / "fire/inspection.yaml"
    change(form, "type: integer", "type: interger")
    newest.rebuild()
    change(form, "type: interger", "type: integer")
    newest.rebuild()
    assert "Ask for an inspection" in get(newest, "/en/forms/inspection")


def test_a_mistake_of_our_own_is_told_and_the_preview_goes_on(
    newest: Newest, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    newest.rebuild()
    with monkeypatch.context() as patched:
        patched.setattr("onceonly.preview.newest.build", _mistaken)
        newest.rebuild()
    answer = client(newest).get("/en/", base_url="http://127.0.0.1:9000")
    page = answer.get_data(as_text=True)
    assert (answer.status_code, "1 problem to mend" in page) == (500, True)
    assert "OnceOnly itself made a mistake (KeyError)" in page
    assert "in _mistaken" in caplog.text  # where it was made
    assert "a-secret" not in page + caplog.text
    assert newest.rebuild().site is not None


def _mistaken(*_: object, **__: object) -> None:
    raise KeyError("-".join(("a", "secret")))


def test_missing_translations_do_not_hold_up_the_author(newest: Newest) -> None:
    change(newest.sources.specs / "fire/inspection.yaml", "Number of seats", "Number of chairs")
    state = newest.rebuild()
    assert state.site is not None
    assert [problem.code for problem in state.problems] == ["E403"]
    assert '<span lang="en" dir="ltr">Number of chairs</span>' in get(newest, "/es/forms/inspection/premises")


def test_a_waiting_page_hears_of_the_next_build_at_once(newest: Newest) -> None:
    stamp = newest.rebuild().stamp
    stream = client(newest).get(f"/preview/events?{stamp}").iter_encoded()
    assert next(stream) == b": waiting\n\n"
    threading.Timer(0.2, newest.rebuild).start()
    assert next(stream) == b"data: newer\n\n"


def test_a_page_that_is_older_than_the_site_hears_so_without_waiting(newest: Newest) -> None:
    newest.rebuild()
    stream = client(newest).get("/preview/events?an-older-stamp").iter_encoded()
    assert [next(stream), next(stream)] == [b": waiting\n\n", b"data: newer\n\n"]


def test_a_saved_file_is_seen_and_built(newest: Newest) -> None:
    with followed(newest) as stamp:
        change(newest.sources.specs / "fire/inspection.yaml", "min: 0", "min: 1")
        assert newest.wait(stamp, 60)
    assert newest.state.built is not None
    assert "en/forms/inspection" in newest.state.built.made


def test_a_file_saved_during_the_first_build_is_built_too(sources: Sources, tmp_path: Path) -> None:
    newest = _SavedMeanwhile(sources, tmp_path / "preview", 9000)
    with followed(newest) as stamp:
        assert newest.wait(stamp, 60)
    assert newest.state.built is not None
    assert "en/forms/inspection" in newest.state.built.made
    newest.dataset.close()


class _SavedMeanwhile(Newest):
    """Its author saves a file while the first build still runs."""

    def rebuild(self, *, restyled: bool = True) -> State:
        is_first = self.state.built is None
        state = super().rebuild(restyled=restyled)
        if is_first:
            change(self.sources.specs / "fire/inspection.yaml", "min: 0", "min: 1")
        return state


@contextmanager
def followed(newest: Newest) -> Iterator[str]:
    """Follows until the end; gives the stamp of what the first build made."""
    stop, ready = threading.Event(), threading.Event()
    stamps: list[str] = []

    def built() -> None:
        stamps.append(newest.state.stamp)
        ready.set()

    following = threading.Thread(target=follow, args=(newest, stop, built))
    following.start()
    try:
        assert ready.wait(30)
        yield stamps[0]
    finally:
        stop.set()
        following.join(10)


def test_the_server_listens_on_this_computer_only(sources: Sources, tmp_path: Path) -> None:
    newest = Newest(sources, tmp_path / "preview", 0)
    server = serving(newest)
    try:
        assert server.host == "127.0.0.1"
        assert newest.settings.public_url == f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        server.server_close()
