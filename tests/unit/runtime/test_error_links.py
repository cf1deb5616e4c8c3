"""The error summary: every line names its row, and many rows cost no more than their number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from types import SimpleNamespace
from typing import Any

from forms.fields.shown import ShownRow
from forms.model.form import Page
from forms.model.route import Stop
from forms.text.language import ENGLISH
from runtime.web.owner.page_context import summary_of
from tests.unit.runtime.test_post import field

OWNERS = field("list", "owners", row_label="Owner", fields=(field("percentage", "share"),))
VISIT: Any = SimpleNamespace(language=ENGLISH)


def lines(rows: int, shape: Callable[..., Sequence[ShownRow]] = tuple) -> list[tuple[str, str]]:
    """The summary of a post of so many rows, none of which can be read."""
    posted = {f"{i}.share": ["half"] for i in range(rows)}
    errors = OWNERS.read(posted, ENGLISH, {}).errors
    shown = OWNERS.rows(OWNERS.typed_again(posted), {}, None, ENGLISH)
    stop = Stop(Page(name="p", title="P", fields=(OWNERS,)), (OWNERS,), {}, False)
    return [*map(tuple, summary_of(VISIT, stop, {"owners": errors}, {"owners": shape(shown)}))]


def test_each_line_names_its_row() -> None:
    said = "{}: enter a percentage like 50 or 33.3."
    label = OWNERS.fields[0].label
    assert lines(2) == [
        ("#owners-0-share", "Owner 1: " + said.format(label)),
        ("#owners-1-share", "Owner 2: " + said.format(label)),
    ]


def test_the_rows_are_walked_once_however_many_are_wrong() -> None:
    walks = 0

    class Rows(tuple[ShownRow, ...]):
        def __iter__(self) -> Iterator[ShownRow]:
            nonlocal walks
            walks += 1
            return super().__iter__()

    assert len(lines(50, Rows)) > 50
    assert walks == 1
