"""Transactions on a database: what they promise, whichever database it is."""

from __future__ import annotations

import os
import weakref
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta

from sqlalchemy import Connection, Engine, bindparam, select
from sqlalchemy.exc import DatabaseError, DBAPIError, IntegrityError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from runtime.dataset import tables
from runtime.dataset.engine.patience import SECONDS
from runtime.dataset.records.refusals import Collision, NoRoom, Unavailable


class Database(ABC):
    """A database that SQLAlchemy connects to; a forked process gets connections of its own.

    Isolation: a read sees one snapshot. A write begins by locking what it decides about (see `lock_parties`
    and `take_turn`), and then sees all that was committed before; docs/adr/0017 says why.
    """

    longest_write = timedelta(0)
    """What is dated by so much earlier may be committed after something else: news counts from before it."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        _opened.add(self)

    @abstractmethod
    def reading(self) -> AbstractContextManager[Connection]:
        """One snapshot: all its rows belong together. It writes nothing."""

    @abstractmethod
    def writing(
        self, *, durable: bool = True, patience: float = SECONDS
    ) -> AbstractContextManager[Connection]:
        """One transaction, all or nothing. ``durable``: once it returned it survives a power failure.

        Raises Unavailable when others have been writing for ``patience`` seconds.
        """

    @abstractmethod
    def take_turn(self, connection: Connection, name: str) -> None:
        """Until this transaction ends, nobody else takes a turn of this name: for limits that are counted
        over many rows.
        """

    @abstractmethod
    def is_full(self, problem: BaseException | None) -> bool:
        """Whether the driver says that there is no room."""

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()

    @contextmanager
    def connected(self, engine: Engine | None = None) -> Iterator[Connection]:
        """A connection of the pool, whose errors are those of the dataset."""
        try:
            with (engine or self.engine).connect() as connection:
                yield connection
        except IntegrityError as problem:
            raise Collision("Somebody else wrote the same in this moment; try again.") from problem
        except PoolTimeout as problem:
            raise Unavailable(_NO_ANSWER) from problem
        except DBAPIError as problem:
            if self.is_full(problem.orig):
                raise NoRoom("The disk of the database is full; make room on it.") from problem
            if problem.connection_invalidated or type(problem) in _OF_THE_DATABASE:
                raise Unavailable(_NO_ANSWER) from problem
            raise  # a mistake in a statement or a value: the database is well

    def begin_anew(self) -> None:
        """In a forked process: connections of its own. Closing the parent's would disturb its locks, so they
        are kept, out of use.
        """
        _of_parents.append(self.engine.pool)
        self.engine.dispose(close=False)


def lock_parties(connection: Connection, parties: Collection[str]) -> None:
    """Lock these parties until the transaction ends: of two writes about one of them, the second sees all
    that the first wrote. KeyError for one that is not there.

    In the order of their ids, so that two writes never wait for each other. SQLite has one writer at a time
    and needs no more.
    """
    wanted = sorted(set(parties))
    found = set(connection.execute(_LOCK_PARTIES, {"parties": wanted}).scalars())
    for party in wanted:
        if party not in found:
            raise KeyError(party)


def lock_account(connection: Connection, account: str) -> None:
    """Lock an account until the transaction ends, like `lock_parties`."""
    connection.execute(_LOCK_ACCOUNT, {"account": account})


def _begin_anew() -> None:
    for database in list(_opened):
        database.begin_anew()


_NO_ANSWER = "The database does not answer; try again soon."
_OF_THE_DATABASE = (DatabaseError, OperationalError, InternalError)
# "No key update": rows that point at the locked one may still be added by others.
_LOCK_PARTIES = (
    select(tables.party.c.id)
    .where(tables.party.c.id.in_(bindparam("parties", expanding=True)))
    .order_by(tables.party.c.id)
    .with_for_update(key_share=True)
)
_LOCK_ACCOUNT = (
    select(tables.account.c.id)
    .where(tables.account.c.id == bindparam("account"))
    .with_for_update(key_share=True)
)
_opened: weakref.WeakSet[Database] = weakref.WeakSet()
_of_parents: list[object] = []
os.register_at_fork(after_in_child=_begin_anew)  # before any thread of the child can run
