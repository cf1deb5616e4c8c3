"""Eligibility: a form's conditions on who may apply, checked with known facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from forms.expressions import Tree, evaluate
from forms.fields.base import Rule

Verdict = Literal["likely", "unsure", "no"]


@dataclass(frozen=True)
class Standing:
    """The verdict on a form, its reasons, and the master fields that would decide it."""

    verdict: Verdict
    because: tuple[str, ...]  # no: conditions not met; unsure: conditions unknown; likely: all conditions
    deciding: tuple[str, ...] = ()  # unsure: unknown master fields that these conditions read


def standing(rules: Sequence[Rule], scope: Mapping[str, Mapping[str, object]], **more: object) -> Standing:
    """Check ``rules`` with the facts in ``scope`` (by kind of party, then name); ``more`` holds today."""
    results = [(rule, evaluate(rule.condition.tree, {**scope, **more})) for rule in rules]
    if failed := [rule for rule, result in results if result is False]:
        return Standing("no", _because(failed))
    if open_ := [rule for rule, result in results if result is not True]:
        read = (name for rule in open_ for name in _masters(rule.condition.tree))
        unknown = dict.fromkeys(name for name in read if not _is_known(name, scope))
        return Standing("unsure", _because(open_), tuple(unknown))
    return Standing("likely", _because(rules))


def _because(rules: Sequence[Rule]) -> tuple[str, ...]:
    return tuple(rule.message for rule in rules)


def _masters(tree: Tree) -> Iterator[str]:
    """The master fields that a tree reads, in order."""
    if not isinstance(tree, list):
        return
    if tree[:1] == ["get"] and len(tree) > 2:
        yield f"{tree[1]}.{tree[2]}"
    for part in tree:
        yield from _masters(part)


def _is_known(master: str, scope: Mapping[str, Mapping[str, object]]) -> bool:
    party, _, name = master.partition(".")
    return name in scope.get(party, {})
