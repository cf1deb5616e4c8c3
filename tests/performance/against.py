"""``python -m tests.performance.against COMMIT``: how fast this tree is beside an old one."""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Literal

from tests.performance.city import FORTY
from tests.performance.load import CONNECTIONS, Load, NoLoadTool, get, get_as, require_wrk
from tests.performance.posts import POSTS, post
from tests.performance.report import section
from tests.performance.results import Figure, Plan, in_turns, ratio
from tests.performance.servers import REPOSITORY, NotServing
from tests.performance.trees import NoSuchTree, Tree, old_tree, this_tree

FIRST = "9234adf"
"""The commit that the wanted ratios belong to."""

_REMEMBERED, _COLD, _SENT = "Page remembered", "Page of a cold owner", "Page sent and saved"
_FEW = "Page of a cold owner, few at once"
_MANY = 16  # connections: of fewer, one worker may happen to have all
_WANTED = {_REMEMBERED: 0.75, _COLD: 0.9, _SENT: 0.75}
_PAGE = f"/en/forms/{FORTY}/profile"
_PEOPLE = 600  # owners in turn: a worker has forgotten the first of them when she comes again
_FORMS = 20
_ALWAYS_THERE = 2  # forms of every measured city
_SUBMISSIONS = 400  # of each measurement
_VAR = REPOSITORY / "var"  # where a city's data lie: other folders may be on a disk of another kind

Found = tuple[Sequence[float], Sequence[float]]
"""What was measured in both trees in turns, of the old one first."""


def main() -> int:
    """Measure, tell, and write the table; 1 when a figure misses what it has to reach."""
    options = _options()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # new processes start as on any machine: from byte code
    _VAR.mkdir(exist_ok=True)
    plan = Plan(options.seconds, options.rounds, options.port)
    print(f"Measuring in turns with {options.commit}, which takes some five minutes", flush=True)
    try:
        require_wrk()
        with tempfile.TemporaryDirectory(prefix="bench-", dir=_VAR) as folder:
            figures = measure(Path(folder), options.commit, plan)
    except (NoLoadTool, NotServing, NoSuchTree) as problem:
        print(problem)
        return 1
    table = section(f"This tree against {options.commit}", "against", figures)
    options.to.write_text(table + "\n", encoding="utf-8")
    print(f"{table}\n\nWritten to {options.to}")
    return 1 if any(figure.reached is False for figure in figures) else 0


def measure(folder: Path, commit: str, plan: Plan) -> list[Figure]:
    """All figures, with the same load and the same data for both."""
    trees = (old_tree(commit, folder, plan.port), this_tree(folder, plan.port + 1))
    return [*_of_pages(trees, plan), *_of_submissions(trees, plan), *_of_builds(trees, plan)]


def _of_pages(trees: Sequence[Tree], plan: Plan) -> list[Figure]:
    with ExitStack() as servers:
        loads = [_loads(tree, servers, plan) for tree in trees]
        # Both trees one right after the other: what else this machine does changes within seconds.
        turns = {(what, place): load[what] for what in _WANTED for place, load in enumerate(loads)}
        turns[_FEW, 1] = loads[1][_FEW]
        for warm in turns.values():
            warm()
        found = in_turns(turns, plan.rounds)
    slow = [load.milliseconds_p99 / load.milliseconds_p50 for load in found[_FEW, 1]]
    return [
        *(_of_load(what, found[what, 0], found[what, 1], least) for what, least in _WANTED.items()),
        Figure("against", f"{_COLD}: 99 % are within", statistics.median(slow), "times the median", 5),
    ]


def _loads(tree: Tree, servers: ExitStack, plan: Plan) -> Mapping[str, Callable[[], Load]]:
    """The same load for either tree, on a server and with owners of its own."""
    site = tree.within("site", tree.folder, tree.port, _PEOPLE)
    cookies = [f"session={cookie}" for cookie in site["cookies"]]
    server = servers.enter_context(tree.serving(site["environment"], _PAGE, cookies[0]))
    people, few = tree.folder / "people.lua", site["cookies"][:CONNECTIONS]
    cold = partial(get_as, cookies, people, server, _PAGE, plan.seconds)
    return {
        _REMEMBERED: partial(get, server, _PAGE, plan.seconds, cookies[0], _MANY),
        _COLD: partial(cold, _MANY),
        _FEW: cold,
        _SENT: partial(post, few, server, POSTS[FORTY], tree.folder, plan.seconds),
    }


def _of_load(what: str, old: Sequence[Load], new: Sequence[Load], least: float) -> Figure:
    """By the clock; by processor time, which other work on this machine disturbs less, for the eye."""
    figure = compared(
        what, ([load.per_second for load in old], [load.per_second for load in new]), "a second", least
    )
    by_processor = ratio(
        [load.processor_milliseconds for load in old], [load.processor_milliseconds for load in new]
    )
    return replace(figure, note=f"{figure.note}; {by_processor:.3g} times by processor time")


def _of_submissions(trees: Sequence[Tree], plan: Plan) -> list[Figure]:
    def submitting(tree: Tree) -> Callable[[], float]:
        return lambda: float(tree.within("submit", tree.folder, 1, _SUBMISSIONS))

    return [compared("Submissions", _in_turns(trees, submitting, plan.rounds), "a second", 0.7)]


def _of_builds(trees: Sequence[Tree], plan: Plan) -> list[Figure]:
    for tree in trees:
        tree.within("city", _city(tree), _FORMS - _ALWAYS_THERE)
        tree.build(_city(tree), "--full")
    full = _in_turns(trees, lambda tree: lambda: tree.build(_city(tree), "--full"), max(1, plan.rounds // 2))
    changed = _in_turns(trees, _changing, plan.rounds)
    what = f"Build of {_FORMS} forms in 9 languages"
    return [
        compared(what, full, "s", 1.6, "less"),
        compared(f"{what}, after one change", changed, "s", 3.5, "less"),
    ]


def _changing(tree: Tree) -> Callable[[], float]:
    numbers = iter(range(1_000))

    def build() -> float:
        tree.within("change", _city(tree), next(numbers))
        return tree.build(_city(tree))

    return build


def _city(tree: Tree) -> Path:
    return tree.folder / "city"


def _in_turns(trees: Sequence[Tree], work: Callable[[Tree], Callable[[], float]], rounds: int) -> Found:
    found = in_turns({tree.name: work(tree) for tree in trees}, rounds)
    old, new = (found[tree.name] for tree in trees)
    return old, new


def compared(
    what: str, found: Found, unit: str, wanted: float, better: Literal["more", "less"] = "more"
) -> Figure:
    """The median of the ratios, and both medians for the eye."""
    old, new = found
    note = f"{statistics.median(new):,.4g} {unit}, before {statistics.median(old):,.4g}"
    return Figure("against", what, ratio(new, old), "times", wanted, better, note)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench-against", description=__doc__)
    parser.add_argument("commit", nargs="?", default=FIRST, help="what to compare with")
    parser.add_argument("--seconds", type=float, default=1, help="of load, each time")
    parser.add_argument("--rounds", type=int, default=9, help="how often each is measured, in turns")
    parser.add_argument("--port", type=int, default=9440, help="the first of two free ports")
    parser.add_argument("--to", type=Path, default=_VAR / "bench-against.md", help="the file of the table")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
