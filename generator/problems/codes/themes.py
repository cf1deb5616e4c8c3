"""E5xx: a theme cannot be used."""

from generator.problems.codes import Code

TITLE = "Themes"

CODES = {
    "E501": Code("A theme does not exist or cannot be read, or themes extend each other in a circle."),
    "E502": Code("An entry of theme.yaml is neither a token nor a group of tokens."),
    "E503": Code(
        "The value of a token holds a character that would end it.", 'ink: "red; }"', 'ink: "#222222"'
    ),
    "E504": Code("A token refers to one that does not exist, or to itself."),
    "E505": Code("A template of a theme cannot be rendered.", "[[ _('Send') ]", "[[ _('Send') ]]"),
}
