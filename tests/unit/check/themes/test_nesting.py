"""Tags close in the order in which they were opened, whichever way the brackets go."""

from __future__ import annotations

import pytest

from generator.check.themes.nesting import misnested


@pytest.mark.parametrize(
    "text",
    [
        "<p>One<p>Two<ul><li>A<li>B</ul>",
        "<div>{% if a %}<b>x</b>{% else %}<i>y</i>{% endif %}</div>",
        "{% if a %}<div class='x'>{% elif b %}<div class='y'>{% else %}<div>{% endif %}</div>",
        "{% if a %}<div>{% endif %}x{% if a %}</div>{% endif %}",
        "[% if a %]<div>[% elif b %]<p>[% endif %]x[% if a %]</div>[% elif b %]</p>[% endif %]",
        "[% if a %]{% if b %}[% endif %]<p>x</p>[% if a %]{% endif %}[% endif %]",
        "<ul>{% for x in y %}<li>{{ x }}</li>{% else %}<li>none</li>{% endfor %}</ul>",
        '<p{% if a %} class="b"{% endif %} title="{{ "<div>" }}">x</p>',
        "<h[[ level ]]>x</h[[ level ]]>",
        "<svg><path d='M0 0'/><g></g></svg><img src='x'><br/>",
        "<table><thead><tr><th>a<tbody><tr><td>b<td>c<tr><td>d</table>",
        "<!-- <div> --><script>if (1 < 2) { x('</div>'.length) }</script>",
    ],
)
def test_what_browsers_read_as_it_was_meant_is_right(text: str) -> None:
    assert misnested(text) is None


@pytest.mark.parametrize(
    ("text", "line", "column", "told"),
    [
        ("<div>\n <span>\n</div>", 3, 1, "<span> is not closed before </div>."),
        ("<p>x</p>\n</div>", 2, 1, "</div> closes nothing."),
        ("<p>x\n<section>y", 2, 1, "<section> is never closed."),
        (
            "<p><div>x</div></p>",
            1,
            16,
            "</p> closes nothing. A block such as a <div> has ended the paragraph",
        ),
        ("{% if a %}<div>{% else %}x{% endif %}</div>", 1, 38, "</div> closes nothing."),
        ("<div/>x", 1, 1, "<div> is never closed."),
        ("<b><i>x</b></i>", 1, 8, "<i> is not closed before </b>."),
    ],
)
def test_the_first_tag_that_does_not_fit_is_told_with_its_place(
    text: str, line: int, column: int, told: str
) -> None:
    fault = misnested(text)
    assert fault is not None
    assert (fault.line, fault.column) == (line, column)
    assert fault.description.startswith(told)
