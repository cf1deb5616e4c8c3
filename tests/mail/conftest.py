"""A city whose letters go to a mail server on this computer."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from runtime.dataset import Dataset, Message, NewMessage, migrate, open_dataset
from runtime.services.background.loop import Worker
from runtime.services.mail.settings import MailSettings
from runtime.services.settings import Settings
from runtime.services.site.published_site import PublishedSites
from runtime.web.background import worker
from runtime.web.http.request_context import WebServices
from runtime.web.http.templated_site import TemplatedSite
from tests.mail.clock import time_passes

SENDER = "City of Harborview <permits@harborview.example>"


@dataclass
class City:
    """A built city with its store."""

    output: Path
    database: Path
    store: Dataset

    def settings(self, port: int = 0, **more: Any) -> Settings:
        """Its settings, with the mail server at ``port``."""
        return Settings(
            output=self.output,
            store=f"sqlite:///{self.database}",
            public_url="https://harborview.example",
            secret="for-tests-only: 0123456789abcdefghijklmnopqrstuvwxyz",
            mail=MailSettings(smtp=f"smtp://127.0.0.1:{port}", sender=SENDER) if port else MailSettings(),
            **more,
        ).checked()

    def worker(self, port: int = 0, **more: Any) -> Worker:
        """Somebody who works for it, and asks the mail server again at once."""
        services = WebServices(
            self.settings(port, **more), self.store, PublishedSites(self.output, TemplatedSite)
        )
        return worker(services, pause=0.02, rest=0)

    def post(self, to: str, body: str = "Received.", at: datetime | None = None, **more: str) -> Message:
        """A letter into the outbox."""
        new = NewMessage(to, "A receipt", body, "en", **more)  # type: ignore[arg-type]
        return self.store.outbox.post(new, at or datetime.now(UTC))

    def noted(self, message: Message) -> tuple[str, str]:
        """What became of a letter."""
        found = self.store.outbox.get(message.id)
        assert found
        assert (found.sent is not None) == (found.state == "sent")
        return found.state, found.problem

    def somebody_delivers(self) -> bool:
        """Whether a letter is in somebody's hands."""
        with closing(sqlite3.connect(self.database)) as connection:
            held = connection.execute("SELECT count(*) FROM outbox WHERE lease IS NOT NULL")
            return bool(held.fetchone()[0])

    def time_passes(self, **how_much: int) -> None:
        """As if all that is planned, held and written had been so some time earlier."""
        time_passes(self.database, **how_much)


@pytest.fixture
def city(harborview: Path, tmp_path: Path) -> Iterator[City]:
    database = tmp_path / "city.db"
    migrate(f"sqlite:///{database}")
    store = open_dataset(f"sqlite:///{database}", prefix="HAR")
    yield City(harborview, database, store)
    store.close()
