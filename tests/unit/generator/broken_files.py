"""Mistakes that keep a file from being read, each a change of one good file."""

from __future__ import annotations

from tests.unit.generator.dunes import FORM
from tests.unit.generator.mistake import Mistake

BROKEN_FILES = [
    Mistake("E104", FORM, "label: Which kind?", 'label: "Which\\0 kind?"', '"Which\\0 kind?"', "U+0000"),
    Mistake("E104", FORM, "label: Which kind?", "label: Which\u202e kind?", "\u202e", "U+202E"),
    Mistake("E105", FORM, "label: Which kind?", "label: " + "[" * 30 + "]" * 30, "[", "20 deep"),
    Mistake("E105", FORM, "label: Which kind?", "label:\n" + 10 * " " + "- " * 30 + "x", "-", "20 deep"),
    Mistake("E104", FORM, "        label: Which kind?", "\u00a0 label: Which kind?", "\u00a0", "U+00A0"),
    Mistake("E106", FORM, "label: Which kind?", "label: Which: kind?", ":", 'label: "Which: kind?"'),
    Mistake("E106", FORM, "label: Which kind?", "label: [Which kind?", "[", "not closed"),
    Mistake("E106", FORM, "label: Which kind?", "label: 'Which kind?", "'", "never closed"),
    Mistake(
        "E106", FORM, "label: Which kind?", "label: 'The owner's kind?'", "s", 'label: "The owner\'s kind?"'
    ),
    Mistake("E106", FORM, "label: Which kind?", "label Which kind?", "l", "“label: Which kind?”"),
    Mistake("E106", FORM, "label: Which kind?", "label:Which kind?", ":", "“label: Which kind?”"),
    Mistake("E106", FORM, "        label: Which kind?", "\tlabel: Which kind?", "\t", "spaces"),
    Mistake(
        "E106", FORM, "        label: Which kind?", "         label: Which kind?", "l", "further than line"
    ),
    Mistake(
        "E106", FORM, "        label: Which kind?", "       label: Which kind?", "l", "entries of the list"
    ),
    Mistake("E106", FORM, "label: Which kind?", "label: - Which kind?", "-", "next line"),
    Mistake("E106", FORM, "label: Which kind?", 'label: "\\What kind?"', "\\", "single quotation marks"),
    Mistake("E106", FORM, "label: Which kind?", "label: > 5 kinds?", "5", "in quotes"),
    Mistake("E106", FORM, "label: Which kind?", "label: @kind", "@", "quotes"),
    Mistake("E108", FORM, "label: Which kind?", "label: &kind Which kind?", "&kind Which kind?", "&kind"),
    Mistake("E108", FORM, "label: Which kind?", "label: *kind", "*kind", "quotes"),
    Mistake(
        "E109",
        FORM,
        "label: Which kind?",
        "label: !!python/name:os.system x",
        "!!python/name:os.system x",
        "tag",
    ),
    Mistake(
        "E110", FORM, "label: Which kind?", "label: Which kind?\n        label: Again", "label", "line 34"
    ),
    Mistake("E111", FORM, "label: Which kind?", "label: Which kind?\n        [a, b]: c", "[a, b]", "word"),
    Mistake("E112", FORM, "label: Which kind?", "label:", "label", "leave out"),
    Mistake("E112", FORM, "label: Which kind?", 'label: ""', "label", "leave out"),
    Mistake("E114", FORM, "form: inspection", "form: inspection\n---", "---", "second"),
    Mistake(
        "E106", FORM, "      - field: other_kind", "      -field: other_kind", "-", "“- field: other_kind”"
    ),
    Mistake("E106", FORM, "label: Which kind?", 'label: "a" + b', "+", "label: '\"a\" + b'"),
]
