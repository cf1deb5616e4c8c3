"""E5xx: a theme cannot be used; W65x: it could be better."""

from generator.problems.codes import Code

TITLE = "Themes"

CODES = {
    "E501": Code("A theme does not exist or cannot be read, or themes extend each other in a circle."),
    "E502": Code("An entry of theme.yaml is neither a token nor a group of tokens."),
    "E503": Code(
        "The value of a token holds a character that would end it.", 'ink: "red; }"', 'ink: "#222222"'
    ),
    "E504": Code("A token, or a promise of contrast, refers to a token that does not exist or to itself."),
    "E505": Code(
        "A template of a theme cannot be rendered, at build or on request.",
        "[[ _('Send') ]",
        "[[ _('Send') ]]",
    ),
    "E506": Code(
        "The value of a token is not one of its type, or the token has no type. The types are color"
        " (#rrggbb), dimension, fontFamily, fontWeight, number and duration.",
        "radius: {$type: dimension, $value: round}",
        "radius: {$type: dimension, $value: .5rem}",
    ),
    "E507": Code(
        "Two colours that stand on each other cannot be told apart well enough: text needs 4.5 to 1, borders"
        " of controls and the focus mark 3 to 1, in the light and in the dark. The remedy names the nearest"
        " value that passes.",
        'soft: {$value: "#a0a8ae"}',
        'soft: {$value: "#4d5b66"}',
    ),
    "E508": Code(
        "A theme's template leaves out something that the page cannot do without, such as the summary of"
        " problems."
    ),
    "E509": Code(
        "A theme sets a token that no style sheet and no other token reads: most often it is misspelt.",
        "acton: {$value: '{brand.pine}'}",
        "action: {$value: '{brand.pine}'}",
    ),
    "E510": Code(
        "A style sheet reads a property that no token sets.", "var(--color-acton)", "var(--color-action)"
    ),
    "E511": Code(
        "A page is not valid HTML as a theme's templates make it: a tag is not closed, or closes nothing.",
        "<div><span>…</div>",
        "<div><span>…</span></div>",
    ),
    "E512": Code(
        "A template or a style sheet holds something that the policy of the pages blocks, so that the page"
        " would not work: a script, a style or a handler inside a page, a frame, a picture written out as"
        " data:, or a font to load. What is printed (paper.html and others, and what only these include) may"
        " have styles.",
        '<button onclick="print()">',
        "<button data-print>",
    ),
    "E513": Code(
        "A template or a style sheet asks another server for a picture, a font, a style or a script: pages"
        " depend on nobody else, and tell nobody who reads them.",
        "url(https://pictures.example/wave.svg)",
        "url(wave.svg)",
    ),
    "E514": Code("A theme has a template, or a folder, that nothing reads: most often it is misspelt."),
    "E515": Code(
        "A brace or a comment of a style sheet is never closed, or a brace closes nothing.",
        ".card { color: red",
        ".card { color: red }",
    ),
    "E516": Code(
        "A style sheet links to a file that the theme does not have in static/, or imports another one.",
        "url(../img/wave.svg)",
        "url(wave.svg)",
    ),
    "E517": Code(
        "A file of a theme is not what its name says (text in UTF-8, or an SVG picture), or cannot be opened."
    ),
    "E518": Code(
        "A theme.yaml has a key that no theme has, or a value of another kind than its key wants.",
        "extends: [uswds]",
        "extends: uswds",
    ),
    "E519": Code(
        "A token refers to a later tier. Tiers run one way: from brand to meaning (color, font, weight, size,"
        " space) to components (all other groups).",
        'color: {action: {$value: "{button.face}"}}',
        'button: {face: {$value: "{color.action}"}}',
    ),
    "E520": Code(
        "A template fills a block that the one which it extends does not have: most often it is misspelt.",
        "[% block barnd %]",
        "[% block brand %]",
    ),
    "E521": Code(
        "A template asks in curly brackets for a name that its page is not given, or asks a value for an"
        " entry or a method that it does not have: the page would be an error on request. What each page is"
        " given stands in forms/pages.",
        "{% for one in found %}{{ one.titel }}{% endfor %}",
        "{% for one in found %}{{ one.title }}{% endfor %}",
    ),
    "W650": Code("All style sheets of a theme together have more than 8 KB as browsers fetch them."),
    "W651": Code(
        "A style sheet of a theme writes colours itself. They stay as they are in the dark, and no promise of"
        " contrast holds for them.",
        ".masthead { background: #2f6c8c }",
        ".masthead { background: var(--masthead-face) }",
    ),
    "W652": Code(
        "A theme chooses a colour for the light only, and the dark still has the one of the theme that it"
        " extends: a city may look like another one at night."
    ),
}
