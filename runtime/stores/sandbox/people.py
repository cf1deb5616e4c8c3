"""Accounts, sessions, sign-in links and parties in the sandbox."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from tinydb import where

from runtime.stores.records import Account, AddressTaken, Party, Session
from runtime.stores.sandbox.file import SandboxFile, Tables
from runtime.stores.shared import rows
from runtime.stores.shared.gate import instant
from runtime.stores.shared.identifiers import new_id


class People:
    """The part of the sandbox that knows who is who."""

    def __init__(self, file: SandboxFile) -> None:
        self._file = file

    def create_account(self, email: str, *, language: str, businesses: Sequence[Party] = ()) -> Account:
        """See `Store`."""
        with self._file.writing() as tables:
            if tables.account.contains(where("folded") == rows.folded(email)):
                raise AddressTaken(email)
            for business in businesses:
                require_party(tables, business.id)
            acted_for = tuple(businesses) or (_create_party(tables, "business", ""),)
            person = _create_party(tables, "person", "")
            account = Account(new_id(), email, person, acted_for, language)
            _add_account(tables, account)
        return account

    def account(self, email: str) -> Account | None:
        """See `Store`."""
        tables = self._file.reading()
        row: Any = tables.account.get(where("folded") == rows.folded(email))
        return _account(tables, row) if row else None

    def account_by_id(self, account: str) -> Account | None:
        """See `Store`."""
        tables = self._file.reading()
        row: Any = tables.account.get(where("id") == account)
        return _account(tables, row) if row else None

    def keep_sign_in(self, token_hash: str, email: str, expires: datetime) -> None:
        """See `Store`."""
        row = {"token_hash": token_hash, "email": email, "expires": instant(expires)}
        with self._file.writing() as tables:
            tables.add("sign_in", row)

    def take_sign_in(self, token_hash: str, at: datetime) -> str | None:
        """See `Store`."""
        with self._file.writing() as tables:
            tables.sign_in.remove(where("expires") <= instant(at))
            row: Any = tables.sign_in.get(where("token_hash") == token_hash)
            tables.sign_in.remove(where("token_hash") == token_hash)
        return str(row["email"]) if row else None

    def open_session(self, cookie_hash: str, account: str, business: str, csrf: str, at: datetime) -> None:
        """See `Store`."""
        times = {"opened": instant(at), "seen": instant(at)}
        row = {"cookie_hash": cookie_hash, "account": account, "business": business, "csrf": csrf, **times}
        with self._file.writing() as tables:
            tables.add("session", {**row, **_last_visit(tables, account), "seen_fact": _newest_fact(tables)})

    def session(self, cookie_hash: str) -> Session | None:
        """See `Store`."""
        return session_in(self._file.reading(), cookie_hash)

    def touch_session(self, cookie_hash: str, at: datetime) -> None:
        """See `Store`."""
        with self._file.writing() as tables:
            seen = {"seen": instant(at), "seen_fact": _newest_fact(tables)}
            tables.session.update(seen, where("cookie_hash") == cookie_hash)

    def act_for(self, cookie_hash: str, business: str) -> None:
        """See `Store`."""
        with self._file.writing() as tables:
            session = session_in(tables, cookie_hash)
            if session is None or business not in {party.id for party in session.account.businesses}:
                raise KeyError(business)
            tables.session.update({"business": business}, where("cookie_hash") == cookie_hash)

    def close_session(self, cookie_hash: str) -> None:
        """See `Store`."""
        with self._file.writing() as tables:
            row: Any = tables.session.get(where("cookie_hash") == cookie_hash)
            if row:
                _leave(tables, row)
            tables.session.remove(where("cookie_hash") == cookie_hash)

    def create_party(self, kind: Literal["business", "person"], name: str) -> Party:
        """See `Store`."""
        with self._file.writing() as tables:
            return _create_party(tables, kind, name)

    def create_location(self, account: str, business: str, name: str) -> Party:
        """See `Store`."""
        with self._file.writing() as tables:
            owner: Any = tables.account.get(where("id") == account)
            acting = (where("kind") == rows.ACTS_FOR) & (where("other") == business)
            people = [link["party"] for link in tables.relationship.search(acting)]
            if owner is None or owner["person"] not in people or _kind(tables, business) != "business":
                raise KeyError(business)
            if known := _location(tables, owner["person"], business, name):
                return known
            location = _create_party(tables, "location", name)
            tables.add("relationship", {"party": location.id, "kind": rows.LOCATION_OF, "other": business})
            for person in people:
                link = {"party": person, "kind": rows.ACTS_FOR, "other": location.id}
                tables.add("relationship", link)
            return _party(tables, location.id)


def session_in(tables: Tables, cookie_hash: str) -> Session | None:
    """The session behind a cookie."""
    row: Any = tables.session.get(where("cookie_hash") == cookie_hash)
    if row is None:
        return None
    owner: Any = tables.account.get(where("id") == row["account"])
    return rows.session({**row, "acting_for": row["business"]}, _account(tables, owner))


def require_party(tables: Tables, party: str) -> None:
    """Raise KeyError unless there is such a party."""
    if not tables.party.contains(where("id") == party):
        raise KeyError(party)


def _last_visit(tables: Tables, account: str) -> dict[str, Any]:
    """When the account was last here, and the newest fact then."""
    visits = [(row["seen"], row["seen_fact"]) for row in tables.session.search(where("account") == account)]
    visits += [(row["last_here"], row["last_fact"]) for row in tables.account.search(where("id") == account)]
    since, since_fact = max(visits, default=("", 0))
    return {"since": since, "since_fact": since_fact}


def _leave(tables: Tables, session: Any) -> None:
    earlier = (where("id") == session["account"]) & (where("last_here") < session["seen"])
    tables.account.update({"last_here": session["seen"], "last_fact": session["seen_fact"]}, earlier)


def _newest_fact(tables: Tables) -> int:
    return max((row.doc_id for row in tables.fact.all()), default=0)


def _create_party(tables: Tables, kind: Literal["business", "location", "person"], name: str) -> Party:
    party = Party(new_id(), kind, name)
    tables.add("party", {"id": party.id, "kind": kind, "name": name})
    return party


def _add_account(tables: Tables, account: Account) -> None:
    row = {"id": account.id, "email": account.email, "folded": rows.folded(account.email)}
    row |= {"person": account.person.id, "language": account.language}
    tables.add("account", {**row, "last_here": "", "last_fact": 0})
    for business in account.businesses:
        link = {"party": account.person.id, "kind": rows.ACTS_FOR, "other": business.id}
        tables.add("relationship", link)


def _account(tables: Tables, row: Any) -> Account:
    acting = (where("party") == row["person"]) & (where("kind") == rows.ACTS_FOR)
    businesses = [_party(tables, link["other"]) for link in tables.relationship.search(acting)]
    return rows.account({**row, "account": row["id"]}, _party(tables, row["person"]), businesses)


def _party(tables: Tables, party: str) -> Party:
    row: Any = tables.party.get(where("id") == party)
    located: Any = tables.relationship.get((where("party") == party) & (where("kind") == rows.LOCATION_OF))
    owning: Any = tables.party.get(where("id") == located["other"]) if located else {"id": "", "name": ""}
    return rows.acted_for(row["id"], row["kind"], row["name"], owning["id"], owning["name"])


def _location(tables: Tables, person: str, business: str, name: str) -> Party | None:
    """The location of this name that somebody acts for already."""
    named = {row["id"] for row in tables.party.search(where("name") == name)}
    of_business = (where("kind") == rows.LOCATION_OF) & (where("other") == business)
    located = named & {link["party"] for link in tables.relationship.search(of_business)}
    acting = (where("party") == person) & (where("kind") == rows.ACTS_FOR)
    found = located & {link["other"] for link in tables.relationship.search(acting)}
    return _party(tables, min(found)) if found else None


def _kind(tables: Tables, party: str) -> str:
    row: Any = tables.party.get(where("id") == party)
    return str(row["kind"])
