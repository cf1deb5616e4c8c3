"""The field: the interface of all field types."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, Literal, cast

from typing_extensions import TypeVar

from forms.expressions import Expression, Kind, is_of
from forms.fields.room import Room, within
from forms.text.language import Language
from forms.text.messages import Message, message

Posted = Mapping[str, Sequence[str]]
"""What a browser sent for one field, keyed by part; a field of one part uses the key ``""``."""

Typed = Mapping[str, str | Sequence[str]]
"""What the field's controls show, keyed by part: the inverse of `Posted`."""

V = TypeVar("V", default=Any)
"""The Python type of a field's value; `Field` alone is a field of any type. A default needs typing_extensions
until Python 3.13."""

Value = Any
"""The value of a field of any type; ``None`` means unanswered. Any: only the field type knows the Python
type.
"""

Stored = Any
"""A value in JSON form, as drafts, submissions and facts store it. Any: it is JSON."""

Prefill = Literal["always", "confirm", "never"]


@dataclass(frozen=True)
class AnswerError:
    """An error in an answer: the part concerned and what to do about it."""

    message: Message
    part: str = ""


@dataclass(frozen=True)
class Reading(Generic[V]):
    """The result of reading a post: a value, or errors."""

    value: V | None = None
    errors: tuple[AnswerError, ...] = ()


@dataclass(frozen=True)
class OptionError:
    """A wrong option in a spec: its name, the problem, and the remedy."""

    option: str
    message: str
    remedy: str


@dataclass(frozen=True)
class Option:
    """One choice among several: its stored key, its label, and when it is offered."""

    key: str
    label: str
    hint: str = ""
    show_if: Expression | None = None


@dataclass(frozen=True)
class Rule:
    """A condition on the answers, and the sentence shown when it is not met."""

    condition: Expression
    message: str


@dataclass(frozen=True)
class Shared:
    """The master field of a question: where its fact is stored and how it may change."""

    master: str  # dotted: "business.legal_name"
    party: str  # kind of its party: "business" or "person"
    steward: str = ""  # agency responsible for its values
    sensitivity: Literal["public", "internal", "confidential", "restricted"] = "internal"
    when_changed: Literal["update", "review", "ask"] = "update"
    confirm_after: int = 0  # days after which a known value must be confirmed; 0 = never
    # each location of a business has its own value; else they share the business's
    each_location: bool = False


