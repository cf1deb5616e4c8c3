"""Exact decimal arithmetic within 40 digits, the same as in evaluate.js."""

from __future__ import annotations

import re
from decimal import (
    MAX_EMAX,
    MIN_EMIN,
    ROUND_CEILING,
    ROUND_FLOOR,
    ROUND_HALF_UP,
    Context,
    Decimal,
)

MAX_DIGITS = 40  # before and after the point together; results with more are unknown
MAX_WRITTEN = 80  # digits of an input number, counting leading and trailing zeros
DIVISION_PLACES = 10
_ZERO = Decimal(0)

# 200 digits hold every sum and product of two numbers exactly. A quotient that is no tie differs from
# the nearest tie by more than 10**-91, so rounding it to 200 digits first cannot change the result.
_EXACT = Context(prec=200, rounding=ROUND_HALF_UP, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[])


def bounded(number: Decimal) -> Decimal | None:
    """The number without redundant zeros, or None when it needs more than 40 digits."""
    if not number.is_finite() or len(number.as_tuple().digits) > 2 * MAX_WRITTEN:
        return None
    number = number.normalize(_EXACT)
    _, digits, exponent = number.as_tuple()
    places = -int(exponent)
    if places > MAX_DIGITS or len(digits) - min(places, 0) > MAX_DIGITS:
        return None
    return _EXACT.plus(number) if places >= 0 else number.quantize(Decimal(1), context=_EXACT)


def from_text(text: str) -> Decimal | None:
    """A number from plain digits with at most one point, the only form that trees hold."""
    if len(text) > MAX_WRITTEN or not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        return None
    return bounded(Decimal(text))


def add(left: Decimal, right: Decimal) -> Decimal | None:
    """The exact sum."""
    return bounded(_EXACT.add(left, right))


def subtract(left: Decimal, right: Decimal) -> Decimal | None:
    """The exact difference."""
    return bounded(_EXACT.subtract(left, right))


def multiply(left: Decimal, right: Decimal) -> Decimal | None:
    """The exact product."""
    return bounded(_EXACT.multiply(left, right))


def divide(left: Decimal, right: Decimal) -> Decimal | None:
    """The quotient, rounded half-up to 10 decimal places; division by zero is unknown."""
    return _placed(_EXACT.divide(left, right), DIVISION_PLACES) if right else None


def negate(number: Decimal) -> Decimal | None:
    """The number with the other sign; zero has none."""
    return bounded(_EXACT.minus(number))


def magnitude(number: Decimal) -> Decimal:
    """The absolute value."""
    return number.copy_abs()


def total(*numbers: Decimal) -> Decimal | None:
    """The sum from left to right; None as soon as it needs more than 40 digits."""
    result: Decimal | None = _ZERO
    for number in numbers:
        result = None if result is None else add(result, number)
    return result


def rounded(number: Decimal, places: Decimal) -> Decimal | None:
    """Rounded to 0 to 10 decimal places, ties away from zero."""
    if not is_whole(places) or not 0 <= places <= DIVISION_PLACES:
        return None
    return _placed(number, int(places))


def floor(number: Decimal) -> Decimal | None:
    """The largest whole number that is not greater."""
    return bounded(number.to_integral_value(ROUND_FLOOR))


def ceil(number: Decimal) -> Decimal | None:
    """The smallest whole number that is not less."""
    return bounded(number.to_integral_value(ROUND_CEILING))


def is_whole(number: Decimal) -> bool:
    """Whether a bounded number has no decimal places."""
    return number.as_tuple().exponent == 0


def _placed(number: Decimal, places: int) -> Decimal | None:
    return bounded(number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _EXACT))
