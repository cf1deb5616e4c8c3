"""What would break on a page, or ask other people's servers, is refused with its place, cause and remedy."""

from __future__ import annotations

import shutil
from pathlib import Path

import jinja2
import pytest

from generator.check.themes.themes import checked_theme
from generator.problems.template_problems import problem_in_template
from generator.sources.sources import Sources
from generator.themes.themes import read_theme
from tests.unit.themes.themes_folder import THEMES, bundled, by_line, problems, put, told, written
from tests.work import comes_to_an_end


@pytest.mark.parametrize(
    ("art", "start"),
    [
        (
            "<p>\n<div></span>",
            "E511 themes/own/templates/art.html:2:6 The page business.html is not valid HTML: </span>",
        ),
        (
            "<section>",
            "E511 themes/own/templates/art.html:1:1 The page business.html is not valid HTML: <section>",
        ),
    ],
)
def test_markup_that_does_not_nest_is_told_where_it_stands(tmp_path: Path, art: str, start: str) -> None:
    (problem,) = told(written(tmp_path, "extends: base", art=art), "business")
    assert problem.startswith(start)


IN_VAIN = [
    (
        "<script>alert(1)</script>",
        "E512 themes/own/templates/art.html:{at}:1 Browsers do not follow a script inside",
    ),
    ("<style>p {}</style>", "E512 themes/own/templates/art.html:{at}:1 Browsers do not follow a <style>"),
    (
        '<p style="top: 0"></p>',
        "E512 themes/own/templates/art.html:{at}:1 Browsers do not follow a style attribute",
    ),
    (
        '<p onclick="x()"></p>',
        "E512 themes/own/templates/art.html:{at}:1 Browsers do not follow the attribute onclick",
    ),
    (
        '<a href="javascript:x">x</a>',
        "E512 themes/own/templates/art.html:{at}:1 Browsers do not follow a link that",
    ),
    (
        '<iframe src="/en/" title="x"></iframe>',
        "E512 themes/own/templates/art.html:{at}:1 Browsers do not follow <iframe>",
    ),
    ("<video></video>", "E512 themes/own/templates/art.html:{at}:1 Browsers do not follow <video>"),
    (
        '<img alt="" src="data:image/gif;base64,R0lGOD==">',
        "E512 themes/own/templates/art.html:{at}:1 Browsers do not follow a picture that is written out",
    ),
    (
        '<img alt="" src="https://x/y.png">',
        "E513 themes/own/templates/art.html:{at}:1 This <img> asks another server",
    ),
    (
        '<link rel="preload" href="//x/y">',
        "E513 themes/own/templates/art.html:{at}:1 This <link> asks another server",
    ),
]
"""Lines of a template, and how the problem of each begins."""


def test_markup_that_cannot_work_is_told_where_it_stands(tmp_path: Path) -> None:
    art = "\n".join(line for line, _ in IN_VAIN)
    found = by_line(told(written(tmp_path, "extends: base", art=art), "business"), "templates/art.html")
    assert len(found) == len(IN_VAIN)
    for at, (_, start) in enumerate(IN_VAIN, 1):
        assert found[at].startswith(start.format(at=at))


WORKS = [
    '<a href="https://city.example">The old site</a>',
    '<link rel="canonical" href="https://city.example">',
    '<script type="application/json">{}</script>',
    '<svg viewBox="0 0 1 1" aria-hidden="true"><path d="M0 0"/></svg>',
    "{% if who %}<div>{% endif %}<p>One<ul><li>Two<li>Three</ul>{% if who %}</div>{% endif %}",
]


def test_markup_that_works_is_left_alone(tmp_path: Path) -> None:
    assert told(written(tmp_path, "extends: base", art="\n".join(WORKS)), "business") == []


def test_paper_may_have_styles(tmp_path: Path) -> None:
    paper = (
        (THEMES / "base/templates/paper.html").read_text("utf-8").replace("<body", '<body style="margin: 0"')
    )
    assert told(written(tmp_path, "extends: base", paper=paper), "receipt", "blank") == []


FETCHES = [
    (
        "*/ .x { background: url('icno.svg') }",
        "E516 themes/own/static/9-own.css:{at}:26 There is no file “icno.svg”",
    ),
    (
        ".x { background: url(http://x/y.png) }",
        "E513 themes/own/static/9-own.css:{at}:22 This style asks another",
    ),
    ('@import "//x/y.css";', "E513 themes/own/static/9-own.css:{at}:10 This style asks another"),
    ('@import "a.css";', "E516 themes/own/static/9-own.css:{at}:10 Style sheets do not import others"),
]
"""Lines of a sheet, and how the problem of each begins."""


