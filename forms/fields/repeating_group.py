"""The interface of repeating groups: questions that are asked once for each row."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass

from forms.fields.base import AnswerError, Field, Posted, Typed
from forms.fields.rows import Row
from forms.fields.shown import ShownRow
from forms.text.language import Language

Rows = tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class RepeatingGroup(Field[Rows]):
    """The same questions, its columns, for each row. The value is a non-empty tuple of `Row`."""

    @abstractmethod
    def columns(self) -> tuple[str, ...]:
        """The names of the columns that are asked."""

    @property
    def questions(self) -> int:
        """Each column counts once, whatever the number of rows."""
        return len(self.columns())

    @abstractmethod
    def answered_by(self, value: Rows) -> int:
        """How many of its `questions` a value answers: rows may lack columns."""

    @abstractmethod
    def lacking(self, value: Rows) -> tuple[AnswerError, ...]:
        """Errors for answers missing in a value after `merge`."""

    @abstractmethod
    def merge(self, known: Rows | None, answered: Rows | None) -> Rows | None:
        """``answered`` completed from ``known``: columns that its page left out or masked."""

    @abstractmethod
    def rows(
        self, typed: Typed, errors: Mapping[str, str], known: Rows | None, language: Language
    ) -> tuple[ShownRow, ...]:
        """The rows that a page shows, including empty ones: at least one.

        ``errors`` is keyed like `AnswerError.part`; ``known`` is the value whose secrets are masked.
        """

    @abstractmethod
    def apply_list_action(self, button: str, posted: Posted) -> Posted:
        """The post after a button of the group: ``add``, or ``remove.<i>``."""
