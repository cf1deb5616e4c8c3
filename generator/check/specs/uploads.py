"""The uploads of a page must fit into one request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from forms.fields.files import FileField
from forms.fields.posts import MOST_MB
from generator.compile.form_analysis import FormAnalysis
from generator.compile.plan import Asked, PagePlan
from generator.problems import Problem


def check_uploads(analysis: FormAnalysis) -> Iterator[Problem]:
    """Every page with several file questions whose limits exceed a request; single ones are checked by their
    type.

    The server would refuse such a post.
    """
    for page in analysis.plan.pages:
        yield from _check(page, analysis)


def _check(page: PagePlan, analysis: FormAnalysis) -> Iterator[Problem]:
    asking = _together([asked for asked in page.asked if _most_mb(asked, analysis)], analysis)
    sizes = [_most_mb(asked, analysis) for asked in asking]
    if len(sizes) > 1 and sum(sizes) > MOST_MB >= max(sizes):
        yield asking[-1].place.problem(
            "E339",
            f"The files of this page may have {' + '.join(map(str, sizes))} = {sum(sizes)} MB, "
            f"but a page can send at most {MOST_MB} MB.",
            "Write a smaller max_mb or max_files, or ask for some of the files on another page.",
        )


def _most_mb(asked: Asked, analysis: FormAnalysis) -> int:
    field = analysis.fields[asked.name]
    return field.most_mb if isinstance(field, FileField) else 0


def _together(asking: Sequence[Asked], analysis: FormAnalysis) -> Sequence[Asked]:
    """The questions asked together: those without a condition, and the largest group with one condition.

    Conditions may exclude each other, like ``kind == 'a'`` and ``kind == 'b'``, so only one group counts.
    """
    alike: dict[str, int] = {}
    for asked in asking:
        condition = asked.entry.show_if
        if condition:
            alike[condition] = alike.get(condition, 0) + _most_mb(asked, analysis)
    most = max(alike, key=alike.__getitem__, default="")
    return [asked for asked in asking if (asked.entry.show_if or most) == most]
