"""Converts libyaml's errors into problems at the characters that cause them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from generator.problems import Problem
from generator.sources.yaml.nodes import Place

# libyaml reports where it noticed; the cause is often at the start of the structure, or the line above.

Fault = tuple[int, int, str, str]
"""Line, column (from 0), cause, remedy."""

_KEY = re.compile(r"\s*(?:- +)*[\w\"'-]+:\s+\S")
_COLON_WITHOUT_SPACE = re.compile(r"(\s*(?:- +)*)([a-z_]+):(\S.*)")
_HYPHEN_WITHOUT_SPACE = re.compile(r"\s*-([A-Za-z].*)")
_WORDS = re.compile(r"(\s*(?:- +)*)([a-z_]+) +(.*)")
_OPENED = re.compile(r"\s*(?:- +)*[\w-]+: +(['\"])(?:(?!\1).)*")
_FAR = 50  # between an unclosed quotation mark and the one that closes it by accident
_PLAIN_REMEDY = "Compare the indentation, quotation marks and brackets with the lines above."


def explained(error: yaml.MarkedYAMLError, text: str, file: str) -> Problem:
    """The error as a problem with cause and remedy."""
    lines = [*re.split("\r\n|\r|\n", text), ""]  # lines as libyaml counts them
    line, column, cause, remedy = _fault_in(error, lines)
    place = Place(file, line + 1, column + 1, line + 1, column + 2)
    return place.problem("E106", f"This is not valid YAML: {cause}.", remedy)


def _fault_in(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> Fault:
    mark, began = error.problem_mark or error.context_mark, error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    here = lines[line]
    found = str(error.problem or "the structure cannot be understood")
    if here[: column + 1].strip(" -").startswith("\t"):
        return (
            line,
            here.index("\t"),
            "the line is indented with a tab",
            "Indent with spaces, never with tabs.",
        )
    if began and found in _NEVER_CLOSED:
        return began.line, began.column, *_NEVER_CLOSED[found]
    if found == "could not find expected ':'" and began:
        return _without_colon(began.line, lines[began.line])
    if found == "mapping values are not allowed in this context":
        return _second_colon(line, column, lines)
    if found == "did not find expected key":
        return _no_key(line, column, lines)
    if found == "did not find expected '-' indicator" and began:
        return _without_space(line, here) or _no_hyphen(line, column, began.line)
    if found in _KINDER:
        return line, column, *_KINDER[found]
    return line, column, found, _PLAIN_REMEDY


def _without_colon(line: int, written: str) -> Fault:
    """A line that begins with a word and has no “: ”."""
    column = len(written) - len(written.lstrip(" "))
    if joined := _COLON_WITHOUT_SPACE.match(written):
        corrected = f"{joined[2]}: {joined[3]}"
        return line, joined.end(2), "a space is missing after the colon", f"Write “{corrected}”."
    words = _WORDS.match(written)
    corrected = f"{words[2]}: {words[3]}" if words else f"{written.strip()}: …"
    return line, column, "a colon is missing in this line", f"Write “{corrected}”."


def _without_space(line: int, written: str) -> Fault | None:
    """A list item without a space after its hyphen."""
    entry = _HYPHEN_WITHOUT_SPACE.match(written)
    if not entry:
        return None
    return line, entry.start(1) - 1, "a space is missing after the hyphen", f"Write “- {entry[1]}”."


def _second_colon(line: int, column: int, lines: Sequence[str]) -> Fault:
    """A “: ” inside a value, or a line that continues the value above unintentionally."""
    if _KEY.match(lines[line][:column]):
        key, value = re.split(r":\s+", lines[line].strip(" -"), maxsplit=1)
        return (
            line,
            column,
            "there is a second “: ” where only one value may stand",
            f"Put the value in quotes: {key}: {_quoted(value)}.",
        )
    above = line - 1
    if above >= 0 and (fault := _without_space(above, lines[above])):
        return fault
    if above >= 0 and not _KEY.match(lines[above]) and not lines[above].rstrip().endswith(":"):
        return _without_colon(above, lines[above])
    return (
        line,
        len(lines[line]) - len(lines[line].lstrip(" ")),
        f"this line is indented further than line {above + 1}, which has a value already",
        "Indent both lines alike.",
    )


def _no_key(line: int, column: int, lines: Sequence[str]) -> Fault:
    here = lines[line]
    quoted = re.match(r"\s*(?:- +)*([\w-]+): +(['\"])(.+)", here[:column])
    if quoted:
        return (
            line,
            column,
            "the text goes on behind its closing quotation mark",
            f"Use the other kind of quotation mark around it: {quoted[1]}: {_requoted(here, column)}.",
        )
    for above in range(line - 1, max(-1, line - _FAR), -1):
        if opened := _OPENED.fullmatch(lines[above]):
            return above, opened.start(1), *_NEVER_CLOSED["found unexpected end of stream"]
    return (
        line,
        column,
        "this line does not belong to the lines above it",
        "Indent it exactly like the lines it belongs to; each entry of a list begins with - and a space.",
    )


def _no_hyphen(line: int, column: int, began: int) -> Fault:
    return (
        line,
        column,
        f"this line stands between the entries of the list that begins in line {began + 1}",
        "Indent it like the other lines of its entry; begin a new entry with - and a space.",
    )


def _quoted(value: str) -> str:
    quote = "'" if '"' in value else '"'
    return f"{quote}{value.strip()}{quote}"


def _requoted(here: str, column: int) -> str:
    """The value in other quotes: all of it, or up to an apostrophe that closed it."""
    value = here.split(":", 1)[1].strip()
    if here[column - 1] == " ":
        return _quoted(value)
    return _quoted(value[1:-1] if value[-1] == value[0] else value[1:])


_NEVER_CLOSED = {
    "found unexpected end of stream": (
        "the quotation mark that opens here is never closed",
        "Close it at the end of the text.",
    ),
    "did not find expected ',' or ']'": (
        "the list in [ ] that opens here is not closed, or a comma is missing",
        "Separate the entries by commas and end with ]; put texts that contain , : # [ or ] in quotes.",
    ),
    "did not find expected ',' or '}'": (
        "the mapping in { } that opens here is not closed, or a comma is missing",
        "Separate the entries by commas and end with }; put texts that contain , : # { or } in quotes.",
    ),
}

_KINDER = {
    "found character that cannot start any token": (
        "a value cannot begin with this character",
        "Put the value in quotes.",
    ),
    "did not find expected alphabetic or numeric character": (
        "* and & have a meaning of their own here",
        "Begin the entries of a list with - and a space; put a text that begins with * or & in quotes.",
    ),
    "block sequence entries are not allowed in this context": (
        "a list cannot begin here on the same line",
        "Begin the list on the next line, or put the text in quotes.",
    ),
    "found unknown escape character": (
        "\\ has a meaning of its own between double quotation marks",
        "Use single quotation marks around the text.",
    ),
    "did not find expected comment or line break": (
        "| and > have a meaning of their own here",
        "Put the value in quotes, or begin a long text on the next line.",
    ),
}
