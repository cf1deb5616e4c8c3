"""Who may apply: a form's conditions over what the city knows, and what is still to be known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from forms.expressions import Tree, evaluate
from forms.fields.base import Rule

Verdict = Literal["likely", "unsure", "no"]


@dataclass(frozen=True)
class Standing:
    """Whether a form may apply: the conditions that decided it, and the master fields that would."""

    verdict: Verdict
    because: tuple[str, ...]  # no: what is not met; unsure: what is not known to be met; likely: all
    deciding: tuple[str, ...] = ()  # unsure: the unknown master fields that these conditions read


def standing(rules: Sequence[Rule], scope: Mapping[str, Mapping[str, object]], **more: object) -> Standing:
    """Hold the facts of ``scope`` (by kind of party, then name; ``more`` is today) against the rules."""
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
    """The master fields that a tree reads, in its order."""
    if not isinstance(tree, list):
        return
    if tree[:1] == ["get"] and len(tree) > 2:
        yield f"{tree[1]}.{tree[2]}"
    for part in tree:
        yield from _masters(part)


def _is_known(master: str, scope: Mapping[str, Mapping[str, object]]) -> bool:
    party, _, name = master.partition(".")
    return name in scope.get(party, {})
