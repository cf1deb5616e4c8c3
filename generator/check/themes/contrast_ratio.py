"""The contrast ratio of two colours (WCAG 2), and the nearest colour that reaches given ratios."""

from __future__ import annotations

import colorsys
from collections.abc import Iterable, Iterator, Sequence

_STEPS = 256


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    return _ratio(_luminance(one), _luminance(other))


def nearest_passing(colour: str, promises: Iterable[tuple[str, float]]) -> str | None:
    """The colour of the same hue, nearest in lightness, that reaches ``promises``: ratios to other
    colours.
    """
    wanted = [(_luminance(other), ratio) for other, ratio in promises]
    return next((one for one in _by_distance(colour) if _keeps(_luminance(one), wanted)), None)


def _keeps(luminance: float, wanted: Sequence[tuple[float, float]]) -> bool:
    return all(_ratio(luminance, other) >= ratio for other, ratio in wanted)


def _ratio(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def _by_distance(colour: str) -> Iterator[str]:
    """The colour, then alternately darker and lighter ones with growing distance."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    for step in range(_STEPS):
        for shifted in (lightness - step / _STEPS, lightness + step / _STEPS):
            clipped = min(max(shifted, 0.0), 1.0)
            channels = colorsys.hls_to_rgb(hue, clipped, saturation)
            yield "#" + "".join(f"{round(255 * channel):02x}" for channel in channels)


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[float, float, float]:
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue
