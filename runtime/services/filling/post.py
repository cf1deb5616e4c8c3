"""The values that a browser posted for one page, sorted by field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from forms.fields.base import AnswerError, Field, Posted
from forms.fields.repeating_group import RepeatingGroup
from forms.model.form import Form, Page
from forms.text.messages import Message, plural_message

Sent = Mapping[str, Sequence[str]]
"""Posted values by control name."""

_BUTTONS = ("continue", "save", "add", "remove", "language")
# NULs, control characters, surrogates and non-characters cannot be typed and are not allowed in pages.
_NEVER_TYPED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)
_ACTION = re.compile(r"[a-z]+(\.[A-Za-z0-9_-]+){0,2}", re.ASCII)
_SEEN = re.compile(r"([a-z][a-z0-9_]*):([0-9]{1,15}):([0-9a-f]*)")
_NAME = re.compile("[a-z][a-z0-9_]{0,99}", re.ASCII)
_LONGEST_ACTION = 200  # characters of a button's name, which contains the names of a list and a row
_LONGEST_ID = 100
_LONGEST_SEEN = 20_000


@dataclass(frozen=True)
class Seen:
    """What a page showed for one field: the fact's version, and the answer's fingerprint."""

    version: int = 0
    answer: str = ""


@dataclass(frozen=True)
class Post:
    """One page as it was posted."""

    fields: Mapping[str, Posted]
    action: str = "continue"
    draft: str = ""
    revision: int = 0
    seen: Mapping[str, Seen] = field(default_factory=dict)
    confirmed: frozenset[str] = frozenset()
    # errors of values that were cut, by field
    beyond: Mapping[str, AnswerError] = field(default_factory=dict)
    version: str = ""  # of the form when the page was opened
    unknown: frozenset[str] = frozenset()  # names with a text that are no question of the page
    saved: bool = True  # False: the post was refused, so even secrets must be shown again

    @property
    def button(self) -> str:
        """Which button was pressed: ``continue``, ``save``, ``add``, ``remove`` or ``language``."""
        button = self.action.partition(".")[0]
        return button if button in _BUTTONS else "continue"

    @property
    def about(self) -> str:
        """What the button is for: a list (and its row), or the language to switch to."""
        return self.action.partition(".")[2]

    def lacks_questions(self, form: Form) -> bool:
        """Whether the page is of an earlier version of the form, and answers questions that are gone."""
        return bool(self.unknown) and self.version not in ("", form.version)

    def of(self, name: str) -> Posted:
        """The values of one field."""
        return self.fields.get(name, {})

    def with_field(self, name: str, posted: Posted) -> Post:
        """The same post with other values for one field."""
        return replace(self, fields={**self.fields, name: posted})


def sort_post(sent: Sent, page: Page, shown: Callable[[Field], Posted] = lambda _: {}) -> Post:
    """Sort the posted values by field and part, up to the limits of the page's fields.

    Values of unknown fields are dropped; the result names these fields. ``shown`` gives what the controls of
    a field showed.
    """
    parts = _by_field(sent, page)
    draft, revision, version = [*_first(sent, "_revision").split(".", 2), "", ""][:3]
    action = _first(sent, "_action", "continue")
    confirmed = {name for name, own in parts.items() if own.pop("confirm", None) == ["yes"]}
    kept = {each.name: _bounded(each, parts[each.name], shown) for each in page.fields}
    # Fast path: in nearly all posts nothing must be dropped.
    typeable_all = "".join(chain.from_iterable(sent.values())).isprintable()
    return Post(
        fields=kept if typeable_all else {name: _typeable(own) for name, own in kept.items()},
        action=action if len(action) <= _LONGEST_ACTION and _ACTION.fullmatch(action) else "continue",
        draft=typeable(draft[:_LONGEST_ID]),
        revision=_number(revision),
        seen=_seen(_first(sent, "_seen")),
        confirmed=frozenset(confirmed),
        beyond=dict(_beyond(page, parts, kept)),
        version=typeable(version[:_LONGEST_ID]),
        unknown=frozenset(_unknown(sent, page)),
    )


def _bounded(field: Field, sent: Posted, shown: Callable[[Field], Posted]) -> Posted:
    """The values within the field's limits, or ``sent`` itself; else compared with ``shown``."""
    return sent if field.bounded(sent, {}) == sent else field.bounded(sent, shown(field))


def apply_list_action(page: Page, post: Post) -> Post:
    """The post after its button did its work on a list: ``add.owners``, ``remove.owners.2``."""
    name, _, row = post.about.partition(".")
    button = f"{post.button}.{row}".rstrip(".")
    for question in page.fields:
        if (
            question.name == name
            and post.button in ("add", "remove")
            and isinstance(question, RepeatingGroup)
        ):
            return post.with_field(name, question.apply_list_action(button, post.of(name)))
    return post


def _by_field(sent: Sent, page: Page) -> dict[str, dict[str, Sequence[str]]]:
    parts: dict[str, dict[str, Sequence[str]]] = {question.name: {} for question in page.fields}
    for key, texts in sent.items():
        name, _, part = str(key).partition(".")  # a multipart part may come without a name
        if name in parts:
            parts[name][part] = texts
    return parts


def _unknown(sent: Sent, page: Page) -> Iterator[str]:
    """The names of values that may be answers, but of no question of the page."""
    known = {question.name for question in page.fields}
    for key, texts in sent.items():
        name = str(key).partition(".")[0]
        if name not in known and _NAME.fullmatch(name) and any(texts):
            yield name


def _beyond(
    page: Page, sent: Mapping[str, Posted], kept: Mapping[str, Posted]
) -> Iterator[tuple[str, AnswerError]]:
    """Errors for fields of which a part was cut, if their types accept the rest."""
    for question in page.fields:
        name = question.name
        if kept[name] is sent[name]:
            continue
        cut = next((part for part, texts in kept[name].items() if texts != sent[name][part]), None)
        if cut is not None:
            yield name, AnswerError(_too_long(question, kept[name][cut]), cut)


def _too_long(question: Field, kept: Sequence[str]) -> Message:
    return plural_message(
        "{label}: use at most {count} character.",
        "{label}: use at most {count} characters.",
        sum(map(len, kept)),
        label=question.label,
    )


def _typeable(parts: Posted) -> Posted:
    return {part: [typeable(text) for text in texts] for part, texts in parts.items()}


def typeable(text: str) -> str:
    """The text without characters that cannot be typed and would break a page or the store."""
    return text if text.isprintable() else _NEVER_TYPED.sub("", text)


def _seen(text: str) -> dict[str, Seen]:
    found = (_SEEN.fullmatch(mark) for mark in text[:_LONGEST_SEEN].split(" "))
    return {mark[1]: Seen(int(mark[2]), mark[3]) for mark in found if mark}


def _first(sent: Sent, name: str, otherwise: str = "") -> str:
    return next(iter(sent.get(name, ())), otherwise)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
