"""`onceonly publish` tells what a change of the specs would take from people, before it is served."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from generator.sources.sources import Sources
from onceonly.command_line import main
from runtime.dataset import Account, Dataset, NewFact, NewTransition, open_dataset
from runtime.services.access import SYSTEM
from runtime.services.publication import losses
from runtime.services.site.edition import hold, newest_name
from runtime.services.site.published_site import PublishedSite, newest_site
from tests.builds.small_city import ROOT, build, change, small_city, write
from tests.contract.examples import begun, later, owner, ready, said
from tests.sqlite import prepared

CASES = yaml.safe_load((ROOT / "tests/vectors/publishing/losses.yaml").read_text("utf-8"))
MASTERS = """
  kind:
    type: select
    label: Kind of business
    steward: clerk
    options:
      shop: Shop
      stall: Stall
      truck: Truck
"""
QUESTIONS = """
      - use: business.kind
      - field: place
        type: choice
        label: Where
        options:
          inside: Inside
          outside: Outside
      - field: days
        type: multi_choice
        label: When
        options:
          friday: Friday
          saturday: Saturday
          sunday: Sunday
      - field: rooms
        type: list
        label: Rooms
        fields:
          - {field: room, type: text, label: Room}
"""
FORM = """
form: {name}
title: A form called {name}
summary: It asks one thing.
purpose: To keep the public record.
pages:
  - page: one
    title: One
    fields:
      - {{field: note, type: text, label: Note}}
"""


class Refused(Exception):
    """Not published."""


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    folder = tmp_path_factory.mktemp("city")
    sources = small_city(folder)
    for file, more in (("master_fields.yaml", MASTERS), ("fire/inspection.yaml", QUESTIONS)):
        path = sources.specs / file
        path.write_text(path.read_text("utf-8").rstrip("\n") + more, "utf-8")
    for name in ("closed", "unused"):
        write(sources.specs / "clerk" / f"{name}.yaml", FORM.format(name=name))
    build(sources, folder / "output", strict=False)
    return sources


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dataset]:
    address = prepared(tmp_path_factory.mktemp("store") / "city.db")
    dataset = open_dataset(address, prefix="DUN")
    _fill(dataset)
    yield dataset
    dataset.close()


def _fill(dataset: Dataset) -> None:
    ann, ben = (owner(dataset, f"{name}@dunes.example") for name in ("ann", "ben"))
    dataset.facts.record(_facts(ann, {"business.legal_name": "Dunes & Sons", "business.kind": "shop"}))
    dataset.facts.record(_facts(ben, {"business.kind": "shop"}))  # an older one, which is not current
    dataset.facts.record(_facts(ben, {"business.legal_name": "Ben's", "business.kind": "stall"}))
    for status in ("received", "in_review", "declined"):
        _sent(dataset, ann, "inspection", "fire", status)
    _sent(dataset, ann, "closed", "clerk", "approved")
    answers = {
        **{"seats": 4, "place": "inside", "days": ["friday", "saturday"]},
        **{"rooms": [{"id": "a", "room": "Hall"}], "legal_name": "Dunes & Sons", "lost_long_ago": "x"},
    }
    begun(dataset, ann, "inspection", answers=answers)
    begun(dataset, ann, "lost-long-ago", answers={"x": 1})
    spanish = replace(
        begun(dataset, ben, "inspection"), language="es", answers={"seats": 5, "place": "outside"}
    )
    dataset.drafts.save(spanish)


def _facts(account: Account, values: dict[str, str]) -> list[NewFact]:
    return [said(account.businesses[0].id, master, value) for master, value in values.items()]


def _sent(dataset: Dataset, account: Account, form: str, agency: str, status: str) -> None:
    new = replace(ready(begun(dataset, account, form)), agency=agency)
    reference = dataset.submissions.submit(new).reference
    if status != "received":
        dataset.cases.move(NewTransition(reference, status, "received", later(9), "agency", "Jordan"))


def _changed(city: Sources, folder: Path, case: dict[str, Any]) -> Sources:
    """A copy of the city's specs with the changes of a case."""
    specs = folder / "form_specs"
    shutil.copytree(city.specs, specs)
    for file, (old, new) in case.get("replace", {}).items():
        change(specs / file.strip(), old, new)
    for old, new in [*case.get("rename", {}).items(), *case.get("move", {}).items()]:
        for path in [specs / old] if (specs / old).is_file() else (specs / old).glob("*"):
            path.rename(specs / new if path == specs / old else specs / new / path.name)
    for file in case.get("delete", ()):
        (specs / file).unlink()
    return replace(city, specs=specs)


