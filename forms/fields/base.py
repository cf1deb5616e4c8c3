"""The field: what every field type promises."""

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
"""The value of a field of any type; ``None`` means unanswered. Any: values of all types travel through the
same pipes, and only their own type looks inside."""

Stored = Any
"""A value in JSON form, as drafts, submissions and facts keep it. Any: it is JSON."""

Prefill = Literal["always", "confirm", "never"]


@dataclass(frozen=True)
class AnswerError:
    """What is wrong with an answer: the part at fault and what to do about it."""

    message: Message
    part: str = ""


@dataclass(frozen=True)
class Reading(Generic[V]):
    """The result of reading what was posted: a value, or the errors that prevent one."""

    value: V | None = None
    errors: tuple[AnswerError, ...] = ()


@dataclass(frozen=True)
class OptionError:
    """An option of a spec that cannot work: which one, what is wrong, and what to write instead."""

    option: str
    message: str
    remedy: str


@dataclass(frozen=True)
class Option:
    """One choice among several: its stored key, its wording, and when it is offered."""

    key: str
    label: str
    hint: str = ""
    show_if: Expression | None = None


@dataclass(frozen=True)
class Rule:
    """A condition that the answers must meet, and the sentence shown when they do not."""

    condition: Expression
    message: str


@dataclass(frozen=True)
class Shared:
    """The master field behind a question: where its fact lives and how it may change."""

    master: str  # dotted: "business.legal_name"
    party: str  # the kind of party it is a fact of: "business" or "person"
    steward: str = ""  # the agency that answers for the value
    sensitivity: Literal["public", "internal", "confidential", "restricted"] = "internal"
    when_changed: Literal["update", "review", "ask"] = "update"
    confirm_after: int = 0  # days after which a known value must be confirmed; 0 = never
    each_location: bool = False  # each location of a business has its own; all else is the business's


@dataclass(frozen=True, kw_only=True)
class Field(ABC, Generic[V]):
    """A question (or a shown text) of a form. It is generic in the Python type of its value.

    Subclasses add options with `forms.fields.options.option`.
    What only some fields can do is promised by classes of their own below this one: `FileField`,
    `RepeatingGroup`, `SuggestingField`, `OptionsField`, `CalculatedField`. Callers ask `isinstance`.
    """

    # What a type says of all its fields

    type: ClassVar[str]
    also_called: ClassVar[tuple[str, ...]] = ()  # words of other systems, to tell authors what it is here
    asks: ClassVar[bool] = True  # False: shown only (calculated, content)
    one_control: ClassVar[bool] = True  # False: a group of controls, so its label is a legend
    many: ClassVar[bool] = False  # True: a part holds several texts (ticked options)
    first_part: ClassVar[str] = ""  # the part where links to an error of the whole field land
    seconds: ClassVar[int] = 10  # how long an owner needs to answer it unaided

    # What a spec says of one field

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
    errors: Mapping[str, str] = field(default_factory=dict)  # own wording, by kind: "missing"
    shared: Shared | None = None

    # For authors of specs

    def option_errors(self) -> tuple[OptionError, ...]:
        """What is wrong with the options that the spec gave, beyond their types."""
        return ()

    # For posts

    @property
    def room(self) -> Mapping[str, Room]:
        """How much is kept of each part of a post; other parts are not of this field."""
        return {"": Room()} if self.asks else {}

    def bounded(self, posted: Posted, shown: Posted) -> Posted:
        """What is kept of a post, before anything is made of it: what there is room for, and never less than
        the page ``shown``.
        """
        return within(posted, self.room, shown)

    @abstractmethod
    def read(self, posted: Posted, language: Language, answers: Mapping[str, Value]) -> Reading[V]:
        """Parse, normalise and validate what was posted; never raises, never loses input.

        ``answers`` holds the answers known so far (earlier pages, earlier fields of this page).
        Nothing typed at all gives ``Reading(None)``: whether that is an error is decided by the route.
        """

    def missing(self) -> Message:
        """What to say when a required answer is not there."""
        return message("{label}: enter an answer.", label=self.label)

    # For controls

    @abstractmethod
    def typed(self, value: V, language: Language) -> Typed:
        """What the controls show for ``value``: reading it back gives ``value`` again."""

    def typed_again(self, posted: Posted) -> Typed:
        """What the controls show after a post with errors: everything as it was typed."""
        return {part: texts if self.many else texts[-1] for part, texts in posted.items() if texts}

    def typed_without_secrets(self, posted: Posted) -> Typed:
        """What was typed, for pages that repeat it outside the controls: nothing that is secret."""
        return {} if self.secret else self.typed_again(posted)

    # For people who read a value

    @abstractmethod
    def display(self, value: V, language: Language) -> str:
        """The value as one line, or as lines separated by newlines."""

    def display_masked(self, value: V, language: Language) -> str:
        """The value like `display`, but masked when it is secret. Pages and letters show this."""
        return self.mask(value, language) if self.secret else self.display(value, language)

    def mask(self, value: V, language: Language) -> str:
        """What stands for the value where it must stay secret."""
        return "•" * 8

    @property
    def secret(self) -> bool:
        """Whether the value is masked wherever it is shown again."""
        return self.shared is not None and self.shared.sensitivity == "restricted"

    # For expressions

    @property
    @abstractmethod
    def kind(self) -> Kind:
        """What expressions know about the value."""

    def plain(self, value: V) -> object:
        """The value as expressions see it: Decimal, str, bool, date, time, tuple or mapping."""
        return value

    def from_plain(self, plain: object) -> V | None:
        """The value behind what an expression gave for it (a default), or None when it fits none."""
        if not is_of(plain, self.kind):
            return None
        try:
            value = cast("V", plain)  # where `plain` differs from the value, the type overrides this
            return self.from_json(self.to_json(value))  # what could not be kept is no value
        except ValueError:
            return None

    def disclosed(self, value: V) -> object:
        """What pages may know of the value beyond its own control: like `plain`, without secrets."""
        return None if self.secret else self.plain(value)

    # For storage and export

    def to_json(self, value: V) -> Stored:
        """The value in JSON form; ``from_json`` gives it back."""
        return value

    def from_json(self, stored: Stored) -> V:
        """The value behind its JSON form; raises ValueError for anything `to_json` cannot give."""
        value: V = stored
        return value

    def to_submission(self, value: V) -> Stored:
        """The JSON form that a submission keeps: what this form asked, without what it only carries along."""
        return self.to_json(value)

    @abstractmethod
    def json_schema(self) -> dict[str, object]:
        """The JSON Schema of the stored form."""

    def text(self, value: V) -> str:
        """The value as language-neutral text, for CSV and search."""
        return str(self.to_json(value))

    # For counts and for what the city knows

    @property
    def questions(self) -> int:
        """How many questions a person meets."""
        return 1 if self.asks else 0

    @property
    def seconds_to_answer(self) -> int:
        """How long an owner needs for this question when nothing is known."""
        return self.seconds

    @property
    def may_need_confirming(self) -> bool:
        """Whether whoever fills in the form is asked, always or once it is old, to confirm a known value."""
        return self.shared is not None and (self.prefill == "confirm" or self.shared.confirm_after > 0)
