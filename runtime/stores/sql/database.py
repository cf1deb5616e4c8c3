"""The way to a database: connections kept for reuse, and transactions that read or write."""

from __future__ import annotations

import os
import weakref
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.engine.interfaces import DBAPIConnection

from runtime.stores.records import NoRoom, Unavailable
from runtime.stores.shared.patience import SECONDS
from runtime.stores.sql.statements import Prepared, Statement


class Database(ABC):
    """A database and how its transactions begin: subclasses say the latter.

    Nothing is connected before it is used, and a forked worker starts with connections of its own.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._idle: deque[DBAPIConnection] = deque()
        self._of_parent: deque[DBAPIConnection] = deque()
        self._prepared: dict[Statement, Prepared] = {}
        _opened.add(self)

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """One snapshot: all its rows belong together."""
        with self._connected() as connection:
            cursor = connection.cursor()
            self._begin_reading(cursor)
            try:
                yield Transaction(self, cursor)
            finally:
                connection.rollback()
                cursor.close()

    @abstractmethod
    def writing(
        self, *, durable: bool = True, patience: float = SECONDS
    ) -> AbstractContextManager[Transaction]:
        """One transaction, all or nothing. ``durable``: once it returned it survives a power failure.

        Raises Unavailable when others have been writing for ``patience`` seconds.
        """

    @contextmanager
    def _writing(self, *, durable: bool, until: float) -> Iterator[Transaction]:
        with self._connected() as connection:
            cursor = connection.cursor()
            self._begin_writing(cursor, durable=durable, until=until)
            try:
                yield Transaction(self, cursor)
                connection.commit()
            except BaseException:
                connection.rollback()
                raise
            finally:
                # Left to the garbage collector it would touch the connection when another thread has it.
                cursor.close()

    def prepared(self, statement: Statement) -> Prepared:
        """``statement`` compiled for this database, once."""
        if statement not in self._prepared:
            self._prepared[statement] = Prepared(statement, self._engine.dialect)
        return self._prepared[statement]

    def close(self) -> None:
        """Give back all connections."""
        while self._idle:
            self._idle.pop().close()

    def begin_anew(self) -> None:
        """In a forked process: connections of its own. Closing the parent's would disturb its locks, so they
        are kept, out of use.
        """
        self._of_parent.extend(self._idle)
        self._idle = deque()

    @abstractmethod
    def _begin_reading(self, cursor: Any) -> None: ...

    @abstractmethod
    def _begin_writing(self, cursor: Any, *, durable: bool, until: float) -> None: ...

    @abstractmethod
    def _is_full(self, problem: Exception) -> bool:
        """Whether the driver says that there is no room."""

    @contextmanager
    def _connected(self) -> Iterator[DBAPIConnection]:
        driver = self._engine.dialect.loaded_dbapi
        connection = None
        try:
            connection = self._idle_or_new()
            yield connection
        except driver.DatabaseError as problem:
            if type(problem) not in (driver.DatabaseError, driver.OperationalError):
                self._keep(connection)  # a mistake in a statement or a value: the database is well
                raise
            if self._is_full(problem):
                self._keep(connection)  # a new one would need room
                raise NoRoom("The disk of the database is full; make room on it.") from problem
            if connection:
                connection.close()  # it may be broken, and a new one is cheap
            raise Unavailable("The database does not answer; try again soon.") from problem
        except BaseException:
            self._keep(connection)
            raise
        else:
            self._keep(connection)

    def _keep(self, connection: DBAPIConnection | None) -> None:
        if connection:
            self._idle.append(connection)

    def _idle_or_new(self) -> DBAPIConnection:
        try:
            return self._idle.pop()
        except IndexError:
            return self._connect()

    def _connect(self) -> DBAPIConnection:
        fresh = self._engine.raw_connection()
        connection = fresh.dbapi_connection
        fresh.detach()  # out of SQLAlchemy's pool: transactions here keep their own
        assert connection is not None  # noqa: S101 - it was just opened
        return connection


def _begin_anew() -> None:
    for database in list(_opened):
        database.begin_anew()


_opened: weakref.WeakSet[Database] = weakref.WeakSet()
os.register_at_fork(after_in_child=_begin_anew)  # before any thread of the child can run


class Transaction:
    """Statements run in one transaction."""

    def __init__(self, database: Database, cursor: Any) -> None:
        self._database = database
        self._cursor = cursor

    def rows(self, statement: Statement, /, **values: object) -> list[dict[str, Any]]:
        """All rows that ``statement`` gives, by column name."""
        prepared = self._database.prepared(statement)
        prepared.execute(self._cursor, values)
        return prepared.fetch(self._cursor)

    def row(self, statement: Statement, /, **values: object) -> dict[str, Any] | None:
        """The first row, if there is one."""
        rows = self.rows(statement, **values)
        return rows[0] if rows else None

    def raw(self, statement: Statement, /, **values: object) -> list[tuple[Any, ...]]:
        """All rows as the driver gives them: for many rows of which each moment counts."""
        self._database.prepared(statement).execute(self._cursor, values)
        found: list[tuple[Any, ...]] = self._cursor.fetchall()
        return found

    def column(self, statement: Statement, /, **values: object) -> list[Any]:
        """The first column of all rows, as the driver gives it."""
        return [row[0] for row in self.raw(statement, **values)]

    def change(self, statement: Statement, /, **values: object) -> int:
        """Run a statement that writes; the number of rows that it touched."""
        return self._database.prepared(statement).execute(self._cursor, values)

    def change_one(self, statement: Statement, /, **values: object) -> None:
        """Run a statement that must touch exactly one row: a lost write never passes in silence."""
        touched = self.change(statement, **values)
        if touched != 1:
            raise AssertionError(f"{touched} rows were touched instead of one")

    def add(self, statement: Statement, rows: Sequence[Mapping[str, object]]) -> None:
        """Run a statement that adds rows, for each of ``rows``."""
        self._database.prepared(statement).execute_all(self._cursor, rows)
