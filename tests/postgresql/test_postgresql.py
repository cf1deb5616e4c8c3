"""What a PostgreSQL server brings with it: it goes away and comes back, and others work on it as well."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from io import BytesIO
from pathlib import Path

import psycopg
import pytest

from runtime.dataset import (
    Dataset,
    NewMessage,
    NotPrepared,
    StoreError,
    Submission,
    Unavailable,
    Upload,
    migrate,
    open_dataset,
)
from runtime.dataset.engine.places import place_at
from runtime.dataset.tables import VERSION
from tests.contract.by_hand import hand, run
from tests.contract.examples import NOON, begun, later, owner, ready, said
from tests.postgresql.server import Server, running
from tests.together.processes import all_at_once

pytestmark = pytest.mark.server

LONGEST = 6  # seconds that anybody waits
WAITING = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


@pytest.fixture
def url(postgresql: Server) -> str:
    return postgresql.prepared()


@pytest.fixture(scope="module")
def own() -> Iterator[Server]:
    """A server that tests may stop, and that they leave running."""
    with running() as server:
        server.prepare()
        yield server


def one_that_waits(url: str) -> int:
    """Wait until somebody waits for a lock; which connection of the server it is."""
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        if found := run(url, WAITING):
            return int(found[0][0])
        time.sleep(0.01)
    raise AssertionError("Nobody waits.")


def test_the_request_after_a_server_was_started_again_works(own: Server, tmp_path: Path) -> None:
    with closing(open_dataset(own.prepared(), files=str(tmp_path))) as store:
        account = owner(store)
        with ThreadPoolExecutor(8) as pool:  # several connections, all of which break
            list(pool.map(lambda _: store.identity.account(account.email), range(50)))
        own.stop()
        own.start()
        assert store.identity.account(account.email) == account
        assert begun(store, account).revision == 1


def test_while_a_server_is_away_everything_is_unavailable_and_nobody_waits(
    own: Server, tmp_path: Path
) -> None:
    url = own.prepared()
    with closing(open_dataset(url, files=str(tmp_path))) as store:
        account = owner(store)
        own.stop()
        try:
            for use in (
                lambda: store.identity.account(account.email),
                lambda: begun(store, account),
                lambda: store.outbox.all(),
            ):
                started = time.monotonic()
                with pytest.raises(Unavailable):
                    use()
                assert time.monotonic() - started < LONGEST
            store.identity.touch_session("cookie", NOON)  # no page fails because of this
            for prepare in (migrate, open_dataset):
                with pytest.raises(StoreError, match="Look whether its server runs"):
                    prepare(url)
        finally:
            own.start()
        assert store.identity.account(account.email) == account


def test_nobody_waits_long_for_a_server_that_says_nothing() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"postgresql+psycopg://onceonly:hush@127.0.0.1:{silent.getsockname()[1]}/city"
        started = time.monotonic()
        with pytest.raises(StoreError, match="cannot be used"):
            open_dataset(url)
        assert time.monotonic() - started < LONGEST
        database = place_at(url).open()
        started = time.monotonic()
        with pytest.raises(Unavailable), database.reading():
            pass
        assert time.monotonic() - started < LONGEST
        database.close()


@pytest.mark.parametrize("use", [migrate, open_dataset])
def test_what_is_wrong_with_an_address_is_said_without_its_password(
    postgresql: Server, use: Callable[[str], object]
) -> None:
    for where in (f"127.0.0.1:{postgresql.port}/nowhere", "127.0.0.1:1/city", "host.invalid/city"):
        with pytest.raises(StoreError) as refused:
            use(f"postgresql+psycopg://onceonly:hush-hush@{where}")
        said = str(refused.value)
        assert f"The database at postgresql+psycopg://onceonly:***@{where} cannot be used (" in said
        assert "Look whether its server runs and whether ONCEONLY_STORE names the right host" in said
        assert "hush-hush" not in said + repr(refused.value.__cause__)


def test_a_server_that_is_too_old_is_named(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runtime.dataset.engine.postgresql_server._OLDEST", 990_000)
    for use in (migrate, open_dataset):
        with pytest.raises(StoreError, match=r"is PostgreSQL \d\d; OnceOnly needs 15 or newer"):
            use(url)


def test_a_database_without_tables_is_not_served(postgresql: Server) -> None:
    with pytest.raises(NotPrepared, match="Start “onceonly serve” with it"):
        open_dataset(postgresql.empty())


def test_tables_of_another_version_are_not_served_and_those_of_a_newer_one_left_alone(url: str) -> None:
    run(url, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NotPrepared):
        open_dataset(url)
    with pytest.raises(StoreError, match="made by a newer version of OnceOnly"):
        migrate(url)


def test_migrating_twice_changes_nothing(url: str) -> None:
    columns = "SELECT table_name, column_name, data_type FROM information_schema.columns ORDER BY 1, 2"
    before = run(url, columns)
    migrate(url)
    assert run(url, columns) == before


def test_several_processes_that_migrate_at_once_make_the_tables_once(postgresql: Server) -> None:
    url = postgresql.empty()
    assert all_at_once(lambda: url, *[migrate] * 4) == [None] * 4
    assert run(url, "SELECT version_num FROM alembic_version") == [(VERSION,)]
    open_dataset(url).close()


def test_a_serving_worker_loads_no_alembic(url: str) -> None:
    code = f"""
