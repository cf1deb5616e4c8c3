"""The tables of the central dataset; `runtime.migrations` creates them, a test compares the two."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, MetaData, Table, UniqueConstraint
from sqlalchemy.schema import SchemaItem

from runtime.stores.sql.columns import Json, Number, Words

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
    """A table whose numbers only rise, also after the last row is gone."""
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
)

account = _table(
    "account",
    _key("id"),
    _words("email"),
    Column("folded", Words, nullable=False, unique=True),
    _link("person", "party.id"),
    _words("language"),
    _words("last_here"),
    _number("last_fact"),
)

sign_in = _table(
    "sign_in",
    _key("id"),
    _words("email"),
    _words("folded"),
    _words("share"),  # of the limits: a keyed hash of the network that asks, or of a browser known before
    _words("browser"),  # a keyed hash of the one that asked
    _words("asked"),
    _words("expires"),
    _words("used"),
    _number("known"),  # 1: the address has an account
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
    _words("opened"),
    _words("seen"),
    _number("seen_fact"),
    _words("since"),
    _number("since_fact"),
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
    _json("value"),
    _words("said_at"),
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
    _words("started"),
    _words("saved"),
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
    _words("at"),
    _words("status"),
    _json("questions"),
    _words("moved"),  # when somebody else than the owner took the last step; empty: nobody yet
    Index(None, "business", "at"),
    Index(None, "business", "status"),
    Index(None, "business", "moved"),
    Index(None, "business", "form", "at"),
)

transition = _counted_table(
    "transition",
    _count("number"),
    _link("reference", "submission.reference"),
    _words("status"),
    _words("at"),
    _words("by"),
    _words("actor"),
    _words("note"),
    _words("language"),
    Index(None, "reference", "number"),
)

upload = _table(
    "upload",
    _key("id"),
    _link("account", "account.id"),
    _words("name"),
    _words("media_type"),
    _number("size"),
    _words("at"),
    _words("draft"),  # the one whose answers hold it; with neither it is loose
    _words("kept"),  # "yes": a submission or a fact holds it, for good
    Index(None, "account", "at", "kept", "size"),  # all that the limits are counted from
    Index(None, "draft", "kept", "at"),
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
    _words("at"),
    _words("sent"),
    Column("about", Words, nullable=False, index=True),
    _words("link"),  # the id of a sign-in link that stands in the letter; the link itself is never stored
    _words("attachment"),
    _words("state"),
    _words("problem"),
    Index(None, "folded", "at"),
    Index(None, "at"),
    Index(None, "link", "at"),
)

job = _counted_table(
    "job",
    _count("number"),
    _words("kind"),
    _words("about"),
    _words("due"),
    _number("tries"),
    _words("lease"),  # until when somebody works on it
    UniqueConstraint("kind", "about"),
    Index(None, "kind", "tries", "due"),
)

audit = _counted_table(
    "audit",
    _count("sequence"),
    _words("at"),
    _words("actor"),
    _words("action"),
    _words("about"),
)

APPEND_ONLY = ("fact", "transition", "audit")
"""Tables whose rows are never changed nor deleted: a trigger in the database sees to it."""

VERSION = "0003"
"""The migration that these tables stand for."""
