"""Plural rules: which of a language's plural forms is used for a number, as its catalogue's header says.

Only the ``Plural-Forms`` header of a catalogue decides. The rules below are those that a new catalogue begins
with, and that headers are compared with; they are kept here because the tables of libraries change: a newer
one would use forms that no translator has written.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

_HEADER = re.compile(r"\s*nplurals\s*=\s*([0-9]+)\s*;\s*plural\s*=\s*([^;]+?)\s*;?\s*")
_MOST_FORMS = 10  # msgstr[9] is the last one of a .po file
_LONGEST = 1_000  # characters of a rule

SAMPLE = (*range(1_001), *(10**digits + more for digits in (4, 5, 6, 7, 9) for more in range(12)))
"""Numbers on which rules are tried and compared: all forms of all languages occur among them."""


class BadPlurals(ValueError):
    """A ``Plural-Forms`` header that cannot be used; the message says why, as a clause."""


@dataclass(frozen=True)
class Plurals:
    """The plural rule of a catalogue: number of forms, and gettext's expression."""

    forms: int
    expression: str

    @property
    def header(self) -> str:
        """The value of a catalogue's ``Plural-Forms`` header."""
        return f"nplurals={self.forms}; plural={self.expression};"

    def form_of(self, number: int) -> int:
        """The index of the form for ``number``."""
        return _rule(self.expression)(number)

    def differs_from(self, other: Plurals) -> int | None:
        """The first number for which the two use different forms."""
        return _first_difference(self, other)


def read_plurals(header: str) -> Plurals:
    """The rule in the value of a ``Plural-Forms`` header. Raises BadPlurals."""
    found = _HEADER.fullmatch(header)
    if found is None:
        raise BadPlurals("it is not of the form “nplurals=2; plural=(n != 1);”")
    forms, expression = int(found[1][:3]), found[2]
    if not 1 <= forms <= _MOST_FORMS:
        raise BadPlurals(f"it counts {found[1][:20]} forms, where 1 to {_MOST_FORMS} are possible")
    read = Plurals(forms, expression)
    _try_out(read)
    return read


def first_plurals(code: str) -> Plurals:
    """The rule with which a new catalogue of the language ``code`` begins."""
    return known_plurals(code) or _TWO_FORMS


def known_plurals(code: str) -> Plurals | None:
    """The usual rule of the language ``code``; None if it is not known here."""
    return _BY_LANGUAGE.get(code) or _BY_LANGUAGE.get(code.partition("-")[0])


@cache
def _try_out(plurals: Plurals) -> None:
    """Raise BadPlurals unless the rule can be computed and uses existing forms only."""
    if len(plurals.expression) > _LONGEST:
        raise BadPlurals(f"its rule has more than {_LONGEST:,} characters")
    try:
        used = {number: plurals.form_of(number) for number in SAMPLE}
    except (ValueError, ArithmeticError) as error:  # its grammar, or a division by zero
        raise BadPlurals(f"its rule “{plurals.expression}” cannot be computed") from error
    for number, form in used.items():
        if not 0 <= form < plurals.forms:
            raise BadPlurals(
                f"its rule uses msgstr[{form}] for the number {number}, but nplurals={plurals.forms}"
                f" ends at msgstr[{plurals.forms - 1}]"
            )


@cache
def _rule(expression: str) -> Callable[[int], int]:
    rule: Callable[[int], int] = gettext.c2py(expression)  # knows C's operators and n, nothing else
    return rule


@cache
def _first_difference(one: Plurals, other: Plurals) -> int | None:
    return next((number for number in SAMPLE if one.form_of(number) != other.form_of(number)), None)


_TWO_FORMS = Plurals(2, "(n != 1)")

