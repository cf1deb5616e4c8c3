"""Stores that earlier versions made, all of them SQLite files, are brought up to this one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

import runtime.dataset.migrations
from runtime.dataset import Dataset, Handover, StoreError, Unavailable, backup, migrate, open_dataset
from runtime.dataset.engine.sqlite import sqlite_engine
from runtime.dataset.files import open_files
from tests.contract import by_hand
from tests.contract.examples import NOON, stored

AT = "2026-03-03T12:05:00.000000+00:00"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "city.db"


def run(path: Path, statement: str, *values: object) -> list[tuple[object, ...]]:
    return by_hand.run(f"sqlite:///{path}", statement, *values)


def made(path: Path, version: str) -> None:
    """A store of an earlier version, with Ann and her business in it."""
    engine = sqlite_engine(path)
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(Path(runtime.dataset.migrations.__file__).parent))
        command.upgrade(config, version)
        connection.commit()
    engine.dispose()
    run(path, "INSERT INTO party VALUES ('p', 'person', 'Ann'), ('b', 'business', 'Dumplings')")
    row = "INSERT INTO account (id, email, folded, person, language) VALUES (?, ?, ?, 'p', 'en')"
    run(path, row, "a", "ann@d.example", "ann@d.example")
    run(path, "INSERT INTO relationship VALUES (1, 'p', 'acts for', 'b')")


@contextmanager
def brought_up(path: Path) -> Iterator[Dataset]:
    migrate(f"sqlite:///{path}")
    with closing(open_dataset(f"sqlite:///{path}")) as store:
        yield store


def test_an_old_store_is_brought_up_and_told_of_what_was_sent_before(path: Path) -> None:
    made(path, "0001")
    for number, reference in enumerate(("FOG-1", "FOG-2")):
        run(
            path,
            f"INSERT INTO submission VALUES ('{reference}', 'd{number}', 1, 'a', 'b', 'f', 'v', 'fire', "
            f"'Title', 'en', '{AT}', 'received', '[]')",
        )
        run(
            path,
            f"INSERT INTO outbox VALUES ({number + 1}, 'm{number}', 'ann@d.example', 'ann@d.example', 'S', "
            f"'Your reference is {reference}.', 'en', '{AT}', '')",
        )
    run(path, "INSERT INTO outbox VALUES (9, 'link', 'x', 'x', 'Sign in', 'A link', 'en', '2026', '')")
    with brought_up(path) as store:
        [step] = store.cases.transitions("FOG-2")
        assert (step.status, step.at.isoformat()[:16], step.by, step.actor) == (
            "received",
            "2026-03-03T12:05",
            "owner",
            "a",
        )
        assert [message.id for message in store.outbox.about("FOG-2")] == ["m1"]
        assert store.identity.account("ann@d.example") is not None
        store.identity.open_session("cookie", "a", "b", "secret", step.at)
        session = store.identity.session("cookie")
        assert session is not None
        assert session.since is None


def test_files_and_letters_of_an_old_store_find_their_place(path: Path) -> None:
    made(path, "0002")
    names = ("sent-file-000001", "draft-file-00001", "loose-file-00001", "same-file-000001")
    for name in names:
        run(path, f"INSERT INTO upload VALUES ('{name}', 'a', 'plan.pdf', 'application/pdf', 4, '{AT}')")
    run(
        path,
        "INSERT INTO submission VALUES ('FOG-1', 'd0', 1, 'a', 'b', 'f', 'v', 'fire', 'Title', 'en', "
        f"'{AT}', 'received', '[{{\"value\": [{{\"id\": \"sent-file-000001\"}}]}}]')",
    )
    content = {"answers": {"plan": [{"id": "draft-file-00001"}]}, "typed": {}, "done": [], "seen": {}}
    content |= {"confirmed": [], "kept_here": []}
    row = f"'d1', 'a', 'b', 'f', 'v', 'en', '{AT}', '{AT}', 1, '{json.dumps(content)}'"
    run(path, f"INSERT INTO draft VALUES ({row})")
    for number, body in enumerate(("https://x.example/en/sign-in/token", "A receipt"), start=1):
        row = f"{number}, 'm{number}', 'x', 'x', 'S', '{body}', 'en', '{AT}', '', ''"
        run(path, f"INSERT INTO outbox VALUES ({row})")
    uploads = path.with_name("uploads")
    uploads.mkdir()
    for name in names:
        (uploads / name).write_bytes(b"same" if name.startswith("s") else name.encode())
    with brought_up(path) as store:
        assert run(path, "SELECT id, draft, kept FROM upload ORDER BY id") == [
            ("draft-file-00001", "d1", 0),
            ("loose-file-00001", "", 0),
            ("same-file-000001", "", 0),
            ("sent-file-000001", "", 1),
        ]
        assert run(path, "SELECT id, state, sent FROM outbox") == [("m2", "failed", None)]
        assert run(path, "SELECT count(*) FROM job") == [(0,)]
        draft = store.drafts.get("d1")
        assert draft is not None
        assert draft.files == ("draft-file-00001",)
        assert store.drafts.save(draft).files == ("draft-file-00001",)
        assert [stored(store, name)[1] for name in names] == [
            b"same",
            b"draft-file-00001",
            b"loose-file-00001",
            b"same",
        ]
        assert list(uploads.iterdir()) == []
        assert len(run(path, "SELECT digest FROM content WHERE size IN (4, 16)")) == 3
        assert store.files.clear(NOON + timedelta(days=1)) == 2
        assert stored(store, "sent-file-000001")[1] == b"same"


def with_old_files(path: Path, *names: str) -> Path:
    """A store of the last version that kept files under their names; its folder of files."""
    made(path, "0003")
    for name in names:
        row = f"'{name}', 'a', 'plan.pdf', 'application/pdf', 4, '{AT}', '', 'yes'"
        run(path, f"INSERT INTO upload VALUES ({row})")
    uploads = path.with_name("uploads")
    uploads.mkdir()
    for name in names:
        (uploads / name).write_bytes(name.encode())
    return uploads


def test_a_file_that_is_missing_stays_so_and_stops_nothing(path: Path) -> None:
    uploads = with_old_files(path, "there-file-00001", "missing-file-001", "loose-file-00001")
    for name in ("missing-file-001", "loose-file-00001"):
        (uploads / name).unlink()
    run(path, "UPDATE upload SET kept = '' WHERE id = 'loose-file-00001'")
    with brought_up(path) as store:
        assert stored(store, "there-file-00001")[1] == b"there-file-00001"
        assert store.files.get("missing-file-001") is not None
        assert store.files.content("missing-file-001") is None
        assert store.files.clear(NOON + timedelta(days=1)) == 1
        assert store.files.clear(NOON + timedelta(days=1)) == 0
    with pytest.raises(StoreError, match="missing or damaged: old:missing-file-001"):
        backup(f"sqlite:///{path}", path.with_name("kept"))


def test_files_that_come_back_are_found_when_it_is_started_again(path: Path) -> None:
    uploads = with_old_files(path, "there-file-00001")
    (uploads / "there-file-00001").rename(path.with_name("away"))
    with brought_up(path) as store:
        assert store.files.content("there-file-00001") is None
    path.with_name("away").rename(uploads / "there-file-00001")
    with brought_up(path) as store:
        assert stored(store, "there-file-00001")[1] == b"there-file-00001"


def test_bringing_files_up_goes_on_where_it_was_cut_off(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"some-file-{number:06}" for number in range(6)]
    uploads = with_old_files(path, *names)
    storage = type(open_files(str(path.parent)))
    placed, real = [], storage.place

    def cut_off(self: object, staged: object) -> None:
        if len(placed) == 3:
            raise Unavailable("the power failed")
        placed.append(staged)
        real(self, staged)  # type: ignore[arg-type]

    monkeypatch.setattr(storage, "place", cut_off)
    with pytest.raises(Unavailable):
        migrate(f"sqlite:///{path}")
    monkeypatch.undo()
    with brought_up(path) as store:
        assert [stored(store, name)[1] for name in names] == [name.encode() for name in names]
    assert list(uploads.iterdir()) == []


def test_what_never_happened_has_no_date_and_what_was_seen_is_seen_of_each_party(path: Path) -> None:
    made(path, "0003")
    for master, value in (("business.phone", '"+1"'), ("business.email", '"a@b.example"')):
        row = f"'b', '{master}', '{value}', '{AT}', 'register', 'R', 'fire', '', '', '', 'accepted', 'new'"
        columns = "party, master, value, said_at, source_kind, source_name, agency, reference, said_by"
        run(path, f"INSERT INTO fact ({columns}, verified_by, status, outcome) VALUES ({row})")
    run(path, f"UPDATE account SET last_here = '{AT}', last_fact = 1")
    run(path, "INSERT INTO party VALUES ('q', 'person', 'Bob')")
    new = "INSERT INTO account (id, email, folded, person, language) VALUES ('n', 'b@b', 'b@b', 'q', 'en')"
    run(path, new)
    with brought_up(path) as store:
        store.identity.open_session("cookie", "a", "b", "secret", NOON)
        session = store.identity.session("cookie")
        assert session is not None
        assert (str(session.since)[:16], session.seen_facts) == ("2026-03-03 12:05", {"p": 1, "b": 1})
        assert [fact.master for fact in store.cases.news(session).facts] == ["business.email"]
        assert store.facts.current(["b"])["business.phone"].value == "+1"
        assert run(path, "SELECT last_here, last_facts FROM account WHERE id = 'n'") == [(None, '{"q": 0}')]


def test_letters_that_waited_wait_on_and_those_that_were_done_stay_so(path: Path) -> None:
    made(path, "0003")
    columns = (
        "id, recipient, folded, subject, body, language, at, sent, about, link, attachment, state, problem"
    )
    for letter, sent, state in (("new", "", "waiting"), ("late", "", "delayed"), ("old", AT, "sent")):
        row = f"'{letter}', 'ann@d', 'ann@d', 'S', 'B', 'en', '{AT}', '{sent}', '', '', '', '{state}', ''"
        run(path, f"INSERT INTO outbox ({columns}) VALUES ({row})")
    later = "2026-03-03T13:05:00.000000+00:00"
    for about, due, tries in (("new", AT, 0), ("late", later, 3)):
        job = f"'deliver', '{about}', '{due}', {tries}, ''"
        run(path, f"INSERT INTO job (kind, about, due, tries, lease) VALUES ({job})")
    run(path, f"INSERT INTO job (kind, about, due, tries, lease) VALUES ('clear', '', '{AT}', 0, '')")
    with brought_up(path) as store:
        lease, noon = timedelta(minutes=1), datetime.fromisoformat(AT)
        first = store.jobs.take("deliver", noon, lease)
        assert first is not None
        assert (first.about, first.tries) == ("new", 1)
        assert store.jobs.take("deliver", noon, lease) is None
        assert store.jobs.end_delivery(first, Handover("sent", noon))
        second = store.jobs.take("deliver", noon + timedelta(hours=1), lease)
        assert second is not None
        assert (second.about, second.tries) == ("late", 4)
        assert store.jobs.end_delivery(second, Handover("sent", noon))
        assert store.jobs.take("deliver", noon + timedelta(days=9), lease) is None
        store.jobs.plan("clear", noon)
        assert store.jobs.take("clear", noon, lease) is not None
