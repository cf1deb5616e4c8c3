"""Reads YAML as nodes: from libyaml's events, all values as text, without anchors, tags or repeated keys."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import yaml

from generator.problems import Problem
from generator.sources.yaml.guard import FORBIDDEN, MAX_DEPTH, place_in, too_deep
from generator.sources.yaml.nodes import MappingNode, Node, Place, ScalarNode, SequenceNode
from generator.sources.yaml.yaml_faults import explained

# Events instead of PyYAML's composed nodes: they show anchors and tags, need no recursion in C, and reading
# can stop at the depth limit.


class Refused(Exception):
    """Stops reading a file at a problem after which nothing can be understood."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read_yaml(text: str, file: str, problems: list[Problem]) -> Node | None:
    """The document in ``text``; None when there is none or it is invalid."""
    try:
        return _Reader(text, file, problems).document()
    except Refused as refused:
        problems.append(refused.problem)
    except yaml.MarkedYAMLError as error:
        problems.append(explained(error, text, file))
    except yaml.YAMLError:
        problems.append(_unreadable(text, file))
    return None


class _Reader:
    """Converts the events of one file into nodes."""

    def __init__(self, text: str, file: str, problems: list[Problem]) -> None:
        self.file = file
        self.problems = problems
        self.depth = 0
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.CSafeLoader)

    def document(self) -> Node | None:
        next(self.events)  # stream start
        if not isinstance(next(self.events), yaml.DocumentStartEvent):
            return None
        node = self._node(next(self.events))
        next(self.events)  # document end
        following = next(self.events)
        if isinstance(following, yaml.DocumentStartEvent):
            raise Refused(
                self._place(following).problem(
                    "E114",
                    "A second document begins here.",
                    "Keep one document in a file: remove the line with ---, or make a second file.",
                )
            )
        return node

    def _node(self, event: yaml.Event) -> Node:
        assert isinstance(event, yaml.NodeEvent)  # noqa: S101 - guaranteed by YAML's grammar
        self._refuse_tricks(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._text(event)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Refused(too_deep(self._place(event)))
        node = self._items(event) if isinstance(event, yaml.SequenceStartEvent) else self._entries(event)
        self.depth -= 1
        return node

    def _text(self, event: yaml.ScalarEvent) -> ScalarNode:
        place, text = self._place(event), event.value
        found = FORBIDDEN.search(text)
        if found:  # through an escape such as "\0"
            self.problems.append(
                place.problem(
                    "E104",
                    f"This text contains the invisible character U+{ord(found[0]):04X}.",
                    "Remove the escape that makes it.",
                )
            )
            text = FORBIDDEN.sub("", text)
        return ScalarNode(place, unicodedata.normalize("NFC", text), event.style or "")

    def _items(self, start: yaml.Event) -> SequenceNode:
        items = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._node(event))
        return SequenceNode(self._place(start, event), tuple(items))

    def _entries(self, start: yaml.Event) -> MappingNode:
        entries: list[tuple[ScalarNode, Node]] = []
        seen: dict[str, ScalarNode] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key, value = self._key(event), self._node(next(self.events))
            if key is None:
                continue
            if key.text in seen:
                self._note_repeated(key, seen[key.text])
                continue
            seen[key.text] = key
            entries.append((key, value))
        return MappingNode(self._place(start, event), tuple(entries))

    def _key(self, event: yaml.Event) -> ScalarNode | None:
        node = self._node(event)
        if isinstance(node, ScalarNode) and node.text:
            return node
        self.problems.append(
            node.place.problem(
                "E111",
                "This key is not a word.",
                "Write a word before the colon; put texts that contain { or [ in quotes.",
            )
        )
        return None

    def _note_repeated(self, key: ScalarNode, first: ScalarNode) -> None:
        self.problems.append(
            key.place.problem(
                "E110",
                f"“{key.text}” stands twice in the same mapping, first in line {first.place.line}.",
                "Remove or rename one of the two; a new entry of a list begins with - and a space.",
            )
        )

    def _refuse_tricks(self, event: yaml.NodeEvent) -> None:
        if isinstance(event, yaml.AliasEvent):
            raise Refused(self._no_anchor(event, f"*{event.anchor}"))
        if event.anchor is not None:
            raise Refused(self._no_anchor(event, f"&{event.anchor}"))
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag is not None:
            self.problems.append(
                self._place(event).problem(
                    "E109",
                    f"The tag {event.tag} is not allowed.",
                    "Remove it: every value is text, and the field type decides what it means.",
                )
            )

    def _no_anchor(self, event: yaml.Event, word: str) -> Problem:
        return self._place(event).problem(
            "E108",
            f"The anchor or alias {word} is not allowed.",
            "Write the value out; put texts that begin with & or * in quotes.",
        )

    def _place(self, event: yaml.Event, end: yaml.Event | None = None) -> Place:
        start, stop = event.start_mark, (end or event).end_mark
        assert start is not None  # noqa: S101 - libyaml marks every event
        assert stop is not None  # noqa: S101 - libyaml marks every event
        return Place(self.file, start.line + 1, start.column + 1, stop.line + 1, stop.column + 1)


def _unreadable(text: str, file: str) -> Problem:
    return place_in(text, 0, file).problem(
        "E106",
        "This is not valid YAML: a character cannot be read.",
        "Retype the file in a plain text editor.",
    )
