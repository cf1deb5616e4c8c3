"""E5xx: a theme cannot be used."""

from generator.problems.codes import Code

TITLE = "Themes"

CODES = {
    "E501": Code("A theme does not exist or cannot be read, or themes extend each other in a circle."),
    "E502": Code("An entry of theme.yaml is neither a token nor a group of tokens."),
    "E503": Code(
        "The value of a token holds a character that would end it.", 'ink: "red; }"', 'ink: "#222222"'
    ),
    "E504": Code("A token, or a promise of contrast, refers to a token that does not exist or to itself."),
    "E505": Code("A template of a theme cannot be rendered.", "[[ _('Send') ]", "[[ _('Send') ]]"),
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
    "E518": Code("A theme.yaml has a key that no theme has.", "token:", "tokens:"),
    "E519": Code(
        "A token refers to a later tier. Tiers run one way: from brand to meaning (color, font, weight, size,"
        " space) to components (all other groups).",
        'color: {action: {$value: "{button.face}"}}',
        'button: {face: {$value: "{color.action}"}}',
    ),
}
