"""Files that take a naive reader much time or memory, or make it run something."""

from __future__ import annotations

from collections.abc import Mapping

from tests.unit.generator.dunes import FILES, FORM


def _laughs(levels: int) -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "\n".join(lines) + "\n"


def _expression(text: str) -> str:
    return FILES[FORM].replace("show_if: kind == 'other'", f'show_if: "{text}"', 1)


BOMBS: Mapping[str, str | bytes] = {
    "billion laughs": _laughs(10),
    "a merge": "a: &a {x: y}\nb: {<<: *a}\n",
    "100,000 open brackets": "[" * 100_000,
    "100,000 open braces": "{" * 100_000,
    "60,000 mappings": "{a: " * 60_000,
    "100,000 dashes": "- " * 100_000,
    "100,000 question marks": "? " * 100_000,
    "100,000 colons": ": " * 100_000,
    "100,000 anchors": "&a " * 80_000,
    "100,000 tags": "! " * 100_000,
    "a staircase": "".join(" " * n + f"k{n}:\n" for n in range(600)),
    "250 KB of one key": "x" * 250_000 + ": y",
    "250 KB of quotes": '"' * 250_000,
    "250 KB of escapes": 'a: "' + "\\x41" * 60_000 + '"',
    "50,000 repeated keys": "a: b\n" * 50_000,
    "a number of 200,000 digits": FILES[FORM].replace("max: 500", "max: " + "9" * 200_000, 1),
    "an expression of brackets": _expression("(" * 900 + "kind" + ")" * 900),
    "an expression of powers": _expression("9**9**9**9 == 1"),
    "an expression of nots": _expression("not " * 240 + "known(kind)"),
    "an expression that calls the system": _expression("__import__('os').system('id')"),
    "a text times a million": _expression("'x' * 100000000 == 'y'"),
    "an infinite file of zeros": b"\x00" * 300_000,
}
