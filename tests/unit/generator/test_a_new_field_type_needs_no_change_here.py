"""A field type made in this test is read, checked, compiled, translated and documented like any other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from forms.expressions import NUMBER, Expression, Kind
from forms.fields import field_types
from forms.fields.base import Field, Option, OptionError, Posted, Reading, Typed, Value
from forms.fields.options import option
from forms.text.language import Language
from generator.authoring.reference import spec_reference
from generator.authoring.spec_schema import schemas
from generator.project.project import Project, compile_form, load_project, texts
from tests.unit.generator.dunes import FILES, FORM, changed, marked, written


@dataclass(frozen=True, kw_only=True)
class Tide(Field):
    """The height of the tide. The value is a ``Decimal``."""

    type = "tide"

    harbor: str = option(explanation="the harbor where it is measured")
    lowest: Decimal | None = option(None, "the lowest height accepted")
    phases: tuple[str, ...] = option((), "the phases of the moon")
    rises: bool = option(True, "whether it may rise")
    unit: Literal["feet", "meters"] = option("feet", "feet or meters")
    warning: str = option("", "what is said at high tide", "text")
    story: str = option("", "a story of the sea", "markdown")
    boats: tuple[Option, ...] = option((), "the boats to choose from", "options")
    from_moon: Expression | None = option(None, "how it follows from the moon", "expression")
    like: tuple[Option, ...] = option((), "other tides that may be the same", "references")

    @property
    def kind(self) -> Kind:
        """A number."""
        return NUMBER

    def read(self, posted: Posted, language: Language, answers: Mapping[str, Value]) -> Reading:
        """Any decimal number."""
        return Reading(Decimal(posted[""][0]) if posted.get("") else None)

    def typed(self, value: Value, language: Language) -> Typed:
        """The number itself."""
        return {"": str(value)}

    def display(self, value: Value, language: Language) -> str:
        """The number with its unit."""
        return f"{value} {self.unit}"

    def json_schema(self) -> dict[str, object]:
        """A number as text."""
        return {"type": "string"}

    def option_errors(self) -> tuple[OptionError, ...]:
        """No tide is measured on land."""
        if self.harbor == "desert":
            return (OptionError("harbor", "There is no tide in a desert.", "Choose a harbor by the sea."),)
        return ()


TYPES: Mapping[str, type[Field]] = {**field_types(), "tide": Tide}

FIELDS = """\
      - field: morning_tide
        type: tide
        label: Tide in the morning
        harbor: Old Pier
      - field: tide
        type: tide
        label: Tide at noon
        harbor: New Pier
        lowest: -1.50
        phases: [new, full]
        rises: false
        unit: meters
        warning: Mind the wet feet!
        story: The *moon* pulls.
        boats: {dory: A dory, tug: {label: A tug, show_if: kind == 'bar'}}
        from_moon: stools * 2
        like: [morning_tide]
      - field: papers
"""


def with_tides(folder: Path, old: str = "", new: str = "") -> Project:
    files = changed(FORM, "      - field: papers\n", FIELDS)
    files[FORM] = files[FORM].replace(old, new) if old else files[FORM]
    return load_project(written(folder, files), types=TYPES)


def compiled(project: Project) -> Any:  # Any: the type is made in this test
    return compile_form(project, "inspection", lambda context, text: text.upper()).field("tide")


def test_its_options_are_read_by_their_annotations_and_treatments(tmp_path: Path) -> None:
    project = with_tides(tmp_path)
    assert project.problems == ()
    tide = compiled(project)
    assert (tide.harbor, tide.lowest, tide.phases) == ("New Pier", Decimal("-1.50"), ("new", "full"))
    assert (tide.rises, tide.unit) == (False, "meters")
    assert tide.warning == "MIND THE WET FEET!"
    assert tide.story == "<p>THE <em>MOON</em> PULLS.</p>"
    assert [(boat.key, boat.label) for boat in tide.boats] == [("dory", "A DORY"), ("tug", "A TUG")]
    assert tide.boats[1].show_if.names == {"kind"}
    assert tide.from_moon.names == {"stools"}
    assert tide.like == (Option("morning_tide", "TIDE IN THE MORNING"),)


def test_its_texts_are_translated(tmp_path: Path) -> None:
    contexts = {text.context for text in texts(with_tides(tmp_path))}
    own = "inspection.fields.tide"
    assert {f"{own}.warning", f"{own}.story", f"{own}.boats.tug.label"} <= contexts


def test_its_mistakes_are_told_like_all_others(tmp_path: Path) -> None:
    mistakes = [
        ("harbor: New Pier", "harbour: New Pier", "E301", "harbour"),
        ("lowest: -1.50", "lowest: low", "E304", "low"),
        ("unit: meters", "unit: metres", "E304", "metres"),
        ("harbor: New Pier", "harbor: desert", "E333", "desert"),
        ("from_moon: stools * 2", "from_moon: stols * 2", "E211", "stols"),
        ("show_if: kind == 'bar'", "show_if: kind == 'bat'", "E221", "'bat'"),
        ("like: [morning_tide]", "like: [morning_tid]", "E312", "morning_tid"),
    ]
    for number, (old, new, code, at) in enumerate(mistakes):
        found = with_tides(tmp_path / str(number), old, new).problems
        assert (code, at) in [(problem.code, marked(problem)) for problem in found]


def test_it_is_in_the_reference_and_in_the_schema() -> None:
    assert "### `tide`" in spec_reference({"tide": Tide})
    assert "the lowest height accepted" in spec_reference({"tide": Tide})
    fields = schemas(TYPES)["form.json"]["properties"]["pages"]["items"]["properties"]["fields"]["items"][
        "oneOf"
    ]
    tide = next(entry for entry in fields if entry.get("title") == "tide")
    assert tide["properties"]["rises"]["type"] == "boolean"
    assert "harbor" in tide["required"]


def test_without_it_the_type_is_unknown_and_near_ones_are_named(tmp_path: Path) -> None:
    files = changed(FORM, "type: content", "type: tide")
    found = load_project(written(tmp_path, files)).problems
    assert [problem.code for problem in found] == ["E307"]
    assert "time" in found[0].remedy
    assert FILES[FORM] != files[FORM]
