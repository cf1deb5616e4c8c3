"""What a template may ask of a value: its entries and methods, its parts, and whether it can be called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_MAPPING = frozenset(dir(dict))
_LIST = frozenset((*dir(list), *dir(tuple)))


@dataclass(frozen=True)
class Value:
    """Anything: this one stands for a value of which nothing is known, so that every question is right."""

    @property
    def told(self) -> str:
        """What it is, in words."""
        return ""

    @property
    def entries(self) -> Iterable[str]:
        """The names that may be meant by a misspelt one."""
        return ()

    def attribute(self, name: str) -> Value | None:
        """The entry or attribute of a name; None when there is none."""
        return UNKNOWN

    def part(self, number: int) -> Value:
        """The entry at a place; -1 for one that only the request knows."""
        return UNKNOWN

    def each(self) -> Value:
        """What a loop meets."""
        return UNKNOWN

    def called(self) -> Value | None:
        """What a call gives; None when it cannot be called."""
        return UNKNOWN


UNKNOWN = Value()


@dataclass(frozen=True)
class Plain(Value):
    """A text, a number, or yes and no."""

    of: type

    @property
    def told(self) -> str:
        """What it is, in words."""
        if issubclass(self.of, str):
            return "a text"
        return "yes or no" if self.of is bool else "a number"

    @property
    def entries(self) -> Iterable[str]:
        """The names that may be meant by a misspelt one."""
        return _public(dir(self.of))

    def attribute(self, name: str) -> Value | None:
        """The entry, attribute or method of a name."""
        return Method(self, name) if hasattr(self.of, name) else None

    def part(self, number: int) -> Value:
        """The entry at a place."""
        return self

    def each(self) -> Value:
        """What a loop meets."""
        return self

    def called(self) -> Value | None:
        """What a call gives, if it can be called."""
        return None


@dataclass(frozen=True)
class Record(Value):
    """A mapping whose keys are declared."""

    fields: tuple[tuple[str, Value], ...]

    @property
    def entries(self) -> Iterable[str]:
        """The names that may be meant by a misspelt one."""
        return (name for name, _ in self.fields)

    def attribute(self, name: str) -> Value | None:
        """The entry, attribute or method of a name."""
        found = next((value for known, value in self.fields if known == name), None)
        return found or (Method(self, name) if name in _MAPPING else None)

    def each(self) -> Value:
        """What a loop meets."""
        return TEXT

    def called(self) -> Value | None:
        """What a call gives, if it can be called."""
        return None


@dataclass(frozen=True)
class Open(Value):
    """A mapping that may have any key."""

    of: Value

    @property
    def told(self) -> str:
        """What it is, in words."""
        return "a mapping"

    def attribute(self, name: str) -> Value | None:
        """The entry, attribute or method of a name."""
        return Method(self, name) if name in _MAPPING else self.of

    def part(self, number: int) -> Value:
        """The entry at a place."""
        return self.of

    def each(self) -> Value:
        """What a loop meets."""
        return TEXT

    def called(self) -> Value | None:
        """What a call gives, if it can be called."""
        return None


@dataclass(frozen=True)
class Listed(Value):
    """A list; ``parts`` are there when each place has a value of its own."""

    of: Value
    parts: tuple[Value, ...] = ()

    @property
    def told(self) -> str:
        """What it is, in words."""
        return "a list"

    @property
    def entries(self) -> Iterable[str]:
        """The names that may be meant by a misspelt one."""
        return _public(dir(tuple))

    def attribute(self, name: str) -> Value | None:
        """The entry, attribute or method of a name."""
        return Method(self, name) if name in _LIST else None

    def part(self, number: int) -> Value:
        """The entry at a place."""
        return self.parts[number] if 0 <= number < len(self.parts) else self.of

    def each(self) -> Value:
        """What a loop meets."""
        return self.of

    def called(self) -> Value | None:
        """What a call gives, if it can be called."""
        return None


@dataclass(frozen=True)
class Thing(Value):
    """An object: some of its attributes are declared with their types, of others only the name is known."""

    fields: tuple[tuple[str, Value], ...]
    others: frozenset[str] = frozenset()

    @property
    def entries(self) -> Iterable[str]:
        """The names that may be meant by a misspelt one."""
        return _public((*(name for name, _ in self.fields), *self.others))

    def attribute(self, name: str) -> Value | None:
        """The entry, attribute or method of a name."""
        found = next((value for known, value in self.fields if known == name), None)
        return found or (UNKNOWN if name in self.others else None)

    def part(self, number: int) -> Value:
        """The entry at a place."""
        return self.fields[number][1] if 0 <= number < len(self.fields) else UNKNOWN


@dataclass(frozen=True)
class Function(Value):
    """What can be called, with what that gives."""

    gives: Value

    @property
    def told(self) -> str:
        """What it is, in words."""
        return "a function"

    def called(self) -> Value | None:
        """What a call gives, if it can be called."""
        return self.gives


@dataclass(frozen=True)
class Method(Value):
    """A method of a text, a list or a mapping."""

    owner: Value
    name: str

    def called(self) -> Value | None:
        """What a call gives, if it can be called."""
        if isinstance(self.owner, Plain):
            return _of_text(self.owner, self.name)
        if isinstance(self.owner, Open | Record):
            return _of_mapping(self.owner, self.name)
        return self.owner if self.name == "copy" else UNKNOWN


@dataclass(frozen=True)
class Either(Value):
    """One of several values: what one of them has may be asked for."""

    of: tuple[Value, ...]

    @property
    def told(self) -> str:
        """What it is, in words."""
        return " or ".join(dict.fromkeys(one.told for one in self.of if one.told))

    @property
    def entries(self) -> Iterable[str]:
        """The names that may be meant by a misspelt one."""
        return (name for one in self.of for name in one.entries)

    def attribute(self, name: str) -> Value | None:
        """The entry, attribute or method of a name."""
        found = [value for one in self.of if (value := one.attribute(name)) is not None]
        return either(found) if found else None

    def part(self, number: int) -> Value:
        """The entry at a place."""
        return either(one.part(number) for one in self.of)

    def each(self) -> Value:
        """What a loop meets."""
        return either(one.each() for one in self.of)

    def called(self) -> Value | None:
        """What a call gives, if it can be called."""
        found = [value for one in self.of if (value := one.called()) is not None]
        return either(found) if found else None


TEXT, TRUTH, NUMBER = Plain(str), Plain(bool), Plain(int)


def either(values: Iterable[Value]) -> Value:
    """The value that may be any of these; unknown as soon as one of them is."""
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
