"""The pairs of colours that a theme promises to keep apart, and what to write where it does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.loader.nodes import Entries, Items, Text
from generator.problems import Problem
from generator.rendering.contrast import contrast, nearest_passing
from generator.rendering.tokens import Tokens, aliases_in, unknown_token


class Pair(NamedTuple):
    """Two tokens by name, and the ratio that they must reach."""

    front: Text
    back: Text
    ratio: float


def pairs_in(theme: Entries) -> tuple[Pair, ...]:
    """The pairs below ``contrast:`` in a ``theme.yaml``: ratio → token → the tokens behind it."""
    promised = theme.get("contrast")
    if not isinstance(promised, Entries):
        return ()
    return tuple(
        Pair(front, back, float(ratio.text))
        for ratio, fronts in promised.entries
        if isinstance(fronts, Entries) and ratio.text.replace(".", "", 1).isdecimal()
        for front, backs in fronts.entries
        if isinstance(backs, Items)
        for back in backs.items
        if isinstance(back, Text)
    )


def unreadable(tokens: Tokens, pairs: Iterable[Pair], own: str) -> Iterator[Problem]:
    """The pairs that cannot be told apart, in the light and in the dark.

    Each token is told once, where the theme itself (its file is ``own``) chose one of the two colours.
    """
    pairs = tuple(pairs)
    lost = [name for pair in pairs for name in (pair.front, pair.back) if name.text not in tokens.light]
    yield from (unknown_token(name, name.text, tokens.light) for name in lost)
    if lost:
        return
    for dark in (False, True):
        sight = _Sight(tokens.written(dark=dark), tokens.resolved(dark=dark), pairs, own)
        yield from sight.problems(" in the dark" if dark else "")


class _Sight(NamedTuple):
    """All colours as they are in the light, or in the dark."""

    written: Mapping[str, Text]
    values: Mapping[str, str]
    pairs: tuple[Pair, ...]
    own: str

    def colours(self, pair: Pair) -> tuple[str, str]:
        return self.values[pair.front.text], self.values[pair.back.text]

    def problems(self, when: str) -> Iterator[Problem]:
        """One problem for each token in front: about the worst of its pairs, with the others named."""
        failing: dict[str, list[Pair]] = {}
        for pair in self.pairs:
            if contrast(*self.colours(pair)) < pair.ratio:
                failing.setdefault(pair.front.text, []).append(pair)
        for pairs in failing.values():
            worst, *others = sorted(pairs, key=lambda pair: contrast(*self.colours(pair)))
            yield self._problem(worst, sorted({pair.back.text for pair in others} - {worst.back.text}), when)

    def _problem(self, pair: Pair, others: list[str], when: str) -> Problem:
        front, back = self.colours(pair)
        too = f" It is too close to {', '.join(others)} as well." if others else ""
        names = f"{pair.front.text} ({front}) on {pair.back.text} ({back})"
        return self._place(pair).place.problem(
            "E507",
            f"{names} cannot be read{when}: the contrast is {_said(contrast(front, back))} to 1.{too}",
            f"It must be {_said(pair.ratio)} to 1. {self._remedy(pair)}",
        )

    def _remedy(self, pair: Pair) -> str:
        """The nearest value that also keeps the token's other promises, if there is one."""
        front, back = pair.front.text, pair.back.text
        behind = [(other.back.text, other.ratio) for other in self.pairs if other.front.text == front]
        before = [(other.front.text, other.ratio) for other in self.pairs if other.back.text == back]
        found = self._better(front, pair, behind) or self._better(back, pair, before)
        return found or "Choose a lighter and a darker colour."

    def _better(self, name: str, pair: Pair, others: list[tuple[str, float]]) -> str:
        (one,) = {pair.front.text, pair.back.text} - {name}
        everywhere = [self.values[other] for other, _ in others]
        strictest = max(ratio for _, ratio in others)
        colour = self.values[name]
        found = nearest_passing(colour, everywhere, strictest)
        found = found or nearest_passing(colour, [self.values[one]], pair.ratio)
        return f"The nearest value that passes is {found} for {name}." if found else ""

    def _place(self, pair: Pair) -> Text:
        """The first value behind the pair that stands in the theme's own file."""
        chosen = [*self._behind(pair.front.text), *self._behind(pair.back.text)]
        return next((text for text in chosen if text.place.file == self.own), chosen[0])

    def _behind(self, name: str) -> Iterator[Text]:
        yield self.written[name]
        for alias in aliases_in(self.written[name]):
            yield from self._behind(alias)


def _said(ratio: float) -> str:
    """A ratio with at most two decimals, rounded down: 4.499 is not 4.5."""
    return f"{int(ratio * 100) / 100:g}"
