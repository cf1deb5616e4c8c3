"""A built city with a store in which an owner is signed in and forty facts about her business are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from generator.build.build import build
from runtime.dataset import Dataset, NewFact, Source, migrate, open_dataset
from runtime.services.identity.secrets import fresh, hashed
from runtime.services.settings import Settings
from tests.performance.city import FORTY, write_city
from tests.performance.questions import QUESTIONS


@dataclass(frozen=True)
class Site:
    """What a server needs, and the cookies of people who are signed in."""

    settings: Settings
    cookies: tuple[str, ...]

    def environment(self) -> dict[str, str]:
        """The settings as an operator gives them."""
        return {
            "ONCEONLY_OUTPUT": str(self.settings.output),
            "ONCEONLY_STORE": self.settings.store,
            "ONCEONLY_FILES": self.settings.files,
            "ONCEONLY_PUBLIC_URL": self.settings.public_url,
            "ONCEONLY_SECRET": self.settings.secret,
        }


def prepare_site(
    folder: Path,
    port: int,
    owners: int = 4,
    forms: int = 18,
    languages: Sequence[str] = ("en", "es"),
    store: str = "",
) -> Site:
    """Build the city, create the store (its address may be given), and sign ``owners`` people in, each with
    forty known answers.
    """
    build(write_city(folder, forms, languages), folder / "output")
    settings = Settings(
        output=folder / "output",
        store=store or f"sqlite:///{folder}/store.db",
        files=str(folder / "files"),
        public_url=f"http://127.0.0.1:{port}",
        secret="for-benchmarks-only: 0123456789abcdefghijklmnopqrstuvwxyz",
    )
    migrate(settings.store)
    opened = open_dataset(settings.store, prefix="HAR")
    cookies = tuple(_signed_in(opened, f"owner{number}@dumplings.example") for number in range(owners))
    opened.close()
    return Site(settings, cookies)


def _signed_in(store: Dataset, email: str) -> str:
    now = datetime.now(UTC)
    business = store.parties.create("business", "Golden Gate Dumplings LLC")
    account = store.identity.create_account(email, language="en", businesses=(business,))
    store.facts.record([_fact(business.id, place, now) for place in range(len(QUESTIONS))])
    cookie = fresh()
    store.identity.open_session(hashed(cookie), account.id, business.id, fresh(), now)
    return cookie


def _fact(party: str, place: int, now: datetime) -> NewFact:
    """Facts of several days, from forms and from a register in turn."""
    known = QUESTIONS[place]
    said_at = now - timedelta(days=3 * place + 1)
    source = (
        Source("register", "sales_tax", "revenue") if place % 3 else Source("submission", FORTY, "revenue")
    )
    return NewFact(party, f"business.{known.name}", known.stored, said_at, source)
