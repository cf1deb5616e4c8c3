"""Hostile trees: well-formed JSON that no compiler would write."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

from forms.expressions.operations import OPERATION_NAMES
from tests.fuzz.sources import KINDS

_OPERATIONS = (*sorted(OPERATION_NAMES), "get", "get", "get")
_JUNK = ("", "constructor", "__proto__", "toString", "hasOwnProperty", "length", "nothing", "0", "\n")
_TEXTS = (
    *KINDS, *_JUNK, "share", "name", "zip", "yes", "<", "==", "-0", "1.50", "1e5", "007", "٣", "1\n",
    "9" * 40, "9" * 41, "0" * 80, "0" * 81, "0." + "0" * 40 + "1", "2024-02-30", "0000-01-01", "2024-02-29",
    "24:00", "23:59:59", "23:59\n", "2024-02-29\n",
)  # fmt: skip
_LEAVES: tuple[Any, ...] = (None, True, False, 0, 1, -1, 2.5, 10**30, {}, {"num": "1"}, [], [[]], [None])


def hostile_tree(random: Random, compiled: Any) -> Any:
    """A random tree, or a compiled one that was damaged in a few places."""
    if random.random() < 0.5:
        return _random_tree(random, random.randint(0, 5))
    if random.random() < 0.05:
        return _deep(random, compiled)
    tree = copy.deepcopy(compiled)
    for _ in range(random.randint(1, 3)):
        tree = _damaged(random, tree)
    return tree


def _random_tree(random: Random, depth: int) -> Any:
    if depth <= 0 or random.random() < 0.15:
        leaves = _LEAVES if random.random() < 0.4 else _TEXTS
        return copy.deepcopy(random.choice(leaves))
    operation = random.choice(_JUNK) if random.random() < 0.05 else random.choice(_OPERATIONS)
    if operation == "get":
        root = random.choice(_JUNK if random.random() < 0.2 else tuple(KINDS))
        parts = random.choices((*_JUNK, *_TEXTS), k=random.choice((0, 0, 1, 2)))
        return ["get", root, *parts]
    return [operation, *(_random_tree(random, depth - 1) for _ in range(random.randint(0, 4)))]


def _damaged(random: Random, tree: Any) -> Any:
    if not isinstance(tree, list) or random.random() < 0.25:
        return _random_tree(random, 2)
    place = random.randrange(len(tree)) if tree else 0
    match random.randrange(4):
        case 0 if tree:
            del tree[place]
        case 1:
            tree.insert(place, _random_tree(random, 1))
        case 2 if tree:
            tree[0] = random.choice(_OPERATIONS)
        case _ if tree:
            tree[place] = _damaged(random, tree[place])
    return tree


def _deep(random: Random, tree: Any) -> Any:
    operation = random.choice(("neg", "not", "known", "list", "trim"))
    for _ in range(random.randint(40, 60)):
        tree = [operation, tree]
    return tree
