"""The city is built once; every test gets a store of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from runtime.dataset import Dataset, migrate, open_dataset
from runtime.services.settings import Settings
from runtime.web.app import create_app
from tests.journeys.browser import Browser

OWNER = "owner@dumplings.example"


@dataclass
class Site:
    """A running city with its store."""

    app: Flask
    store: Dataset

    def browser(self) -> Browser:
        """A browser that nobody is signed in with."""
        return Browser(self.app)

    def signed_in(self, address: str = OWNER) -> Browser:
        """A browser in which somebody is signed in."""
        browser = self.browser()
        browser.sign_in(address)
        return browser


@pytest.fixture(scope="session")
def output(harborview: Path) -> Path:
    return harborview


@pytest.fixture
def settings(output: Path, tmp_path: Path) -> Settings:
    return Settings(
        output=output,
        store=f"sqlite:///{tmp_path}/store.db",
        public_url="http://127.0.0.1:9321",
        secret="for-tests-only: 0123456789abcdefghijklmnopqrstuvwxyz",
        demo=True,
    )


@pytest.fixture
def site(settings: Settings) -> Iterator[Site]:
    migrate(settings.store)
    store = open_dataset(settings.store, prefix="HAR")
    yield Site(create_app(settings, store), store)
    store.close()


@pytest.fixture
def owner(site: Site) -> Browser:
    return site.signed_in()
