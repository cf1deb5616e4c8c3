"""E1xx: a file cannot be read or understood."""

from generator.problems.codes import Code

TITLE = "Files that cannot be read"

CODES = {
    "E101": Code("A file or folder is missing or cannot be opened."),
    "E102": Code("A file is larger than 256 KB. No form is: something else was saved under its name."),
    "E103": Code("A file is not UTF-8 text, for example a picture or an office document."),
    "E104": Code(
        "A file contains a character that cannot be seen, or one that makes a text look like another.",
        'title: "Fire\\u0000 inspection"',
        "title: Fire inspection",
    ),
    "E105": Code("Lists and mappings are nested more than 20 deep."),
    "E106": Code(
        "The file is not valid YAML. Most often a value contains a colon and needs quotes.",
        "title: Fire: inspection",
        'title: "Fire: inspection"',
    ),
    "E107": Code(
        "The file is not valid JSON.",
        '{"title": "Fire inspection",}',
        '{"title": "Fire inspection"}',
    ),
    "E108": Code(
        "Anchors (&) and aliases (*) are not allowed: each value is written where it belongs.",
        "title: *same",
        'title: "*same"',
    ),
    "E109": Code("Tags are not allowed: the model says what a value means.", "title: !!str 5", "title: 5"),
    "E110": Code(
        "A key stands twice in one mapping, so that one of the two values would be lost.",
        "title: One\ntitle: Two",
        "title: One",
    ),
    "E111": Code("A key is not a word.", "[title]: One", "title: One"),
    "E112": Code("A key has no value.", "hint:", "hint: As it appears on your tax return"),
    "E113": Code("A file is empty, or it holds no keys with values.", "- just a list", "form: my-form"),
    "E114": Code("A file holds more than one document.", "title: One\n---\ntitle: Two", "title: One"),
    "E116": Code("A file has more than 100 problems; only the first ones are told."),
    "E115": Code(
        "A file is not where specs belong, is a link, or has the name of another one. "
        "Only city.yaml, master_fields.yaml and one folder for each agency belong into the folder of specs."
    ),
    "E117": Code("onceonly.toml is not valid TOML.", "requires ~=1.4", 'requires = "~=1.4"'),
    "E118": Code("onceonly.toml has a key that does not exist.", 'require = "~=1.4"', 'requires = "~=1.4"'),
    "E119": Code(
        "A value in onceonly.toml has the wrong kind: `requires` is a text that says which versions fit "
        "(a version specifier of PEP 440), `spec` a whole number.",
        'requires = "1.4 or newer"\nspec = "1"',
        'requires = ">=1.4"\nspec = 1',
    ),
    "E120": Code("This version of OnceOnly is older or newer than the city requires in its onceonly.toml."),
    "E121": Code("The specs are written in another version of the spec language than this OnceOnly reads."),
}