@dataclass(frozen=True, kw_only=True)
class Field(ABC, Generic[V]):
    """A question (or a shown text) of a form. It is generic in the Python type of its value.

    Subclasses add options with `forms.fields.options.option`.
    What only some fields can do is promised by classes of their own below this one: `FileField`,
    `RepeatingGroup`, `SuggestingField`, `OptionsField`, `CalculatedField`. Callers ask `isinstance`.
    """

    # Set by the type, for all its fields

    type: ClassVar[str]
    also_called: ClassVar[tuple[str, ...]] = ()  # names in other systems, to suggest this type to authors
    asks: ClassVar[bool] = True  # False: shown only (calculated, content)
    one_control: ClassVar[bool] = True  # False: several controls, so its label is a legend
    many: ClassVar[bool] = False  # True: a part holds several texts (ticked options)
    first_part: ClassVar[str] = ""  # the part that links to an error of the whole field lead to
    seconds: ClassVar[int] = 10  # how long an owner needs to answer it when nothing is known

    # Set by the spec, for one field

    name: str
    label: str = ""
    hint: str = ""
    help: str = ""
    required: bool = True
    autocomplete: str = ""
    prefill: Prefill = "always"
    show_if: Expression | None = None
    required_if: Expression | None = None
    default: Expression | None = None
    valid_if: tuple[Rule, ...] = ()
    # texts that replace the usual errors, by kind: "missing"
    errors: Mapping[str, str] = field(default_factory=dict)
    shared: Shared | None = None

    # For authors of specs

    def option_errors(self) -> tuple[OptionError, ...]:
        """Errors in the spec's options beyond their types."""
        return ()

    # For posts

    @property
    def room(self) -> Mapping[str, Room]:
        """The limits of each part of a post; other parts are dropped."""
        return {"": Room()} if self.asks else {}

    def bounded(self, posted: Posted, shown: Posted) -> Posted:
        """The values of a post within the limits, before it is read, and never fewer than the page has
        ``shown``.
        """
        return within(posted, self.room, shown)

    @abstractmethod
    def read(self, posted: Posted, language: Language, answers: Mapping[str, Value]) -> Reading[V]:
        """Parse, normalise and validate a post; never raises, never loses input.

        ``answers`` holds the answers known so far (earlier pages, earlier fields of this page). Nothing typed
        at all gives ``Reading(None)``: whether that is an error is decided by the route.
        """

    def missing(self) -> Message:
        """The error for a required answer that is missing."""
        return message("{label}: enter an answer.", label=self.label)

    # For controls

    @abstractmethod
    def typed(self, value: V, language: Language) -> Typed:
        """What the controls show for ``value``; reading it gives ``value`` again."""

    def typed_again(self, posted: Posted) -> Typed:
        """What the controls show after a post with errors: everything as typed."""
        return {part: texts if self.many else texts[-1] for part, texts in posted.items() if texts}

    def typed_without_secrets(self, posted: Posted) -> Typed:
        """What was typed, without secrets, for pages that repeat it outside of the controls."""
        return {} if self.secret else self.typed_again(posted)

    # For display

    @abstractmethod
    def display(self, value: V, language: Language) -> str:
        """The value as one line or several."""

    def display_masked(self, value: V, language: Language) -> str:
        """Like `display`, but masked when it is secret. Used by pages and letters."""
        return self.mask(value, language) if self.secret else self.display(value, language)

    def mask(self, value: V, language: Language) -> str:
        """The text shown instead of a secret value."""
        return "•" * 8

    @property
    def secret(self) -> bool:
        """Whether the value is masked wherever it is shown again."""
        return self.shared is not None and self.shared.sensitivity == "restricted"

    # For expressions

    @property
    @abstractmethod
    def kind(self) -> Kind:
        """The kind of the value in expressions."""

    def plain(self, value: V) -> object:
        """The value as expressions see it: Decimal, str, bool, date, time, tuple or mapping."""
        return value

    def from_plain(self, plain: object) -> V | None:
        """The value for the result of an expression (a default), or None when it does not fit."""
        if not is_of(plain, self.kind):
            return None
        try:
            value = cast("V", plain)  # types whose `plain` differs from the value override this
            return self.from_json(self.to_json(value))  # rejects values that cannot be stored
        except ValueError:
            return None

    def disclosed(self, value: V) -> object:
        """What pages may contain of the value outside of its control: like `plain`, without secrets."""
        return None if self.secret else self.plain(value)

    # For storage and export

    def to_json(self, value: V) -> Stored:
        """The value in JSON form; ``from_json`` reverses it."""
        return value

    def from_json(self, stored: Stored) -> V:
        """The value of a JSON form; raises ValueError for anything that `to_json` cannot give."""
        value: V = stored
        return value

    def to_submission(self, value: V) -> Stored:
        """The JSON form in a submission: without columns that this form did not ask."""
        return self.to_json(value)

    @abstractmethod
    def json_schema(self) -> dict[str, object]:
        """The JSON Schema of the stored form."""

    def text(self, value: V) -> str:
        """The value as language-neutral text, for CSV and search."""
        return str(self.to_json(value))

    # For counts and known values

    @property
    def questions(self) -> int:
        """The number of questions shown."""
        return 1 if self.asks else 0

    @property
    def seconds_to_answer(self) -> int:
        """Seconds that an owner needs when nothing is known."""
        return self.seconds

    @property
    def may_need_confirming(self) -> bool:
        """Whether a known value must be confirmed, always or when it is old."""
        return self.shared is not None and (self.prefill == "confirm" or self.shared.confirm_after > 0)
