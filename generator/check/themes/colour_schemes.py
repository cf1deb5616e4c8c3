"""The light and dark colour schemes of a theme: origin of each colour, and alternatives that pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.check.themes.contrast_ratio import contrast, nearest_passing
from generator.sources.yaml.nodes import ScalarNode
from generator.themes.pairs import Pair
from generator.themes.tokens import aliases_in


class Choice(NamedTuple):
    """A value written for a token."""

    name: str
    written: ScalarNode


class ColourScheme(NamedTuple):
    """The tokens of the light or dark scheme: as written, and resolved."""

    is_dark: bool
    written: Mapping[str, ScalarNode]
    values: Mapping[str, str]
    pairs: tuple[Pair, ...]

    def failing(self) -> Iterator[Pair]:
        """The pairs with too little contrast."""
        return (pair for pair in self.pairs if self.ratio(pair) < pair.ratio)

    def ratio(self, pair: Pair) -> float:
        """The contrast of a pair, from 1 to 21."""
        return contrast(self.values[pair.front.text], self.values[pair.back.text])

    def choices(self, name: str) -> Iterator[Choice]:
        """What was written for a token, and for the tokens that it refers to."""
        yield Choice(name, self.written[name])
        for alias in aliases_in(self.written[name]):
            yield from self.choices(alias)

    def origins(self, pair: Pair) -> tuple[Choice, Choice]:
        """The choices that finally decide the two colours of a pair."""
        front, back = ([*self.choices(of.text)][-1] for of in (pair.front, pair.back))
        return front, back

    def follows(self, name: str, choice: Choice) -> bool:
        """Whether a token's colour comes from a choice."""
        return choice in self.choices(name)

    def promises(self, choice: Choice) -> Iterator[tuple[str, float]]:
        """The colours that a choice must contrast with but does not decide, and the ratios."""
        for pair in self.pairs:
            front, back = self.follows(pair.front.text, choice), self.follows(pair.back.text, choice)
            if front != back:
                yield self.values[pair.back.text if front else pair.front.text], pair.ratio


def better(choice: Choice, schemes: Sequence[ColourScheme]) -> str | None:
    """The nearest colour with which a choice reaches all required ratios in all schemes; None without one."""
    held = [scheme for scheme in schemes if scheme.written.get(choice.name) is choice.written]
    promises = {promise for scheme in held for promise in scheme.promises(choice)}
    return nearest_passing(held[0].values[choice.name], promises) if held else None
