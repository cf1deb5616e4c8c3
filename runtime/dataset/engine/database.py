"""The interface of databases: what their transactions guarantee."""

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
    """A database that SQLAlchemy connects to; after a fork, the child gets its own connections.

    Isolation: a read sees one snapshot. A write begins by locking what it decides about (see `lock_parties`
    and `take_turn`), and then sees all that was committed before; docs/adr/0017 says why.
    """

    longest_write = timedelta(0)
    """A row with an earlier date may be committed this much later than others: news starts before it."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        _opened.add(self)

    @abstractmethod
    def reading(self) -> AbstractContextManager[Connection]:
        """A read-only transaction: all reads see one snapshot."""

    @abstractmethod
    def writing(
        self, *, durable: bool = True, patience: float = SECONDS
    ) -> AbstractContextManager[Connection]:
        """A write transaction. ``durable``: after commit it survives a power failure.

        Raises Unavailable when others have held the write lock for ``patience`` seconds.
        """

    @abstractmethod
    def lock_parties(self, connection: Connection, parties: Collection[str]) -> None:
        """Lock these parties until the transaction ends: of two writes about one party, the second sees what
        the first wrote.
        """

    @abstractmethod
    def take_turn(self, connection: Connection, name: str) -> None:
        """Take the exclusive lock ``name`` until this transaction ends: for limits counted over many rows."""

    @abstractmethod
    def is_full(self, problem: BaseException | None) -> bool:
        """Whether an error of the driver means a full disk."""

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    @contextmanager
    def connected(self, engine: Engine | None = None) -> Iterator[Connection]:
        """A connection of the pool; raises database errors as errors of the dataset."""
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
            raise  # an error in a statement or value, not of the database

    def begin_anew(self) -> None:
        """In a forked process: replace the connections. Those of the parent are kept unused, because closing
        them would disturb its locks.
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