def _losses(sources: Sources, output: Path, store: Dataset, before: PublishedSite | None) -> list[Any]:
    found: list[Any] = []

    def look(edition: Path) -> None:
        held = hold(edition)
        assert held
        for loss in losses(SYSTEM, store, before, PublishedSite(held)):
            assert loss.what
            assert loss.remedy
            found.append([loss.kind, list(loss.names), dict(loss.used)])
        raise Refused

    with suppress(Refused):
        build(sources, output, strict=False, before_publishing=look)
    return found


@pytest.mark.parametrize("name", CASES)
def test_what_a_change_takes_from_people_is_counted(
    name: str, city: Sources, store: Dataset, tmp_path: Path
) -> None:
    output = city.specs.parent / "output"
    before = newest_site(output)
    found = _losses(_changed(city, tmp_path, CASES[name]), output, store, before)
    assert sorted(found) == sorted(CASES[name]["lost"])
    assert newest_name(output) == before.edition.name


def test_where_nothing_was_published_before_all_that_is_stored_is_compared(
    city: Sources, store: Dataset, tmp_path: Path
) -> None:
    found = _losses(city, tmp_path / "output", store, None)
    assert found == [
        ["form", ["lost-long-ago"], {"draft": 1}],
        ["question", ["inspection", "lost_long_ago"], {"draft": 1}],
    ]


@pytest.fixture
def small(tmp_path: Path) -> Sources:
    sources = small_city(tmp_path)
    build(sources, tmp_path / "output", strict=False)
    return sources


def _publish(sources: Sources, *words: str) -> Result:
    folder = sources.specs.parent
    folders = ["--folder", sources.specs, "--themes", sources.themes, "--locales", sources.locales]
    store = f"sqlite:///{folder}/city.db"
    output = ["--output", folder / "output", "--store", store, "--lenient"]
    return CliRunner().invoke(main, ["publish", *map(str, [*folders, *output]), *words])


def test_a_publication_that_takes_something_is_refused_until_somebody_agrees(small: Sources) -> None:
    folder = small.specs.parent
    dataset = open_dataset(prepared(folder / "city.db"), prefix="DUN")
    begun(dataset, owner(dataset), "inspection", answers={"seats": 4})
    dataset.close()
    change(small.specs / "fire/inspection.yaml", "field: seats", "field: chairs")
    before = newest_name(folder / "output")
    refused = _publish(small)
    assert refused.exit_code == 1
    assert "The question “seats” of the form “inspection” is gone. Used by 1 draft." in refused.output
    assert "give it its old name back" in refused.output
    assert "Nothing was published" in refused.output
    assert "--yes" in refused.output
    assert newest_name(folder / "output") == before
    agreed = _publish(small, "--yes")
    assert agreed.exit_code == 0, agreed.output
    assert "is gone" in agreed.output
    assert newest_name(folder / "output") != before
    assert "is gone" not in _publish(small).output, "told once"


def test_before_there_is_a_dataset_nothing_can_be_lost(small: Sources) -> None:
    change(small.specs / "fire/inspection.yaml", "field: seats", "field: chairs")
    done = _publish(small)
    assert done.exit_code == 0, done.output
    assert "no central dataset yet" in done.output
    assert not (small.specs.parent / "city.db").exists()


def test_a_dataset_that_cannot_be_read_stops_the_publication(small: Sources) -> None:
    folder = small.specs.parent
    (folder / "city.db").write_text("no database at all, but years of work")
    before = newest_name(folder / "output")
    change(small.specs / "fire/inspection.yaml", "field: seats", "field: chairs")
    refused = _publish(small)
    assert refused.exit_code == 1
    assert "city.db" in refused.output
    assert newest_name(folder / "output") == before
