"""Transactions on a database: what they promise, whichever database it is."""

from __future__ import annotations

import os
import weakref
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError, DBAPIError, IntegrityError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from runtime.dataset.engine.patience import SECONDS
from runtime.dataset.records.errors import Collision, NoRoom, Unavailable


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
    def lock_parties(self, connection: Connection, parties: Collection[str]) -> None:
        """Lock these parties until the transaction ends: of two writes about one of them, the second sees all
        that the first wrote.
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


def _begin_anew() -> None:
    for database in list(_opened):
        database.begin_anew()


_NO_ANSWER = "The database does not answer; try again soon."
_OF_THE_DATABASE = (DatabaseError, OperationalError, InternalError)
_opened: weakref.WeakSet[Database] = weakref.WeakSet()
_of_parents: list[object] = []
os.register_at_fork(after_in_child=_begin_anew)  # before any thread of the child can run
