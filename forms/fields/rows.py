"""Rows of a list: parsing and building HTML keys ``<i>.<column>[.<part>]``."""

from __future__ import annotations

import re
import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeAlias, TypeVar

from forms.fields.base import AnswerError, Field, Posted, Stored, Typed, Value
from forms.fields.room import PICKED, within
from forms.fields.shown import ShownRow, Suggestions
from forms.fields.suggesting import SuggestingField
from forms.text.language import Language
from forms.text.messages import Message

PostedRow: TypeAlias = Mapping[str, Posted]
"""By column; the row's id is the column ``id``."""

_Kept = TypeVar("_Kept")

MOST_ROWS = 100
"""The largest number of rows in a spec: a page shows all of them at once."""

ID_PATTERN = "[A-Za-z0-9_-]{1,40}"
_KEY = re.compile(r"(0|[1-9][0-9]{0,3})\.([a-z][a-z0-9_]*)(?:\.([a-z0-9_.]+))?")


@dataclass(frozen=True)
class Row:
    """One row: its permanent id, and the values of the columns that were answered.

    ``number`` is the row's number on the page, for links to errors.
    """

    id: str
    values: Mapping[str, Value]
    number: int = field(default=0, compare=False)


class Texts(dict[str, "str | Sequence[str]"]):
    """Texts by key, empty where there is none."""

    def __missing__(self, key: str) -> str:
        return ""


class Sentences(dict[str, str]):
    """Sentences by key, empty where there is none."""

    def __missing__(self, key: str) -> str:
        return ""


def path(*parts: object) -> str:
    """Keys joined with points; empty ones are left out."""
    return ".".join(str(part) for part in parts if part != "")


def numbers(keys: Iterable[str]) -> list[int]:
    """The numbers of the rows that the keys belong to, in order."""
    return sorted({int(found[1]) for key in keys if (found := _KEY.fullmatch(key))})


def next_number(there: Sequence[int]) -> int:
    """The number of the next row."""
    return max(there, default=-1) + 1


def posted_rows(posted: Posted) -> dict[int, dict[str, dict[str, Sequence[str]]]]:
    """What was posted by row and column, in the order of the rows; keys of no row are left out."""
    rows: dict[int, dict[str, dict[str, Sequence[str]]]] = {}
    for key, texts in posted.items():
        if found := _KEY.fullmatch(key):
            row = rows.setdefault(int(found[1]), {})
            row.setdefault(found[2], {})[found[3] or ""] = texts
    return dict(sorted(rows.items()))


def is_filled(row: PostedRow, columns: Sequence[Field]) -> bool:
    """Whether a row counts: something was typed in it, or it is an existing row left as it was."""
    if all(column.secret for column in columns) and posted_id(row):
        return True  # its secrets are masked, so an empty row can be unchanged
    typed = (row.get(column.name, {}).get(part, ()) for column in columns for part in column.room)
    return any(text.strip() for texts in typed for text in texts)


def bounded_rows(posted: Posted, shown: Posted, columns: Sequence[Field], most: int) -> Posted:
    """The rows of a post that are kept: ``most``, or as many as the page showed. Empty ones are dropped
    first.
    """
    there, before = posted_rows(posted), posted_rows(shown)
    most = max(most, len(before))
    if len(there) > most:
        filled = ((i, row) for i, row in there.items() if is_filled(row, columns))
        there = dict(islice(filled, most))
    return {
        path(i, part): texts
        for i, row in there.items()
        for part, texts in _bounded_row(row, before.get(i, {}), columns).items()
    }


def _bounded_row(row: PostedRow, shown: PostedRow, columns: Sequence[Field]) -> Posted:
    kept = {path("id", part): texts for part, texts in within(row.get("id", {}), {"": PICKED}, {}).items()}
    for column in columns:
        own = column.bounded(row.get(column.name, {}), shown.get(column.name, {}))
        kept |= {path(column.name, part): texts for part, texts in own.items()}
    return kept


