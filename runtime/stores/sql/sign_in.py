"""Sign-in links on SQL."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, func, insert, literal, select, update

from runtime.stores.entrance import WRONG_CODES, Limits, NewSignIn, SignIn
from runtime.stores.message_records import NewMessage
from runtime.stores.shared import rows
from runtime.stores.shared.gate import instant
from runtime.stores.shared.identifiers import new_id
from runtime.stores.sql import tables
from runtime.stores.sql.columns import Number
from runtime.stores.sql.database import Database
from runtime.stores.sql.messages import insert_messages

_CLOCKS_DIFFER = timedelta(minutes=5)  # of several machines, at most
_IN_LINE = timedelta(minutes=1)  # more than passes between a request's arrival and its turn to write


class SignIns:
    """The part of the store that knows who may sign in by which link."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask_sign_in(self, new: NewSignIn, letter: NewMessage, limits: Limits) -> bool:
        """See `Entrance`."""
        message = rows.message_row(new_id(), letter, new.asked)
        values = {**rows.sign_in_row(new), **_room(new, limits), **_window(new.asked, limits)}
        # Not durable: refusing and asking then take the same time, and a letter that a power failure takes
        # is asked for again.
        with self._database.writing(durable=False) as transaction:
            asked = transaction.change(_ASK, **values) == 1
            if asked:
                insert_messages(transaction, [message])
        return asked

    def sign_in(self, link: str, at: datetime) -> SignIn | None:
        """See `Entrance`."""
        with self._database.reading() as snapshot:
            row = snapshot.row(_LINK, link=link, **_moment(at))
        return SignIn(**row) if row else None

    def use_sign_in(self, link: str, at: datetime) -> bool:
        """See `Entrance`."""
        with self._database.writing() as transaction:
            return transaction.change(_USE, link=link, **_moment(at)) == 1

    def miss_sign_in(self, link: str, at: datetime) -> bool:
        """See `Entrance`."""
        with self._database.writing() as transaction:
            transaction.change(_MISS, link=link, **_moment(at))
            return transaction.row(_LINK, link=link, **_moment(at)) is not None


def _moment(at: datetime) -> dict[str, str]:
    return {"now": instant(at), "soon": instant(at + _CLOCKS_DIFFER)}


def _window(at: datetime, limits: Limits) -> dict[str, str]:
    """Letters that a wrong clock dated into the future are not counted: they would block others till then."""
    return {"since": instant(at - limits.span), "until": instant(at + _IN_LINE)}


def _room(new: NewSignIn, limits: Limits) -> dict[str, int]:
    """How many letters there may be, this one included."""
    share = limits.accounts_from_one_place if new.known else limits.strangers_from_one_place
    total = limits.accounts if new.known else limits.strangers
    twice = 2 if new.familiar else 1
    return {
        "of_address_and_share": limits.address_from_one_place,
        "of_address": limits.address * twice,
        "of_share": share,
        "of_all": total * twice,
    }


def _fewer(most: str, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether fewer than ``most`` letters of the window fulfil the conditions; no more are looked at."""
    asked, room = tables.sign_in.c.asked, bindparam(most, type_=Number)
    window = (asked > bindparam("since"), asked <= bindparam("until"))
    found = select(literal(1)).where(*conditions, *window).limit(room).subquery()
    return select(func.count()).select_from(found).scalar_subquery() < room


_COLUMNS = tables.sign_in.c
_SAME_ADDRESS = _COLUMNS.folded == bindparam("folded")
_SAME_SHARE = _COLUMNS.share == bindparam("share")
_SAME_KIND = _COLUMNS.known == bindparam("known", type_=Number)
_ASK = insert(tables.sign_in).from_select(
    [column.name for column in _COLUMNS],
    select(*[bindparam(column.name, type_=column.type).label(column.name) for column in _COLUMNS]).where(
        _fewer("of_address_and_share", _SAME_ADDRESS, _SAME_SHARE),
        _fewer("of_address", _SAME_ADDRESS),
        _fewer("of_share", _SAME_SHARE),  # of both kinds: what is left would tell which kind an address is of
        _fewer("of_all", _SAME_KIND),
    ),
)
_WORKS = (
    _COLUMNS.id == bindparam("link"),
    _COLUMNS.used == "",
    _COLUMNS.tries < WRONG_CODES,
    _COLUMNS.expires > bindparam("now"),
    _COLUMNS.asked <= bindparam("soon"),  # else a clock that was set back would make it last
)
_LINK = select(_COLUMNS.id, _COLUMNS.email, _COLUMNS.browser).where(*_WORKS)
_USE = update(tables.sign_in).where(*_WORKS).values(used=bindparam("now"))
_MISS = update(tables.sign_in).where(*_WORKS).values(tries=_COLUMNS.tries + 1)
