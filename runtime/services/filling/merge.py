"""Two windows on one form: whose answer stands when both were open at once."""

from __future__ import annotations

from typing import Literal

from forms.fields.base import Field, Stored
from runtime.services.filling.fingerprints import fingerprint
from runtime.services.filling.form_state import Filling
from runtime.services.filling.post import Post, Seen

Stands = Literal["mine", "theirs", "clash"]


def stands(secret: str, filling: Filling, post: Post, field: Field, mine: Stored) -> Stands:
    """Whether this window's answer stands, the other one's, or only the person can say.

    A page brings back what it showed. An answer that was changed in one window only stands; changed in
    both, differently, it is shown to the person.
    """
    draft = filling.draft
    if (post.draft, post.revision) == (draft.id, draft.revision) or field.name not in draft.answers:
        return "mine"
    now = draft.answers[field.name]
    shown = post.seen.get(field.name, Seen())
    if now == mine or _is_as_shown(secret, filling, field, now, shown):
        return "mine"
    return "theirs" if _is_as_shown(secret, filling, field, mine, shown) else "clash"


def _is_as_shown(secret: str, filling: Filling, field: Field, said: Stored, shown: Seen) -> bool:
    """Whether an answer says nothing but what this window's page showed."""
    if shown.answer:
        return fingerprint(secret, field.name, said) == shown.answer
    fact = filling.fact(field)
    return bool(said == (fact.value if fact else None))
