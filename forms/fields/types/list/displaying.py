"""How a row of a list is displayed."""

from __future__ import annotations

from collections.abc import Sequence

from forms.fields.base import Field
from forms.fields.rows import Row
from forms.text.directions import isolated
from forms.text.language import Language
from forms.text.messages import message
from forms.text.text import in_one_line

_ASKING = ("?", "؟", "？", ":", "：")  # labels that end with these get no colon


def display_row(row: Row, columns: Sequence[Field], language: Language) -> str:
    """One line per answer, masked if secret, with its question unless it is the only one."""
    lines = (
        (one.label, in_one_line(one.display_masked(row.values[one.name], language)))
        for one in columns
        if one.name in row.values
    )
    return "\n".join(line if len(columns) == 1 else _asked(label, line, language) for label, line in lines)


def _asked(label: str, answer: str, language: Language) -> str:
    if label.endswith(_ASKING):
        return f"{label} {isolated(answer, language.direction)}"
    return language.say(message("{label}: {answer}", label=label, answer=answer))
