"""Style sheets lose what browsers do not need, and never a sign that means something."""

from __future__ import annotations

import pytest

from generator.themes.minify import minified_stylesheet


@pytest.mark.parametrize(
    ("written", "slim"),
    [
        ('p { content: "one ;  two > three" ; }', 'p{content:"one ;  two > three"}'),
        ("p::after { content: ' , ' ' ! ;}' }", "p::after{content:' , ' ' ! ;}'}"),
        ('p { content: "\\" ; " ; color : red }', 'p{content:"\\" ; ";color :red}'),
        ('p { content: "a: b /* c */" } /* gone */', 'p{content:"a: b /* c */"}'),
        ("p { background: url( data:x;} ) , none }", "p{background:url( data:x;} ),none}"),
        ("p { fill: url(/*) } b { top: 0 } /* gone */", "p{fill:url(/*)}b{top:0}"),
        ("a > b ,\n  c { color: red !important; }\n", "a>b,c{color:red!important}"),
    ],
)
def test_only_white_space_between_rules_goes(written: str, slim: str) -> None:
    assert minified_stylesheet(written) == slim