import sys
from runtime.dataset import open_dataset
open_dataset("{url}").outbox.all()
print([name for name in ("alembic", "boto3", "flask", "pydantic", "yaml") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_all_rows_at_once_are_refused_too(store: Dataset, url: str) -> None:
    for table in ("fact", "transition", "audit"):
        with pytest.raises(psycopg.IntegrityError, match="append-only"):
            run(url, f"TRUNCATE {table}")


def test_what_was_cut_off_in_the_middle_has_written_nothing_and_can_be_sent_again(
    store: Dataset, url: str
) -> None:
    draft = begun(store, owner(store))
    message = NewMessage("ann@d.example", "Receipt", "{reference}", "en")
    fact = said(draft.business, "business.phone", "+1")
    new = ready(draft, facts=[fact], messages=[message], names={draft.business: "Dumplings"})
    with hand(url) as operator, ThreadPoolExecutor(1) as pool:
        operator.run("LOCK TABLE outbox IN EXCLUSIVE MODE")  # after the submission and its facts
        sending = pool.submit(store.submissions.submit, new)
        run(url, "SELECT pg_terminate_backend(?)", one_that_waits(url))
        with pytest.raises(Unavailable):
            sending.result()
    assert store.drafts.get(draft.id) == draft
    assert store.submissions.of_draft(draft.id) is None
    assert (store.facts.current([draft.business]), store.audit.trail(), store.outbox.all()) == ({}, [], [])
    assert isinstance(store.submissions.submit(new), Submission)


def test_a_wait_for_a_turn_has_a_bound(store: Dataset, url: str) -> None:
    account = owner(store)
    database = place_at(url).open()
    with database.writing() as connection:
        database.take_turn(connection, "files")
        started = time.monotonic()
        with pytest.raises(Unavailable):
            store.files.keep(Upload("", account.id, "plan.pdf", "a/b", 1, NOON), BytesIO(b"x"))
        assert 3 < time.monotonic() - started < 2 * LONGEST  # it looks for what it left behind as well
    database.close()


def test_who_decides_about_a_party_waits_for_its_turn_and_others_do_not(store: Dataset, url: str) -> None:
    ann, bob = owner(store), owner(store, "bob@b.example")
    draft, other = begun(store, ann), begun(store, bob)
    with hand(url) as operator:
        operator.run("SELECT id FROM party WHERE id = ? FOR NO KEY UPDATE", draft.business)
        started = time.monotonic()
        assert store.submissions.submit(ready(other))
        assert time.monotonic() - started < 2
        with pytest.raises(Unavailable):
            store.submissions.submit(ready(draft))
        assert time.monotonic() - started < LONGEST
    assert store.submissions.submit(ready(draft))


def test_a_fact_that_is_committed_late_is_shown_and_is_news(store: Dataset, url: str) -> None:
    """Its number is lower than those of facts about others which the account has seen already."""
    ann = owner(store)
    business, person = ann.businesses[0].id, ann.person.id
    store.identity.open_session("first", ann.id, business, "secret", NOON)
    row = "(party, master, value, said_at, source_kind, source_name, agency, reference, said_by"
    values = "(?, 'business.phone', '\"+1\"', ?, 'register', 'R', 'fire', '', '', '', 'accepted', 'new')"
    with hand(url) as operator:
        operator.run("SELECT id FROM party WHERE id = ? FOR NO KEY UPDATE", business)
        operator.run(
            f"INSERT INTO fact {row}, verified_by, status, outcome) VALUES {values}",
            business,
            NOON.isoformat(),
        )
        store.facts.record([said(person, "person.name", "Ann")])
        store.identity.touch_session("first", later(20))
        store.identity.close_session("first")
        assert store.facts.current([business, person]).keys() == {"person.name"}
        operator.commit()
    facts = store.facts.current([business, person])
    assert facts["business.phone"].version < facts["person.name"].version
    store.identity.open_session("second", ann.id, business, "secret", later(60))
    session = store.identity.session("second")
    assert session is not None
    assert session.seen_facts == {business: 0, person: facts["person.name"].version}
    assert [fact.master for fact in store.cases.news(session).facts] == ["business.phone"]
