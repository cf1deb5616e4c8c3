"""The database on PostgreSQL 15 and newer, through psycopg 3."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import timedelta
from zlib import crc32

from psycopg import errors
from sqlalchemy import URL, Connection, Engine, Integer, bindparam, create_engine, func, select

from runtime.dataset import tables
from runtime.dataset.engine.database import Database
from runtime.dataset.engine.patience import SECONDS, waiting
from runtime.dataset.validation import encoded

_CONNECTIONS = 32  # maximum per process
_OPTIONS = "-c timezone=UTC -c idle_in_transaction_session_timeout=60s"
_NO_ROOM = (errors.DiskFull, errors.ConfigurationLimitExceeded)
_BOUNDS = {  # seconds except the first; detects a silent network
    "tcp_user_timeout": int(1000 * SECONDS),
    "connect_timeout": int(SECONDS),
    "keepalives_idle": int(SECONDS),
    "keepalives_interval": 1,
    "keepalives_count": 3,
}
_TURNS = 11  # namespace of our advisory locks


class PostgresqlDatabase(Database):
    """One database of a PostgreSQL server."""

    longest_write = timedelta(seconds=10)  # a longer overlap repeats some news rather than missing it

    def __init__(self, url: URL) -> None:
        super().__init__(postgresql_engine(url))
        self._snapshots = self.engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """See `Database`."""
        with self.connected(self._snapshots) as connection:
            yield connection

    @contextmanager
    def writing(self, *, durable: bool = True, patience: float = SECONDS) -> Iterator[Connection]:
        """See `Database`."""
        with waiting(patience) as until, self.connected() as connection:
            left = max(int(1000 * (until - time.monotonic())), 1)
            connection.execute(_BEGIN, {"wait": f"{left}ms", "durable": "on" if durable else "off"})
            yield connection
            connection.commit()

    def lock_parties(self, connection: Connection, parties: Collection[str]) -> None:
        """See `Database`. Locks in the order of ids, which prevents deadlocks."""
        connection.execute(_LOCK_PARTIES, {"parties": sorted(set(parties))})

    def take_turn(self, connection: Connection, name: str) -> None:
        """See `Database`."""
        connection.execute(_TURN, {"name": crc32(name.encode()) - 2**31})

    def is_full(self, problem: BaseException | None) -> bool:
        """See `Database`."""
        return isinstance(problem, _NO_ROOM)


def postgresql_engine(url: URL) -> Engine:
    """An engine for the server at ``url``; it connects later."""
    return create_engine(
        url,
        hide_parameters=True,
        paramstyle="format",  # positional parameters, as with SQLite
        json_serializer=encoded,
        pool_size=4,
        max_overflow=_CONNECTIONS - 4,
        pool_timeout=SECONDS,
        pool_pre_ping=True,  # the server may have been restarted
        connect_args={"options": _OPTIONS, "application_name": "onceonly", **_BOUNDS},
    )


_BEGIN = select(
    func.set_config("lock_timeout", bindparam("wait"), True),
    func.set_config("synchronous_commit", bindparam("durable"), True),
)
# "No key update": others may still insert rows that reference the locked one.
_LOCK_PARTIES = (
    select(tables.party.c.id)
    .where(tables.party.c.id.in_(bindparam("parties", expanding=True)))
    .order_by(tables.party.c.id)
    .with_for_update(key_share=True)
)
_TURN = select(
    func.pg_advisory_xact_lock(bindparam("class", _TURNS, Integer), bindparam("name", type_=Integer))
)