def test_a_style_sheet_that_fetches_is_told_where(tmp_path: Path) -> None:
    css = "\n".join(["/* a", *(line for line, _ in FETCHES)])
    found = by_line(told(written(tmp_path, "extends: base", css=css)), "static/9-own.css")
    assert len(found) == len(FETCHES)
    for at, (_, start) in enumerate(FETCHES, 2):
        assert found[at].startswith(start.format(at=at))


@pytest.mark.parametrize(
    ("css", "start"),
    [
        (
            "@layer theme {\n .x { color: red }",
            "E515 themes/own/static/9-own.css:1:14 This brace is never closed",
        ),
        (".x { color: red } }", "E515 themes/own/static/9-own.css:1:19 This brace closes nothing"),
        (".x { color: red } /* and", "E515 themes/own/static/9-own.css:1:19 This comment is never closed"),
    ],
)
def test_a_style_sheet_that_is_broken_is_told_where(tmp_path: Path, css: str, start: str) -> None:
    (problem,) = told(written(tmp_path, "extends: base", css=css))
    assert problem.startswith(start)


def test_a_style_sheet_that_is_sound_is_left_alone(tmp_path: Path) -> None:
    css = (
        '.x::before { content: "{ https://x"; background: url( "icon.svg" ) }\n'
        ".y { fill: url(#a) } /* url(http://x) { */\n"
    )
    assert told(written(tmp_path, "extends: base", css=css)) == []


NOT_READ = [
    (
        "templates/cart.html",
        "x",
        "E514 themes/own/templates/cart.html:1:1 Nothing reads the template cart.html",
    ),
    (
        "templates/chioce/control.html",
        "x",
        "E514 themes/own/templates/chioce/control.html:1:1 Nothing reads",
    ),
    ("template/art.html", "x", "E514 themes/own/template:1:1 Nothing reads the folder template"),
    (
        "static/icon.svg",
        b"\x00\x01\xff",
        "E517 themes/own/static/icon.svg:1:1 The file is not text in UTF-8",
    ),
    ("static/sun.svg", "Hello", "E517 themes/own/static/sun.svg:1:1 The file is no SVG picture"),
    ("static/8-own.css", b"\xff", "E517 themes/own/static/8-own.css:1:1 The file is not text in UTF-8"),
    (
        "templates/art.html",
        b"\xff",
        "E517 themes/own/templates/art.html:1:1 The file is not text in UTF-8",
    ),
]
"""Files with their content, and how the problem of each begins."""


def test_a_file_that_nothing_reads_or_that_is_no_such_file_is_told(tmp_path: Path) -> None:
    themes = written(tmp_path, "extends: base")
    for name, content, _ in NOT_READ:
        put(themes, name, content)
    found = told(themes)
    assert len(found) == len(NOT_READ)
    for _, _, start in NOT_READ:
        assert [problem for problem in found if problem.startswith(start)]


def test_the_nearest_template_is_named(tmp_path: Path) -> None:
    themes = written(tmp_path, "extends: base")
    put(themes, "templates/chioce/control.html", "x")
    assert "Did you mean choice/control.html" in told(themes)[0]


def test_a_theme_may_have_templates_of_its_own_that_others_include(tmp_path: Path) -> None:
    themes = written(tmp_path, "extends: base", art='[% include "parts/waves.html" %]')
    put(themes, "templates/parts/waves.html", "<hr>")
    assert told(themes, "business") == []


def test_a_part_that_another_template_includes_is_named_itself(tmp_path: Path) -> None:
    themes = written(tmp_path, "extends: base", art='[% include "parts/waves.html" %]')
    put(themes, "templates/parts/waves.html", "<hr>\n</div>")
    (problem,) = told(themes, "business")
    assert problem.startswith("E511 themes/own/templates/parts/waves.html:2:1 ")


def test_a_fault_in_the_base_itself_is_told_where_it_is(tmp_path: Path) -> None:
    themes = written(tmp_path, "extends: base")
    shutil.copytree(THEMES / "base", themes / "base")
    card = themes / "base" / "templates" / "card.html"
    card.write_text(f"</b>\n{card.read_text('utf-8')}", encoding="utf-8")
    (problem,) = told(themes, "portal")
    assert problem.startswith(
        "E511 themes/base/templates/card.html:1:1 The page portal.html is not valid HTML"
    )


def test_a_condition_without_end_is_told_in_the_template_that_holds_it(tmp_path: Path) -> None:
    (problem,) = problems(written(tmp_path, "extends: base", card="<p>\n{% if x %}</p>"), "portal")
    assert (problem.code, problem.file, problem.line) == ("E505", "themes/own/templates/card.html", 2)
    assert "It is card.html that does it." in problem.message


