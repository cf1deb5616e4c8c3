"""Problems of the ``Plural-Forms`` headers of one language's catalogues."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.problems import Problem
from generator.translate.catalogues import Catalogue, UnusablePlurals
from generator.translate.plurals import Plurals, first_plurals, known_plurals


def problems_of_headers(code: str, catalogues: Sequence[Catalogue]) -> Iterator[Problem]:
    """Headers that disagree with the first catalogue's, or with the rule that the product knows."""
    first, plurals = None, None
    for catalogue in catalogues:
        if catalogue.plurals is None:
            continue
        if first is None or plurals is None:
            first, plurals = catalogue, catalogue.plurals
            yield from _unusual(code, first, plurals)
        elif difference := _difference(catalogue.plurals, plurals):
            yield _disagreeing(catalogue, first, plurals, difference)


def unusable(file: str, code: str, error: UnusablePlurals) -> Problem:
    """The problem of a header that is missing or cannot be used."""
    return _problem("E416", file, error.line, f"The catalogue cannot be used: {error.reason}.", _write(code))


def _unusual(code: str, catalogue: Catalogue, plurals: Plurals) -> Iterator[Problem]:
    known = known_plurals(code)
    if known and (difference := _difference(plurals, known)):
        yield _problem(
            "W640",
            catalogue.path.as_posix(),
            catalogue.header_line,
            f"Its Plural-Forms header is not the usual one of “{code}”: it {difference}.",
            f"If no translator chose it on purpose, write: Plural-Forms: {known.header}",
        )


def _disagreeing(catalogue: Catalogue, first: Catalogue, plurals: Plurals, difference: str) -> Problem:
    return _problem(
        "E417",
        catalogue.path.as_posix(),
        catalogue.header_line,
        f"Its Plural-Forms header disagrees with that of {first.path.as_posix()}: it {difference}.",
        f"Write the same header in both, and the forms in its order: Plural-Forms: {plurals.header}",
    )


def _difference(found: Plurals, wanted: Plurals) -> str:
    """What the rule ``found`` does that ``wanted`` does not, as the end of a sentence, or ``""``."""
    if found.forms != wanted.forms:
        return f"counts {found.forms} forms, not {wanted.forms}"
    number = found.differs_from(wanted)
    if number is None:
        return ""
    return (
        f"uses msgstr[{found.form_of(number)}] for the number {number}, not msgstr[{wanted.form_of(number)}]"
    )


def _write(code: str) -> str:
    return (
        "Write the rule by which its msgstr[…] are ordered into the header, usually:"
        f" Plural-Forms: {first_plurals(code).header}"
    )


def _problem(code: str, file: str, line: int, message: str, remedy: str) -> Problem:
    return Problem(code, file, max(line, 1), 1, 1 + len("Plural-Forms"), message, remedy)
