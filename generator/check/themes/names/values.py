"""Types of template values: their entries, attributes, parts, and whether they can be called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_MAPPING = frozenset(dir(dict))
_LIST = frozenset((*dir(list), *dir(tuple)))


@dataclass(frozen=True)
class Value:
    """A value of unknown type, which allows everything; base class of the others."""

    @property
    def description(self) -> str:
        """The type in words."""
        return ""

    @property
    def entries(self) -> Iterable[str]:
        """The names to suggest for a misspelt one."""
        return ()

    def attribute(self, name: str) -> Value | None:
        """The entry or attribute of a name, or None."""
        return UNKNOWN

    def part(self, number: int) -> Value:
        """The entry at a position; -1 if it is only known on request."""
        return UNKNOWN

    def each(self) -> Value:
        """The entries that a loop yields."""
        return UNKNOWN

    def called(self) -> Value | None:
        """The result of a call; None when it is not callable."""
        return UNKNOWN


UNKNOWN = Value()


class Known(Value):
    """A value of a known type that cannot be called."""

    def called(self) -> Value | None:
        """None, because it is no function."""
        return None


@dataclass(frozen=True)
class Plain(Known):
    """Text, number, or boolean."""

    of: type

    @property
    def description(self) -> str:
        """The type in words."""
        if issubclass(self.of, str):
            return "a text"
        return "yes or no" if self.of is bool else "a number"

    @property
    def entries(self) -> Iterable[str]:
        """The names to suggest for a misspelt one."""
        return _public(dir(self.of))

    def attribute(self, name: str) -> Value | None:
        """The entry, attribute or method of a name, or None."""
        return Method(self, name) if hasattr(self.of, name) else None

    def part(self, number: int) -> Value:
        """The entry at a position."""
        return self

    def each(self) -> Value:
        """The entries that a loop yields."""
        return self


@dataclass(frozen=True)
class Record(Known):
    """A mapping with declared keys."""

    fields: tuple[tuple[str, Value], ...]

    @property
    def entries(self) -> Iterable[str]:
        """The names to suggest for a misspelt one."""
        return (name for name, _ in self.fields)

    def attribute(self, name: str) -> Value | None:
        """The entry, attribute or method of a name, or None."""
        found = next((value for known, value in self.fields if known == name), None)
        return found or (Method(self, name) if name in _MAPPING else None)

    def each(self) -> Value:
        """The entries that a loop yields."""
        return TEXT


@dataclass(frozen=True)
class Open(Known):
    """A mapping with arbitrary keys."""

    of: Value

    @property
    def description(self) -> str:
        """The type in words."""
        return "a mapping"

    def attribute(self, name: str) -> Value | None:
        """The entry, attribute or method of a name, or None."""
        return Method(self, name) if name in _MAPPING else self.of

    def part(self, number: int) -> Value:
        """The entry at a position."""
        return self.of

    def each(self) -> Value:
        """The entries that a loop yields."""
        return TEXT


@dataclass(frozen=True)
class Listed(Known):
    """A list; ``parts`` is set when positions have types of their own."""

    of: Value
    parts: tuple[Value, ...] = ()

    @property
    def description(self) -> str:
        """The type in words."""
        return "a list"

    @property
    def entries(self) -> Iterable[str]:
        """The names to suggest for a misspelt one."""
        return _public(dir(tuple))

    def attribute(self, name: str) -> Value | None:
        """The entry, attribute or method of a name, or None."""
        return Method(self, name) if name in _LIST else None

    def part(self, number: int) -> Value:
        """The entry at a position."""
        return self.parts[number] if 0 <= number < len(self.parts) else self.of

    def each(self) -> Value:
        """The entries that a loop yields."""
        return self.of


@dataclass(frozen=True)
class Thing(Value):
    """An object: some attributes have declared types, others only a name."""

    fields: tuple[tuple[str, Value], ...]
    others: frozenset[str] = frozenset()

    @property
    def entries(self) -> Iterable[str]:
        """The names to suggest for a misspelt one."""
        return _public((*(name for name, _ in self.fields), *self.others))

    def attribute(self, name: str) -> Value | None:
        """The entry, attribute or method of a name, or None."""
        found = next((value for known, value in self.fields if known == name), None)
        return found or (UNKNOWN if name in self.others else None)

    def part(self, number: int) -> Value:
        """The entry at a position."""
        return self.fields[number][1] if 0 <= number < len(self.fields) else UNKNOWN


@dataclass(frozen=True)
class Function(Value):
    """A callable with its result."""

    gives: Value

    @property
    def description(self) -> str:
        """The type in words."""
        return "a function"

    def called(self) -> Value | None:
        """The result of a call, or None."""
        return self.gives


@dataclass(frozen=True)
class Method(Value):
    """A method of a text, a list or a mapping."""

    owner: Value
    name: str

    def called(self) -> Value | None:
        """The result of a call, or None."""
        if isinstance(self.owner, Plain):
            return _of_text(self.owner, self.name)
        if isinstance(self.owner, Open | Record):
            return _of_mapping(self.owner, self.name)
        return self.owner if self.name == "copy" else UNKNOWN


@dataclass(frozen=True)
class Either(Value):
    """One of several types: allows what any of them allows."""

    of: tuple[Value, ...]

    @property
    def description(self) -> str:
        """The type in words."""
        return " or ".join(dict.fromkeys(one.description for one in self.of if one.description))

    @property
    def entries(self) -> Iterable[str]:
        """The names to suggest for a misspelt one."""
        return (name for one in self.of for name in one.entries)

    def attribute(self, name: str) -> Value | None:
        """The entry, attribute or method of a name, or None."""
        found = [value for one in self.of if (value := one.attribute(name)) is not None]
        return either(found) if found else None

    def part(self, number: int) -> Value:
        """The entry at a position."""
        return either(one.part(number) for one in self.of)

    def each(self) -> Value:
        """The entries that a loop yields."""
        return either(one.each() for one in self.of)

    def called(self) -> Value | None:
        """The result of a call, or None."""
        found = [value for one in self.of if (value := one.called()) is not None]
        return either(found) if found else None


TEXT, TRUTH, NUMBER = Plain(str), Plain(bool), Plain(int)


def either(values: Iterable[Value]) -> Value:
    """A value of any of these types; unknown if one of them is."""
    found = tuple(dict.fromkeys(values))
    if UNKNOWN in found or not found:
        return UNKNOWN
    return found[0] if len(found) == 1 else Either(found)


def record(fields: Mapping[str, Value]) -> Record:
    """A mapping with these entries."""
    return Record(tuple(fields.items()))


_LISTS_OF_TEXTS = frozenset(("split", "rsplit", "splitlines", "partition", "rpartition"))


def _of_text(text: Plain, method: str) -> Value:
    if not issubclass(text.of, str):
        return UNKNOWN
    if method in _LISTS_OF_TEXTS:
        return Listed(text)
    given = getattr("", method, None)
    if method.startswith("is") or method in ("startswith", "endswith"):
        return TRUTH
    return NUMBER if method in ("count", "find", "index", "rfind", "rindex") else text if given else UNKNOWN


def _of_mapping(mapping: Open | Record, method: str) -> Value:
    entry = mapping.of if isinstance(mapping, Open) else UNKNOWN
    given = {
        "values": Listed(entry),
        "keys": Listed(TEXT),
        "items": Listed(Listed(either((TEXT, entry)), (TEXT, entry))),
        "get": entry,
        "copy": mapping,
    }
    return given.get(method, UNKNOWN)


def _public(names: Iterable[str]) -> Iterable[str]:
    return (name for name in names if not name.startswith("_"))
