"""Breaks good specs: each way, at a place that a seed chooses, gives a set that must be refused."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from tests.unit.generator.dunes import FILES, FORM

Files = dict[str, bytes]


class Broken(NamedTuple):
    """A set of files with one mistake, and what was done to it."""

    how: str
    file: str
    files: Files


Break = Callable[[random.Random], tuple[str, bytes | str]]
"""Gives the file that is changed and its new content."""

KEYS = (
    "form|title|summary|purpose|deadline|next_steps|actions|pages|page|intro|fields|use|as|label|field|type|"
    "show_if|default|valid_if|rule|message|required_if|row_label|calculate|shows|text|statement|required|"
    "sensitivity|steward|when_changed|confirm_after|of|same_as|languages|currency|timezone|contact|"
    "agencies|agency|registers|register|max_length|autocomplete"
)
_KEY = re.compile(rf"^( *(?:- )?)({KEYS}):(.*)$", re.MULTILINE)


def mutations(seed: int, count: int) -> Iterator[Broken]:
    """``count`` broken sets; the same seed gives the same sets."""
    chance = random.Random(seed)
    names = sorted(BREAKS)
    for number in range(count):
        how = names[number % len(names)]
        file, content = BREAKS[how](chance)
        yield broken(how, file, content)


def broken(how: str, file: str, content: bytes | str) -> Broken:
    """The good files with one of them replaced or added."""
    files = {name: text.encode() for name, text in FILES.items()}
    return Broken(how, file, {**files, file: content if isinstance(content, bytes) else content.encode()})


def _any_file(chance: random.Random) -> str:
    """A file of keys and values; mistakes in articles are told apart elsewhere."""
    return chance.choice(sorted(name for name in FILES if name.endswith(".yaml")))


def _key_lines(file: str, only: str = "") -> list[re.Match[str]]:
    found = list(_KEY.finditer(FILES[file]))
    return [match for match in found if match[2] in only.split()] if only else found


def _replaced(file: str, match: re.Match[str], line: str) -> str:
    text = FILES[file]
    return text[: match.start()] + line + text[match.end() :]


def _misspelt_key(chance: random.Random) -> tuple[str, str]:
    file = _any_file(chance)
    match = chance.choice(_key_lines(file))
    at = chance.randrange(len(match[2]))
    word = chance.choice(
        [
            match[2][:at] + "q" + match[2][at:],
            match[2][:at] + "z" + match[2][at + 1 :],
            match[2].upper(),
            match[2] + "_" + match[2],
        ]
    )
    return file, _replaced(file, match, f"{match[1]}{word}:{match[3]}")


def _missing_key(chance: random.Random) -> tuple[str, str]:
    file = chance.choice([FORM, "clerk/trade_name.yaml", "city.yaml"])
    match = chance.choice(
        _key_lines(file, "title page form languages agencies pages type label rule message")
    )
    needed = {"label": "field", "type": "field", "message": "rule", "title": "form page"}
    if match[2] in needed and "- " in match[1]:
        return file, _replaced(file, match, f"{match[1]}:")
    if match[2] in ("pages", "agencies") or "- " in match[1]:
        return file, _replaced(file, match, f"{match[1]}{match[2]}: []")
    return file, _replaced(file, match, "")


def _empty_value(chance: random.Random) -> tuple[str, str]:
    file = _any_file(chance)
    plain = [match for match in _key_lines(file) if match[3].strip() not in ("", "|", ">-")]
    match = chance.choice(plain)
    return file, _replaced(file, match, f"{match[1]}{match[2]}:{chance.choice(['', ' ', ' # nothing'])}")


def _wrong_shape(chance: random.Random) -> tuple[str, str]:
    file = _any_file(chance)
    texts = "form title summary label field page type use steward sensitivity rule message currency agency"
    match = chance.choice(_key_lines(file, texts))
    shape = chance.choice(["[a, b]", "{a: b}", "[[x]]", "{a: {b: c}}", "[]", "{}"])
    return file, _replaced(file, match, f"{match[1]}{match[2]}: {shape}")


def _wrong_value(chance: random.Random) -> tuple[str, str]:
    wrong = {
        FORM: [
            ("required: false", "required: no"),
            ("required: false", "required: 0"),
            ("max: 500", "max: many"),
            ("max: 500", "max: 5e2"),
            ("max: 500", "max: -3"),
            ("deadline: 2030-12-31", "deadline: 31.12.2030"),
            ("deadline: 2030-12-31", "deadline: 2030-13-01"),
            ("shows: money", "shows: cash"),
            ("type: integer", "type: number"),
            ("default: 10", "default: ten"),
            ("default: 10", "default: true"),
            ("field: seats", "field: Number of seats"),
            ("page: rooms", "page: ../rooms"),
            ("form: inspection", "form: Inspection Form"),
        ],
        "master_fields.yaml": [
            ("sensitivity: public", "sensitivity: top secret"),
            ("when_changed: review", "when_changed: never"),
            ("confirm_after: 12 months", "confirm_after: 12"),
            ("confirm_after: 12 months", "confirm_after: 0 days"),
            ("max_length: 200", "max_length: 1.5"),
            ("max: 5", "max: 0"),
            ("autocomplete: organization", "autocomplete: company"),
        ],
        "city.yaml": [
            ("[en, es]", "[english]"),
            ("[en, es]", "[]"),
            ("currency: USD", "currency: dollars"),
            ("America/Los_Angeles", "Foggyton"),
        ],
    }
    file = chance.choice(sorted(wrong))
    old, new = chance.choice(wrong[file])
    return file, FILES[file].replace(old, new, 1)


def _wrong_reference(chance: random.Random) -> tuple[str, str]:
    wrong = [
        (FORM, "use: business.phone", "use: business.fone"),
        (FORM, "use: business.phone", "use: busines.phone"),
        (FORM, "use: business.owners", "use: owner.name"),
        (FORM, "show_if: kind == 'other'", "show_if: kid == 'other'"),
        (FORM, "show_if: kind == 'other'", "show_if: kind == 'others'"),
        (FORM, "show_if: kind == 'other'", "show_if: kind > 3"),
        (FORM, "show_if: kind == 'other'", "show_if: knwon(kind)"),
        (FORM, "rule: seats >= stools", "rule: seats >= stool"),
        (FORM, "rule: seats >= stools", "rule: seats >= legal_name"),
        (FORM, "calculate: sum(costs.amount)", "calculate: sum(costs.amonut)"),
        (FORM, "calculate: sum(costs.amount)", "calculate: costs"),
        (FORM, "actions: [receipt]", "actions: [receit]"),
        ("master_fields.yaml", "steward: clerk", "steward: clerc"),
        ("master_fields.yaml", "of: owner", "of: holder"),
        ("master_fields.yaml", "sum(owners.share)", "sum(owner.share)"),
        ("city.yaml", "agency: clerk, name", "agency: clerks, name"),
    ]
    file, old, new = chance.choice(wrong)
    return file, FILES[file].replace(old, new, 1)


def _circle(chance: random.Random) -> tuple[str, str]:
    circles = [
        ("calculate: sum(costs.amount)", "calculate: total * 2"),
        ("show_if: kind == 'other'", "show_if: other_kind == 'x'"),
        ("show_if: kind == 'other'", "show_if: seats > 1"),
        ("show_if: kind != 'shop'", "show_if: seats > 1"),
        ("default: 10", "default: seats + 1"),
        ("default: 10", "default: stools"),
        ("{label: A bar,", "{label: A bar, show_if: kind == 'bar',"),
    ]
    old, new = chance.choice(circles)
    return FORM, FILES[FORM].replace(old, new, 1)


def _twice(chance: random.Random) -> tuple[str, str]:
    file = _any_file(chance)
    if chance.random() < 0.3:
        return f"clerk/copy_{chance.randrange(99)}.yaml", FILES[FORM]
    single = [
        match for match in _key_lines(file) if "- " not in match[1] and match[3].strip() not in ("", "|")
    ]
    match = chance.choice(single)
    return file, _replaced(file, match, f"{match[0]}\n{match[0]}")


def _hostile_text(chance: random.Random) -> tuple[str, bytes]:
    file = _any_file(chance)
    line = chance.choice(_key_lines(file))
    poison = chance.choice(
        [b"\x00", b"\x07", b"\x1b[2J", b"\x7f", b"\xff", b"\xc3\x28", b"\xed\xa0\x80", "\u202e".encode(),
         "\u2028".encode(), "\ufeff".encode(), "\ufffe".encode(), "\x85".encode(), b"\xf5\x80\x80\x80"]
    )  # fmt: skip
    at = len(FILES[file][: line.end()].encode())
    text = FILES[file].encode()
    return file, text[:at] + poison + text[at:]


def _escaped_poison(chance: random.Random) -> tuple[str, str]:
    file = chance.choice([FORM, "clerk/trade_name.yaml"])
    match = chance.choice(_key_lines(file, "title label"))
    poison = chance.choice([r"\0", r"\x1b", r"\u202e", r"\u2066", r"\ud800", r"\e", r"\a", r"\uFEFF"])
    return file, _replaced(file, match, f'{match[1]}{match[2]}: "x{poison}y"')


def _tricks(chance: random.Random) -> tuple[str, str]:
    file = _any_file(chance)
    match = chance.choice(_key_lines(file, "title label currency"))
    value = chance.choice(
        [
            "&a x",
            "*a",
            "!!python/object/apply:os.system [ls]",
            "!include /etc/passwd",
            "!!binary aGk=",
            "<<: *a",
        ]
    )
    return file, _replaced(file, match, f"{match[1]}{match[2]}: {value}")


def _torn(chance: random.Random) -> tuple[str, str]:
    file = _any_file(chance)
    match = chance.choice(_key_lines(file))
    rest = chance.choice(["", " [", " {a: ", ' "', " '", " [a, b", " {", " @", " `", " %"])
    return file, FILES[file][: match.start()] + f"{match[1]}{match[2]}:{rest}\n"


def _tabs(chance: random.Random) -> tuple[str, str]:
    file = chance.choice([FORM, "clerk/trade_name.yaml", "master_fields.yaml"])
    inner = [match for match in _key_lines(file) if match[1].startswith("  ")]
    match = chance.choice(inner)
    return file, _replaced(file, match, f"\t{match[0].strip()}")


def _huge(chance: random.Random) -> tuple[str, str]:
    file = _any_file(chance)
    big = chance.choice(["comment", "label", "value", "expression"])
    if big == "comment":
        return file, FILES[file] + "# " + "x" * 300_000
    if big == "expression":
        return FORM, FILES[FORM].replace(
            "kind == 'other'", "kind == 'other' or " * 5_000 + "kind == 'bar'", 1
        )
    match = chance.choice(_key_lines(FORM, "label title"))
    return FORM, _replaced(FORM, match, f"{match[1]}{match[2]}: {'x' * chance.choice([600, 9_000, 100_000])}")


def _deep(chance: random.Random) -> tuple[str, str]:
    file = _any_file(chance)
    match = chance.choice(_key_lines(file, "title label currency"))
    depth = chance.choice([21, 100, 5_000])
    value = chance.choice(["[" * depth + "]" * depth, "{a: " * depth + "x" + "}" * depth, "[" * depth])
    return file, _replaced(file, match, f"{match[1]}{match[2]}: {value}")


def _binary(chance: random.Random) -> tuple[str, bytes]:
    file = _any_file(chance)
    heads = [b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"%PDF-1.7\n\xe2\xe3", b"\x1f\x8b\x08", b"\xff\xfe"]
    return file, chance.choice(heads) + chance.randbytes(chance.choice([10, 500, 20_000]))


def _misplaced(chance: random.Random) -> tuple[str, str]:
    name = chance.choice(
        ["form.yaml", "fire/sub/form.yaml", "police/form.yaml", "citty.yaml", "clerk/trade_name.json"]
    )
    return name, FILES["clerk/trade_name.yaml"].replace("form: trade-name", "form: form")


BREAKS: Mapping[str, Break] = {
    "misspelt key": _misspelt_key,
    "missing key": _missing_key,
    "empty value": _empty_value,
    "wrong shape": _wrong_shape,
    "wrong value": _wrong_value,
    "wrong reference": _wrong_reference,
    "circle": _circle,
    "twice": _twice,
    "hostile text": _hostile_text,
    "escaped poison": _escaped_poison,
    "tricks": _tricks,
    "torn": _torn,
    "tabs": _tabs,
    "huge": _huge,
    "deep": _deep,
    "binary": _binary,
    "misplaced": _misplaced,
}
