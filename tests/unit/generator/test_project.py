"""Projects that are read again: what has not changed is not looked at twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.compile.markdown import html
from generator.project.project import load_project
from tests.unit.generator.dunes import FILES, FORM, MASTER_FIELDS, TRADE_NAME, marked, project, written
from tests.work import calls


def test_an_unchanged_project_keeps_everything(tmp_path: Path) -> None:
    first = project(tmp_path)
    second = load_project(tmp_path, first)
    assert second.shared is first.shared
    assert all(second.form_sources[path] is first.form_sources[path] for path in first.form_sources)
    assert second.problems == first.problems


def test_only_the_changed_form_is_read_again(tmp_path: Path) -> None:
    first = project(tmp_path)
    written(
        tmp_path, {"clerk/trade_name.yaml": TRADE_NAME.replace("Name over the door", "Name over your door")}
    )
    second = load_project(tmp_path, first)
    assert second.form_sources[FORM] is first.form_sources[FORM]
    assert second.forms[1].field("trade_name").label == "Name over your door"
    assert second.source_of("trade-name") != first.source_of("trade-name")
    assert second.source_of("inspection") == first.source_of("inspection")


def test_a_changed_dictionary_reaches_every_form(tmp_path: Path) -> None:
    first = project(tmp_path)
    written(
        tmp_path, {"master_fields.yaml": MASTER_FIELDS.replace("label: Legal name", "label: Full legal name")}
    )
    second = load_project(tmp_path, first)
    assert second.shared_sources != first.shared_sources
    labels = {form.field("legal_name").label for form in second.forms}
    assert labels == {"Full legal name of the business"}


def test_a_mistake_comes_and_goes(tmp_path: Path) -> None:
    good = project(tmp_path)
    bad = load_project(written(tmp_path, {FORM: FILES[FORM].replace("max: 500", "max: many")}), good)
    assert [problem.code for problem in bad.problems] == ["E304"]
    again = load_project(written(tmp_path, {FORM: FILES[FORM]}), bad)
    assert again.problems == ()
    assert again.forms == good.forms


def test_reading_again_gives_what_reading_afresh_gives(tmp_path: Path) -> None:
    first = project(tmp_path)
    (tmp_path / "clerk/trade_name.yaml").rename(tmp_path / "fire/trade_name.yaml")
    (tmp_path / FORM).unlink()
    second, fresh = load_project(tmp_path, first), load_project(tmp_path)
    assert (second.forms, second.problems, second.sources) == (fresh.forms, fresh.problems, fresh.sources)
    assert second.forms[0].agency == "fire"


def test_an_unknown_form_is_a_key_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        project(tmp_path).source("nothing")


def test_reading_takes_work_in_proportion_to_the_forms(tmp_path: Path) -> None:
    """Each form takes as much work as the one before: nothing compares all with all."""

    def work(count: int) -> int:
        forms = {
            f"clerk/form_{number}.yaml": TRADE_NAME.replace("form: trade-name", f"form: form-{number}")
            for number in range(count)
        }
        folder = written(tmp_path / str(count), {**FILES, **forms})
        assert load_project(folder).is_sound  # what is made at the first reading is not counted
        return calls(lambda: load_project(folder))

    few, more, many = work(10), work(20), work(200)
    assert 0 < many - more < 1.2 * 18 * (more - few)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("[x](javascript:alert(1))", None),
        ("[x](data:text/html,hello)", None),
        ("[x](//evil.example)", None),
        ("![x](/x.png)", '<p>!<a href="/x.png">x</a></p>'),
        ('[x](https://dunes.example "t")', '<p><a href="https://dunes.example">x</a></p>'),
        ("[x](/fire)", '<p><a href="/fire">x</a></p>'),
        ("{{ 7 * 7 }} {% if x %}", "<p>{{ 7 * 7 }} {% if x %}</p>"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("**a** *b*\n\n- c", "<p><strong>a</strong> <em>b</em></p>\n<ul>\n<li>c</li>\n</ul>"),
    ],
)
def test_markdown_is_harmless_html(text: str, shown: str | None) -> None:
    made = html(text)
    if shown is None:
        assert all(word not in made for word in ("<img", "src=", "<a"))
    else:
        assert made == shown


def test_a_fact_that_is_worked_out_takes_no_words_of_questions(tmp_path: Path) -> None:
    heads = "  heads: {type: calculated, label: Letters, calculate: length(legal_name)}\n"
    masters = MASTER_FIELDS.replace("person:\n", f"{heads}person:\n", 1)
    form = FILES[FORM].replace("business.ein", "business.heads", 1)
    found = project(tmp_path, {**FILES, "master_fields.yaml": masters, FORM: form})
    (error,) = [problem for problem in found.problems if problem.is_error]
    assert (error.code, marked(error)) == ("E333", "false")
    assert "“required” does nothing" in error.message
