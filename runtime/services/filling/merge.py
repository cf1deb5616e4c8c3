"""Merging a post with what another window has saved since its page was rendered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from forms.fields.base import AnswerError, Field, Stored
from forms.fields.parts import posted
from forms.text.language import Language
from forms.text.messages import message
from forms.text.text import in_one_line
from runtime.services.filling.fingerprints import fingerprint
from runtime.services.filling.form_state import FormState
from runtime.services.filling.post import Post, Seen
from runtime.services.filling.reading import AnswerField
from runtime.services.filling.unsaved_input import is_never_typed

Side = Literal["ours", "theirs", "conflict"]
"""Which answer counts: this window's, the other's, or the user must decide."""


@dataclass(frozen=True)
class Merge:
    """The result of merging a post with the current draft."""

    sides: Mapping[str, Side]  # by field
    post: Post  # with the other window's answers where this window changed nothing
    conflicts: Mapping[str, tuple[AnswerError, ...]]  # by field: what the user must decide


def merge(
    secret: str, state: FormState, post: Post, read: Mapping[str, AnswerField], language: Language
) -> Merge:
    """Merge a post into the current draft; ``secret`` is the key of the page's fingerprints.

    An answer that was changed in one window counts; one that was changed in both, differently, is a conflict.
    """
    sides = {name: _side(secret, state, post, answer) for name, answer in read.items()}
    conflicts = {
        name: (_conflict(state, read[name].question, language),)
        for name, side in sides.items()
        if side == "conflict"
    }
    return Merge(sides, _with_theirs(state, post, read, sides, language), conflicts)


def stored(answer: AnswerField) -> Stored:
    """The answer as a draft stores it."""
    return None if answer.data is None else answer.question.to_json(answer.data)


def _side(secret: str, state: FormState, post: Post, answer: AnswerField) -> Side:
    draft, field = state.draft, answer.question
    if (post.draft, post.revision) == (draft.id, draft.revision) or field.name not in draft.answers:
        return "ours"
    ours, theirs = stored(answer), draft.answers[field.name]
    shown = post.seen.get(field.name, Seen())
    if theirs == ours or _is_as_shown(secret, state, field, theirs, shown):
        return "ours"
    return "theirs" if _is_as_shown(secret, state, field, ours, shown) else "conflict"


def _is_as_shown(secret: str, state: FormState, field: Field, answer: Stored, shown: Seen) -> bool:
    """Whether an answer is the same as the page showed."""
    if shown.answer:
        return fingerprint(secret, field.name, answer) == shown.answer
    fact = state.fact(field)
    return bool(answer == (fact.value if fact else None))


def _with_theirs(
    state: FormState,
    post: Post,
    read: Mapping[str, AnswerField],
    sides: Mapping[str, Side],
    language: Language,
) -> Post:
    # The page is rendered again with new fingerprints, by which the old answer would look unchanged.
    for name in (name for name, side in sides.items() if side == "theirs"):
        field, value = read[name].question, state.values.get(name)
        if not is_never_typed(field):
            typed = {} if value is None else field.typed(value, language)
            post = post.with_field(name, posted(typed))
    return post


def _conflict(state: FormState, field: Field, language: Language) -> AnswerError:
    other = state.values.get(field.name)
    text = "—" if other is None or field.secret else in_one_line(field.display(other, language))
    return AnswerError(
        message(
            "{label}: in another window you answered “{other}” meanwhile."
            " Send this page again to keep what stands here.",
            label=field.label,
            other=text,
        )
    )
