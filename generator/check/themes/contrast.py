"""The pairs of colours that a theme promises to keep apart, and what to write where it does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.check.themes.colour_schemes import Choice, Sight, better
from generator.problems import Problem
from generator.sources.yaml.nodes import ScalarNode
from generator.themes.pairs import Pair
from generator.themes.tokens import Tokens, aliases_in, unknown_token

_NAMED = 4  # of the pairs that one value spoils


def unreadable(tokens: Tokens, pairs: Iterable[Pair], own: str) -> Iterator[Problem]:
    """The pairs that cannot be told apart, in the light and in the dark; ``own`` is the theme's own file.

    What one value of the theme spoils is told once, at that value. Each remedy keeps every promise that the
    value takes part in, so that following it makes nothing else worse.
    """
    pairs = tuple(pairs)
    lost = [name for pair in pairs for name in (pair.front, pair.back) if name.text not in tokens.light]
    yield from (unknown_token(name, name.text, tokens.light) for name in lost)
    if not lost:
        sights = [
            Sight(dark, tokens.written(dark=dark), tokens.resolved(dark=dark), pairs)
            for dark in (False, True)
        ]
        yield from _Findings(sights, own).problems()


class _Findings:
    """What cannot be read, in the light and in the dark."""

    def __init__(self, sights: Sequence[Sight], own: str) -> None:
        self._sights, self._own = sights, own
        self._open = [(sight, pair) for sight in sights for pair in sight.failing()]

    def problems(self) -> Iterator[Problem]:
        """Those with one cause first, then each token in front that is left."""
        while cause := self._shared_cause():
            yield self._of_cause(*cause)
        for sight in self._sights:
            told: set[tuple[Choice, Choice]] = set()  # whose colours they are: several tokens may have them
            for name in dict.fromkeys(pair.front.text for of, pair in self._open if of is sight):
                found = [pair for of, pair in self._open if of is sight and pair.front.text == name]
                if whose := {sight.whose(pair) for pair in found} - told:
                    told |= whose
                    yield self._of_token(sight, found)

    def _shared_cause(self) -> tuple[Choice, str] | None:
        """The value of the theme that spoils most tokens, two at least, and a better one for all of them."""
        spoilt: dict[Choice, set[str]] = {}
        for sight, pair in self._open:
            for choice in _choices(sight, pair):
                if self._is_own(choice) and not aliases_in(choice.written) and _decides(sight, pair, choice):
                    spoilt.setdefault(choice, set()).add(pair.front.text)
        for choice in sorted(spoilt, key=lambda choice: -len(spoilt[choice])):
            if len(spoilt[choice]) > 1 and (colour := better(choice, self._sights)):
                return choice, colour
        return None

    def _of_cause(self, choice: Choice, colour: str) -> Problem:
        mended = [found for found in self._open if _decides(*found, choice)]
        self._open = [found for found in self._open if not _decides(*found, choice)]
        worst: dict[str, str] = {}
        for sight, pair in sorted(mended, key=lambda found: found[0].ratio(found[1])):
            ratios = f"{_said(sight.ratio(pair))} instead of {_said(pair.ratio)} to 1"
            told = f"{pair.front.text} on {pair.back.text}{_when(sight)} ({ratios})"
            worst.setdefault(f"{pair.front.text}{_when(sight)}", told)
        more = f" and {len(worst) - _NAMED} more" if len(worst) > _NAMED else ""
        return choice.written.place.problem(
            "E507",
            f"With {choice.written.text} for {choice.name} these cannot be read:"
            f" {', '.join([*worst.values()][:_NAMED])}{more}.",
            f"The nearest value with which all of them can is {colour}.",
        )

    def _of_token(self, sight: Sight, found: Sequence[Pair]) -> Problem:
        """The worst of a token's pairs, with the others named."""
        worst, *others = sorted(found, key=sight.ratio)
        too = sorted({pair.back.text for pair in others} - {worst.back.text})
        close = f" It is too close to {', '.join(too)} as well." if too else ""
        front, back = (f"{of.text} ({sight.values[of.text]})" for of in (worst.front, worst.back))
        place, remedy = self._remedy(sight, worst)
        return place.place.problem(
            "E507",
            f"{front} on {back} cannot be read{_when(sight)}: the contrast is {_said(sight.ratio(worst))} to"
            f" 1.{close}",
            f"It must be {_said(worst.ratio)} to 1. {remedy}",
        )

    def _remedy(self, sight: Sight, pair: Pair) -> tuple[ScalarNode, str]:
        """The place that the theme's author should look at, and what to write.

        What the theme wrote itself is changed first, and the colour in front before the one behind.
        """
        of_front = {*sight.choices(pair.front.text)}
        choices = sorted(
            _choices(sight, pair), key=lambda choice: (not self._is_own(choice), choice not in of_front)
        )
        for choice in choices:
            is_ours = self._is_own(choice)
            if not (is_ours and choice in of_front) and (remedy := self._in_the_dark(sight, pair)):
                return choices[0].written, remedy
            if colour := better(choice, self._sights):
                place = choice if is_ours else choices[0]
                return place.written, f"The nearest value that passes is {colour} for {choice.name}."
        remedy = self._in_the_dark(sight, pair) or "Choose a lighter and a darker colour."
        return choices[0].written, remedy

    def _in_the_dark(self, sight: Sight, pair: Pair) -> str:
        """What to write for the dark alone, where the light needs another colour."""
        name = pair.front.text
        colour = better(Choice(name, sight.written[name]), [sight]) if sight.is_dark else None
        group, _, leaf = name.rpartition(".")
        value = f'{group}: {{{leaf}: {{$value: "{colour}"}}}}'
        return f"The dark needs a value of its own. Write below “dark:”: {value}" if colour else ""

    def _is_own(self, choice: Choice) -> bool:
        return choice.written.place.file == self._own


def _choices(sight: Sight, pair: Pair) -> list[Choice]:
    """What was written for both colours, each once, the one in front first."""
    both = (*sight.choices(pair.front.text), *sight.choices(pair.back.text))
    return [*dict.fromkeys(both)]


def _decides(sight: Sight, pair: Pair, choice: Choice) -> bool:
    """Whether a choice is one of the two colours: where it is both, no other value helps."""
    return sight.follows(pair.front.text, choice) != sight.follows(pair.back.text, choice)


def _when(sight: Sight) -> str:
    return " in the dark" if sight.is_dark else ""


def _said(ratio: float) -> str:
    """A ratio with at most two decimals, rounded down: 4.499 is not 4.5."""
    return f"{int(ratio * 100) / 100:g}"
