"""Random scopes, and random expressions that are well-typed in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from random import Random

from forms.expressions import BOOLEAN, DATE, NUMBER, TEXT, TIME, Choice, Group, Kind, ListOf

OPTIONS = ("yes", "no", "not_sure")
ROW = Group({"share": NUMBER, "name": TEXT, "since": DATE, "works": BOOLEAN, "kind": Choice(OPTIONS)})
KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("n1", "n2", "n3"), NUMBER),
    **dict.fromkeys(("t1", "t2"), TEXT),
    **dict.fromkeys(("d1", "d2"), DATE),
    **dict.fromkeys(("m1", "m2"), TIME),
    **dict.fromkeys(("b1", "b2", "b3"), BOOLEAN),
    **dict.fromkeys(("c1", "c2"), Choice(OPTIONS)),
    "ticked": ListOf(Choice(OPTIONS)),
    "rows": ListOf(ROW),
    "sites": ListOf(Group({"fees": ListOf(NUMBER)})),
    "place": Group({"zip": TEXT, "floor": NUMBER, "seen": Group({"on": DATE})}),
}
_WORDS = (
    "",
    "a",
    "yes",
    "O’Neil",
    "ñandú ÀÉ",
    " \u00a0 x\t",
    "ẞß",
    "日本語",
    "😀e\u0301",
    "Ещё",
    "ΣΑΣ",
    "đƯỜNG",
)
_DAYS = ("0001-01-01", "9999-12-31", "2024-02-29", "2023-02-28", "2024-01-31", "1900-02-28", "2000-02-29")


def random_scope(random: Random) -> dict[str, object]:
    """A value, or unknown, for every name, and the day that today() gives."""
    return {name: _value(random, kind) for name, kind in KINDS.items()} | {"today": _date(random)}


def random_source(random: Random) -> str:
    """An expression of a random kind, from a single name to one that may pass the limits."""
    kind = random.choice((NUMBER, NUMBER, NUMBER, TEXT, DATE, TIME, BOOLEAN, BOOLEAN, BOOLEAN))
    return _source(random, kind, random.randint(1, 6))


def _value(random: Random, kind: Kind) -> object:
    if random.random() < 0.07:
        return None
    match kind:
        case Choice():
            return random.choice(kind.options)
        case ListOf():
            return tuple(_value(random, kind.item) for _ in range(random.choice((0, 1, 2, 3))))
        case Group():
            return {name: _value(random, part) for name, part in kind.fields.items()}
        case _:
            return _SINGLE[kind](random)


def _number(random: Random) -> Decimal:
    return Decimal(_number_text(random))


def _number_text(random: Random) -> str:
    sign = random.choice(("", "", "-"))
    match random.choice((0, 0, 1, 1, 1, 2, 2, 2, 3, 4, 5)):
        case 0:
            return sign + str(random.randint(0, 12))
        case 1:  # a tie, for rounding
            return f"{sign}{random.randint(0, 99)}.{_digits(random, random.randint(0, 9))}5"
        case 2:
            return f"{sign}{random.randint(0, 10**6)}.{_digits(random, 2)}"
        case 3:  # at the limit of digits
            places = random.randint(0, 39)
            digits = random.choice(("9", "1")) + _digits(random, 39)
            return sign + (digits if not places else f"{digits[:-places]}.{digits[-places:]}")
        case 4:
            return f"{sign}0.{_digits(random, random.randint(1, 38))}1"
        case _:
            return f"{sign}{10 ** random.randint(0, 39)}"


def _digits(random: Random, many: int) -> str:
    return "".join(random.choice("0123456789") for _ in range(many))


def _text(random: Random) -> str:
    if random.random() < 0.7:
        return random.choice(_WORDS)
    return "".join(
        chr(
            random.choice(
                (random.randint(32, 0x24F), random.randint(0x370, 0x52F), random.randint(0x1E00, 0x206F))
            )
        )
        for _ in range(3)
    )


def _date(random: Random) -> date:
    if random.random() < 0.4:
        return date.fromisoformat(random.choice(_DAYS))
    return date(1, 1, 1) + timedelta(
        days=random.choice((random.randint(0, 3_652_058), 738_000 + random.randint(0, 2_000)))
    )


def _time(random: Random) -> time:
    return time(random.randint(0, 23), random.randint(0, 59), random.choice((0, 0, 30)))


def _boolean(random: Random) -> bool:
    return random.random() < 0.5


_SINGLE: Mapping[Kind, Callable[[Random], object]] = {
    NUMBER: _number,
    TEXT: _text,
    DATE: _date,
    TIME: _time,
    BOOLEAN: _boolean,
}

# What gives each kind. A letter in braces stands for a part of that kind: n number, w small whole number,
# t text, d date, m time, b yes/no, q quoted option; N and B are lists; the rest is written as it stands.
_FORMS: Mapping[Kind, tuple[str, ...]] = {
    NUMBER: (
        "{n} + {n}",
        "{n} - {n}",
        "{n} * {n}",
        "{n} / {n}",
        "-({n})",
        "({n} if {b} else {n})",
        "round({n}, {p})",
        "round({n} / {w}, {p})",
        "round({n})",
        "floor({n})",
        "ceil({n})",
        "abs({n})",
        "sum({N})",
        "sum({n}, {n}, {n})",
        "min({n}, {n})",
        "max({N})",
        "min({N})",
        "count(ticked)",
        "count(rows)",
        "count({N})",
        "count_true({B})",
        "length({t})",
        "year({d})",
        "month({d})",
        "day({d})",
        "days_between({d}, {d})",
        "months_between({d}, {d})",
        "years_between({d}, {d})",
        "otherwise({n}, {n})",
        "({n} - {n}) * {n}",
    ),
    TEXT: (
        "{t} + {t}",
        "lower({t})",
        "upper({t})",
        "trim({t})",
        "otherwise({t}, {t})",
        "({t} if {b} else {t})",
        "place.zip",
    ),
    DATE: (
        "today()",
        "add_days({d}, {n})",
        "add_days({d}, {w})",
        "{d} + {w}",
        "{d} - {w}",
        "add_months({d}, {w})",
        "add_months({d}, {n})",
        "add_years({d}, {w})",
        "max({d}, {d})",
        "min(rows.since)",
        "otherwise({d}, {d})",
        "({d} if {b} else {d})",
        "place.seen.on",
    ),
    TIME: ("max({m}, {m})", "min([{m}, {m}])", "otherwise({m}, {m})", "({m} if {b} else {m})"),
    BOOLEAN: (
        "{b} and {b}",
        "{b} or {b}",
        "not ({b})",
        "({b} and {b} and not ({b}))",
        "{n} == {n}",
        "{n} != {n}",
        "{n} < {n}",
        "{n} <= {n}",
        "{n} <= {n} < {n}",
        "{n} > {w}",
        "{n} >= {n}",
        "{t} == {t}",
        "{t} != {t}",
        "{d} < {d}",
        "{d} <= {d} <= {d}",
        "{d} == {d}",
        "{m} > {m}",
        "{m} == {m}",
        "({b}) == ({b})",
        "c1 == {q}",
        "c1 != c2",
        "c2 in [{q}, {q}]",
        "c2 not in ({q}, {q})",
        "{q} in ticked",
        "c1 in ticked",
        "{q} in rows.kind",
        "{n} in {N}",
        "{d} in rows.since",
        "contains({t}, {t})",
        "starts_with({t}, {t})",
        "ends_with({t}, {t})",
        "known({n})",
        "known({t})",
        "known({d})",
        "known(rows)",
        "known(place)",
        "any_of({B})",
        "all_of({B})",
        "any_of({b}, {b})",
        "otherwise({b}, {b})",
        "({b} if {b} else {b})",
        "otherwise(c1, {q}) == {q}",
    ),
}
_LETTERS = {"n": NUMBER, "t": TEXT, "d": DATE, "m": TIME, "b": BOOLEAN}
_NUMBER_LISTS = ("rows.share", "sites.fees", "[{n}, {n}]", "[{n}, {n}, {n}]")
_BOOLEAN_LISTS = ("rows.works", "[{b}, {b}]", "[{b}, {b}, {b}]")


def _source(random: Random, kind: Kind, depth: int) -> str:
    if depth <= 0 or random.random() < 0.1:
        return _leaf(random, kind)
    form = random.choice(_FORMS[kind])
    return _filled(random, form, depth - 1)


def _filled(random: Random, form: str, depth: int) -> str:
    pieces = []
    for piece in re.split(r"(\{.\})", form):
        pieces.append(_piece(random, piece[1], depth) if re.fullmatch(r"\{.\}", piece) else piece)
    return "".join(pieces)


def _piece(random: Random, letter: str, depth: int) -> str:
    match letter:
        case "w":
            return str(random.choice((0, 1, 2, 3, 7, 12, 13, 30, 400)))
        case "p":
            return str(random.randint(0, 10))
        case "q":
            return f"'{random.choice(OPTIONS)}'"
        case "N":
            return _filled(random, random.choice(_NUMBER_LISTS), depth)
        case "B":
            return _filled(random, random.choice(_BOOLEAN_LISTS), depth)
        case _:
            return _operand(random, _LETTERS[letter], depth)


def _operand(random: Random, kind: Kind, depth: int) -> str:
    source = _source(random, kind, depth)
    return source if re.fullmatch(r"[\w.]+", source) else f"({source})"


def _leaf(random: Random, kind: Kind) -> str:
    if random.random() < 0.5:
        return random.choice([name for name, known in KINDS.items() if known == kind])
    match kind.phrase:
        case "a number":
            return _number_text(random)
        case "a text":
            return f'"{random.choice([word for word in _WORDS if word.isprintable()])}"'
        case "a date":
            return f"date('{_date(random).isoformat()}')"
        case "a time":
            return f"time('{_time(random).isoformat()}')"
        case _:
            return random.choice(("true", "false"))
