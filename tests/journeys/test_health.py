"""``/health``: what an operator's monitor is told."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from runtime.services.settings import Settings
from runtime.services.site.edition import newest_name
from runtime.web.app import create_app
from tests.journeys.browser import Browser
from tests.journeys.conftest import Site


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    """With an output that tests may take away."""
    shutil.copytree(settings.output, tmp_path / "output", symlinks=True)
    return replace(settings, output=tmp_path / "output")


def test_all_is_well(site: Site, settings: Settings) -> None:
    assert _told(site) == (200, f"ok\n{_edition(settings)}")


def test_an_output_that_is_gone(site: Site, settings: Settings) -> None:
    edition = _edition(settings)
    settings.output.rename(settings.output.with_name("away"))
    assert _told(site) == (
        503,
        f"The output folder has no edition: run `onceonly build`.\n{edition}",
    )
    settings.output.with_name("away").rename(settings.output)
    assert _told(site) == (200, f"ok\n{_edition(settings)}")


def test_a_store_that_does_not_answer(site: Site, settings: Settings, tmp_path: Path) -> None:
    site.store.close()
    for file in tmp_path.glob("store.db*"):
        file.unlink()
    assert _told(site) == (503, f"The store does not answer.\n{_edition(settings)}")


def test_both(site: Site, settings: Settings, tmp_path: Path) -> None:
    shutil.rmtree(settings.output)
    site.store.close()
    for file in tmp_path.glob("store.db*"):
        file.unlink()
    status, said = _told(site)
    assert (status, said.count("\n")) == (503, 3)


def test_it_says_nothing_about_people_and_is_never_kept(settings: Settings, site: Site) -> None:
    app = create_app(replace(settings, public_url="https://business.example", demo=False), site.store)
    response = app.test_client().get("/health", base_url="https://business.example")
    assert response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response.headers


def _edition(settings: Settings) -> str:
    return f"edition {newest_name(settings.output)}\n"


def _told(site: Site) -> tuple[int, str]:
    response = Browser(site.app).client.get("/health")
    return response.status_code, response.text
