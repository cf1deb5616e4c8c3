"""When the store does not answer: a page that says so, 503, and a word on when to try again."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.browser import Browser
from tests.journeys.conftest import Site


def test_people_are_asked_to_wait_and_everything_goes_on_when_the_store_is_back(
    site: Site, owner: Browser, tmp_path: Path
) -> None:
    owner.open("/en/forms/registration")
    site.store.close()  # the next request opens the file anew
    away = tmp_path / "away"
    away.mkdir()
    for file in tmp_path.glob("store.db*"):
        file.rename(away / file.name)

    page = owner.open("/en/forms/registration")
    assert page.status == 503
    assert "do not answer right now" in page.text
    assert page.response.headers["Retry-After"] == "5"

    assert owner.open("/en/nowhere").status == 404

    site.store.close()
    for file in [*tmp_path.glob("store.db*")]:
        file.unlink()
    for file in away.iterdir():
        file.rename(tmp_path / file.name)
    assert owner.open("/en/forms/registration").status == 200
