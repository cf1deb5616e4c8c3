"""Files that a page asks for: together they must fit into one post."""

from __future__ import annotations

from collections.abc import Iterator

from forms.posts import MOST_MB
from generator.checks.study import Study
from generator.compiler.plan import PagePlan
from generator.problems import Problem


def check_uploads(study: Study) -> Iterator[Problem]:
    """Every page with several questions for files; what one of them alone may ask is known to its type.

    The server would refuse more than that, although people did what the page said.
    """
    for page in study.plan.pages:
        yield from _check(page, study)


def _check(page: PagePlan, study: Study) -> Iterator[Problem]:
    asking = [asked for asked in page.asked if study.fields[asked.name].most_mb]
    sizes = [study.fields[asked.name].most_mb for asked in asking]
    if len(sizes) > 1 and sum(sizes) > MOST_MB >= max(sizes):
        yield asking[-1].place.problem(
            "E339",
            f"The files of this page may have {' + '.join(map(str, sizes))} = {sum(sizes)} MB, "
            f"but a page can send at most {MOST_MB} MB.",
            "Write a smaller max_mb or max_files, or ask for some of the files on another page.",
        )
