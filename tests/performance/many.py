"""A store filled with many businesses that nobody asks for, within the database itself."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text

from runtime.dataset.engine.places import place_at

_FACTS = 15  # of each business
_SUBMISSIONS = 5


@dataclass(frozen=True)
class Words:
    """What the databases say in different words."""

    numbers: str  # a table ``s`` with the numbers ``n`` from 1 to :most
    at: str  # a moment on a day of the year that follows from ``n``
    json: str  # makes JSON of a text
    yes: str


_SQLITE = Words(
    "WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < :most)",
    "strftime('%Y-%m-%dT12:00:00.000000+00:00', '2025-01-01', '+' || (n % 365) || ' days')",
    "",
    "1",
)
_POSTGRESQL = Words(
    "WITH s(n) AS (SELECT generate_series(1, :most))",
    "timestamptz '2025-01-01 12:00Z' + (n % 365) * interval '1 day'",
    "::jsonb",
    "true",
)


def fill(url: str, businesses: int) -> None:
    """Add so many businesses, with an owner, fifteen facts and five submissions each."""
    database = place_at(url).open()
    words = _SQLITE if database.engine.dialect.name == "sqlite" else _POSTGRESQL
    with database.engine.connect() as connection:
        if words is _SQLITE:
            connection.exec_driver_sql("PRAGMA synchronous = OFF")
            connection.exec_driver_sql("BEGIN")
        for statement in _statements(words):
            _run(connection, statement, businesses)
        connection.commit()
        connection.exec_driver_sql("ANALYZE")
        connection.commit()
        if words is _SQLITE:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def _run(connection: Connection, statement: str, most: int) -> None:
    connection.execute(text(statement), {"most": most})


def _statements(words: Words) -> list[str]:
    def add(table: str, columns: str, values: str) -> str:
        return f"INSERT INTO {table} ({columns}) {words.numbers} SELECT {values} FROM s"

    at, json = words.at, words.json
    fact = (
        "party, master, value, said_at, source_kind, source_name, agency, reference, said_by, verified_by, "
    )
    sent = "draft, revision, account, business, form, form_version, agency, title, language, at, status, "
    question = '"field": "a", "label": "A", "value": "x", "said": "x", "page": "p", "master": ""'
    questions = f'[{{{question}, "outcome": null}}]'
    found = [
        add("party", "id, kind, name", "'many-b' || n, 'business', 'Business ' || n"),
        add("party", "id, kind, name", "'many-p' || n, 'person', ''"),
        add("relationship", "party, kind, other", "'many-p' || n, 'acts_for', 'many-b' || n"),
        add(
            "account",
            "id, email, folded, person, language, last_facts",
            f"'many-a' || n, n || '@many.example', n || '@many.example', 'many-p' || n, 'en', '{{}}'{json}",
        ),
    ]
    for number in range(_FACTS):
        said = f"('\"value ' || n || '\"'){json}, {at}, 'register', 'r', 'a'"
        values = f"'many-b' || n, 'business.f{number}', {said},"
        found.append(add("fact", f"{fact}status, outcome", f"{values} '', '', '', 'accepted', 'new'"))
    for number in range(_SUBMISSIONS):
        mine = f"'MANY-' || n || '-{number}'"
        values = (
            f"{mine}, {mine}, 1, 'many-a' || n, 'many-b' || n, 'form-{number}', 'v', 'a', 'Title', 'en', "
            f"{at}, 'received', '{questions}'{json}"
        )
        found.append(add("submission", f"reference, {sent}questions", values))
        steps = f"{mine}, 'received', {at}, 'owner', 'many-a' || n, '', ''"
        found.append(add("transition", 'reference, status, at, "by", actor, note, language', steps))
        found.append(add("audit", "at, actor, action, about", f"{at}, 'many-a' || n, 'sent', {mine}"))
    return found
