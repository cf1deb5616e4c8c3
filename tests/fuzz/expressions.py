"""The differential fuzzer of expressions: Python against JavaScript, seeded so that a find can be repeated.

Run it as ``python -m tests.fuzz.expressions --cases 200000 --seed 1``.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from playwright.sync_api import Page

from forms.expressions import Expression, ExpressionError, compile_expression, evaluate
from tests.fuzz.browser import answers, chromium, evaluator_page
from tests.fuzz.encoding import encode
from tests.fuzz.sources import KINDS, random_scope, random_source
from tests.fuzz.trees import hostile_tree

BATCH = 2_000
HOSTILE_SHARE = 0.3
_LIMITS = {"E201", "E206", "E207"}  # the only problems that a well-typed source may have


@dataclass(frozen=True)
class Case:
    """One input, with what Python makes of it."""

    source: str
    tree: Any
    scope: dict[str, Any]
    expected: Any


@dataclass(frozen=True)
class Difference:
    """A case on which the two sides do not agree."""

    case: Case
    found: Any

    def __str__(self) -> str:
        case = self.case
        lines = (case.source, json.dumps(case.tree), json.dumps(case.scope))
        return "\n".join((*lines, f"Python {json.dumps(case.expected)}, page {json.dumps(self.found)}"))


def batches(cases: int, seed: int) -> Iterator[list[Case]]:
    """The cases of a seed; each batch has a generator of its own."""
    for first in range(0, cases, BATCH):
        random = Random(f"{seed} {first}")
        yield [_case(random) for _ in range(min(BATCH, cases - first))]


def differences(page: Page, batch: list[Case]) -> list[Difference]:
    """Where the page's evaluator says something else than Python."""
    found = answers(page, [(case.tree, case.scope) for case in batch])
    return [
        Difference(case, answer)
        for case, answer in zip(batch, found, strict=True)
        if json.dumps(answer) != json.dumps(case.expected)
    ]


def _case(random: Random) -> Case:
    expression, scope = _compiled(random), random_scope(random)
    hostile = random.random() < HOSTILE_SHARE
    tree = hostile_tree(random, expression.tree) if hostile else expression.tree
    stored = {name: encode(value) for name, value in scope.items()}
    source = "(hostile tree)" if hostile else expression.source
    return Case(source, tree, stored, encode(evaluate(tree, scope)))


def _compiled(random: Random) -> Expression:
    while True:
        try:
            return compile_expression(random_source(random), KINDS)
        except ExpressionError as error:
            if not {problem.code for problem in error.problems} <= _LIMITS:
                raise


def main() -> int:
    """Run the fuzzer and say how it went; the exit code is 1 when there was a difference."""
    arguments = argparse.ArgumentParser(description="Compare both evaluators on random input.")
    arguments.add_argument("--cases", type=int, default=200_000)
    arguments.add_argument("--seed", type=int, default=1)
    chosen = arguments.parse_args()
    started, found, known = time.monotonic(), [], 0
    with chromium() as browser:
        page = evaluator_page(browser)
        for batch in batches(chosen.cases, chosen.seed):
            found += differences(page, batch)
            known += sum(case.expected is not None for case in batch)
    for difference in found[:10]:
        print(difference, end="\n\n")
    seconds = time.monotonic() - started
    print(
        f"{chosen.cases} cases, seed {chosen.seed}: {len(found)} differences, "
        f"{known} results were not unknown, {seconds:.0f} s"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