def test_a_file_that_a_template_asks_for_in_vain_is_named(tmp_path: Path) -> None:
    themes = written(tmp_path, "extends: base", art='\n<img alt="" src="[[ asset("icno.svg") ]]">')
    with pytest.raises(jinja2.TemplateError) as caught:
        problems(themes)
    found = problem_in_template(caught.value)
    assert (found.code, found.line) == ("E505", 2)
    assert "There is no file “icno.svg” in static/. Did you mean icon.svg?" in found.message


def test_another_style_does_not_look_at_all_pages_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    themes = written(tmp_path, "extends: base")
    sources = Sources(themes=themes)
    checked = {bundled(themes).made_by}
    monkeypatch.setattr("generator.check.themes.pages.pages", lambda: pytest.fail("looked at again"))
    put(themes, "static/9-own.css", ".card { color: red }")
    checked_theme(sources, "own", checked)
    put(themes, "templates/art.html", "<hr>")
    with pytest.raises(pytest.fail.Exception):
        checked_theme(sources, "own", checked)


def test_what_only_looks_like_a_comment_stays_and_hides_nothing(tmp_path: Path) -> None:
    css = 'input[accept="image/*"] { color: red } /* gone */ b { color: blue }'
    themes = written(tmp_path, "extends: base", css=css)
    assert told(themes) == []
    served = read_theme(themes, "own").assets()["page.css"].decode()
    assert served.endswith('input[accept="image/*"]{color:red}b{color:blue}')


def test_what_editors_leave_beside_templates_is_nobodys_business(tmp_path: Path) -> None:
    themes = written(tmp_path, "extends: base")
    (themes / "own/templates/.#art.html").symlink_to("nobody@nowhere")
    put(themes, "templates/._art.html", b"\xff\xfe")
    assert told(themes) == []


def test_a_change_behind_a_link_is_seen(tmp_path: Path) -> None:
    themes = written(tmp_path, "extends: base")
    (themes / "own").rename(tmp_path / "elsewhere")
    (themes / "own").symlink_to(tmp_path / "elsewhere")
    before = bundled(themes).names
    put(themes, "static/9-own.css", "p { margin: 0 }")
    assert bundled(themes).names != before


def test_tokens_that_lead_round_in_a_circle_are_told_whatever_else_is_wrong(tmp_path: Path) -> None:
    theme = """extends: base
contrast: {"4.5": {color.txet: [color.page]}}
tokens:
  color: {action: {$type: color, $value: "{button.a}"}}
  button:
    a: {$type: color, $value: "{button.b}"}
    b: {$type: color, $value: "{button.a}"}
"""
    with comes_to_an_end(20):
        assert told(written(tmp_path, theme))


@pytest.mark.parametrize("art", ['[% include "art.html" %]', "[[ 1 / 0 ]]", '[[ 1 + "a" ]]'])
def test_a_template_that_cannot_be_worked_out_is_told_of(tmp_path: Path, art: str) -> None:
    with pytest.raises(jinja2.TemplateError) as caught:
        problems(written(tmp_path, "extends: base", art=art), "business")
    assert problem_in_template(caught.value).code == "E505"


OTHER_SERVERS = [
    '<img alt="" srcset="a.png, https://x.example/b.png 2x">',
    '<base href="https://x.example/">',
    '<img alt="" src="https:\\\\x.example/y">',
]


def test_other_servers_are_found_however_they_are_written(tmp_path: Path) -> None:
    found = told(written(tmp_path, "extends: base", art="\n".join(OTHER_SERVERS)))
    for at in range(1, len(OTHER_SERVERS) + 1):
        assert [one for one in found if one.startswith(f"E513 themes/own/templates/art.html:{at}:")]


def test_parts_with_names_of_their_own_are_read(tmp_path: Path) -> None:
    themes = written(tmp_path, "extends: base", art='[% include "own/banner.html" %]')
    put(themes, "templates/banner.html", "<p>Welcome</p>")
    put(themes, "templates/icons/sun.html", "<p>Sun</p>")
    put(themes, "static/Thumbs.db", b"\x00")
    assert told(themes, "business") == []


def test_links_into_a_picture_are_followed(tmp_path: Path) -> None:
    css = ".a { background: URL(icon.svg#sun) } .b { background: url('icon.svg') }"
    themes = written(tmp_path, "extends: base", css=css)
    assert told(themes) == []
    found = bundled(themes)
    icon, page = found.names["icon.svg"], f"assets/{found.names['page.css']}"
    assert f"URL(/assets/{icon}#sun)".encode() in found.files[page]
    assert f"url(/assets/{icon})".encode() in found.files[page]


def test_brackets_and_quotes_may_be_written_otherwise(tmp_path: Path) -> None:
    discard = (THEMES / "base/templates/discard.html").read_text("utf-8")
    assert 'href="{{ back }}"' in discard
    written_otherwise = discard.replace('href="{{ back }}"', "href='{{back}}'")
    assert told(written(tmp_path, "extends: base", discard=written_otherwise), "discard") == []
