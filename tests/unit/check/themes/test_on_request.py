"""What no request could answer is refused by the build, at its line, and nothing that requests know is."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from forms.model.form import Form, Page
from forms.text.language import ENGLISH
from generator.check.themes.on_request import ENVIRONMENT, OF_PAGES, WORDS, wrong_on_request
from runtime.web.http.templates import environment
from runtime.web.http.words import request_words
from runtime.web.owner import paper
from tests import request_context
from tests.unit.themes.themes_folder import THEMES, told, written


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{{ q|nofilter }}", "requests know no filter “nofilter”."),
        ("{% filter uper %}x{% endfilter %}", "requests know no filter “uper”. Did you mean upper?"),
        ("{% if q is nosuch %}x{% endif %}", "requests know no test “nosuch”."),
        ('{% include "x.html" %}', "requests read no other template. Write it with square brackets"),
        ('{% import "x.html" as x %}', "requests read no other template."),
        ('{% from "x.html" import y %}', "requests read no other template."),
        ("{% block a %}{% endblock %}{% block a %}{% endblock %}", "there is a block “a” already."),
        ("{{ nofunc() }}", "requests know no function “nofunc”."),
        ("{% if q %}{{ sya(q) }}{% endif %}", "requests know no function “sya”. Did you mean say?"),
        ("{{ q() }}", "requests know no function “q”."),
        ('{{ scope(["q"]) }}', "requests know no function “scope”."),
    ],
)
def test_what_no_request_could_answer_is_refused(tmp_path: Path, line: str, says: str) -> None:
    search = (THEMES / "base/templates/search.html").read_text("utf-8")
    begin = "[% block main %]\n"
    at = search.count("\n", 0, search.index(begin)) + 2
    themes = written(tmp_path, "extends: base", search=search.replace(begin, f"{begin}{line}\n"))
    (problem,) = told(themes, "search")
    assert problem.startswith("E505 themes/own/templates/search.html:")
    assert f"The page search.html cannot be shown: {says}" in problem
    if "scope" not in line:  # which some pages know, so that only the page as a whole is wrong
        assert f"search.html:{at}:1 " in problem


@pytest.mark.parametrize(
    "line",
    [
        '{{ say("Hello {name}", name=q)|upper }}',
        "{% for n in range(3) if n is odd %}{{ loop.cycle(1, 2) }}{% endfor %}",
        "{% macro tile(x) %}{{ x }}{{ caller() if caller }}{% endmacro %}{{ tile(q) }}",
        "{% macro tile() %}{{ caller() }}{% endmacro %}{% call tile() %}x{% endcall %}",
        "{% set count = namespace(n=0) %}{% set count.n = 1 %}{{ q.upper() }}",
    ],
)
def test_what_requests_know_is_left_alone(line: str) -> None:
    assert wrong_on_request(line, "search") is None


def test_the_build_knows_what_the_runtime_knows(tmp_path: Path) -> None:
    words = request_words(ENGLISH)
    runtime = environment(tmp_path / "output", tmp_path / "compiled")
    assert set(words) == WORDS
    assert set(ENVIRONMENT.filters) == set(runtime.filters)
    assert set(ENVIRONMENT.tests) == set(runtime.tests)
    assert set(ENVIRONMENT.globals) == set(runtime.globals)
    assert set(ENVIRONMENT.extensions) == set(runtime.extensions)


def test_the_build_knows_what_pages_are_given_to_call(monkeypatch: pytest.MonkeyPatch) -> None:
    form = Form(name="x", agency="x", title="X", pages=(page := Page(name="p", title="P", fields=()),))
    assert _to_call(request_context.form_page(form, page)) == OF_PAGES["form"] == OF_PAGES["fact"]
    for name in ("portal", "check", "sent", "search", "business", "may_apply", "too_late"):
        assert _to_call({**request_context.anyone(), **request_context.screen(name)}) == frozenset()
    monkeypatch.setattr(paper, "submission_context", lambda *_: {})
    ctx: Any = SimpleNamespace(
        site=SimpleNamespace(template=lambda *_: SimpleNamespace(render=lambda given: given)),
        language=ENGLISH,
        settings=SimpleNamespace(public_url=""),
        url=lambda *_: "",
        owner=SimpleNamespace(business=SimpleNamespace(name="")),
    )
    sent: Any = SimpleNamespace(reference="")
    given: Any = paper.receipt(ctx, sent)
    assert _to_call(given) == OF_PAGES["receipt"]


def _to_call(context: dict[str, Any]) -> frozenset[str]:
    return frozenset(name for name, value in context.items() if callable(value))
