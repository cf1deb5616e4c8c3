"""Sign-in links: rate limited, used once, invalid after several wrong codes."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, insert, literal, select, update

from runtime.dataset import tables
from runtime.dataset.batches import BATCH
from runtime.dataset.columns import Flag, Number
from runtime.dataset.engine.database import Database
from runtime.dataset.identifiers import folded
from runtime.dataset.outbox import insert_messages
from runtime.dataset.records.identity import WRONG_CODES, Limits, NewSignIn, SignIn
from runtime.dataset.records.outbox import NewMessage

_CLOCKS_DIFFER = timedelta(minutes=5)  # maximum between machines
_IN_LINE = timedelta(minutes=1)  # longer than a request can wait to write


class SignIns:
    """Part of `Identity`."""

    _database: Database

    def ask_sign_in(self, new: NewSignIn, letter: NewMessage, limits: Limits) -> bool:
        """Store a link and its letter if the limits allow it; returns whether they did.

        Counting and writing are one transaction. A browser known to its account has twice the limits of an
        address and of all addresses, so others cannot use up the second half.
        """
        # Not durable, so that refusing and accepting take the same time; a letter lost in a power failure is
        # asked for again.
        with self._database.writing(durable=False) as connection:
            self._database.take_turn(connection, "sign_in")
            asked = _has_room(connection, new, limits)
            if asked:
                connection.execute(_ADD, _row(new))
                insert_messages(connection, [letter], new.asked)
        return asked

    def sign_in(self, link: str, at: datetime) -> SignIn | None:
        """A link that is valid at this time: not used, not locked, not expired and not from the future."""
        with self._database.reading() as snapshot:
            return _working(snapshot, link, at)

    def use_sign_in(self, link: str, at: datetime) -> bool:
        """Use a link up; False when it is not valid."""
        with self._database.writing() as connection:
            return connection.execute(_USE, {"link": link, **_moment(at)}).rowcount == 1

    def miss_sign_in(self, link: str, at: datetime) -> bool:
        """Count a wrong code; returns whether the link is still valid."""
        with self._database.writing() as connection:
            connection.execute(_MISS, {"link": link, **_moment(at)})
            return _working(connection, link, at) is not None

    def clear_sign_ins(self, before: datetime) -> int:
        """Delete a batch of the links that expired before a time. Returns how many."""
        with self._database.reading() as snapshot:
            found = snapshot.execute(_OLD, {"before": before}).scalars().all()
        if found:
            with self._database.writing() as connection:
                connection.execute(_FORGET, [{"link": link} for link in found])
        return len(found)


def _working(connection: Connection, link: str, at: datetime) -> SignIn | None:
    row = connection.execute(_LINK, {"link": link, **_moment(at)}).mappings().first()
    return SignIn(**row) if row else None


def _row(new: NewSignIn) -> dict[str, object]:
    return {
        "id": new.id,
        "email": new.email,
        "folded": folded(new.email),
        "share": new.share,
        "browser": new.browser,
        "asked": new.asked,
        "expires": new.expires,
        "used": None,
        "known": new.known,
        "tries": 0,
    }


def _moment(at: datetime) -> dict[str, datetime]:
    return {"now": at, "soon": at + _CLOCKS_DIFFER}


def _has_room(connection: Connection, new: NewSignIn, limits: Limits) -> bool:
    """Whether one more letter is within all limits.

    Letters dated into the future by a wrong clock are not counted, because they would block others until
    then.
    """
    window = {"since": new.asked - limits.span, "until": new.asked + _IN_LINE}
    asked = {"folded": folded(new.email), "share": new.share, "known": new.known}
    return bool(connection.scalar(_HAS_ROOM, {**asked, **window, **_room(new, limits)}))


def _room(new: NewSignIn, limits: Limits) -> dict[str, int]:
    """The limits that apply to a new link, by name."""
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
    """Whether fewer than ``most`` letters of the window meet the conditions; no more rows are read."""
    asked, room = tables.sign_in.c.asked, bindparam(most, type_=Number)
    window = (asked > bindparam("since"), asked <= bindparam("until"))
    found = select(literal(1)).where(*conditions, *window).limit(room).subquery()
    return select(func.count()).select_from(found).scalar_subquery() < room


_ADD = insert(tables.sign_in).inline()
_COLUMNS = tables.sign_in.c
_SAME_ADDRESS = _COLUMNS.folded == bindparam("folded")
_SAME_SHARE = _COLUMNS.share == bindparam("share")
_SAME_KIND = _COLUMNS.known == bindparam("known", type_=Flag)
_HAS_ROOM = select(
    _fewer("of_address_and_share", _SAME_ADDRESS, _SAME_SHARE)
    & _fewer("of_address", _SAME_ADDRESS)
    & _fewer("of_share", _SAME_SHARE)  # of both kinds, so that nobody learns which kind an address is
    & _fewer("of_all", _SAME_KIND)
)
_WORKS = (
    _COLUMNS.id == bindparam("link"),
    _COLUMNS.used.is_(None),
    _COLUMNS.tries < WRONG_CODES,
    _COLUMNS.expires > bindparam("now"),
    _COLUMNS.asked <= bindparam("soon"),  # a link from before the clock was set back would last too long
)
_LINK = select(_COLUMNS.id, _COLUMNS.email, _COLUMNS.browser).where(*_WORKS)
_USE = update(tables.sign_in).where(*_WORKS).values(used=bindparam("now"))
_MISS = update(tables.sign_in).where(*_WORKS).values(tries=_COLUMNS.tries + 1)
_OLD = select(_COLUMNS.id).where(_COLUMNS.expires < bindparam("before")).limit(BATCH)
_FORGET = delete(tables.sign_in).where(_COLUMNS.id == bindparam("link"))
