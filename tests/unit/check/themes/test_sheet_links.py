"""Style sheets may say and show what they want, and fetch from nobody else."""

from __future__ import annotations

from pathlib import Path

from tests.unit.themes.themes_folder import bundled, by_line, put, told, written

STRANGE_ONLY_TO_LOOK_AT = [
    '.x::before { content: "url(x.png)" }',
    ".x::before { content: '@import //x' }",
    "@namespace svg url(http://www.w3.org/2000/svg);",
    '@namespace "http://www.w3.org/1999/xhtml";',
    '.x { background: url("my icon.svg") }',
    ".x { background: url( 'my icon.svg' ) }",
    ".x { background: url(my\\ icon.svg) }",
    '.x { background: image-set("icon.svg" type("image/svg+xml") 1x, url(icon.svg) 2x) }',
    '@font-face { font-family: "Own"; src: local("//Arial") }',
    ".x { background: url() } .y { fill: url(#a) }",
]


def test_a_sheet_that_fetches_nothing_strange_is_left_alone(tmp_path: Path) -> None:
    themes = written(tmp_path, "extends: base", css="\n".join(STRANGE_ONLY_TO_LOOK_AT))
    put(themes, "static/my icon.svg", "<svg/>")
    assert told(themes) == []


FROM_ELSEWHERE_OR_NOWHERE = [
    ('@import"//evil/x.css";', "E513 themes/own/static/9-own.css:{at}:9 "),
    ("@import url(//evil/x.css) screen;", "E513 themes/own/static/9-own.css:{at}:13 "),
    ('@import"a.css" layer(x);', "E516 themes/own/static/9-own.css:{at}:9 Style sheets do not import"),
    ('.x { background: image-set("//evil/x.png" 1x) }', "E513 themes/own/static/9-own.css:{at}:29 "),
    (
        ".x { background: -webkit-image-set( 'icno.svg' 1x) }",
        "E516 themes/own/static/9-own.css:{at}:38 There is no file “icno.svg”",
    ),
    ('.x { background: URL("\\2f\\2f evil/x.png") }', "E513 themes/own/static/9-own.css:{at}:23 "),
    ('.x { background: src("https://evil/x") }', "E513 themes/own/static/9-own.css:{at}:23 "),
    (
        ".x { background: url(data:image/svg+xml,%3Csvg%3E{%3C/svg%3E) }",
        "E512 themes/own/static/9-own.css:{at}:22 Browsers do not show a picture that is written out",
    ),
    (".x { background: url( 'DATA:text/plain,/*x') }", "E512 themes/own/static/9-own.css:{at}:24 "),
    (
        '@font-face { font-family: "Own"; src: local("Arial"), url(icon.svg) format("woff2") }',
        "E512 themes/own/static/9-own.css:{at}:1 Browsers load no fonts",
    ),
    (
        ".x { background: url(my icon.svg) }",
        "E516 themes/own/static/9-own.css:{at}:22 The address “my icon.svg” has a space",
    ),
]
"""Lines of a sheet, and how the problem of each begins."""


def test_a_sheet_that_fetches_from_elsewhere_or_nowhere_is_told(tmp_path: Path) -> None:
    css = "\n".join(line for line, _ in FROM_ELSEWHERE_OR_NOWHERE)
    found = by_line(told(written(tmp_path, "extends: base", css=css)), "static/9-own.css")
    assert len(found) == len(FROM_ELSEWHERE_OR_NOWHERE)
    for at, (_, start) in enumerate(FROM_ELSEWHERE_OR_NOWHERE, 1):
        assert found[at].startswith(start.format(at=at))


def test_links_lead_to_what_is_served_and_texts_stay(tmp_path: Path) -> None:
    css = (
        '.a { background: url("my icon.svg#sun") } .b { background: image-set("icon.svg" 1x) }'
        ' .c { content: "url(icon.svg)" } .d { background: url(my\\ icon.svg) }'
    )
    themes = written(tmp_path, "extends: base", css=css)
    put(themes, "static/my icon.svg", "<svg/>")
    found = bundled(themes)
    mine, icon = found.names["my icon.svg"], found.names["icon.svg"]
    assert mine.startswith("my-icon.")
    assert f"assets/{mine}" in found.files
    assert (
        found.files[f"assets/{found.names['page.css']}"]
        .decode()
        .endswith(
            f'.a{{background:url(/assets/{mine}#sun)}}.b{{background:image-set("/assets/{icon}" 1x)}}'
            f'.c{{content:"url(icon.svg)"}}.d{{background:url(/assets/{mine})}}'
        )
    )
