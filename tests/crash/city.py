"""A small city with one form, people who are signed in, and the server that ships, to be killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from generator.build.build import build
from generator.sources.sources import Sources
from runtime.dataset import migrate, open_dataset
from runtime.services.identity.secrets import fresh, hashed
from tests.performance.servers import wait_for_page

ROOT = Path(__file__).parents[2]
WORKERS = 2
CITY = """
city: harborview
name: City of Harborview
languages: [en]
theme: foggyton
agencies:
  - {agency: clerk, name: Clerk, summary: Keeps records.}
"""
MASTER_FIELDS = """
business:
  motto: {type: text, label: Motto of the business, steward: clerk}
"""
NOTICE = """
form: notice
title: Tell us the motto
purpose: To know it.
pages:
  - page: words
    title: Your words
    fields:
      - use: business.motto
"""


def prepare(folder: Path, store: str = "") -> str:
    """Build the city and create its store, whose address this gives, unless there is one already."""
    specs = folder / "form_specs"
    (specs / "clerk").mkdir(parents=True)
    (specs / "city.yaml").write_text(CITY)
    (specs / "master_fields.yaml").write_text(MASTER_FIELDS)
    (specs / "clerk" / "notice.yaml").write_text(NOTICE)
    build(Sources(specs, ROOT / "themes", ROOT / "locales"), folder / "output")
    store = store or f"sqlite:///{folder}/city.db"
    migrate(store)
    return store


def sign_in(url: str, people: int) -> list[str]:
    """The cookies of so many people, each with a business."""
    store, cookies = open_dataset(url), []
    for number in range(people):
        account = store.identity.create_account(address(number), language="en")
        cookies.append(f"session={fresh()}")
        secret = hashed(cookies[-1].removeprefix("session="))
        store.identity.open_session(secret, account.id, account.businesses[0].id, fresh(), datetime.now(UTC))
    store.close()
    return cookies


def address(number: int) -> str:
    """The e-mail address of one of these people."""
    return f"sender-{number}@harborview.example"


@dataclass(frozen=True)
class Shipped:
    """``onceonly serve`` while it runs."""

    process: subprocess.Popen[bytes]

    def workers(self) -> list[int]:
        """The processes that answer."""
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text("ascii")
        return [int(child) for child in found.split()]


@contextmanager
def serving(folder: Path, store: str, port: int) -> Iterator[Shipped]:
    """The server that ships; at the end all of its processes are killed at once, in mid-sentence."""
    command = [str(Path(sys.executable).parent / "onceonly"), "serve", "--port", str(port)]
    command += ["--workers", str(WORKERS), "--output", str(folder / "output"), "--store", store]
    environment = {**os.environ, "ONCEONLY_SECRET": "for-crashes-only: 0123456789abcdefghijklmnopqrstuvwxyz"}
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, start_new_session=True, stdout=log, stderr=log
        )
    try:
        wait_for_page(process, port, "/health")
        yield Shipped(process)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
