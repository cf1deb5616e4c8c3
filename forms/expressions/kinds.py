"""The kinds of values in expressions, for static checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A kind of value; ``phrase`` names it in error messages."""

    phrase: str


@dataclass(frozen=True, init=False)
class Choice(Kind):
    """One of a set of option keys; comparable only with texts that are one of them."""

    options: tuple[str, ...]

    def __init__(self, options: tuple[str, ...]) -> None:
        object.__setattr__(self, "phrase", "a choice")
        object.__setattr__(self, "options", tuple(options))


@dataclass(frozen=True, init=False)
class ListOf(Kind):
    """Any number of values of one kind: chosen options, or the rows of a list."""

    item: Kind

    def __init__(self, item: Kind) -> None:
        object.__setattr__(self, "phrase", "a list")
        object.__setattr__(self, "item", item)


@dataclass(frozen=True, init=False)
class Group(Kind):
    """Named parts, read with a dot: an address, a person's name, a row."""

    fields: Mapping[str, Kind]

    def __init__(self, fields: Mapping[str, Kind]) -> None:
        object.__setattr__(self, "phrase", "a group of answers")
        object.__setattr__(self, "fields", dict(fields))


NUMBER = Kind("a number")
TEXT = Kind("a text")
DATE = Kind("a date")
TIME = Kind("a time")
BOOLEAN = Kind("a yes/no answer")
OPAQUE = Kind("a value without readable contents")  # a file: only known() accepts it
UNSURE = Kind("a part with a mistake")  # after an error, so that it is reported only once

ORDERED = (NUMBER, DATE, TIME)
COMPARABLE = (NUMBER, DATE, TIME, TEXT, BOOLEAN)


def joined(left: Kind, right: Kind) -> Kind | None:
    """The kind of a value that may be either, or None when they are incompatible."""
    if left is UNSURE or left == right:
        return right
    if right is UNSURE:
        return left
    if isinstance(left, Choice) and isinstance(right, Choice):
        return Choice(tuple(dict.fromkeys(left.options + right.options)))
    if isinstance(left, ListOf) and isinstance(right, ListOf):
        item = joined(left.item, right.item)
        return ListOf(item) if item else None
    return None