def posted_id(row: PostedRow) -> str:
    """The id of an existing row; empty for a new row."""
    posted = "".join(row.get("id", {}).get("", ()))
    return posted if is_id(posted) else ""


def is_id(text: object) -> bool:
    """Whether a text is a valid row id."""
    return isinstance(text, str) and re.fullmatch(ID_PATTERN, text) is not None


def ids(rows: Iterable[PostedRow]) -> list[str]:
    """An id for each row: its own, or a new one when it has none or it is a duplicate."""
    given: dict[str, None] = {}  # in order
    for row in rows:
        own = posted_id(row)
        while not own or own in given:
            own = secrets.token_hex(4)
        given[own] = None
    return list(given)


def by_row(keyed: Mapping[str, _Kept]) -> Mapping[str, Mapping[str, _Kept]]:
    """A mapping keyed ``<i>.<column>[.<part>]``, regrouped by ``i`` and then ``<column>[.<part>]``."""
    rows: dict[str, dict[str, _Kept]] = defaultdict(dict)
    for key, kept in keyed.items():
        number, point, rest = key.partition(".")
        if point:
            rows[number][rest] = kept
    return rows


def as_object(row: Row, columns: Sequence[Field]) -> dict[str, Stored]:
    """The JSON form of a row, for these columns."""
    there = (column for column in columns if column.name in row.values)
    return {"id": row.id} | {column.name: column.to_json(row.values[column.name]) for column in there}


def shown_row(
    columns: Sequence[Field],
    n: int,
    i: int,
    typed: Mapping[str, str | Sequence[str]],
    errors: Mapping[str, str],
    before: Mapping[str, Mapping[str, Value]],
    language: Language,
    label: str,
) -> ShownRow:
    """Row ``i``, shown as number ``n``; secrets of the known rows in ``before`` (by id) are masked."""
    v = Texts(typed)
    own = str(v["id"])
    masked = _take_secrets(columns, v, before.get(own, {}), language)
    suggested = Suggestions(
        {
            c.name: c.suggestions(_posted_in(v, c.name), language)
            for c in columns
            if isinstance(c, SuggestingField)
        }
    )
    return ShownRow(i, n, own, v, _by_column(errors), masked, suggested, label)


def _take_secrets(
    columns: Sequence[Field], v: Texts, known: Mapping[str, Value], language: Language
) -> Sentences:
    """Masks by column; removes known secrets from ``v`` but keeps newly typed ones."""
    masked = Sentences()
    for column in columns:
        if not column.secret or column.name not in known:
            continue
        masked[column.name] = column.mask(known[column.name], language)
        for part, text in column.typed(known[column.name], language).items():
            if v[path(column.name, part)] == text:
                v[path(column.name, part)] = ""
    return masked


def _posted_in(texts: Mapping[str, str | Sequence[str]], column: str) -> Posted:
    """The post of one column from the texts of its row."""
    found: dict[str, Sequence[str]] = {}
    for key, text in texts.items():
        own, _, part = key.partition(".")
        if own == column:
            found[part] = [text] if isinstance(text, str) else text
    return found


def _by_column(errors: Mapping[str, str]) -> Sentences:
    """Errors by column; one in parts of a column is repeated for it, with the mark ``<column>.``."""
    found = Sentences(errors)
    for key in [key for key in found if "." in key]:
        column = key.partition(".")[0]
        if column not in found or f"{column}." in found:
            found[f"{column}."] = "yes"
            found[column] = f"{found[column]}\n{found[key]}".strip()
    return found


def without(typed: Typed, columns: Collection[str]) -> Typed:
    """The typed values of rows without ids and without these columns."""
    return {key: texts for key, texts in typed.items() if key.split(".")[1] not in ("id", *columns)}


def missing_in(column: Field) -> list[AnswerError]:
    """The error for a row without the column's answer; none when it is optional."""
    if not column.required:
        return []
    own = column.errors.get("missing")
    return [AnswerError(Message(own) if own else column.missing(), path(column.name, column.first_part))]
