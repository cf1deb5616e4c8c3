"""Which files are read, and what is said of those that cannot be."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from generator.problems import Problem
from generator.project.project import load_project
from generator.sources.yaml import load_document
from generator.sources.yaml.guard import MAX_BYTES
from tests.unit.generator.dunes import FILES, FORM, INSPECTION, TRADE_NAME, project, written


def only_problem(folder: Path) -> Problem:
    found = load_project(folder).problems
    assert len(found) == 1, found
    return found[0]


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    problem = only_problem(tmp_path / "nowhere")
    assert (problem.code, problem.file) == ("E101", str(tmp_path / "nowhere"))


def test_a_city_without_city_yaml_is_told_how_to_make_one(tmp_path: Path) -> None:
    problem = only_problem(tmp_path)
    assert problem.code == "E101"
    assert "onceonly new city" in problem.remedy


def test_without_a_dictionary_no_use_of_a_master_field_is_blamed(tmp_path: Path) -> None:
    files = {name: text for name, text in FILES.items() if name != "master_fields.yaml"}
    assert [problem.code for problem in project(tmp_path, files).problems] == ["E101"]


def test_a_dictionary_that_cannot_be_parsed_is_one_problem(tmp_path: Path) -> None:
    files = {**FILES, "master_fields.yaml": "business: [\n"}
    assert [problem.code for problem in project(tmp_path, files).problems] == ["E106"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "E113"),
        (b"# only a comment\n", "E113"),
        (b"- a\n- b\n", "E113"),
        (b"just words", "E113"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "E103"),
        ("title: Café".encode("latin-1"), "E103"),
        ("title: Café".encode("utf-16"), "E103"),
        (b"title: a\x00b", "E104"),
        (b"title: \xed\xa0\x80", "E103"),  # a surrogate
        (b"a: " + b"x" * MAX_BYTES, "E102"),
        (b"[" * 100_000, "E105"),
        (b"{a: " * 60_000, "E105"),
        (b"- " * 100_000, "E105"),
        (b"? " * 100_000, "E105"),
        (b"a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "E108"),
    ],
    ids=lambda part: part[:12] if isinstance(part, bytes) else part,
)
def test_a_file_that_is_no_spec_is_one_problem(content: bytes, code: str, tmp_path: Path) -> None:
    problem = only_problem(written(tmp_path, {**FILES, FORM: content}))
    assert problem.code == code
    assert Path(problem.file) == tmp_path / FORM
    assert problem.line >= 1


def test_a_byte_order_mark_at_the_beginning_is_harmless(tmp_path: Path) -> None:
    assert project(tmp_path, {**FILES, FORM: b"\xef\xbb\xbf" + INSPECTION.encode()}).problems == ()


def test_windows_line_ends_are_harmless(tmp_path: Path) -> None:
    found = project(tmp_path, {**FILES, FORM: INSPECTION.replace("\n", "\r\n")})
    assert found.problems == ()
    assert found.forms[0].version == project(tmp_path / "unix").forms[0].version


def test_json_says_the_same_as_yaml(tmp_path: Path) -> None:
    form = {
        "form": "trade-name",
        "title": "Register a trade name",
        "pages": [
            {
                "page": "name",
                "title": "The name",
                "fields": [
                    {"use": "business.legal_name"},
                    {"field": "trade_name", "type": "text", "label": "Name over the door"},
                ],
            }
        ],
    }
    files = {name: text for name, text in FILES.items() if not name.startswith("clerk")}
    as_json = project(tmp_path / "json", {**files, "clerk/trade_name.json": json.dumps(form, indent=2)})
    assert as_json.problems == ()
    assert as_json.forms == project(tmp_path / "yaml").forms


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ('{"form": "trade-name" "title": 1}', "E107", 1, 23),
        ('{"form": "trade-name",\n  "title": nothing}', "E107", 2, 12),
        ('{"form": "trade-name",\n "form": "trade-name"}', "E110", 2, 2),
        ('{"form": "trade-name", "title": null}', "E112", 1, 33),
    ],
)
def test_a_mistake_in_json_has_its_line_and_column(
    text: str, code: str, line: int, column: int, tmp_path: Path
) -> None:
    files = {name: text for name, text in FILES.items() if not name.startswith("clerk")}
    found = project(tmp_path, {**files, "clerk/trade_name.json": text}).problems
    assert (code, line, column) in {(problem.code, problem.line, problem.column) for problem in found}


@pytest.mark.parametrize(
    "name",
    ["form.yaml", "fire/deeper/form.yaml", "clerk/trade_name.json", "cty.yaml"],
)
def test_a_spec_in_the_wrong_place_is_told(name: str, tmp_path: Path) -> None:
    found = project(tmp_path, {**FILES, name: "form: form\n"}).problems
    assert "E115" in {problem.code for problem in found}


def test_links_are_not_followed(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "fire" / "passwords.yaml").symlink_to("/etc/passwd")
    assert only_problem(tmp_path).code == "E115"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(written(tmp_path) / "fire" / "pipe.yaml")
    assert only_problem(tmp_path).code == "E115"


def test_hidden_files_and_other_suffixes_are_nobodys_business(tmp_path: Path) -> None:
    files = {**FILES, ".drafts/x.yaml": "a: [", "fire/.form.yaml.swp": "a: [", "fire/readme.md": "a: ["}
    assert project(tmp_path, files).problems == ()


def test_a_folder_that_is_no_agency_is_told_with_the_nearest(tmp_path: Path) -> None:
    files = {**FILES, "fyre/other.yaml": TRADE_NAME.replace("trade-name", "other")}
    found = project(tmp_path, files).problems
    assert [(problem.code, Path(problem.file).name) for problem in found] == [("E313", "other.yaml")]
    assert "fire" in found[0].remedy


def test_two_forms_of_one_name_are_told_with_the_other_file(tmp_path: Path) -> None:
    found = project(tmp_path, {**FILES, "clerk/inspection.yaml": INSPECTION}).problems
    assert [problem.code for problem in found] == ["E320"]
    assert "clerk/inspection.yaml" in found[0].message


def test_the_problems_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    files = {
        "city.yaml": FILES["city.yaml"].replace("currency: USD", "curency: USD"),
        "master_fields.yaml": FILES["master_fields.yaml"].replace("steward: clerk", "steward: clark"),
        FORM: INSPECTION.replace("kind == 'other'", "knd == 'other'").replace("max: 500", "max: many"),
        "clerk/trade_name.yaml": TRADE_NAME.replace("type: text", "type: txt"),
    }
    found = project(tmp_path, files).problems
    assert [problem.code for problem in found] == ["E301", "E307", "E211", "E304", "E313", "E313"]
    assert list(found) == sorted(found, key=lambda problem: (problem.file, problem.line, problem.column))


def test_a_file_with_very_many_problems_tells_the_first_hundred(tmp_path: Path) -> None:
    many = INSPECTION + "".join(f"wrong_{number}: x\n" for number in range(250))
    found = project(tmp_path, {**FILES, FORM: many}).problems
    assert [problem.code for problem in found] == ["E301"] * 100 + ["E116"]
    assert "150 more" in found[-1].message


@pytest.mark.parametrize(
    ("file", "begins"),
    [
        ("city.yaml", "“city: foggyton”"),
        ("master_fields.yaml", "“business:”"),
        ("themes/x/theme.yaml", "“extends: base”"),
        ("fire/inspection.yaml", "“form: my-form”"),
    ],
)
def test_an_empty_file_is_told_how_files_of_its_name_begin(file: str, begins: str, tmp_path: Path) -> None:
    path = written(tmp_path, {file: ""}) / file
    assert begins in load_document(path, str(path)).problems[0].remedy
