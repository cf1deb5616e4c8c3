"""A list: the same questions for each row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from forms.expressions import Group, Kind, ListOf
from forms.fields.base import AnswerError, Field, OptionError, Posted, Reading, Stored, Typed, Value
from forms.fields.options import option
from forms.fields.repeating_group import RepeatingGroup, Rows
from forms.fields.rows import (
    ID_PATTERN,
    MOST_ROWS,
    PostedRow,
    Row,
    as_object,
    bounded_rows,
    by_row,
    ids,
    is_filled,
    is_id,
    missing_in,
    next_number,
    numbers,
    path,
    posted_id,
    posted_rows,
    shown_row,
    without,
)
from forms.fields.shown import ShownRow
from forms.fields.types.list.displaying import display_row
from forms.text.language import Language
from forms.text.messages import Message, message, plural_message


@dataclass(frozen=True, kw_only=True)
class List(RepeatingGroup):
    """The same few questions for each row. The value is a non-empty tuple of `Row`.

    Parts are ``<i>.<column>[.<part>]`` and ``<i>.id``, where ``i`` numbers the rows of one page and has
    gaps when rows were removed. Rows in which nothing was typed do not count.
    """

    type = "list"
    also_called = ("table", "repeat", "group", "rows")
    one_control = False

    fields: tuple[Field, ...] = option((), "the questions of a row", "fields")
    min: int = option(0, "the fewest rows, if there are any")
    max: int = option(20, "the most rows")
    only: tuple[str, ...] = option((), "the columns that are asked here; the others are kept as they are")
    row_label: str = option("", "what one row is called, such as Owner", "text")

    @property
    def asked(self) -> tuple[Field, ...]:
        """The columns that this form asks."""
        return tuple(column for column in self.fields if not self.only or column.name in self.only)

    @property
    def kind(self) -> Kind:
        """A list of rows."""
        return ListOf(Group({column.name: column.kind for column in self.asked}))

    def columns(self) -> tuple[str, ...]:
        """The names of the columns that this form asks."""
        return tuple(column.name for column in self.asked)

    def answered_by(self, value: Rows) -> int:
        """The number of columns that every row answers."""
        return sum(all(name in row.values for row in value) for name in self.columns())

    @property
    def seconds_to_answer(self) -> int:
        """For one row, or for the minimum number of rows."""
        return sum(column.seconds_to_answer for column in self.asked) * max(self.min, 1)

    def bounded(self, posted: Posted, shown: Posted) -> Posted:
        """Twice the rows accepted, so that users choose which to remove; columns have their own limits."""
        return bounded_rows(posted, shown, self.asked, 2 * self.max)

    def read(self, posted: Posted, language: Language, answers: Mapping[str, Value]) -> Reading[Rows]:
        """Read each row with its columns; ids of existing rows are kept."""
        filled = {i: row for i, row in posted_rows(posted).items() if is_filled(row, self.asked)}
        if not filled:
            return Reading()
        rows, errors = [], list(self._count_errors(len(filled)))
        for own, (i, row) in zip(ids(filled.values()), filled.items(), strict=True):
            values, found = self._read_row(row, language, answers)
            rows.append(Row(own, values, i))
            errors += [AnswerError(error.message, path(i, error.part)) for error in found]
        return Reading(errors=tuple(errors)) if errors else Reading(tuple(rows))

    def _count_errors(self, count: int) -> Iterator[AnswerError]:
        if count < self.min:
            yield AnswerError(self._too_few())
        if count > self.max:
            yield AnswerError(self._too_many())

    def _read_row(
        self, row: PostedRow, language: Language, answers: Mapping[str, Value]
    ) -> tuple[dict[str, Value], list[AnswerError]]:
        values: dict[str, Value] = {}
        errors: list[AnswerError] = []
        for column in self.asked:
            reading = column.read(row.get(column.name, {}), language, answers)
            if reading.value is not None:
                values[column.name] = reading.value
            errors += [AnswerError(e.message, path(column.name, e.part)) for e in reading.errors]
            may_be_masked = column.secret and posted_id(row) != ""
            if reading == Reading() and not may_be_masked:
                errors += missing_in(column)
        return values, errors

    def _too_few(self) -> Message:
        return plural_message(
            "{label}: fill in at least {count} row.",
            "{label}: fill in at least {count} rows.",
            self.min,
            label=self.label,
        )

    def _too_many(self) -> Message:
        return plural_message(
            "{label}: there is room for {count} row only. Remove the others.",
            "{label}: there is room for {count} rows only. Remove the others.",
            self.max,
            label=self.label,
        )

    def lacking(self, value: Rows) -> tuple[AnswerError, ...]:
        """Columns that are missing in a kept or prefilled row."""
        return tuple(
            AnswerError(error.message, path(row.number, error.part))
            for row in value
            for column in self.asked
            if column.name not in row.values
            for error in missing_in(column)
        )

    def merge(self, known: Rows | None, answered: Rows | None) -> Rows | None:
        """Columns not asked, and masked secrets, are taken from the known row of the same id."""
        before = {row.id: row.values for row in known or ()}
        return answered and tuple(
            replace(row, values=self._merged(before.get(row.id, {}), row.values)) for row in answered
        )

    def _merged(self, before: Mapping[str, Value], now: Mapping[str, Value]) -> Mapping[str, Value]:
        cleared = {column.name for column in self.asked if not column.secret}
        kept = {name: value for name, value in before.items() if name not in cleared}
        return {**kept, **now}

    def apply_list_action(self, button: str, posted: Posted) -> Posted:
        """Add a row (up to the limit), or remove the numbered row."""
        there = numbers(posted)
        if button == "add" and len(there) < self.max:
            return {**posted, f"{next_number(there)}.id": [""]}
        verb, _, number = button.partition(".")
        if verb == "remove" and number:
            return {part: texts for part, texts in posted.items() if not part.startswith(number + ".")}
        return posted

    def rows(
        self, typed: Typed, errors: Mapping[str, str], known: Rows | None, language: Language
    ) -> tuple[ShownRow, ...]:
        """The typed rows, and empty ones up to the minimum."""
        there = numbers(typed)
        while len(there) < max(self.min, 1):
            there.append(next_number(there))
        before = {row.id: row.values for row in known or ()}
        texts, wrong, label = by_row(typed), by_row(errors), self.row_label or self.label
        return tuple(
            shown_row(self.asked, n, i, texts.get(str(i), {}), wrong.get(str(i), {}), before, language, label)
            for n, i in enumerate(there, start=1)
        )

    def typed(self, value: Rows, language: Language) -> Typed:
        """Each column of each row, numbered from 0."""
        typed: dict[str, str | Sequence[str]] = {}
        for i, row in enumerate(value):
            typed[f"{i}.id"] = row.id
            for column in self._answered(row):
                for part, texts in column.typed(row.values[column.name], language).items():
                    typed[path(i, path(column.name, part))] = texts
        return typed

    def typed_again(self, posted: Posted) -> Typed:
        """Each column as typed."""
        typed: dict[str, str | Sequence[str]] = {}
        for i, row in posted_rows(posted).items():
            typed[f"{i}.id"] = posted_id(row)
            for column in self.asked:
                for part, texts in column.typed_again(row.get(column.name, {})).items():
                    typed[path(i, path(column.name, part))] = texts
        return typed

    def typed_without_secrets(self, posted: Posted) -> Typed:
        """Without ids and secret columns."""
        return without(super().typed_without_secrets(posted), {c.name for c in self.asked if c.secret})

    def display(self, value: Rows, language: Language) -> str:
        """One line per answer, with its question if a row has several, and an empty line between rows.

        Answers are not joined in one line, because text of different directions would be mixed. Secrets are
        masked.
        """
        rows = (display_row(row, self.asked, language) for row in value)
        return ("\n" if len(self.asked) == 1 else "\n\n").join(rows)

    def _answered(self, row: Row) -> Iterator[Field]:
        return (column for column in self.asked if column.name in row.values)

    def plain(self, value: Rows) -> object:
        """A tuple of mappings; unanswered columns are unknown."""
        return tuple(
            {
                column.name: column.plain(row.values[column.name]) if column.name in row.values else None
                for column in self.asked
            }
            for row in value
        )

    def from_plain(self, plain: object) -> Rows | None:
        """None: expressions give no rows with ids."""
        return None

    def disclosed(self, value: Rows) -> object:
        """The rows without their secret columns."""
        return tuple(
            {column.name: column.disclosed(row.values[column.name]) for column in self._answered(row)}
            for row in value
        )

    def to_json(self, value: Rows) -> Stored:
        """An array of objects with the row's id, including columns that are not asked here."""
        return [as_object(row, self.fields) for row in value]

    def to_submission(self, value: Rows) -> Stored:
        """The array without the columns that are not asked here."""
        return [as_object(row, self.asked) for row in value]

    def from_json(self, stored: Stored) -> Rows:
        """Rows with different ids and known columns; `lacking` says what they miss."""
        if not isinstance(stored, list) or not stored:
            raise ValueError("a list of rows was expected")
        rows = tuple(self._row(item, number) for number, item in enumerate(stored))
        if len({row.id for row in rows}) < len(rows):
            raise ValueError("two rows have the same id")
        return rows

    def _row(self, item: object, number: int) -> Row:
        columns = {column.name: column for column in self.fields}
        if not isinstance(item, dict) or not is_id(item.get("id")) or not item.keys() <= {"id", *columns}:
            raise ValueError("a row with an id and known columns was expected")
        values = {name: columns[name].from_json(item[name]) for name in item if name != "id"}
        return Row(item["id"], values, number)

    def text(self, value: Rows) -> str:
        """The rows' texts separated by semicolons, without secrets."""
        rows = (
            ", ".join(
                column.text(row.values[column.name]) for column in self._answered(row) if not column.secret
            )
            for row in value
        )
        return "; ".join(rows)

    def json_schema(self) -> dict[str, object]:
        """An array of objects."""
        parts: dict[str, object] = {"id": {"type": "string", "pattern": f"^{ID_PATTERN}$"}}
        parts |= {column.name: column.json_schema() for column in self.fields}
        required = ["id", *(column.name for column in self.asked if column.required)]
        item = {"type": "object", "properties": parts, "required": required, "additionalProperties": False}
        return {"type": "array", "items": item, "minItems": max(self.min, 1), "maxItems": self.max}

    def missing(self) -> Message:
        """Ask for a row."""
        return message("{label}: fill in at least one row.", label=self.label)

    def option_errors(self) -> tuple[OptionError, ...]:
        """Missing or unknown columns, and limits that are contradictory or too high."""
        return tuple(self._option_errors())

    def _option_errors(self) -> Iterator[OptionError]:
        if not self.fields:
            remedy = "Write of: and the name of a group, or fields:."
            yield OptionError("fields", "A list needs the questions of a row.", remedy)
        if self.max > MOST_ROWS:
            yield OptionError("max", f"Nobody fills in {self.max:,} rows.", f"Write at most {MOST_ROWS}.")
        if not 0 <= self.min <= self.max or self.max < 1:
            yield OptionError(
                "max", "No list can keep these limits.", "Write a min from 0 and a max that is not smaller."
            )
        names = [column.name for column in self.fields]
        for name in self.only:
            if name not in names:
                yield OptionError(
                    "only", f"The rows have no column {name!r}.", f"Choose from {', '.join(names)}."
                )