# The rules for whole numbers in CLDR (as Babel 2.19 has it), in the order of its categories, with two
# exceptions. The Romance languages do without the form for round millions ("un millón de"), which their
# catalogues lack. Arabic has the order in which its catalogues were written: 100 stands before 11.
_RULES: dict[str, tuple[int, str]] = {
    "bm bo dz hnj id ig ii ja jbo jv kde kea km ko lkt lo ms my nqo osa sah ses sg su th to tpi vi wo yo yue"
    " zh": (1, "0"),
    "ak am as bho bn csw doi fa ff fr gu hi hy kab kn kok ln mg nso pa pcm pt si ti wa zu": (2, "(n > 1)"),
    "af an asa ast az bal bem bez bg brx ca ce cgg chr ckb da de dv ee el en eo es et eu fi fo fur fy gl"
    " gsw ha haw ht hu ia ie io it jgo jmc ka kaj kcg kk kkj kl ks ksb ku ky lb lg lij lld mas mgo ml mn"
    " mr nb nd ne nl nn nnh no nr ny nyn om or os pap ps pt-PT rm rof rwk saq sc scn sd sdh seh sn so sq"
    " ss ssy st sv sw syr ta te teo tig tk tn tr ts ug ur uz ve vec vo vun wae xh xog yi": (2, "(n != 1)"),
    "is mk": (2, "(n%10 != 1 || n%100 == 11)"),
    "ceb fil tl": (2, "(n != 1 && n != 2 && n != 3 && (n%10 == 4 || n%10 == 6 || n%10 == 9))"),
    "tzm": (2, "(n >= 2 && (n < 11 || n > 99))"),
    "lv prg": (3, "(n%10 == 0 || n%100 >= 11 && n%100 <= 19 ? 0 : n%10 == 1 && n%100 != 11 ? 1 : 2)"),
    "blo cv ksh lag": (3, "(n == 0 ? 0 : n == 1 ? 1 : 2)"),
    "shi": (3, "(n <= 1 ? 0 : n >= 2 && n <= 10 ? 1 : 2)"),
    "mo ro": (3, "(n == 1 ? 0 : n == 0 || n%100 >= 1 && n%100 <= 19 ? 1 : 2)"),
    "he iu naq sat se sma smj smn sms": (3, "(n == 1 ? 0 : n == 2 ? 1 : 2)"),
    "cs sk": (3, "(n == 1 ? 0 : n >= 2 && n <= 4 ? 1 : 2)"),
    "lt": (3, "(n%10 == 1 && n%100 != 11 ? 0 : n%10 >= 2 && (n%100 < 10 || n%100 >= 20) ? 1 : 2)"),
    "be bs hr ru sh sr uk": (
        3,
        "(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2)",
    ),
    "pl": (3, "(n == 1 ? 0 : n%10 >= 2 && n%10 <= 4 && (n%100 < 10 || n%100 >= 20) ? 1 : 2)"),
    "dsb hsb sl": (4, "(n%100 == 1 ? 0 : n%100 == 2 ? 1 : n%100 == 3 || n%100 == 4 ? 2 : 3)"),
    "gd": (4, "(n == 1 || n == 11 ? 0 : n == 2 || n == 12 ? 1 : n >= 3 && n <= 19 ? 2 : 3)"),
    "gv": (4, "(n%10 == 1 ? 0 : n%10 == 2 ? 1 : n%20 == 0 ? 2 : 3)"),
    "mt": (
        5,
        "(n == 1 ? 0 : n == 2 ? 1 : n == 0 || n%100 >= 3 && n%100 <= 10 ? 2"
        " : n%100 >= 11 && n%100 <= 19 ? 3 : 4)",
    ),
    "ga": (5, "(n == 1 ? 0 : n == 2 ? 1 : n >= 3 && n <= 6 ? 2 : n >= 7 && n <= 10 ? 3 : 4)"),
    "ar": (
        6,
        "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=0 && n%100<=2 ? 4 : 5)",
    ),
    "br": (
        5,
        "(n%10 == 1 && n%100 != 11 && n%100 != 71 && n%100 != 91 ? 0"
        " : n%10 == 2 && n%100 != 12 && n%100 != 72 && n%100 != 92 ? 1"
        " : (n%10 == 3 || n%10 == 4 || n%10 == 9) && (n%100 < 10 || n%100 > 19) && (n%100 < 70 || n%100 > 79)"
        " && n%100 < 90 ? 2 : n != 0 && n%1000000 == 0 ? 3 : 4)",
    ),
    "sgs": (
        4,
        "(n%10 == 1 && n%100 != 11 ? 0 : n == 2 ? 1 : n%10 >= 2 && (n%100 < 11 || n%100 > 19) ? 2 : 3)",
    ),
    "kw": (
        6,
        "(n == 0 ? 0 : n == 1 ? 1 : n%20 == 2 || n%1000 == 0 && (n%100000 >= 1000 && n%100000 <= 20000"
        " || n%100000 == 40000 || n%100000 == 60000 || n%100000 == 80000) || n%1000000 == 100000 ? 2"
        " : n%20 == 3 ? 3 : n%20 == 1 ? 4 : 5)",
    ),
    "cy": (6, "(n == 0 ? 0 : n == 1 ? 1 : n == 2 ? 2 : n == 3 ? 3 : n == 6 ? 4 : 5)"),
}
_BY_LANGUAGE = {code: Plurals(*rule) for codes, rule in _RULES.items() for code in codes.split()}
