"""Checks the contrast of colour pairs, in light and dark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.check.themes.colour_schemes import Choice, ColourScheme, better
from generator.problems import Problem
from generator.sources.yaml.nodes import ScalarNode
from generator.themes.pairs import Pair
from generator.themes.tokens import Tokens, aliases_in, unknown_token

_NAMED = 4  # pairs named in a message


def unreadable(tokens: Tokens, pairs: Iterable[Pair], own: str) -> Iterator[Problem]:
    """The pairs with too little contrast, in light and dark; ``own`` is the theme's own file.

    Pairs that fail because of one value are one problem, at that value. A remedy keeps all required ratios of
    the value, so following it causes no new problem.
    """
    pairs = tuple(pairs)
    unknown = [name for pair in pairs for name in (pair.front, pair.back) if name.text not in tokens.light]
    yield from (unknown_token(name, name.text, tokens.light) for name in unknown)
    if not unknown:
        schemes = [
            ColourScheme(dark, tokens.written(dark=dark), tokens.resolved(dark=dark), pairs)
            for dark in (False, True)
        ]
        yield from _Findings(schemes, own).problems()


class _Findings:
    """The failing pairs of both schemes."""

    def __init__(self, schemes: Sequence[ColourScheme], own: str) -> None:
        self._schemes, self._own = schemes, own
        self._open = [(scheme, pair) for scheme in schemes for pair in scheme.failing()]

    def problems(self) -> Iterator[Problem]:
        """First those with one cause, then each remaining foreground token."""
        while cause := self._shared_cause():
            yield self._of_cause(*cause)
        for scheme in self._schemes:
            reported: set[tuple[Choice, Choice]] = set()  # several tokens may have the same colours
            for name in dict.fromkeys(pair.front.text for of, pair in self._open if of is scheme):
                found = [pair for of, pair in self._open if of is scheme and pair.front.text == name]
                if origins := {scheme.origins(pair) for pair in found} - reported:
                    reported |= origins
                    yield self._of_token(scheme, found)

    def _shared_cause(self) -> tuple[Choice, str] | None:
        """The value of the theme that causes most failing tokens, at least two, and a better one for all of
        them.
        """
        spoilt: dict[Choice, set[str]] = {}
        for scheme, pair in self._open:
            for choice in _choices(scheme, pair):
                if self._is_own(choice) and not aliases_in(choice.written) and _decides(scheme, pair, choice):
                    spoilt.setdefault(choice, set()).add(pair.front.text)
        for choice in sorted(spoilt, key=lambda choice: -len(spoilt[choice])):
            if len(spoilt[choice]) > 1 and (colour := better(choice, self._schemes)):
                return choice, colour
        return None

    def _of_cause(self, choice: Choice, colour: str) -> Problem:
        mended = [found for found in self._open if _decides(*found, choice)]
        self._open = [found for found in self._open if not _decides(*found, choice)]
        worst: dict[str, str] = {}
        for scheme, pair in sorted(mended, key=lambda found: found[0].ratio(found[1])):
            ratios = f"{_formatted(scheme.ratio(pair))} instead of {_formatted(pair.ratio)} to 1"
            described = f"{pair.front.text} on {pair.back.text}{_when(scheme)} ({ratios})"
            worst.setdefault(f"{pair.front.text}{_when(scheme)}", described)
        more = f" and {len(worst) - _NAMED} more" if len(worst) > _NAMED else ""
        return choice.written.place.problem(
            "E507",
            f"With {choice.written.text} for {choice.name} these cannot be read:"
            f" {', '.join([*worst.values()][:_NAMED])}{more}.",
            f"The nearest value with which all of them can is {colour}.",
        )

    def _of_token(self, scheme: ColourScheme, found: Sequence[Pair]) -> Problem:
        """The worst pair of a token, with the others named."""
        worst, *others = sorted(found, key=scheme.ratio)
        too = sorted({pair.back.text for pair in others} - {worst.back.text})
        close = f" It is too close to {', '.join(too)} as well." if too else ""
        front, back = (f"{of.text} ({scheme.values[of.text]})" for of in (worst.front, worst.back))
        place, remedy = self._remedy(scheme, worst)
        return place.place.problem(
            "E507",
            f"{front} on {back} cannot be read{_when(scheme)}: the contrast is"
            f" {_formatted(scheme.ratio(worst))} to 1.{close}",
            f"It must be {_formatted(worst.ratio)} to 1. {remedy}",
        )

    def _remedy(self, scheme: ColourScheme, pair: Pair) -> tuple[ScalarNode, str]:
        """The place to change, and what to write.

        A value of the theme itself comes first, and the foreground before the background.
        """
        of_front = {*scheme.choices(pair.front.text)}
        choices = sorted(
            _choices(scheme, pair), key=lambda choice: (not self._is_own(choice), choice not in of_front)
        )
        for choice in choices:
            is_ours = self._is_own(choice)
            if not (is_ours and choice in of_front) and (remedy := self._in_the_dark(scheme, pair)):
                return choices[0].written, remedy
            if colour := better(choice, self._schemes):
                place = choice if is_ours else choices[0]
                return place.written, f"The nearest value that passes is {colour} for {choice.name}."
        remedy = self._in_the_dark(scheme, pair) or "Choose a lighter and a darker colour."
        return choices[0].written, remedy

    def _in_the_dark(self, scheme: ColourScheme, pair: Pair) -> str:
        """The value for the dark scheme only, where the light one needs another colour."""
        name = pair.front.text
        colour = better(Choice(name, scheme.written[name]), [scheme]) if scheme.is_dark else None
        group, _, leaf = name.rpartition(".")
        value = f'{group}: {{{leaf}: {{$value: "{colour}"}}}}'
        return f"The dark needs a value of its own. Write below “dark:”: {value}" if colour else ""

    def _is_own(self, choice: Choice) -> bool:
        return choice.written.place.file == self._own


def _choices(scheme: ColourScheme, pair: Pair) -> list[Choice]:
    """The choices for both colours, without duplicates, the foreground first."""
    both = (*scheme.choices(pair.front.text), *scheme.choices(pair.back.text))
    return [*dict.fromkeys(both)]


def _decides(scheme: ColourScheme, pair: Pair, choice: Choice) -> bool:
    """Whether a choice decides exactly one of the two colours: if both, changing it does not help."""
    return scheme.follows(pair.front.text, choice) != scheme.follows(pair.back.text, choice)


def _when(scheme: ColourScheme) -> str:
    return " in the dark" if scheme.is_dark else ""


def _formatted(ratio: float) -> str:
    """A ratio with at most two decimals, rounded down: 4.499 is less than 4.5."""
    return f"{int(ratio * 100) / 100:g}"
