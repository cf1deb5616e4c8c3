"""The tables of the central dataset; `runtime.dataset.migrations` creates them, and a test compares both.

docs/dataset.md draws how they hang together.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, MetaData, Table, UniqueConstraint, text
from sqlalchemy.schema import SchemaItem

from runtime.dataset.columns import Flag, Instant, Json, Number, Words

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def _table(name: str, *items: SchemaItem) -> Table:
    return Table(name, metadata, *items, sqlite_strict=True)


def _counted_table(name: str, *items: SchemaItem) -> Table:
    """A table whose primary keys only rise and are never reused."""
    return Table(name, metadata, *items, sqlite_strict=True, sqlite_autoincrement=True)


def _key(name: str) -> Column[str]:
    return Column(name, Words, primary_key=True)


def _words(name: str) -> Column[str]:
    return Column(name, Words, nullable=False)


def _link(name: str, target: str) -> Column[str]:
    return Column(name, Words, ForeignKey(target), nullable=False)


def _number(name: str) -> Column[int]:
    return Column(name, Number, nullable=False)


def _count(name: str) -> Column[int]:
    return Column(name, Number, primary_key=True, autoincrement=True)


def _at(name: str) -> Column[datetime]:
    return Column(name, Instant, nullable=False)


def _perhaps_at(name: str) -> Column[datetime | None]:
    """A nullable time column."""
    return Column(name, Instant, nullable=True)


def _flag(name: str) -> Column[bool]:
    return Column(name, Flag, nullable=False)


def _tries() -> Column[int]:
    """The number of tries that have begun."""
    return Column("tries", Number, nullable=False, server_default="0")


def _index_of_some(only: str, *columns: str) -> Index:
    """A partial index of the few rows that a query needs; other rows are not in it."""
    return Index(None, *columns, sqlite_where=text(only), postgresql_where=text(only))


def _json(name: str) -> Column[object]:
    return Column(name, Json, nullable=False)


party = _table("party", _key("id"), _words("kind"), _words("name"))

relationship = _counted_table(
    "relationship",
    _count("number"),
    _link("party", "party.id"),
    _words("kind"),
    _link("other", "party.id"),
    UniqueConstraint("party", "kind", "other"),
    Index(None, "other", "kind"),
)

ACTS_FOR = "acts_for"
"""The relationship of a person with the businesses that they act for."""

LOCATION_OF = "location_of"
"""The relationship of a location with its business."""

account = _table(
    "account",
    _key("id"),
    _words("email"),
    Column("folded", Words, nullable=False, unique=True),
    _link("person", "party.id"),
    _words("language"),
    _perhaps_at("last_here"),
    _json("last_facts"),  # party id → newest fact about it then
)

sign_in = _table(
    "sign_in",
    _key("id"),
    _words("email"),
    _words("folded"),
    _words("share"),  # for limits: keyed hash of a network, or of a browser known to the account
    _words("browser"),  # keyed hash of the browser that asked
    _at("asked"),
    _at("expires"),
    _perhaps_at("used"),
    _flag("known"),  # the address has an account
    _number("tries"),  # wrong codes
    Index(None, "expires"),
    Index(None, "known", "asked"),
    Index(None, "folded", "asked"),
    Index(None, "share", "known", "asked"),
)

session = _table(
    "session",
    _key("cookie_hash"),
    _link("account", "account.id"),
    _link("business", "party.id"),
    _words("csrf"),
    _at("opened"),
    _at("seen"),
    _json("seen_facts"),  # see `account.last_facts`
    _perhaps_at("since"),
    _json("since_facts"),
    _words("agent"),  # browser and system in two words
    Index(None, "account"),
    Index(None, "opened"),
    Index(None, "seen"),
)

fact = _counted_table(
    "fact",
    _count("version"),
    _link("party", "party.id"),
    _words("master"),
    Column("value", Json, nullable=True),  # of public and internal facts; NULL when sealed
    Column("sealed", LargeBinary, nullable=True),  # the encrypted value
    _at("said_at"),
    _words("source_kind"),
    _words("source_name"),
    _words("agency"),
    _words("reference"),
    _words("said_by"),
    _words("verified_by"),
    _words("status"),
    _words("outcome"),
    Index(None, "party", "status", "master", "version"),
    Index(None, "party", "version"),
)

draft = _table(
    "draft",
    _key("id"),
    _link("account", "account.id"),
    _link("business", "party.id"),
    _words("form"),
    _words("form_version"),
    _words("language"),
    _at("started"),
    _at("saved"),
    _number("revision"),
    _json("content"),
    UniqueConstraint("account", "business", "form"),
    Index(None, "saved"),
)

submission = _table(
    "submission",
    _key("reference"),
    Column("draft", Words, nullable=False, unique=True),
    _number("revision"),
    _link("account", "account.id"),
    _link("business", "party.id"),
    _words("form"),
    _words("form_version"),
    _words("agency"),
    _words("title"),
    _words("language"),
    _at("at"),
    _words("status"),
    _json("questions"),
    _perhaps_at("moved"),  # last transition by anybody but the owner
    Index(None, "business", "at"),
    Index(None, "business", "status"),
    _index_of_some("moved IS NOT NULL", "business", "moved"),
    Index(None, "business", "form", "at"),
)

transition = _counted_table(
    "transition",
    _count("number"),
    _link("reference", "submission.reference"),
    _words("status"),
    _at("at"),
    _words("by"),
    _words("actor"),
    _words("note"),
    _words("language"),
    Index(None, "reference", "number"),
)

content = _table(
    "content",
    _key("digest"),  # SHA-256 of the bytes
    _number("size"),
    _at("at"),  # last upload
    Index(None, "at"),
)

upload = _table(
    "upload",
    _key("id"),
    _link("account", "account.id"),
    _link("digest", "content.digest"),
    _words("name"),
    _words("media_type"),
    _number("size"),
    _at("at"),
    _words("draft"),  # draft whose answers refer to it; empty and not kept: loose
    _flag("kept"),  # a submission or fact refers to it: never deleted
    Index(None, "account", "at", "kept", "size"),  # all columns that limits are counted from
    Index(None, "draft", "kept", "at"),
    Index(None, "digest"),
)

outbox = _counted_table(
    "outbox",
    _count("number"),
    Column("id", Words, nullable=False, unique=True),
    _words("recipient"),
    _words("folded"),
    _words("subject"),
    _words("body"),
    _words("language"),
    _at("at"),
    _perhaps_at("sent"),
    Column("about", Words, nullable=False, index=True),
    _words("link"),  # id of a sign-in link in the letter; the link itself is never stored
    _words("attachment"),
    _words("state"),
    _words("problem"),
    _perhaps_at("due"),  # time of delivery; NULL when sent or failed
    _tries(),
    _perhaps_at("lease"),  # held by a worker until then
    Index(None, "folded", "at"),
    Index(None, "at"),
    _index_of_some("link > ''", "link", "at"),
    _index_of_some("due IS NOT NULL", "tries", "due"),
)

job = _counted_table(
    "job",
    _count("number"),
    Column("kind", Words, nullable=False, unique=True),
    _at("due"),
    _tries(),
    _perhaps_at("lease"),  # held by a worker until then
)

audit = _counted_table(
    "audit",
    _count("sequence"),
    _at("at"),
    _words("actor"),
    _words("action"),
    _words("about"),
)

APPEND_ONLY = ("fact", "transition", "audit")
"""Tables whose rows are never changed or deleted, which triggers enforce."""

VERSION = "0005"
"""The migration that these tables correspond to."""
