"""The bench runs from end to end; how fast anything is, is not tested here."""

from __future__ import annotations

import gzip
import json
from itertools import count
from pathlib import Path

import pytest

from tests.performance import drawn, plain
from tests.performance.against import compared
from tests.performance.bundles import packed, static_pages
from tests.performance.questions import QUESTIONS
from tests.performance.report import write_report
from tests.performance.results import Figure, Plan, in_turns, ratio
from tests.performance.servers import page
from tests.performance.static import serving_files
from tests.performance.submissions import measure_submissions
from tests.performance.trees import NoSuchTree, old_tree

ROOT = Path(__file__).parents[2]
QUICK = Plan(seconds=0.01, rounds=1)


def test_the_plain_page_asks_the_same_forty_questions() -> None:
    shown = plain.render()
    assert len(QUESTIONS) == 40
    for known in QUESTIONS:
        assert f'id="{known.name}-field"' in shown
    assert 'value="Suite &lt;2&gt;"' in shown


def test_the_libraries_are_told_the_same_forty_questions() -> None:
    survey, rjsf = drawn.for_surveyjs(), drawn.for_rjsf()
    names = [known.name for known in QUESTIONS]
    assert [element["name"] for element in survey["form"]["pages"][0]["elements"]] == names
    assert list(rjsf["schema"]["properties"]) == list(survey["known"]) == list(rjsf["known"]) == names
    assert rjsf["schema"]["properties"]["employees"] == {
        "title": "Number of employees",
        "description": "Everybody on the payroll",
        "type": "integer",
    }


def test_one_plain_page_links_its_style_and_the_other_holds_it() -> None:
    pages = static_pages()
    assert b'<link rel="stylesheet" href="/page.css">' in pages["linked.html"]
    assert b"<link" not in pages["inline.html"]
    assert pages["page.css"] in pages["inline.html"]


def test_static_files_arrive_packed() -> None:
    with serving_files(packed({"page.css": b"a{}"}), 0) as address:
        status, body, _ = page(int(address.rpartition(":")[2]), "/page.css")
    assert (status, gzip.decompress(body)) == (200, b"a{}")


def test_submissions_are_counted_beside_bare_commits(tmp_path: Path) -> None:
    figures = {figure.what: figure.value for figure in measure_submissions(tmp_path, QUICK, [2])}
    assert figures["Bytes that one submission writes"] > 1_000
    assert figures["Submissions against bare commits, 2 processes"] > 0


def test_the_report_holds_ratios_and_bytes_and_what_an_author_waits_for() -> None:
    found = json.loads((ROOT / "docs" / "performance.json").read_text("utf-8"))
    units = {figure["unit"] for figure in found["figures"] if figure["part"] != "preview"}
    assert units <= {"times", "times as long", "bytes", "KB", "MB"}


def test_the_report_says_what_was_reached_and_what_was_missed(tmp_path: Path) -> None:
    figures = [
        Figure("page", "Pages", 4.2, "requests/s", 4, "more"),
        Figure("bytes", "Bytes", 21, "KB", 20),
        Figure("build", "Build", 1.5, "s"),
    ]
    write_report(tmp_path, figures, QUICK)
    text = (tmp_path / "performance.md").read_text("utf-8")
    assert "| Pages | 4.2 requests/s | at least 4 requests/s | reached |" in text
    assert "| Bytes | 21 KB | at most 20 KB | **missed** |" in text
    assert "| Build | 1.5 s |  |  |" in text
    assert "{" not in text
    found = json.loads((tmp_path / "performance.json").read_text("utf-8"))
    assert [figure["reached"] for figure in found["figures"]] == [True, False, None]


def test_what_is_compared_takes_turns() -> None:
    clock = count()
    found = in_turns({"a": lambda: next(clock), "b": lambda: next(clock)}, rounds=2)
    assert found == {"a": [0, 2], "b": [1, 3]}
    assert ratio([1, 8, 3], [2, 2, 3]) == 1


def test_a_ratio_to_an_old_tree_is_the_median_of_those_of_each_turn() -> None:
    figure = compared("Pages", ([10, 10, 40], [20, 10, 20]), "a second", 0.75)
    assert (figure.value, figure.reached) == (1, True)
    assert figure.note == "20 a second, before 10"
    assert compared("Build", ([1], [2]), "s", 1.6, "less").reached is False


def test_an_old_tree_works_by_its_own_code(tmp_path: Path) -> None:
    tree = old_tree("HEAD", tmp_path, 0)
    tree.within("city", tmp_path / "city", 0)
    assert (tmp_path / "city" / "form_specs" / "city.yaml").is_file()
    assert tree.build(tmp_path / "city", "--full") > 0


def test_a_commit_that_git_does_not_know_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoSuchTree, match="REV="):
        old_tree("no-such-commit", tmp_path, 0)
